/** Money and stake of the network. §M10, §M11 */
import { assert } from '../../base/assert.ts';
import type { Tokens } from '../../base/units.ts';
import { Delegations } from '../../economics/delegations.ts';
import { emissionStart, type EmissionState } from '../../economics/emission.ts';
import {
  holdings,
  initialDelegations,
  isSurelyDealt,
  type Delegation,
  type InitialDelegations,
} from '../../economics/initial-delegations.ts';
import { Ledger } from '../../economics/ledger.ts';
import { minimumStakeAt } from '../../economics/node-profit.ts';
import { startPrice } from '../../economics/token-price.ts';
import { instant } from '../../base/units.ts';
import type { Clock } from '../kernel/engine.ts';
import type { Streams } from '../kernel/streams.ts';
import { FACT } from '../protocol/facts.ts';
import { InfeasibleScenario } from '../protocol/infeasible-scenario.ts';
import type { Params } from '../protocol/params.ts';
import type { Parts } from '../protocol/parts.ts';
import { createMarket, type Market } from './market.ts';
import type { Nodes } from './nodes.ts';
import { Rents } from './rents.ts';
import type { World } from './world.ts';

/** Accounts, delegations, rents, prices. */
export interface Economy {
  readonly ledger: Ledger;
  /** Who has delegated what to whom; undefined where no accounts are kept. */
  readonly delegations: Delegations | undefined;
  readonly rents: Rents;
  readonly market: Market;
  /** Prices of terms that begin at one state of the market, by size, term and tier. */
  readonly prices: { key: string; readonly byKind: (Tokens | undefined)[] };
  /** Base units that a node needs now. §M2.2 */
  minimumStake: Tokens;
  emission: EmissionState;
  /** By validator: losing months in a row. §M2.5 */
  readonly losing: Int32Array;
  /** Validators that were slashed in the running month and in the last, and what may be given back when. */
  readonly slashed: {
    thisMonth: Set<number>;
    lastMonth: Set<number>;
    readonly forgiven: Map<number, { readonly holder: number; readonly amount: Tokens }[]>;
  };
  /** What the first chain of the mix cost at the start, in millionths of a dollar; undefined until asked. */
  firstQuote: number | undefined;
  /** What lending outside pays a year, in millionths. A26 */
  outsideYieldPpm: number;
}

/**
 * Genesis: holders own what they stake and what they hold besides, the market the rest. Throws
 * InfeasibleScenario when stake cannot be dealt.
 */
export function createEconomy(params: Params, parts: Parts, nodes: Nodes, streams: Streams): Economy {
  const { holders, staked, liquid } = params.delegation;
  const { genesis } = params.emission;
  const minimumStake = minimumStakeAt(
    params.network.minimumStake,
    startPrice(params.market.price, instant(0)).microUsd,
  );
  const validators = Array.from(nodes.nodesOfValidator, (count) => ({ nodes: count }));
  const start = { holders, staked, validators, minimumStake };
  const others = {
    rents: new Rents(),
    market: createMarket(params, streams),
    prices: { key: '', byKind: [] },
    minimumStake,
    emission: emissionStart(params.emission.policy),
    losing: new Int32Array(validators.length),
    slashed: { thisMonth: new Set<number>(), lastMonth: new Set<number>(), forgiven: new Map() },
    firstQuote: undefined,
    outsideYieldPpm: params.market.outsideYieldPpm,
  };
  if (!parts.accounts && params.delegation.holdings === undefined && isSurelyDealt(start)) {
    // What chains can pay from hangs on the sums that holders own alone: one holder stands for all.
    const ledger = new Ledger({ genesis, holders: 1, validators: 0 });
    ledger.transfer(ledger.system('market'), ledger.holder(0), staked + liquid);
    return { ledger, delegations: undefined, ...others };
  }
  const held = heldAtStart(params);
  const dealt = dealtOf(
    initialDelegations({
      ...start,
      parts: held.staked,
      locks: params.delegation.locks,
      draws: streams.of('delegation'),
    }),
    holders,
  );
  const ledger = new Ledger({ genesis, holders, validators: validators.length });
  held.total.forEach((amount, holder) => {
    ledger.transfer(ledger.system('market'), ledger.holder(holder), amount);
  });
  return { ledger, delegations: register(params, dealt, validators.length, streams), ...others };
}

