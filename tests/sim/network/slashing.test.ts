/**
 * The mutants to be caught: payday by the stake before the cut, a share of the stake at genesis, holders who
 * keep what was slashed, rounding that stays with the penalties.
 */
import { describe, expect, test } from 'vitest';
import { PPM, tokens } from '../../../src/base/units.ts';
import type { Penalty } from '../../../src/economics/slashing.ts';
import { checkInvariants } from '../../../src/sim/invariants/check-invariants.ts';
import { stakeSlashed } from '../../../src/sim/network/slashing.ts';
import { OFFENCES, SLASH_DESTINATIONS, type FactName } from '../../../src/sim/protocol/facts.ts';
import { ALL_PARTS } from '../../../src/sim/protocol/parts.ts';
import {
  DAY,
  factsOf,
  paramsOf,
  ranUntil,
  runUntil,
  stageOf,
  start,
  type HeardFact,
  type Stage,
} from '../world.helpers.ts';
import { delegatedRows, delegatedTo, total, type DelegatedRow } from './delegated-rows.helpers.ts';

const MONTH = 3 * DAY;
const HOLDERS = 30;
const VALIDATORS = 4;
const COMMITTEE = 5;
const FAILED_DKG = OFFENCES.indexOf('failed-dkg');
/** 9 nodes of 4 validators, none of which ever fails. */
const scenario = (weight = 'effective-stake'): string =>
  'network: { nodes: 9, validators: 4, regions: { one: 1 }, latency: [[20]] }\n' +
  `availability: { mtbf: never }\nbounty: { weight: ${weight} }\n` +
  `delegation: { holders: ${HOLDERS}, feePerMille: 150 }\nchains: { initial: { small: 3 } }`;
const THIRD = { sharePpm: 333_333, tokens: 0n };
const FIXED = { sharePpm: 0, tokens: tokens(1000) + 1n };
const BOTH = { sharePpm: 100_000, tokens: 7n };
const ALL = { sharePpm: PPM, tokens: 0n };

interface Slash {
  readonly node: number;
  readonly penalty: Penalty;
}

/** Nodes and penalties: validator 1 twice, validator 2 by a fixed amount, validator 3 to nothing. */
const SLASHES: readonly Slash[] = [
  { node: 1, penalty: THIRD },
  { node: 2, penalty: FIXED },
  { node: 5, penalty: BOTH },
  { node: 3, penalty: ALL },
  { node: 7, penalty: THIRD },
];

const sum = (facts: readonly HeardFact[]): bigint => total(facts.map(({ amount }) => amount));
const amountsOf = (rows: readonly DelegatedRow[]): bigint[] => rows.map(({ amount }) => amount);
const held = ({ world: { economy } }: Stage): bigint[] =>
  Array.from({ length: HOLDERS }, (_, holder) => economy.ledger.balance(economy.ledger.holder(holder)));

/** What these slashes leave of the stake, by the formula of §M12.2 and nothing else. */
function stakeLeft({ world }: Stage, slashes: readonly Slash[]) {
  let rows = delegatedRows(world);
  const ofOwner = (owner: number): DelegatedRow[] => rows.filter(({ validator }) => validator === owner);
  const delegated = [0, 1, 2, 3].map((owner) => total(ofOwner(owner).map(({ amount }) => amount)));
  const weights = [0, 1, 2, 3].map((owner) => total(ofOwner(owner).map(({ effective }) => effective)));
  for (const { node, penalty } of slashes) {
    const owner = node % VALIDATORS;
    const stake = delegated[owner];
    const asked = (stake * BigInt(penalty.sharePpm)) / BigInt(PPM) + penalty.tokens;
    const rest = asked < stake ? stake - asked : 0n;
    delegated[owner] = rest;
    const cut = (part: bigint, of: bigint, left: bigint): bigint => (of === 0n ? part : (part * left) / of);
    // A sum is cut for itself, and so is the weight of each row: what rounding takes does not add up. §M12.2
    weights[owner] = cut(weights[owner], stake, rest);
    rows = rows.map((row) => {
      if (row.validator !== owner) return row;
      return { ...row, amount: cut(row.amount, stake, rest), effective: cut(row.effective, stake, rest) };
    });
  }
  return { rows, delegated, weights };
}

