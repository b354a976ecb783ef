import * as fc from 'fast-check';
import seedrandom from 'seedrandom';
import { describe, expect, test } from 'vitest';
import { chiSquare, twoSample } from '../../src/statistics/goodness-of-fit.ts';

describe('the chi-square test', () => {
  test("finds Mendel's peas close to 9 : 3 : 3 : 1", () => {
    // 315, 108, 101 and 32 of 556 (1866): X² = 0.470024, 3 degrees of freedom, p = 0.9254.
    const { statistic, degreesOfFreedom, pValue } = chiSquare(
      [315, 108, 101, 32],
      [9, 3, 3, 1].map((part) => (556 * part) / 16),
    );
    expect(statistic).toBeCloseTo(0.470024, 6);
    expect(degreesOfFreedom).toBe(3);
    expect(pValue).toBeCloseTo(0.9254, 4);
  });

  test('pools neighbours until five are expected, the rest into the last cell', () => {
    const { statistic, cells, degreesOfFreedom } = chiSquare([1, 4, 20, 2, 9, 3], [2, 3, 21, 4, 6, 3], 1);
    // Cells (1 + 4 | 5), (20 | 21), (2 + 9 + 3 | 4 + 6 + 3).
    expect(cells).toBe(3);
    expect(degreesOfFreedom).toBe(1);
    expect(statistic).toBeCloseTo(0 + 1 / 21 + 1 / 13, 14);
  });

  test('refuses what it cannot test', () => {
    expect(() => chiSquare([1, 2], [1, 2])).toThrow(RangeError);
    expect(() => chiSquare([10, 20], [10, 30])).toThrow(RangeError);
    expect(() => chiSquare([10, 20], [30])).toThrow(RangeError);
  });
});

/** The empirical distribution function. */
function shareBelow(sample: readonly number[], x: number): number {
  return sample.filter((value) => value <= x).length / sample.length;
}

/**
 * All ways to give `size` of the pooled values to the first sample, and the share of them with at least this
 * distance.
 */
function shareByEnumeration(pooled: readonly number[], size: number, statistic: number): number {
  let reached = 0;
  let all = 0;
  for (let mask = 0; mask < 2 ** pooled.length; mask += 1) {
    const first = pooled.filter((_, index) => (mask >> index) % 2 === 1);
    if (first.length !== size) continue;
    const second = pooled.filter((_, index) => (mask >> index) % 2 === 0);
    const distance = Math.max(...pooled.map((x) => Math.abs(shareBelow(first, x) - shareBelow(second, x))));
    all += 1;
    if (distance >= statistic - 1e-12) reached += 1;
  }
  return reached / all;
}

describe('the two-sample test', () => {
  test('counts two orders of twenty when three lie below three', () => {
    expect(twoSample([1, 2, 3], [4, 5, 6])).toEqual({
      statistic: 1,
      pValue: expect.closeTo(0.1, 15),
      method: 'exact',
    });
  });

  test('agrees with the enumeration of all orders, ties included', () => {
    const values = fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(values, values, (first, second) => {
        const { statistic, pValue } = twoSample(first, second);
        const truth = shareByEnumeration([...first, ...second], first.length, statistic);
        expect(pValue).toBeCloseTo(truth, 12);
      }),
      { seed: 41, numRuns: 60 },
    );
  });

  test('comes close to its limit with many values and keeps tiny p-values', () => {
    const random = seedrandom.alea('two samples');
    const first = Array.from({ length: 4000 }, () => random());
    const second = Array.from({ length: 2500 }, () => random() + 0.02);
    const exact = twoSample(first, second.slice(0, 2400));
    const limit = twoSample(first, [...second, 0.5]);
    expect([exact.method, limit.method]).toEqual(['exact', 'asymptotic']);
    expect(Math.abs(exact.pValue / limit.pValue - 1)).toBeLessThan(0.6);
    // Apart by everything: 2/C(60, 30).
    const apart = twoSample(
      first.slice(0, 30),
      first.slice(0, 30).map((value) => value + 2),
    );
    expect(apart.pValue / (2 / 118_264_581_564_861_424)).toBeCloseTo(1, 12);
  });

  test('rejects samples of equal laws as often as its p-values say', () => {
    // Seeded: 2,000 pairs of 20 and 30 values; p ≤ 0.05 in at most 5 % (the exact law is discrete, here 4.2
    // %…5 %).
    const random = seedrandom.alea('equal laws');
    let rejected = 0;
    for (let trial = 0; trial < 2000; trial += 1) {
      const draw = (size: number): number[] => Array.from({ length: size }, () => random());
      if (twoSample(draw(20), draw(30)).pValue <= 0.05) rejected += 1;
    }
    // 5 % plus or minus 4 standard errors of 0.49 %.
    expect(rejected / 2000).toBeLessThan(0.07);
    expect(rejected / 2000).toBeGreaterThan(0.025);
  });

  test('needs values on both sides', () => {
    expect(() => twoSample([], [1])).toThrow(RangeError);
  });
});
