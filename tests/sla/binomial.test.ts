import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssertionError } from '../../src/base/assert.ts';
import { binomialTail, binomialWeights } from '../../src/sla/binomial.ts';
import { binomialWays, quotient, relativeError } from './rationals.helpers.ts';

describe('binomialTail', () => {
  it('equals exact arithmetic for probabilities that doubles hold exactly', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 120 }),
        fc.nat({ max: 1024 }),
        fc.nat({ max: 121 }),
        (trials, part, atLeast) => {
          const ways = binomialWays(trials, BigInt(part), 1024n);
          const inTail = ways.slice(atLeast).reduce((sum, count) => sum + count, 0n);
          const expected = quotient(inTail, 1024n ** BigInt(trials));
          fc.pre(expected === 0 || expected > 1e-280);
          expect(relativeError(binomialTail(trials, part / 1024, atLeast), expected)).toBeLessThan(1e-13);
        },
      ),
      { seed: 961, numRuns: 300 },
    );
  });

  it('is stable where the first term underflows', () => {
    // P(no success) = 2^-10000; by symmetry of an odd number of fair trials the upper half has exactly 1/2.
    expect(relativeError(binomialTail(10_001, 0.5, 5001), 0.5)).toBeLessThan(1e-12);
    expect(binomialTail(100_000, 0.9, 0)).toBe(1);
  });

  it('is certain at the ends', () => {
    expect(binomialTail(30, 0, 0)).toBe(1);
    expect(binomialTail(30, 0, 1)).toBe(0);
    expect(binomialTail(30, 1, 30)).toBe(1);
    expect(binomialTail(30, 1, 31)).toBe(0);
  });

  it('refuses what is no probability', () => {
    expect(() => binomialTail(30, 1.5, 1)).toThrow(AssertionError);
    expect(() => binomialTail(30, NaN, 1)).toThrow(AssertionError);
  });
});

describe('binomialWeights', () => {
  it('gives the likeliest count the weight 1 and no other more', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 2000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (trials, probability) => {
          const weights = binomialWeights(trials, probability);
          expect(weights).toHaveLength(trials + 1);
          // Two neighbours may be equally likely; rounding then decides by some units in the last place.
          expect(Math.max(...weights)).toBeCloseTo(1, 12);
          expect(weights.every((weight) => weight >= 0)).toBe(true);
        },
      ),
      { seed: 962 },
    );
  });
});
