import { describe, expect, test } from 'vitest';
import { regularisedBeta, regularisedGamma } from '../../src/statistics/incomplete-functions.ts';
import { exactBinomialTail, relativeError } from './exact.helpers.ts';

describe('the incomplete beta function', () => {
  test('of whole parameters is a binomial tail, in both tails, to 1e-12', () => {
    // I_x(k, n − k + 1) = P(Bin(n, x) ≥ k); the upper tail is P(Bin(n, 1 − x) ≥ n − k + 1). DLMF 8.17.5.
    for (const n of [1, 4, 33, 200]) {
      for (const x of [2 ** -20, 0.125, 0.5, 0.75, 1 - 2 ** -10]) {
        for (let k = 1; k <= n; k += Math.ceil(n / 7)) {
          const tails = regularisedBeta(k, n - k + 1, x);
          const smaller = tails.lower < tails.upper;
          const exact = smaller ? exactBinomialTail(n, x, k) : exactBinomialTail(n, 1 - x, n - k + 1);
          const value = smaller ? tails.lower : tails.upper;
          if (value > 1e-290) expect(relativeError(value, exact)).toBeLessThan(1e-12);
        }
      }
    }
  });

  test('of one half and one half is the arcsine law', () => {
    for (const x of [1e-12, 0.1, 0.5, 0.9]) {
      expect(regularisedBeta(0.5, 0.5, x).lower / ((2 / Math.PI) * Math.asin(Math.sqrt(x)))).toBeCloseTo(
        1,
        12,
      );
    }
  });

  test('is symmetric and adds up with a million on each side', () => {
    expect(regularisedBeta(1e6, 1e6, 0.5).lower).toBeCloseTo(0.5, 11);
    const { lower, upper } = regularisedBeta(1e6, 2e6, 0.3335);
    expect(lower + upper).toBe(1);
  });

  test('ends at 0 and 1', () => {
    expect(regularisedBeta(2, 3, 0)).toEqual({ lower: 0, upper: 1 });
    expect(regularisedBeta(2, 3, 1)).toEqual({ lower: 1, upper: 0 });
  });
});

describe('the incomplete gamma function', () => {
  test('of a whole shape is a sum of Poisson probabilities, in both tails', () => {
    // Q(a, x) = Σ_{k < a} e^(−x) x^k/k!, P(a, x) = Σ_{k ≥ a}. DLMF 8.4.10.
    for (const x of [0.001, 0.7, 3, 20, 150, 650]) {
      let term = Math.exp(-x);
      const terms: number[] = [];
      for (let k = 0; k < 1500; k += 1, term *= x / k) terms.push(term);
      const sum = (from: number, to: number): number => terms.slice(from, to).reduce((a, b) => a + b, 0);
      for (const shape of [1, 2, 5, 17, 160, 600]) {
        const { lower, upper } = regularisedGamma(shape, x);
        const value = lower < upper ? lower : upper;
        const truth = lower < upper ? sum(shape, 1500) : sum(0, shape);
        if (truth > 1e-290) expect(Math.abs(value / truth - 1)).toBeLessThan(2e-12);
      }
    }
  });

  test('ends at 0 and at infinity', () => {
    expect(regularisedGamma(2.5, 0)).toEqual({ lower: 0, upper: 1 });
    expect(regularisedGamma(2.5, Infinity)).toEqual({ lower: 1, upper: 0 });
  });
});
