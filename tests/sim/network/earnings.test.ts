/**
 * The mutants to be caught: a sold part that also stays with its holder, rounding of what is sold that nobody
 * has, sales that are not told or told twice.
 */
import { expect, test } from 'vitest';
import { checkInvariants } from '../../../src/sim/invariants/check-invariants.ts';
import { earningsCleared, noEarnings, validatorPaid } from '../../../src/sim/network/earnings.ts';
import { delegationsOf } from '../../../src/sim/network/economy.ts';
import { DAY, factsOf, ranUntil, worldOf, type Stage } from '../world.helpers.ts';
import { delegatedRows, delegatedTo, total } from './delegated-rows.helpers.ts';

const MONTH = 3 * DAY;
const scenario = (sell: number): string =>
  'network: { nodes: 6, validators: 3, regions: { one: 1 }, latency: [[20]] }\nkeyGeneration: { mode: instant }\n' +
  'availability: { mtbf: never }\nmonitoring: { monitors: 1 }\nchains: { initial: { small: 0 } }\n' +
  'delegation: { holders: 15, feePerMille: 150, lockMonths: { 1: 1 } }\n' +
  `behaviour: { holders: [{ share: 1, kind: hold }], sell: ${sell} }\n`;
const held = ({ world: { economy } }: Stage): bigint[] =>
  Array.from({ length: 15 }, (_, holder) => economy.ledger.balance(economy.ledger.holder(holder)));

test('holders sell the part that they sell, each reward rounded down for itself, and the market has it', () => {
  const whole = ranUntil(MONTH, scenario(0));
  const sold = ranUntil(MONTH, scenario(0.123457));
  const rewards = held(whole).map((balance, holder) => balance - held(worldOf(scenario(0)))[holder]);
  // With one lock and all weights alike a holder has a row or two: what is sold of it is known from its
  // reward.
  const rows = delegatedRows(whole.world);
  const delegated = delegatedTo(whole.world);
  const parts = Array<bigint>(15).fill(0n);
  for (const { holder, validator, amount } of rows) {
    const bounty = factsOf(whole, 'bounty-paid')
      .filter(({ a }) => a % 3 === validator)
      .reduce((sum, fact) => sum + fact.amount, 0n);
    const reward = ((bounty - (bounty * 150n) / 1000n) * amount) / delegated[validator];
    rewards[holder] -= reward;
    parts[holder] += (reward * 123_457n) / 1_000_000n;
  }
  expect(rewards).toEqual(Array<bigint>(15).fill(0n));
  expect(held(whole).map((balance, holder) => balance - held(sold)[holder])).toEqual(parts);
  const told = factsOf(sold, 'rewards-sold').map(({ a, b, amount }) => [a, b, amount]);
  expect(told).toEqual([[0, rows.length, total(parts)]]);
  expect(factsOf(whole, 'rewards-sold')).toEqual([]);
  const market = ({ world: { economy } }: Stage): bigint =>
    economy.ledger.balance(economy.ledger.system('market'));
  expect(market(sold) - market(whole)).toBe(total(parts));
  expect(sold.world.economy.market.sold).toBe(total(parts));
  expect(factsOf(sold, 'reward-paid')).toEqual(factsOf(whole, 'reward-paid'));
  checkInvariants(sold.world);
});

test('whoever sells all keeps nothing of a reward', () => {
  const stage = ranUntil(MONTH, scenario(1));
  expect(held(stage)).toEqual(held(worldOf(scenario(1))));
});

test('a bounty of nothing is told to nobody', () => {
  const { world, engine, facts } = worldOf(scenario(0));
  validatorPaid(world, 0, 0n, 0, engine);
  expect(facts).toEqual([]);
  expect(delegationsOf(world).month).toBe(0);
});

test('a month that was decided about leaves nothing to the next', () => {
  const earnings = noEarnings(2);
  earnings.fees[0] = 1n;
  earnings.rewards[1] = 2n;
  earnings.gas[0] = 7;
  earnings.gasMicroUsd[1] = 3n;
  earningsCleared(earnings);
  expect(earnings).toEqual(noEarnings(2));
});
