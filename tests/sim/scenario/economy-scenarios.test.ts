/**
 * Random economies through the network itself: scenarios with every policy of money, run month by month. The
 * same for 2,000 economies by the pure modules: tests/economics/conservation.test.ts.
 *
 * The mutants to be caught: sold rewards that also reach the holder, a forgiven penalty that gives back what
 * rounding took, a claim that is minted past the cap, rents by service that never reach the pool they are shared
 * from, counters over which a slash stumbles.
 */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkInvariants } from '../../../src/sim/invariants/check-invariants.ts';
import { delegationsOf } from '../../../src/sim/network/economy.ts';
import { stakeSlashed } from '../../../src/sim/network/slashing.ts';
import { SYSTEM_ACCOUNTS, type SystemAccount } from '../../../src/economics/ledger.ts';
import { FACT, OFFENCES, SLASH_DESTINATIONS, type FactName } from '../../../src/sim/protocol/facts.ts';
import { MarketCounters } from '../../../src/sim/record/market-counters.ts';
import { MoneyCounters } from '../../../src/sim/record/money-counters.ts';
import { readScenario } from '../../../src/sim/scenario/read-scenario.ts';
import { seededDraws } from '../../economics/draws.helpers.ts';
import { DAY, factsOf, runUntil, stageOf, start, type Stage } from '../world.helpers.ts';
import { economyScenario } from './economy-scenarios.helpers.ts';

const ECONOMIES = 2000;
const MONTH = 3 * DAY;

const account = ({ world: { economy } }: Stage, name: SystemAccount): bigint =>
  economy.ledger.balance(economy.ledger.system(name));

/** Happenings that the whole set has seen. */
const seen = new Map<FactName, number>();

/** Every account, none negative, and what is bound is there. */
function accountsAddUp(stage: Stage): void {
  const { world } = stage;
  const { ledger } = world.economy;
  const { holders } = world.params.delegation;
  const delegations = delegationsOf(world);
  const ofHolders = Array.from({ length: holders }, (_, holder) => ledger.balance(ledger.holder(holder)));
  const all = [
    ...SYSTEM_ACCOUNTS.map((name) => account(stage, name)),
    ...ofHolders,
    ...Array.from(world.nodes.nodesOfValidator, (_, index) => ledger.balance(ledger.validator(index))),
  ];
  expect(all.every((balance) => balance >= 0n)).toBe(true);
  expect(all.reduce((total, balance) => total + balance, 0n)).toBe(ledger.supply);
  expect(ledger.audit()).toBe(world.params.emission.genesis + ledger.minted - ledger.burned);
  expect(ofHolders.every((balance, holder) => delegations.bound(holder) <= balance)).toBe(true);
  const { supplyMax } = world.params.emission;
  if (supplyMax !== undefined) expect(ledger.supply <= supplyMax).toBe(true);
}

/** Sums of what was told of money, in all and in one month. */
function toldOf({ facts }: Stage, month: number) {
  const all = new Map<FactName, bigint>();
  const monthly = new Map<FactName, bigint>();
  for (const { name, a, b, amount } of facts) {
    if (amount === 0n) continue;
    all.set(name, (all.get(name) ?? 0n) + amount);
    if ((name === 'bounty-paid' ? b : a) === month) monthly.set(name, (monthly.get(name) ?? 0n) + amount);
  }
  const sums = (of: ReadonlyMap<FactName, bigint>, names: readonly FactName[]): bigint =>
    names.reduce((total, name) => total + (of.get(name) ?? 0n), 0n);
  return {
    told: (...names: FactName[]): bigint => sums(all, names),
    ofMonth: (...names: FactName[]): bigint => sums(monthly, names),
  };
}