function slash(stage: Stage, slashes: readonly Slash[]): void {
  for (const { node, penalty } of slashes) {
    stakeSlashed(stage.world, node, FAILED_DKG, COMMITTEE, penalty, stage.engine);
  }
}

/** Run to the middle of the second month and slashed, with what was held and what should be left. */
function slashedStage(weight?: string) {
  const stage = ranUntil(MONTH + DAY, scenario(weight));
  const before = held(stage);
  const staked = delegatedRows(stage.world);
  const { rows: left, delegated, weights } = stakeLeft(stage, SLASHES);
  slash(stage, SLASHES);
  return { stage, before, staked, left, delegated, weights };
}

describe('slashing in mid-month', () => {
  test('cuts the delegations of that validator alone, and the later cut falls on what the first left', () => {
    const { stage, left, staked, delegated } = slashedStage();
    expect(delegatedRows(stage.world)).toEqual(left);
    expect(delegatedTo(stage.world)).toEqual(delegated);
    expect(delegated[3]).toBe(0n);
    staked.forEach(({ validator, amount }, row) => {
      if (validator === 0) expect(left[row].amount).toBe(amount);
      else expect(left[row].amount).toBeLessThan(amount);
    });
  });

  test('moves each holder’s loss to two locked accounts, penalties and what rounding took', () => {
    const { stage, before, staked, left, delegated } = slashedStage();
    const { ledger } = stage.world.economy;
    const losses = Array<bigint>(HOLDERS).fill(0n);
    staked.forEach(({ holder, amount }, row) => (losses[holder] += amount - left[row].amount));
    const after = held(stage);
    expect(before.map((amount, holder) => amount - after[holder])).toEqual(losses);

    const taken = factsOf(stage, 'stake-slashed');
    const penalties = ledger.balance(ledger.system('slashed'));
    const rounding = ledger.balance(ledger.system('slash-rounding'));
    expect(penalties + rounding).toBe(total(losses));
    expect(sum(taken)).toBe(total(losses));
    expect(penalties).toBe(total(amountsOf(staked)) - total(delegated));
    expect(rounding).toBe(total(delegated) - total(amountsOf(left)));
    // The rows of several holders do not divide evenly: the test would be blind without a remainder.
    expect(rounding).toBeGreaterThan(0n);
    expect(taken[1].amount - FIXED.tokens).toBeGreaterThan(0n);
    checkInvariants(stage.world);
  });

  test('tells the offence with its fixed penalty, and what was taken of whose stake', () => {
    const { stage } = slashedStage();
    const told = factsOf(stage, 'node-slashed', 'stake-slashed').map(({ name, a, b, c }) => [name, a, b, c]);
    expect(told).toEqual(
      SLASHES.flatMap(({ node }) => [
        ['node-slashed', node, FAILED_DKG, COMMITTEE],
        ['stake-slashed', node % VALIDATORS, FAILED_DKG, 0],
      ]),
    );
    expect(factsOf(stage, 'node-slashed').map(({ amount }) => amount)).toEqual(
      SLASHES.map(({ penalty }) => penalty.tokens),
    );
    // Validator 3 had nothing left for the second time.
    expect(factsOf(stage, 'stake-slashed').map(({ amount }) => amount > 0n)).toEqual([
      true,
      true,
      true,
      true,
      false,
    ]);
  });
});

