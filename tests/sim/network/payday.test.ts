/** The mutant to be caught: what payday carries is lost. */
import { describe, expect, test } from 'vitest';
import { monthlyEmission } from '../../../src/economics/emission.ts';
import { checkInvariants } from '../../../src/sim/invariants/check-invariants.ts';
import { delegationsOf } from '../../../src/sim/network/economy.ts';
import { DAY, factsOf, ranUntil, type HeardFact, type Stage } from '../world.helpers.ts';
import { delegatedRows, total } from './delegated-rows.helpers.ts';

const MONTH = 3 * DAY;
/** 9 nodes of 4 validators; nodes 2 and 7 are dark for the first month. */
const scenario = (weight: string, more = ''): string =>
  'network: { nodes: 9, validators: 4, regions: { one: 1 }, latency: [[20]] }\n' +
  'availability: { mtbf: never, trace: [{ node: 2, from: 0, to: 3 days }, { node: 7, from: 0, to: 3 days }] }\n' +
  `bounty: { weight: ${weight} }\ndelegation: { holders: 30, feePerMille: 150 }\n` +
  `chains: { initial: { small: 3 }, demand: { term: { months: 2, renewal: 0 } } }\n${more}`;

const sum = (facts: readonly HeardFact[]): bigint => total(facts.map(({ amount }) => amount));
const inMonth = (stage: Stage, month: number, ...names: HeardFact['name'][]): HeardFact[] =>
  factsOf(stage, ...names).filter(({ at }) => at === (month + 1) * MONTH);

describe.each(['effective-stake', 'equal'])('a payday by %s', (weight) => {
  const stage = ranUntil(4 * MONTH, scenario(weight));

  test('pays the emission, the released rents and what was carried, and carries the rest', () => {
    let carried = 0n;
    for (let month = 0; month < 4; month++) {
      const minted = monthlyEmission('skale', month);
      expect(inMonth(stage, month, 'tokens-minted').map(({ a, amount }) => [a, amount])).toEqual([
        [month, minted],
      ]);
      const released = sum(factsOf(stage, 'rent-released').filter(({ a }) => a === month));
      const paid = sum(inMonth(stage, month, 'bounty-paid'));
      expect(paid).toBe(sum(inMonth(stage, month, 'fee-paid', 'reward-paid')));
      const [{ amount: left, b: passed }] = inMonth(stage, month, 'pool-carried');
      expect(paid + left).toBe(minted + released + carried);
      expect(left).toBeLessThan(9n);
      expect(passed).toBe(month === 0 ? 7 : 9);
      carried = left;
    }
    const { ledger } = stage.world.economy;
    expect(ledger.balance(ledger.system('pool'))).toBe(carried);
    checkInvariants(stage.world);
  });

  test('gives nothing to nodes that failed, and their part to the others', () => {
    const paid = inMonth(stage, 0, 'bounty-paid');
    expect(paid.map(({ a }) => a)).toEqual([0, 1, 3, 4, 5, 6, 8]);
    if (weight === 'equal') expect(new Set(paid.map(({ amount }) => amount)).size).toBe(1);
    else {
      // Each in proportion to its validator's effective stake over all its nodes, failed ones included.
      const delegations = delegationsOf(stage.world);
      const nodesOf = [3n, 2n, 2n, 2n];
      const weights = paid.map(({ a }) => delegations.effective(a % 4) / nodesOf[a % 4]);
      const pool = sum(paid) + inMonth(stage, 0, 'pool-carried')[0].amount;
      const whole = total(weights);
      expect(paid.map(({ amount }) => amount)).toEqual(weights.map((part) => (pool * part) / whole));
    }
  });

  test('gives each validator its fee and dust, and the rest to its holders by lock', () => {
    for (let validator = 0; validator < 4; validator++) {
      const ofValidator = ({ a }: HeardFact): boolean => a === validator;
      const bounty = sum(inMonth(stage, 1, 'bounty-paid').filter(({ a }) => a % 4 === validator));
      const [{ amount: kept }] = inMonth(stage, 1, 'fee-paid').filter(ofValidator);
      const rewards = inMonth(stage, 1, 'reward-paid').filter(ofValidator);
      const fee = (bounty * 150n) / 1000n;
      expect(kept + sum(rewards)).toBe(bounty);
      expect(kept >= fee && kept - fee < 30n).toBe(true);
      expect(rewards.map(({ c }) => c)).toEqual(rewards.map(({ c }) => c).toSorted());
    }
  });
});

test('holders and validators have in their accounts what the facts paid them', () => {
  const stage = ranUntil(2 * MONTH, scenario('effective-stake'));
  const { ledger } = stage.world.economy;
  const fees = Array.from({ length: 4 }, (_, validator) =>
    sum(factsOf(stage, 'fee-paid').filter(({ a }) => a === validator)),
  );
  expect(fees).toEqual([0, 1, 2, 3].map((validator) => ledger.balance(ledger.validator(validator))));
  const staked = total(delegatedRows(stage.world).map(({ amount }) => amount));
  const held = Array.from({ length: 30 }, (_, holder) => ledger.balance(ledger.holder(holder)));
  expect(total(held)).toBe(staked + sum(factsOf(stage, 'reward-paid')));
});

test('where nobody passes, all is carried and paid with the next month', () => {
  // Three nodes after three are dark for six hours, so that six of eight monitors are up to say so.
  const dark = Array.from({ length: 9 }, (_, node) => {
    const from = Math.floor(node / 3) * 7;
    return `{ node: ${node}, from: ${from} h, to: ${from + 6} h }`;
  }).join(', ');
  const text = scenario('equal').replace(/trace: \[.*?\]/, `trace: [${dark}]`);
  const stage = ranUntil(2 * MONTH, text);
  const [first, second] = factsOf(stage, 'pool-carried');
  expect(inMonth(stage, 0, 'bounty-paid')).toEqual([]);
  expect(first.b).toBe(0);
  expect(first.amount).toBe(
    monthlyEmission('skale', 0) + sum(factsOf(stage, 'rent-released').filter(({ a }) => a === 0)),
  );
  expect(second.b).toBe(9);
  expect(sum(inMonth(stage, 1, 'bounty-paid'))).toBeGreaterThan(first.amount);
});
