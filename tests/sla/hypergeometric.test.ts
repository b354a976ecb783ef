import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssertionError } from '../../src/base/assert.ts';
import { hypergeometricTail, hypergeometricTerms } from '../../src/sla/hypergeometric.ts';
import { choose, quotient, relativeError, subsets } from './rationals.helpers.ts';

const draw = fc
  .integer({ min: 0, max: 200 })
  .chain((population) =>
    fc.tuple(fc.constant(population), fc.nat({ max: population }), fc.nat({ max: population })),
  );

describe('hypergeometricTail', () => {
  it('counts subsets', () => {
    for (let marked = 0; marked <= 9; marked++) {
      for (let draws = 0; draws <= 9; draws++) {
        const all = subsets(9, draws);
        for (let atLeast = 0; atLeast <= draws + 1; atLeast++) {
          const hits = all.filter((subset) => subset.filter((member) => member < marked).length >= atLeast);
          expect(hypergeometricTail(9, marked, draws, atLeast)).toBeCloseTo(hits.length / all.length, 15);
        }
      }
    }
  });

  it('equals the sum of exact terms to the last bits, in the far tail too', () => {
    fc.assert(
      fc.property(draw, fc.nat({ max: 200 }), ([population, marked, draws], atLeast) => {
        let ways = 0n;
        for (let hits = atLeast; hits <= draws; hits++) {
          ways += choose(marked, hits) * choose(population - marked, draws - hits);
        }
        const expected = quotient(ways, choose(population, draws));
        expect(relativeError(hypergeometricTail(population, marked, draws, atLeast), expected)).toBeLessThan(
          1e-15,
        );
      }),
      { seed: 951, numRuns: 400 },
    );
  });

  it.each([
    [200, 2.731e-5, 0.08002],
    [333, 3.742e-3, 0.45191],
    [500, 0.10321, 0.89679],
  ])(
    'gives the known chances of %d coalition nodes among 1,000 for committees of 16',
    (marked, capture, halt) => {
      expect(relativeError(hypergeometricTail(1000, marked, 16, 11), capture)).toBeLessThan(2e-4);
      expect(relativeError(hypergeometricTail(1000, marked, 16, 6), halt)).toBeLessThan(2e-4);
    },
  );

  it('knows that 50 among 1,000 need 1.7e13 committees for an error of 10 %', () => {
    const capture = hypergeometricTail(1000, 50, 16, 11);
    expect((1 - capture) / (capture * 0.01)).toBeGreaterThan(1.65e13);
    expect((1 - capture) / (capture * 0.01)).toBeLessThan(1.75e13);
  });

  it('is 1 from nothing on and 0 beyond what can be drawn', () => {
    expect(hypergeometricTail(1000, 333, 24, -1)).toBe(1);
    expect(hypergeometricTail(1000, 333, 24, 0)).toBe(1);
    expect(hypergeometricTail(1000, 5, 24, 6)).toBe(0);
    expect(hypergeometricTail(1000, 333, 24, 25)).toBe(0);
    expect(hypergeometricTail(10, 8, 5, 3)).toBe(1);
  });

  it('keeps its digits where only one way in 10^270 remains', () => {
    const expected = quotient(1n, choose(1000, 400));
    expect(expected).toBeLessThan(1e-250);
    expect(relativeError(hypergeometricTail(1000, 400, 400, 400), expected)).toBeLessThan(1e-15);
  });

  it('refuses to draw or mark more than there are', () => {
    expect(() => hypergeometricTail(10, 11, 1, 0)).toThrow(AssertionError);
    expect(() => hypergeometricTail(10, 1, 11, 0)).toThrow(AssertionError);
    expect(() => hypergeometricTail(10, 0.5, 1, 0)).toThrow(AssertionError);
  });
});

describe('hypergeometricTerms', () => {
  it('sums to 1 with mean draws · marked / population', () => {
    fc.assert(
      fc.property(draw, ([population, marked, draws]) => {
        fc.pre(population > 0);
        const terms = hypergeometricTerms(population, marked, draws);
        const mean = terms.reduce((sum, term, hits) => sum + term * hits, 0);
        expect(terms.reduce((sum, term) => sum + term, 0)).toBeCloseTo(1, 13);
        expect(mean).toBeCloseTo((draws * marked) / population, 10);
      }),
      { seed: 952 },
    );
  });
});
