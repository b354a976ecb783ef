/** The keys about money to the model's parameters. Cannot fail: every check has been passed. §M10 – §M13 */
import { assert } from '../../base/assert.ts';
import { PPM, type Ppm } from '../../base/units.ts';
import type { EmissionPolicy } from '../../economics/emission.ts';
import type { GasPricePolicy } from '../../economics/gas-price.ts';
import type { Behaviour } from '../../economics/holder-behaviour.ts';
import type { HardwareClass, MinimumStakePolicy } from '../../economics/node-profit.ts';
import type { PriceDiffusion } from '../../economics/price-diffusion.ts';
import type { Penalty } from '../../economics/slashing.ts';
import type { PricePolicy } from '../../economics/token-price.ts';
import type {
  BehaviourParams,
  BountyParams,
  DelegationParams,
  EmissionParams,
  MarketParams,
  SlashingParams,
} from '../protocol/economy-params.ts';
import type { CompleteScenario } from './complete.ts';
import type { InlinedGas, InlinedPrice } from './complete-economy.ts';
import { gasRow } from './gas-table.ts';
import { priceRow } from './price-table.ts';
import { fixedPoint, parseDuration, parseTokens, sharePpm } from './quantities.ts';

const USD_DECIMALS = 6;
const PPM_DECIMALS = 6;
const WEI_DECIMALS = 9;

/** New tokens. */
export function emissionParams(emission: CompleteScenario['emission']): EmissionParams {
  return {
    policy: emissionPolicy(emission),
    genesis: amount(emission.genesis),
    supplyMax: emission.cap === 'none' ? undefined : amount(emission.cap),
  };
}

function emissionPolicy(emission: CompleteScenario['emission']): EmissionPolicy {
  switch (emission.policy) {
    case 'skale':
      return { kind: 'skale' };
    case 'flat-rate':
      return { kind: 'flat-rate', yearlyPpm: millionths(emission.yearly) };
    case 'halving':
      return {
        kind: 'halving',
        firstYear: amount(emission.firstYear),
        everyYears: known(emission.everyYears),
      };
    case 'table':
      return { kind: 'table', years: known(emission.years).map(amount), after: known(emission.after) };
    case 'target-stake':
      return {
        kind: 'target-stake',
        targetPpm: millionths(emission.target),
        minimumPpm: millionths(emission.minimum),
        maximumPpm: millionths(emission.maximum),
        speedPpm: millionths(emission.speed),
        startPpm: millionths(emission.start),
      };
  }
}

/** How nodes are paid. */
export function bountyParams({ bounty }: CompleteScenario): BountyParams {
  return {
    policy: bounty.policy,
    weight: bounty.weight,
    rent: bounty.rent,
    claimWindow: known(parseDuration(bounty.claimWindow)),
    rewardPeriod: known(parseDuration(bounty.rewardPeriod)),
    lateAfter: known(parseDuration(bounty.lateAfter)),
    claimGas: bounty.claimGas,
    gasBudgetMicroUsd: bounty.gasBudgetUsd === undefined ? undefined : microUsd(bounty.gasBudgetUsd),
  };
}

/** Who holds what, and on which terms it is delegated. */
export function delegationParams(delegation: CompleteScenario['delegation']): DelegationParams {
  const months = Object.keys(delegation.lockMonths).toSorted((one, other) => Number(one) - Number(other));
  const { feePerMille: fee } = delegation;
  return {
    holders: delegation.holders,
    staked: amount(delegation.staked),
    liquid: amount(delegation.liquid),
    holdings: delegation.holdings?.map(amount),
    locks: months.map((key) => ({
      months: Number(key),
      multiplierPpm: millionths(delegation.lockMonths[key]),
      sharePpm: ppm(delegation.lockShares[key]),
    })),
    feePerMille: typeof fee === 'number' ? { from: fee, to: fee } : fee,
    minimum: amount(delegation.minimum),
  };
}

/** What offences cost, and what becomes of it. */
export function slashingParams(slashing: CompleteScenario['slashing']): SlashingParams {
  return {
    failedDkg: penaltyOf(slashing.failedDkg),
    falseComplaint: penaltyOf(slashing.falseComplaint),
    withheldBeacon: penaltyOf(slashing.withheldBeacon),
    downtime: slashing.downtime === undefined ? undefined : penaltyOf(slashing.downtime),
    destination: slashing.destination,
    forgiveAfterMonths: slashing.forgiveAfter,
    cutsAccepted: slashing.additions === 'cut',
  };
}

function penaltyOf(penalty: CompleteScenario['slashing']['failedDkg']): Penalty {
  return { sharePpm: ppm(penalty.share ?? 0), tokens: amount(penalty.tokens ?? 0) };
}

/** Prices; a loop that is switched off leaves what would feed back without effect. */
export function marketParams({ market, mainnet }: CompleteScenario): MarketParams {
  return {
    price: pricePolicy(market.price, market.loops.price),
    etherMicroUsd: microUsd(market.etherUsd),
    gas: gasPolicy(mainnet.gasGwei),
    demandElasticityPpm: market.loops.demand ? millionths(market.demandElasticity) : 0,
    outsideYieldPpm: millionths(market.outsideYield),
  };
}

