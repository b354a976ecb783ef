import { expect, test } from 'vitest';
import { drawnExponential, drawnNormal, drawnPoisson, drawnUnit } from '../../src/base/variates.ts';
import { Stream } from '../../src/sim/kernel/streams.ts';

/** Draws that end in the given whole numbers, and the bounds that were asked for. */
function listed(...numbers: number[]) {
  const bounds: number[] = [];
  const below = (bound: number): number => {
    bounds.push(bound);
    return numbers.shift() ?? 0;
  };
  return { below, bounds };
}

const stream = (): Stream => new Stream(20, 26, 11, 28);

test('a unit is the middle of one of 2^52 parts, and neither end occurs', () => {
  const least = listed(0, 0);
  expect(drawnUnit(least)).toBe(2 ** -53);
  expect(least.bounds).toEqual([2 ** 26, 2 ** 26]);
  expect(drawnUnit(listed(2 ** 26 - 1, 2 ** 26 - 1))).toBe(1 - 2 ** -53);
  // (3 · 2^26 + 5 + ½) / 2^52
  expect(drawnUnit(listed(3, 5))).toBe((3 * 2 ** 26 + 5.5) / 2 ** 52);
});

test('the extreme draws give finite variates', () => {
  expect(drawnNormal(listed(0, 0))).toBeCloseTo(-8.2095, 3);
  expect(drawnExponential(listed(0, 0))).toBeCloseTo(53 * Math.LN2, 12);
});

test('normals have the moments of the normal law', () => {
  const draws = stream();
  const sums = [0, 0, 0, 0];
  const count = 100_000;
  for (let draw = 0; draw < count; draw += 1) {
    const x = drawnNormal(draws);
    [x, x ** 2, x ** 3, x ** 4].forEach((power, index) => (sums[index] += power / count));
  }
  // Four standard errors of each mean: √(1, 2, 15, 96) / √100,000. Catches one half of the unit left out
  // (mean 0.8) and a quantile of another variance by 2 %.
  [
    [0, 1],
    [1, 2],
    [0, 15],
    [3, 96],
  ].forEach(([mean, variance], index) =>
    expect(Math.abs(sums[index] - mean)).toBeLessThan(4 * Math.sqrt(variance / count)),
  );
});

test('a Poisson draw counts the waits that fit, and at mean 0 nothing is drawn', () => {
  const none = listed();
  expect(drawnPoisson(0, none)).toBe(0);
  expect(none.bounds).toEqual([]);
  const draws = stream();
  const count = 20_000;
  const values = Array.from({ length: count }, () => drawnPoisson(0.7, draws));
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const zeros = values.filter((value) => value === 0).length / count;
  // Four standard errors. Catches the wait that passes the end counted too (mean 1.7).
  expect(Math.abs(mean - 0.7)).toBeLessThan(4 * Math.sqrt(0.7 / count));
  const p = Math.exp(-0.7);
  expect(Math.abs(zeros - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / count));
});
