import { describe, expect, test } from 'vitest';
import {
  chiSquareSurvival,
  kolmogorovSurvival,
  normalQuantile,
  normalTail,
  studentQuantile,
  studentTail,
} from '../../src/statistics/distributions.ts';

function expectRelative(value: number, truth: number, tolerance: number): void {
  expect(Math.abs(value / truth - 1)).toBeLessThan(tolerance);
}

describe('the normal distribution', () => {
  // ½ − (z − z³/6 + z⁵/40 − …)/√2π in 900-digit decimals of Python's decimal module.
  test.each([
    [0.1, 0.460172162722971],
    [0.5, 0.3085375387259869],
    [1, 0.15865525393145705],
    [2, 0.02275013194817921],
    [3, 0.0013498980316300946],
    [4.5, 3.3976731247300603e-6],
    [6, 9.86587645037698e-10],
    [8, 6.220960574271784e-16],
    [12, 1.776482112077679e-33],
    [20, 2.7536241186062337e-89],
    [37, 5.725571222524577e-300],
  ])('has the tail of the series at %d, and the quantile leads back', (z, truth) => {
    expectRelative(normalTail(z), truth, 1e-12);
    expectRelative(normalTail(-z), 1 - truth, 1e-15);
    expectRelative(normalQuantile(truth), -z, 1e-13);
  });

  test('has the quantiles every table prints', () => {
    expectRelative(normalQuantile(0.975), 1.959963984540054, 1e-14);
    expectRelative(normalQuantile(0.995), 2.5758293035489, 1e-13);
    expect(normalQuantile(0.5)).toBe(0);
    expect(() => normalQuantile(0)).toThrow(RangeError);
  });
});

describe("Student's distribution", () => {
  test('has closed forms for 1, 2 and 4 degrees of freedom', () => {
    for (const p of [1e-12, 0.005, 0.025, 0.3]) {
      // ν = 1: cot(πp). ν = 2: t = (1 − 2p)√(2/(4p(1 − p))).
      expectRelative(studentQuantile(p, 1), 1 / Math.tan(Math.PI * p), 1e-12);
      expectRelative(studentQuantile(p, 2), (1 - 2 * p) / Math.sqrt(2 * p * (1 - p)), 1e-12);
    }
    for (const t of [0.2, 1, 3]) {
      // ν = 4: F(t) = ½ + ⅜ s (1 − s²/12·…) with s = t/√(1 + t²/4): ½ + ⅜·s·(1 − s²/12).
      const s = t / Math.sqrt(1 + (t * t) / 4);
      expectRelative(studentTail(t, 4), 0.5 - (3 / 8) * s * (1 - (s * s) / 12), 1e-12);
      expectRelative(studentTail(-t, 4), 0.5 + (3 / 8) * s * (1 - (s * s) / 12), 1e-12);
    }
  });

  test('has the printed two-sided 95 % points', () => {
    // Tables of Student's t, three decimals: 9, 30 and 120 degrees of freedom.
    expect(studentQuantile(0.025, 9)).toBeCloseTo(2.262, 3);
    expect(studentQuantile(0.025, 30)).toBeCloseTo(2.042, 3);
    expect(studentQuantile(0.025, 120)).toBeCloseTo(1.98, 3);
  });

  test('comes down to the normal one', () => {
    // Cornish and Fisher: t − z = (z³ + z)/(4ν) + O(ν⁻²).
    const z = normalQuantile(0.975);
    expect(studentQuantile(0.025, 1e6) - z).toBeCloseTo((z ** 3 + z) / 4e6, 10);
    expect(studentQuantile(0.5, 7)).toBe(0);
    expect(() => studentQuantile(0.6, 7)).toThrow(RangeError);
  });
});

describe('the chi-square distribution', () => {
  test('is exponential for 2 degrees of freedom and a squared normal for 1', () => {
    for (const x of [0.01, 1, 3.841458820694124, 40, 1000]) {
      expectRelative(chiSquareSurvival(x, 2), Math.exp(-x / 2), 1e-12);
      expectRelative(chiSquareSurvival(x, 1), 2 * normalTail(Math.sqrt(x)), 1e-12);
    }
    expectRelative(chiSquareSurvival(3.841458820694124, 1), 0.05, 1e-12);
  });
});

describe("Kolmogorov's limit", () => {
  // 2 Σ (−1)^(k−1) exp(−2k²x²) with 200 terms in Python's decimals.
  test.each([
    [0.3, 0.9999906941986655],
    [0.5, 0.9639452436648751],
    [0.8, 0.5441424115741981],
    [0.99, 0.2808738392255489],
    [1, 0.2699996716773545],
    [1.2, 0.11224966667072499],
    [2, 0.0006709252557796953],
    [3, 3.045995948942526e-8],
  ])('has the value of the series at %d', (x, truth) => {
    expectRelative(kolmogorovSurvival(x), truth, 1e-14);
  });

  test('has the critical value 1.358 of the tables at 5 %', () => {
    expect(kolmogorovSurvival(1.3580986393225507)).toBeCloseTo(0.05, 14);
    expect(kolmogorovSurvival(0)).toBe(1);
  });
});
