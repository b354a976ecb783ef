import { expect, test } from 'vitest';
import { delegationBench } from '../../../src/experiments/bench/delegation-bench.ts';

/** Milliseconds of this process: another process on the same core takes none of them. */
const processorMillis = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Slope of the line of least squares. */
function slope(points: readonly (readonly [number, number])[]): number {
  const mean = (place: 0 | 1): number => points.reduce((sum, point) => sum + point[place], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const over = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  return over / points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}

// Catches any look at all delegations per act, and a month's turn that visits holders: exponents of 2 and more.
test('a holder-month costs the same with 100,000 holders as with 1,000: exponent at most 1.05', () => {
  const cost = (holders: number): number =>
    delegationBench({ holders, validators: 1000, months: 60, bounty: 'paid' }, processorMillis).seconds;
  cost(1000);
  const points = [1000, 10_000, 100_000].map((holders): [number, number] => [
    Math.log(holders),
    Math.log(cost(holders)),
  ]);
  expect(slope(points)).toBeLessThanOrEqual(1.05);
});