/** Facts and accounts tell the same story. */
function factsAddUp(
  stage: Stage,
  before: { readonly carried: bigint; readonly penalties: bigint; readonly month: number },
): bigint {
  const { month } = before;
  const { params, economy } = stage.world;
  const { told, ofMonth } = toldOf(stage, month);
  const { ledger } = economy;
  const { destination } = params.slashing;
  const settled = told('slash-settled');
  const destinations = new Set(factsOf(stage, 'slash-settled').map(({ b }) => SLASH_DESTINATIONS[b]));
  expect([...destinations].every((named) => named === destination)).toBe(true);
  expect(account(stage, 'slashed') + account(stage, 'slash-rounding')).toBe(told('stake-slashed') - settled);
  // What rounding took is no penalty: it lies by itself, wherever penalties go.
  if (!params.slashing.cutsAccepted) expect(account(stage, 'slashed') + settled).toBe(before.penalties);
  if (destination === 'locked') expect(settled).toBe(0n);
  expect(ledger.burned).toBe(destination === 'burned' ? settled : 0n);
  const released = told('rent-released');
  const earned = told('rent-earned');
  expect(account(stage, 'rent-escrow')).toBe(told('rent-prepaid') - released);
  expect(account(stage, 'rent-kept')).toBe(params.bounty.rent === 'kept' ? released : 0n);
  expect(account(stage, 'rent-due')).toBe(params.bounty.rent === 'node-seconds' ? released - earned : 0n);
  expect(ledger.minted).toBe(told('tokens-minted') + (stage.world.claims?.minted ?? 0n));
  expect(told('fee-paid', 'reward-paid')).toBe(told('bounty-paid', 'rent-earned'));
  if (params.bounty.policy !== 'talk') {
    expect(account(stage, 'pool')).toBe(0n);
    expect(ofMonth('bounty-paid')).toBe(ofMonth('tokens-minted'));
    return 0n;
  }
  const intoPool =
    ofMonth('tokens-minted') +
    (params.bounty.rent === 'pool' ? ofMonth('rent-released') : 0n) +
    (destination === 'pool' ? ofMonth('slash-settled') : 0n);
  const carried = account(stage, 'pool');
  expect(ofMonth('bounty-paid') + carried).toBe(before.carried + intoPool);
  expect(factsOf(stage, 'pool-carried').at(-1)?.amount).toBe(carried);
  return carried;
}

/**
 * Slashes somebody within the month, or two, or nobody; the sum of the penalties, where only what counts is
 * cut.
 */
function slashedWithin(stage: Stage, below: (bound: number) => number): bigint {
  let penalties = 0n;
  for (let time = below(3); time > 0; time--) {
    const { world } = stage;
    const node = below(world.params.network.nodes);
    const penalty = { sharePpm: [0, 100_001, 1_000_000][below(3)], tokens: BigInt(below(2)) * 777_777_777n };
    const staked = delegationsOf(world).delegated(world.nodes.validatorOf[node]);
    const asked = (staked * BigInt(penalty.sharePpm)) / 1_000_000n + penalty.tokens;
    penalties += asked < staked ? asked : staked;
    stakeSlashed(world, node, OFFENCES.indexOf('failed-dkg'), 0, penalty, stage.engine);
  }
  return penalties;
}

/** What counters make of the facts is what the accounts hold. */
function countersAgree(stage: Stage): void {
  const { params, economy } = stage.world;
  const [money, market] = [new MoneyCounters(params), new MarketCounters(params)];
  for (const { at, name, a, b, c, amount } of stage.facts) {
    for (const counters of [money, market]) {
      if (counters.kinds.includes(FACT[name])) counters.fact(at, FACT[name], a, b, c, amount);
    }
  }
  const { 'supply.end': supply, 'slashed.total': slashed, 'stake.share': share } = money.metrics();
  expect(supply).toBe(economy.ledger.supply - (stage.world.claims?.minted ?? 0n));
  expect(slashed).toBe(toldOf(stage, 0).told('stake-slashed'));
  expect(Number(share)).toBeGreaterThanOrEqual(0);
  expect(market.metrics()['price.end']).toBe(economy.market.price.microUsd / 1e6);
}

function lived(seed: number): void {
  const text = economyScenario(seed);
  const { params } = readScenario({ text, file: `economy ${seed}` });
  const stage = stageOf(params);
  const { below } = seededDraws(`deeds ${seed}`);
  start(stage);
  let carried = 0n;
  let penalties = 0n;
  for (let month = 0; (month + 1) * MONTH <= params.horizon; month++) {
    runUntil(stage, month * MONTH + DAY + below(DAY));
    penalties += slashedWithin(stage, below);
    accountsAddUp(stage);
    runUntil(stage, (month + 1) * MONTH);
    accountsAddUp(stage);
    carried = factsAddUp(stage, { carried, penalties, month });
  }
  checkInvariants(stage.world);
  countersAgree(stage);
  for (const name of new Set(stage.facts.map((fact) => fact.name))) seen.set(name, (seen.get(name) ?? 0) + 1);
}

test(`in ${ECONOMIES} random economies through the network every unit is accounted for at every month’s end`, () => {
  fc.assert(fc.property(fc.nat({ max: 1_000_000 }), lived), { seed: 51, numRuns: ECONOMIES });
  const often: readonly FactName[] = [
    'bounty-paid',
    'claim-settled',
    'claim-delayed',
    'slash-settled',
    'stake-slashed',
    'rent-earned',
    'rewards-sold',
    'delegation-began',
    'delegation-ended',
    'node-entered',
    'node-left',
    'minimum-stake-set',
    'price-moved',
    'gas-price-moved',
    'chain-renewed',
    'chain-deleted',
    'validator-profited',
  ];
  expect(often.filter((name) => (seen.get(name) ?? 0) < ECONOMIES / 25)).toEqual([]);
});