describe('the payday after it', () => {
  const paidAt = (stage: Stage, month: number, ...names: FactName[]): HeardFact[] =>
    factsOf(stage, ...names).filter(({ at }) => at === (month + 1) * MONTH);

  test('pays by the stake that is left: nothing to a validator without, its part to the others', () => {
    const { stage, weights: effective } = slashedStage();
    runUntil(stage, 2 * MONTH);
    const paid = paidAt(stage, 1, 'bounty-paid');
    const nodesOf = [3n, 2n, 2n, 2n];
    const weights = paid.map(({ a }) => effective[a % VALIDATORS] / nodesOf[a % VALIDATORS]);
    const pool = sum(paid) + paidAt(stage, 1, 'pool-carried')[0].amount;
    expect(paid.length).toBe(9);
    expect(paid.map(({ amount }) => amount)).toEqual(weights.map((part) => (pool * part) / total(weights)));
    expect(paid[3].amount).toBe(0n);
    expect(paidAt(stage, 1, 'fee-paid').map(({ a }) => a)).toEqual([0, 1, 2]);
    checkInvariants(stage.world);
  });

  test('rewards holders by their rows as cut, row by row', () => {
    const { stage, weights } = slashedStage();
    const before = held(stage);
    runUntil(stage, 2 * MONTH);
    const rows = delegatedRows(stage.world);
    const rewards = Array<bigint>(HOLDERS).fill(0n);
    for (let owner = 0; owner < VALIDATORS; owner++) {
      const bounty = sum(paidAt(stage, 1, 'bounty-paid').filter(({ a }) => a % VALIDATORS === owner));
      const rest = bounty - (bounty * 150n) / 1000n;
      if (weights[owner] === 0n) continue;
      for (const { holder, validator, effective } of rows) {
        if (validator === owner) rewards[holder] += (rest * effective) / weights[owner];
      }
    }
    const after = held(stage);
    expect(after.map((amount, holder) => amount - before[holder])).toEqual(rewards);
  });

  test('with equal weights pays the nodes of a validator without stake, and all of it is the validator’s', () => {
    const { stage } = slashedStage('equal');
    const { ledger } = stage.world.economy;
    const before = ledger.balance(ledger.validator(3));
    runUntil(stage, 2 * MONTH);
    const paid = paidAt(stage, 1, 'bounty-paid');
    expect(new Set(paid.map(({ amount }) => amount)).size).toBe(1);
    expect(ledger.balance(ledger.validator(3)) - before).toBe(2n * paid[0].amount);
    expect(paidAt(stage, 1, 'reward-paid').some(({ a }) => a === 3)).toBe(false);
    checkInvariants(stage.world);
  });

  test('carries all where no stake is left', () => {
    const stage = ranUntil(MONTH + DAY, scenario());
    slash(
      stage,
      [0, 1, 2, 3].map((node) => ({ node, penalty: ALL })),
    );
    runUntil(stage, 2 * MONTH);
    const { ledger } = stage.world.economy;
    const [{ amount: carried }] = paidAt(stage, 1, 'pool-carried');
    expect(sum(paidAt(stage, 1, 'bounty-paid', 'fee-paid', 'reward-paid'))).toBe(0n);
    expect(carried).toBe(ledger.balance(ledger.system('pool')));
    expect(ledger.balance(ledger.system('slashed'))).toBe(stage.world.params.delegation.staked);
    expect(ledger.balance(ledger.system('slash-rounding'))).toBe(0n);
    checkInvariants(stage.world);
  });
});

test('what rounding took goes to the penalties with the last of the stake', () => {
  const { stage } = slashedStage();
  const { ledger } = stage.world.economy;
  expect(ledger.balance(ledger.system('slash-rounding'))).toBeGreaterThan(0n);
  slash(
    stage,
    [0, 1, 2, 3].map((node) => ({ node, penalty: ALL })),
  );
  expect(ledger.balance(ledger.system('slash-rounding'))).toBe(0n);
  expect(ledger.balance(ledger.system('slashed'))).toBe(stage.world.params.delegation.staked);
  expect(sum(factsOf(stage, 'stake-slashed'))).toBe(stage.world.params.delegation.staked);
  checkInvariants(stage.world);
});

/** Facts of money, in which a run with slashes differs from one without. */
const MONEY: readonly FactName[] = [
  'node-slashed',
  'stake-slashed',
  'bounty-paid',
  'fee-paid',
  'reward-paid',
  'pool-carried',
];

test('nothing but pay hangs on the stake that was taken', () => {
  const { stage } = slashedStage();
  runUntil(stage, 4 * MONTH);
  const untouched = ranUntil(4 * MONTH, scenario());
  const others = ({ facts }: Stage): HeardFact[] => facts.filter(({ name }) => !MONEY.includes(name));
  expect(others(stage)).toEqual(others(untouched));
  expect(factsOf(stage, 'bounty-paid')).not.toEqual(factsOf(untouched, 'bounty-paid'));
});