function pricePolicy(price: InlinedPrice, isPushed: boolean): PricePolicy {
  switch (price.kind) {
    case 'constant':
      return { kind: 'constant', microUsd: microUsd(price.usd) };
    case 'table':
      return { kind: 'table', rows: price.table.map(priceRow), between: known(price.between) };
    case 'geometric-brownian':
    case 'jump-diffusion':
      return { kind: 'diffusion', diffusion: diffusionOf(price) };
    case 'endogenous': {
      const multiplierPpm = isPushed ? millionths(price.multiplier) : 0;
      return { kind: 'endogenous', diffusion: diffusionOf(price), multiplierPpm };
    }
  }
}

function diffusionOf(price: Exclude<InlinedPrice, { kind: 'constant' | 'table' }>): PriceDiffusion {
  const { usd, drift, volatility, jumps } = price;
  return {
    startMicroUsd: microUsd(usd),
    driftPpm: millionths(drift),
    volatilityPpm: millionths(volatility),
    ...(jumps === undefined
      ? {}
      : {
          jumps: {
            perYearPpm: millionths(jumps.perYear),
            meanPpm: millionths(jumps.mean),
            deviationPpm: millionths(jumps.deviation),
          },
        }),
  };
}

function gasPolicy(gas: InlinedGas): GasPricePolicy {
  switch (gas.kind) {
    case 'constant':
      return { kind: 'constant', wei: weiOf(gas.value) };
    case 'table':
      return { kind: 'table', rows: gas.table.map(gasRow) };
    case 'regime-switching':
      return {
        kind: 'regimes',
        calm: weiOf(gas.calm),
        spikePpm: millionths(gas.spike),
        calmMean: known(parseDuration(gas.calmMean)),
        spikeMean: known(parseDuration(gas.spikeMean)),
      };
  }
}

/** What people do for money; a loop that is switched off has nobody in it. */
export function behaviourParams({ behaviour, market }: CompleteScenario): BehaviourParams {
  const { validators, holders, restake, sell } = behaviour ?? {};
  return {
    validators:
      validators === undefined || !market.loops.validators
        ? undefined
        : {
            entryMicroUsd: microUsd(validators.entryUsd),
            patienceMonths: known(validators.patience),
            entriesPerMonthMax: known(validators.entriesPerMonth),
          },
    holders:
      holders === undefined || !market.loops.holders
        ? undefined
        : {
            groups: holders.map((group) => ({ sharePpm: ppm(group.share), behaviour: behaviourOf(group) })),
            restakePpm: ppm(known(restake)),
            sellPpm: ppm(known(sell)),
          },
  };
}

type Group = NonNullable<NonNullable<CompleteScenario['behaviour']>['holders']>[number];

function behaviourOf(group: Group): Behaviour {
  const reconsiderPpm = ppm(group.reconsider ?? 0);
  switch (group.kind) {
    case 'hold':
      return { kind: 'hold' };
    case 'seek-yield': {
      const thresholdPpm = millionths(group.threshold);
      return { kind: 'seek-yield', reconsiderPpm, thresholdPpm, looks: known(group.looks) };
    }
    case 'spread':
      return { kind: 'spread', reconsiderPpm, validators: known(group.validators) };
    case 'panic':
      return {
        kind: 'panic',
        fallPpm: millionths(group.fall),
        fleesSlashing: known(group.fleesSlashing),
        returnPpm: ppm(known(group.return)),
      };
    case 'lending':
      return { kind: 'lending', reconsiderPpm, gapPpm: millionths(group.gap), looks: known(group.looks) };
  }
}

/** Classes of machines. */
export function hardwareParams(hardware: CompleteScenario['network']['hardware']): HardwareClass[] {
  return Object.entries(hardware).map(([id, { share, usdPerMonth }]) => ({
    id,
    sharePpm: ppm(share),
    monthlyMicroUsd: microUsd(usdPerMonth),
  }));
}

/** What a node needs; a peg that is switched off holds what it is worth at the start. */
export function minimumStakePolicy(
  { network, market }: CompleteScenario,
  atStart: bigint | undefined,
): MinimumStakePolicy {
  const { minimumStake } = network;
  if (typeof minimumStake !== 'object' || !market.loops.minimumStake) {
    return { kind: 'fixed', tokens: known(atStart) };
  }
  return { kind: 'pegged', microUsd: microUsd(minimumStake.usd) };
}

const amount = (tokens: number | string | undefined): bigint => known(parseTokens(known(tokens)));
const microUsd = (usd: number | undefined): number => known(fixedPoint(known(usd), USD_DECIMALS));
const millionths = (part: number | undefined): number => known(fixedPoint(known(part), PPM_DECIMALS));
const weiOf = (gwei: number): bigint => BigInt(known(fixedPoint(gwei, WEI_DECIMALS)));

function ppm(share: number): Ppm {
  const parts = known(sharePpm(share));
  assert(parts <= PPM, 'a share is at most the whole');
  return parts;
}

/** A value that the checks before have proved to exist. */
function known<Value>(value: Value | undefined): Value {
  assert(value !== undefined, 'a complete scenario has passed every check');
  return value;
}
