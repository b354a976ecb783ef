/**
 * The mutants to be caught: payday by the stake before the cut, a share of the stake at genesis, holders who
 * keep what was slashed, rounding that stays with the penalties.
 */
import { describe, expect, test } from 'vitest';
import { PPM, tokens } from '../../../src/base/units.ts';
import type { Penalty } from '../../../src/economics/slashing.ts';
import { checkInvariants } from '../../../src/sim/invariants/check-invariants.ts';
import { stakeOf } from '../../../src/sim/network/economy.ts';
import { stakeSlashed } from '../../../src/sim/network/slashing.ts';
import { OFFENCES, type FactName } from '../../../src/sim/protocol/facts.ts';
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

const total = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, amount) => sum + amount, 0n);
const sum = (facts: readonly HeardFact[]): bigint => total(facts.map(({ amount }) => amount));
const held = ({ world: { economy } }: Stage): bigint[] =>
  Array.from({ length: HOLDERS }, (_, holder) => economy.ledger.balance(economy.ledger.holder(holder)));

/** What these slashes leave of the stake, by the formula of §M12.2 and nothing else. */
function stakeLeft({ world }: Stage, slashes: readonly Slash[]) {
  const { book } = stakeOf(world);
  let amounts = [...book.amounts];
  const delegated = [0, 1, 2, 3].map((validator) =>
    total(amounts.filter((_, row) => book.validators[row] === validator)),
  );
  for (const { node, penalty } of slashes) {
    const validator = node % VALIDATORS;
    const stake = delegated[validator];
    const asked = (stake * BigInt(penalty.sharePpm)) / BigInt(PPM) + penalty.tokens;
    const rest = asked < stake ? stake - asked : 0n;
    delegated[validator] = rest;
    amounts = amounts.map((amount, row) =>
      book.validators[row] === validator && stake > 0n ? (amount * rest) / stake : amount,
    );
  }
  return { amounts, delegated };
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
  const staked = [...stakeOf(stage.world).book.amounts];
  const { amounts: left, delegated } = stakeLeft(stage, SLASHES);
  slash(stage, SLASHES);
  return { stage, before, staked, left, delegated };
}

describe('slashing in mid-month', () => {
  test('cuts the delegations of that validator alone, and the later cut falls on what the first left', () => {
    const { stage, left, staked, delegated } = slashedStage();
    const { book, delegated: shown } = stakeOf(stage.world);
    expect(book.amounts).toEqual(left);
    expect(shown).toEqual(delegated);
    expect(shown[3]).toBe(0n);
    staked.forEach((amount, row) => {
      if (book.validators[row] === 0) expect(left[row]).toBe(amount);
      else expect(left[row]).toBeLessThan(amount);
    });
  });

  test('moves each holder’s loss to two locked accounts, penalties and what rounding took', () => {
    const { stage, before, staked, left, delegated } = slashedStage();
    const { ledger } = stage.world.economy;
    const { book } = stakeOf(stage.world);
    const losses = Array<bigint>(HOLDERS).fill(0n);
    staked.forEach((amount, row) => (losses[book.holders[row]] += amount - left[row]));
    const after = held(stage);
    expect(before.map((amount, holder) => amount - after[holder])).toEqual(losses);

    const taken = factsOf(stage, 'stake-slashed');
    const penalties = ledger.balance(ledger.system('slashed'));
    const rounding = ledger.balance(ledger.system('slash-rounding'));
    expect(penalties + rounding).toBe(total(losses));
    expect(sum(taken)).toBe(total(losses));
    expect(penalties).toBe(total(staked) - total(delegated));
    expect(rounding).toBe(total(delegated) - total(left));
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
    const { stage, left } = slashedStage();
    runUntil(stage, 2 * MONTH);
    const { book } = stakeOf(stage.world);
    const effective = Array<bigint>(VALIDATORS).fill(0n);
    left.forEach((amount, row) => {
      const { multiplierPpm } = stage.world.params.delegation.locks[book.locks[row]];
      effective[book.validators[row]] += (amount * BigInt(multiplierPpm)) / BigInt(PPM);
    });
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
    const { stage } = slashedStage();
    const before = held(stage);
    runUntil(stage, 2 * MONTH);
    const { book } = stakeOf(stage.world);
    const { locks } = stage.world.params.delegation;
    const rewards = Array<bigint>(HOLDERS).fill(0n);
    for (let validator = 0; validator < VALIDATORS; validator++) {
      const bounty = sum(paidAt(stage, 1, 'bounty-paid').filter(({ a }) => a % VALIDATORS === validator));
      const rest = bounty - (bounty * 150n) / 1000n;
      const effective = book.amounts.map((amount, row) =>
        book.validators[row] === validator
          ? (amount * BigInt(locks[book.locks[row]].multiplierPpm)) / BigInt(PPM)
          : 0n,
      );
      const whole = total(effective);
      if (whole === 0n) continue;
      effective.forEach((part, row) => (rewards[book.holders[row]] += (rest * part) / whole));
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