test('where no accounts are kept only the offence is told, in the same words', () => {
  const stage = stageOf(paramsOf(scenario()), {}, 0, { ...ALL_PARTS, accounts: false });
  start(stage);
  runUntil(stage, MONTH + DAY);
  slash(stage, SLASHES);
  const { ledger } = stage.world.economy;
  expect(factsOf(stage, 'stake-slashed')).toEqual([]);
  expect(factsOf(stage, 'node-slashed')).toEqual(factsOf(slashedStage().stage, 'node-slashed'));
  expect(ledger.balance(ledger.system('slashed'))).toBe(0n);
  checkInvariants(stage.world);
});

// Catches penalties that are settled twice or in their own month, and rounding that goes with them.
describe('what becomes of penalties', () => {
  const PENALTY = { node: 1, penalty: THIRD };
  const slashedWith = (slashing: string): Stage => {
    const stage = ranUntil(MONTH + DAY, `${scenario()}\nhorizon: 6 months\nslashing: { ${slashing} }`);
    slash(stage, [PENALTY]);
    return stage;
  };
  const accounts = ({ world: { economy } }: Stage): bigint[] =>
    (['slashed', 'slash-rounding'] as const).map((name) =>
      economy.ledger.balance(economy.ledger.system(name)),
    );
  const settled = (stage: Stage): [number, number, string, bigint][] =>
    factsOf(stage, 'slash-settled').map(({ at, a, b, amount }) => [
      at / MONTH,
      a,
      SLASH_DESTINATIONS[b],
      amount,
    ]);

  test('locked: nothing leaves the account', () => {
    const stage = slashedWith('destination: locked');
    const before = accounts(stage);
    runUntil(stage, 5 * MONTH);
    expect(accounts(stage)).toEqual(before);
    expect(settled(stage)).toEqual([]);
  });

  test('burned: they are no more when the next month opens, and rounding stays', () => {
    const stage = slashedWith('destination: burned');
    const [penalty, rounding] = accounts(stage);
    const { ledger } = stage.world.economy;
    runUntil(stage, 2 * MONTH + 1);
    expect(settled(stage)).toEqual([[2, 2, 'burned', penalty]]);
    expect([ledger.burned, ...accounts(stage)]).toEqual([penalty, 0n, rounding]);
    runUntil(stage, 5 * MONTH);
    expect(ledger.burned).toBe(penalty);
    checkInvariants(stage.world);
  });

  test('pool: they are paid out with the month that opens next', () => {
    const stage = slashedWith('destination: pool');
    const [penalty, rounding] = accounts(stage);
    runUntil(stage, 3 * MONTH);
    expect(settled(stage)).toEqual([[2, 2, 'pool', penalty]]);
    expect(accounts(stage)).toEqual([0n, rounding]);
    const ofMonth = (name: FactName, month: number): bigint =>
      sum(factsOf(stage, name).filter(({ a, b }) => (name === 'bounty-paid' ? b : a) === month));
    const [, { amount: before }, { amount: carried }] = factsOf(stage, 'pool-carried');
    expect(ofMonth('bounty-paid', 2) + carried).toBe(
      before + ofMonth('tokens-minted', 2) + ofMonth('rent-released', 2) + penalty,
    );
  });

  // Every holder's loss was rounded up; of it the penalty's part is given back, rounded down.
  test('forgiven: holders get the penalty’s part of their losses back, when the time has come', () => {
    const stage = slashedWith('destination: forgiven, forgiveAfter: 2');
    const whole = ranUntil(MONTH + DAY, scenario());
    const losses = held(whole).map((amount, holder) => amount - held(stage)[holder]);
    const [penalty, rounding] = accounts(stage);
    runUntil(stage, 3 * MONTH);
    const before = held(stage);
    expect(settled(stage)).toEqual([]);
    runUntil(stage, 3 * MONTH + 1);
    const given = held(stage).map((amount, holder) => amount - before[holder]);
    // A holder with two rows is rounded for each.
    given.forEach((amount, holder) => {
      const part = (losses[holder] * penalty) / (penalty + rounding);
      expect(part - amount >= 0n && part - amount <= 1n).toBe(true);
    });
    expect(settled(stage)).toEqual([[3, 3, 'forgiven', total(given)]]);
    expect(accounts(stage)).toEqual([penalty - total(given), rounding]);
    runUntil(stage, 5 * MONTH);
    expect(settled(stage).length).toBe(1);
    checkInvariants(stage.world);
  });
});
