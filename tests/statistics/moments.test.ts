import * as fc from 'fast-check';
import seedrandom from 'seedrandom';
import { describe, expect, test } from 'vitest';
import { Moments } from '../../src/statistics/moments.ts';

function momentsOf(values: readonly number[]): Moments {
  const moments = new Moments();
  for (const value of values) moments.add(value);
  return moments;
}

describe('moments', () => {
  test('of 2, 4, 4, 4, 5, 5, 7, 9 are 5, 32/7 and 44.5', () => {
    const moments = momentsOf([2, 4, 4, 4, 5, 5, 7, 9]);
    expect(moments.n).toBe(8);
    expect(moments.mean).toBeCloseTo(5, 14);
    expect(moments.variance).toBeCloseTo(32 / 7, 14);
    expect(moments.standardError).toBeCloseTo(Math.sqrt(4 / 7), 14);
    // (81 + 1 + 1 + 1 + 0 + 0 + 16 + 256)/8
    expect(moments.fourthMoment).toBeCloseTo(44.5, 13);
    expect(moments.varianceStandardError).toBeCloseTo(Math.sqrt((44.5 - (5 / 7) * (32 / 7) ** 2) / 8), 13);
  });

  test('agree with two passes over whole numbers, in any order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 50 }),
        (values) => {
          const moments = momentsOf(values);
          const mean = values.reduce((a, b) => a + b, 0) / values.length;
          const power = (k: number): number => values.reduce((sum, value) => sum + (value - mean) ** k, 0);
          expect(moments.mean).toBeCloseTo(mean, 9);
          expect(moments.variance / (power(2) / (values.length - 1) || 1)).toBeCloseTo(
            power(2) === 0 ? 0 : 1,
            9,
          );
          expect(moments.fourthMoment / (power(4) / values.length || 1)).toBeCloseTo(
            power(4) === 0 ? 0 : 1,
            9,
          );
        },
      ),
      { seed: 31 },
    );
  });

  test('lose nothing far from zero', () => {
    const far = momentsOf([4, 7, 13, 16].map((value) => 1e9 + value));
    expect(far.variance).toBeCloseTo(30, 6);
    // ((−6)⁴ + (−3)⁴ + 3⁴ + 6⁴)/4
    expect(far.fourthMoment).toBeCloseTo(688.5, 4);
  });

  test('do not exist before there are values enough', () => {
    expect(new Moments().mean).toBeNaN();
    expect(new Moments().fourthMoment).toBeNaN();
    expect(momentsOf([3]).mean).toBe(3);
    expect(momentsOf([3]).variance).toBeNaN();
    expect(momentsOf([3]).standardError).toBeNaN();
    expect(() => new Moments().add(Infinity)).toThrow(RangeError);
  });

  test('know how far a variance estimate strays, for a law with heavy tails', () => {
    // Seeded; 2,000 variances of 400 exponentials each. Var(s²) = (9 − 397/399)/400 against 2/399 for normal
    // values: a standard error that took the values for normal ones would be half as large.
    const random = seedrandom.alea('moments');
    const variances = new Moments();
    const claimed = new Moments();
    for (let sample = 0; sample < 2000; sample += 1) {
      const moments = new Moments();
      for (let index = 0; index < 400; index += 1) moments.add(-Math.log(1 - random()));
      variances.add(moments.variance);
      claimed.add(moments.varianceStandardError ** 2);
    }
    const truth = (9 - 397 / 399) / 400;
    expect(Math.abs(variances.variance - truth)).toBeLessThan(4 * variances.varianceStandardError);
    // The fourth moment of a finite sample falls short by some percent on average: a bias of order 1/n.
    expect(Math.abs(claimed.mean / truth - 1)).toBeLessThan(0.12);
  });
});
