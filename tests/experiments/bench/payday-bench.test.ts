import { expect, test } from 'vitest';
import { paydayBench } from '../../../src/experiments/bench/payday-bench.ts';

test('times every payday over nodes and delegations', () => {
  const result = paydayBench({ nodes: 60, holders: 3000, months: 2 });
  expect(result.paydays).toBe(2);
  // Every holder has a delegation, some have several.
  expect(result.delegations).toBeGreaterThanOrEqual(3000);
  const shares = 60 + result.delegations;
  expect(result.nanosecondsPerShare * shares).toBeCloseTo(result.secondsPerPayday * 1e9);
});
