import { expect, test } from 'vitest';
import { delegationBench } from '../../../src/experiments/bench/delegation-bench.ts';

const LIFE = { holders: 500, validators: 20, months: 14 };

// Catches a remembered bounty that goes astray: whoever collects late has what others were paid monthly.
test('holders end with the same to the unit, whether they are paid or collect', () => {
  const paid = delegationBench({ ...LIFE, bounty: 'paid' });
  const collected = delegationBench({ ...LIFE, bounty: 'collected' });
  expect(collected.held).toBe(paid.held);
  expect(collected.acts).toBe(paid.acts);
  // Of 500 holders 5 % propose and 5 % ask to undelegate, of 20 validators a fifth is slashed; some in vain.
  expect(paid.acts).toBeGreaterThan(14 * (20 + 4));
  // Three delegations each, more or less, in each month.
  expect(paid.rewards).toBeGreaterThan(14 * 500 * 2);
});

test('times all months over all holders', () => {
  let clock = 0;
  const result = delegationBench({ ...LIFE, bounty: 'paid' }, () => (clock += 700));
  expect(result.seconds).toBe(0.7);
  expect(result.nanosecondsPerHolderMonth).toBeCloseTo(1e5);
});
