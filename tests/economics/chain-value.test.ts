import { expect, test } from 'vitest';
import { drawnValue } from '../../src/economics/chain-value.ts';
import { seededDraws } from './draws.helpers.ts';

const law = { minimumMicroUsd: 1_000_000n, shapePpm: 1_200_000, maximumMicroUsd: 10n ** 15n };

test.each([
  [10n ** 15n, [2, 10, 100]],
  [4_000_000n, [1.5, 2, 3]],
])('up to %d, values exceed x as often as the cut Pareto law says', (maximumMicroUsd, levels) => {
  const draws = seededDraws('values');
  const count = 5000;
  const values = Array.from(
    { length: count },
    () => Number(drawnValue({ ...law, maximumMicroUsd }, draws)) / 1e6,
  );
  const power = (x: number): number => x ** -1.2;
  const cut = power(Number(maximumMicroUsd) / 1e6);
  for (const x of levels) {
    const p = (power(x) - cut) / (1 - cut);
    const share = values.filter((value) => value > x).length / count;
    // Four standard errors. Tried: the exponent not inverted (0.56 above 2 for 0.44), the cut left out (of
    // values up to 4, 0.44 above 2 for 0.31).
    expect(Math.abs(share - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / count));
  }
});

test('the extreme draws give the ends of the law', () => {
  expect(drawnValue(law, { below: () => 0 })).toBe(1_000_000n);
  const most = drawnValue(law, { below: (bound) => bound - 1 });
  // u = 1 − 2^−53: what is cut away is (10^−9)^1.2, some 6·10^−12 more than that, so the end is near.
  expect(most <= law.maximumMicroUsd && most > (law.maximumMicroUsd * 999n) / 1000n).toBe(true);
});

test('a law with a very heavy tail stays within its bounds', () => {
  const heavy = { minimumMicroUsd: 1n, shapePpm: 100_000, maximumMicroUsd: 10n ** 24n };
  const draws = seededDraws('heavy');
  for (let run = 0; run < 500; run += 1) {
    const value = drawnValue(heavy, draws);
    expect(value >= 1n && value <= heavy.maximumMicroUsd).toBe(true);
  }
  expect(() => drawnValue({ ...heavy, shapePpm: 99_999 }, draws)).toThrow('tenth root');
  expect(() => drawnValue({ ...heavy, minimumMicroUsd: 0n }, draws)).toThrow('positive');
  expect(() => drawnValue({ ...heavy, maximumMicroUsd: 1n }, draws)).toThrow('exceeds');
});
