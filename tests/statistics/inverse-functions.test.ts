import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { regularisedBeta, regularisedGamma } from '../../src/statistics/incomplete-functions.ts';
import { inverseBeta, inverseGamma } from '../../src/statistics/inverse-functions.ts';

const shape = fc.double({ min: Math.log(0.5), max: Math.log(1e6), noNaN: true }).map(Math.exp);
/** Either tail from 1e-300 to almost one half, even on the scale of logarithms. */
const probability = fc.double({ min: -690, max: -0.7, noNaN: true }).map(Math.exp);
const tail = fc.constantFrom('lower' as const, 'upper' as const);

describe('inverses of the incomplete functions', () => {
  test('lead back to the tail they were asked for, for any shape', () => {
    fc.assert(
      fc.property(tail, probability, shape, (side, p, a) => {
        const x = inverseGamma(side, p, a);
        fc.pre(x > 1e-300);
        // The tail's relative error is that of x times d ln tail/d ln x, at most a + x.
        expect(Math.abs(regularisedGamma(a, x)[side] / p - 1)).toBeLessThan(1e-11 + 1e-15 * (a + x));
      }),
      { seed: 21, numRuns: 300 },
    );
    fc.assert(
      fc.property(tail, probability, shape, shape, (side, p, a, b) => {
        const { value, complement } = inverseBeta(side, p, a, b);
        fc.pre(value > 1e-300 && complement > 1e-300);
        const reached = regularisedBeta(a, b, value, complement)[side];
        expect(Math.abs(reached / p - 1)).toBeLessThan(1e-11 + 1e-14 * (a + b));
      }),
      { seed: 22, numRuns: 300 },
    );
  });

  test('have the closed forms of shape one', () => {
    for (const p of [1e-300, 1e-20, 0.025, 0.5, 0.9]) {
      expect(inverseGamma('upper', p, 1) / -Math.log(p)).toBeCloseTo(1, 13);
      expect(inverseGamma('lower', p, 1) / -Math.log1p(-p)).toBeCloseTo(1, 12);
      // I_x(a, 1) = x^a and I_x(1, b) = 1 − (1 − x)^b.
      expect(inverseBeta('lower', p, 8, 1).value / p ** (1 / 8)).toBeCloseTo(1, 12);
      expect(inverseBeta('lower', p, 1, 1e6).value / -Math.expm1(Math.log1p(-p) / 1e6)).toBeCloseTo(1, 11);
    }
  });

  test('give the complement without a subtraction', () => {
    const { value, complement } = inverseBeta('upper', 1e-40, 2, 1);
    // 1 − x² = 1e-40, so 1 − x = 5e-41, far below the spacing of doubles at 1.
    expect(value).toBe(1);
    expect(complement / 5e-41).toBeCloseTo(1, 12);
  });

  test('refuse probabilities that no finite point has', () => {
    for (const p of [0, 1, -0.1, Number.NaN]) {
      expect(() => inverseGamma('lower', p, 2)).toThrow(RangeError);
      expect(() => inverseBeta('upper', p, 2, 3)).toThrow(RangeError);
    }
  });
});
