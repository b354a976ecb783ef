import { expect, test } from 'vitest';
import { queueBench, slope } from '../../../src/experiments/bench/queue-bench.ts';

test('the slope is that of the line through the points, or nearest to them', () => {
  expect(slope([0, 1, 2], [5, 7, 9])).toBe(2);
  // By hand: means 1 and 4/3; products 1·4/3 + 1·(8/3) = 4 over squares 2.
  expect(slope([0, 1, 2], [0, 0, 4])).toBe(2);
  const sizes = [1000, 10_000, 100_000, 1_000_000];
  const cost = sizes.map((size) => 80 * size ** 0.12);
  expect(slope(sizes.map(Math.log), cost.map(Math.log))).toBeCloseTo(0.12, 10);
});

test('four sizes up to the greatest, with and without ties', () => {
  const figures = queueBench.measure({ pending: 20_000, events: 2000, repeats: 1 });
  expect(Object.keys(figures).join(' ')).toBe(
    'nanosAt20 nanosAt200 nanosAt2000 nanosAt20000 costExponent ' +
      'tiedCostRatioAt20 tiedCostRatioAt200 tiedCostRatioAt2000 tiedCostRatioAt20000 ' +
      'bytesBeforeBurst bytesInBurst bytesAfterBurst',
  );
  for (const name of ['nanosAt20', 'nanosAt20000', 'tiedCostRatioAt20']) {
    expect(figures[name]).toBeGreaterThan(0);
  }
});

// Bytes are counted, not timed. Catches a queue that keeps its arrays: tried, by never rebuilding after a pop.
test('memory comes back after a burst', () => {
  const figures = queueBench.measure({ pending: 200_000, events: 100, repeats: 1 });
  const [before, during, after] = ['Before', 'In', 'After'].map((part) =>
    Number(figures[`bytes${part}Burst`]),
  );
  expect(during / 200_000).toBeGreaterThan(28);
  expect(during / 200_000).toBeLessThanOrEqual(40);
  expect(after).toBeLessThan(4 * before);
  expect(after).toBeLessThan(during / 30);
});