/**
 * What each holder stakes and has in all. Of holdings that the scenario gives each stakes the same part,
 * rounded down; the first that has room takes the remainder.
 */
function heldAtStart({ delegation }: Params): { staked: readonly Tokens[]; total: readonly Tokens[] } {
  const { holders, staked, liquid, holdings: given } = delegation;
  if (given === undefined) {
    const parts = holdings(holders, staked);
    if (liquid === 0n) return { staked: parts, total: parts };
    const idle = holdings(holders, liquid);
    return { staked: parts, total: parts.map((amount, holder) => amount + idle[holder]) };
  }
  const all = given.reduce((sum, amount) => sum + amount, 0n);
  const parts = given.map((amount) => (all === 0n ? 0n : (amount * staked) / all));
  let rest = staked - parts.reduce((sum, amount) => sum + amount, 0n);
  for (let holder = 0; holder < parts.length && rest > 0n; holder++) {
    const room = given[holder] - parts[holder];
    const taken = room < rest ? room : rest;
    parts[holder] += taken;
    rest -= taken;
  }
  return { staked: parts, total: given };
}

/**
 * The register of a run's delegations. Periods began at months before the run that are drawn evenly, so that
 * they do not all end at once.
 */
function register(
  params: Params,
  dealt: readonly Delegation[],
  validators: number,
  streams: Streams,
): Delegations {
  const { holders, locks, minimum, feePerMille } = params.delegation;
  const delegations = new Delegations({
    holders,
    validators,
    locks,
    calendar: params.calendar,
    terms: { feePerMille: feePerMille.from, minimum, acceptsRequests: true },
    cutsAccepted: params.slashing.cutsAccepted,
  });
  const spread = feePerMille.to - feePerMille.from + 1;
  if (spread > 1) {
    const draws = streams.of('fees');
    for (let validator = 0; validator < validators; validator++) {
      const terms = delegations.terms(validator);
      delegations.setTerms(validator, { ...terms, feePerMille: feePerMille.from + draws.below(spread) });
    }
  }
  const draws = streams.of('delegation/started');
  for (const delegation of dealt) {
    delegations.deal({ ...delegation, started: -draws.below(locks[delegation.lock].months) });
  }
  return delegations;
}

function dealtOf(outcome: InitialDelegations, holders: number): readonly Delegation[] {
  switch (outcome.kind) {
    case 'delegated':
      return outcome.delegations;
    case 'too-little-stake':
      throw new InfeasibleScenario(
        'delegation.staked',
        `${outcome.staked}`,
        `at least ${outcome.required} base units`,
      );
    case 'too-few-holders':
      throw new InfeasibleScenario(
        'delegation.holders',
        `${holders}`,
        `more holders: one delegates to at most ${outcome.validatorsPerHolderMax} validators`,
      );
  }
}

/** The delegations of a run that keeps accounts. */
export function delegationsOf({ economy: { delegations } }: World): Delegations {
  assert(delegations !== undefined, 'stake is asked for where accounts are kept');
  return delegations;
}

/** Base units delegated to all validators now. */
export function stakedNow(world: World): Tokens {
  const delegations = delegationsOf(world);
  let staked = 0n;
  for (let validator = 0; validator < world.nodes.nodesOfValidator.length; validator++) {
    staked += delegations.delegated(validator);
  }
  return staked;
}

/** Records who holds what stake under which lock. */
export function stakeRecorded(world: World, clock: Clock): void {
  const delegations = delegationsOf(world);
  const { locks, holders } = world.params.delegation;
  const validators = world.nodes.nodesOfValidator.length;
  const amounts = Array<Tokens>(validators * locks.length).fill(0n);
  const counts = new Int32Array(amounts.length);
  for (let holder = 0; holder < holders; holder++) {
    delegations.ofHolder(holder, (id, validator) => {
      const place = validator * locks.length + delegations.lockOf(id);
      amounts[place] += delegations.amountOf(id);
      counts[place]++;
    });
  }
  counts.forEach((count, place) => {
    if (count === 0) return;
    const validator = Math.floor(place / locks.length);
    clock.recordAmount(FACT['stake-delegated'], validator, place % locks.length, count, amounts[place]);
  });
}
