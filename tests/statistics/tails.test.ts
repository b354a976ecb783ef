import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  anyOf,
  anyOfBounds,
  binomialPmf,
  binomialTail,
  hypergeometricPmf,
  hypergeometricTail,
} from '../../src/statistics/tails.ts';
import { exactBinomialTail, exactHypergeometricTail, relativeError, toNumber } from './exact.helpers.ts';

describe('hypergeometric tails', () => {
  test.each([
    [200, 11, 2.731e-5],
    [200, 6, 0.08002],
    [333, 11, 3.742e-3],
    [333, 6, 0.45191],
    [500, 11, 0.10321],
    [500, 6, 0.89679],
  ])(
    'of 1,000 nodes with %i in the coalition, P(X ≥ %i of 16) has the known digits',
    (coalition, seats, known) => {
      expect(Math.abs(hypergeometricTail(1000, coalition, 16, seats) / known - 1)).toBeLessThan(2e-4);
    },
  );

  test('agree with exact rational sums to 1e-12 for every seat count of a committee', () => {
    for (const [population, coalition] of [
      [1000, 50],
      [1000, 333],
      [1000, 990],
      [997, 16],
      [100_000, 7],
    ]) {
      for (let seats = 1; seats <= Math.min(16, coalition); seats += 1) {
        const exact = exactHypergeometricTail(population, coalition, 16, seats);
        expect(relativeError(hypergeometricTail(population, coalition, 16, seats), exact)).toBeLessThan(
          1e-13,
        );
      }
    }
  });

  test('keep their relative precision down to 1e-300', () => {
    let smallest = 1;
    for (const [population, marked, draws, least] of [
      [1000, 400, 400, 160],
      [1200, 300, 400, 60],
    ]) {
      for (let seats = least; seats <= Math.min(marked, draws); seats += 30) {
        const exact = exactHypergeometricTail(population, marked, draws, seats);
        smallest = Math.min(smallest, toNumber(exact));
        expect(relativeError(hypergeometricTail(population, marked, draws, seats), exact)).toBeLessThan(
          1e-12,
        );
      }
    }
    // All 400 of 400: 1/C(1000, 400).
    expect(smallest).toBeLessThan(1e-289);
  });

  test('agree with exact rational sums for any small law', () => {
    const law = fc
      .integer({ min: 1, max: 80 })
      .chain((population) =>
        fc.tuple(
          fc.constant(population),
          fc.nat({ max: population }),
          fc.nat({ max: population }),
          fc.integer({ min: -2, max: 82 }),
        ),
      );
    fc.assert(
      fc.property(law, ([population, marked, draws, seats]) => {
        const exact = exactHypergeometricTail(population, marked, draws, seats);
        const value = hypergeometricTail(population, marked, draws, seats);
        if (exact.over === 0n) expect(value).toBe(0);
        else expect(relativeError(value, exact)).toBeLessThan(1e-13);
      }),
      { seed: 11, numRuns: 1000 },
    );
  });

  test('do not change when draws and marked change places', () => {
    for (let count = 0; count <= 20; count += 1) {
      expect(hypergeometricPmf(90, 20, 40, count)).toBe(hypergeometricPmf(90, 40, 20, count));
    }
  });

  test('have no probability outside the possible counts', () => {
    expect(hypergeometricPmf(10, 8, 5, 2)).toBe(0);
    expect(hypergeometricPmf(10, 8, 5, 6)).toBe(0);
    expect(hypergeometricPmf(10, 8, 5, -1)).toBe(0);
    expect(hypergeometricTail(10, 8, 5, 3)).toBe(1);
    expect(hypergeometricTail(10, 8, 5, 6)).toBe(0);
    expect(hypergeometricPmf(10, 0, 5, 0)).toBe(1);
  });

  test('refuse draws that cannot be made', () => {
    expect(() => hypergeometricTail(10, 11, 5, 1)).toThrow(RangeError);
    expect(() => hypergeometricTail(10, 5, 11, 1)).toThrow(RangeError);
    expect(() => hypergeometricPmf(10, 2.5, 5, 1)).toThrow(RangeError);
  });
});

describe('binomial tails', () => {
  test('agree with exact rational sums to 1e-12 down to 1e-300', () => {
    let smallest = 1;
    for (const [trials, probability] of [
      [16, 1 / 3],
      [100, 0.2],
      [230, 0.05],
      [200, 0.999],
      [1000, 2 ** -8],
    ]) {
      for (let count = trials; count >= 1; count -= Math.ceil(trials / 11)) {
        const exact = exactBinomialTail(trials, probability, count);
        const value = toNumber(exact);
        if (value < 1e-300) continue;
        smallest = Math.min(smallest, value);
        expect(relativeError(binomialTail(trials, probability, count), exact)).toBeLessThan(1e-12);
      }
    }
    expect(smallest).toBeLessThan(1e-298);
  });

  test('handle certain and impossible trials', () => {
    expect([0, 1, 2].map((count) => binomialPmf(2, 0, count))).toEqual([1, 0, 0]);
    expect([0, 1, 2].map((count) => binomialPmf(2, 1, count))).toEqual([0, 0, 1]);
    expect(binomialPmf(5, 0.5, 6)).toBe(0);
    expect(binomialTail(5, 0, 1)).toBe(0);
    expect(binomialTail(5, 1, 5)).toBe(1);
    expect(binomialTail(5, 0.3, 0)).toBe(1);
    expect(binomialTail(5, 0.3, 6)).toBe(0);
    expect(() => binomialTail(5, 1.1, 2)).toThrow(RangeError);
  });
});

describe('any of many chains', () => {
  test('is 1 − (1 − p)^C exactly, however small p is', () => {
    for (const [chains, probability] of [
      [100, 2 ** -15],
      [100, 1e-300],
      [3, 0.4],
    ]) {
      const exact = exactBinomialTail(chains, probability, 1);
      expect(relativeError(anyOf(chains, probability), exact)).toBeLessThan(1e-14);
    }
    // C·p − C(C − 1)/2·p² + …: the second term is 4e-15 of the first.
    expect(anyOf(8000, 1e-18) / 8e-15).toBeCloseTo(1, 13);
    expect(anyOf(0, 1)).toBe(0);
    expect(anyOf(5, 1)).toBe(1);
    expect(anyOf(5, 0)).toBe(0);
  });

  test('lies between one chain and the sum over all', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (chains, p) => {
          const [least, greatest] = anyOfBounds(chains, p);
          const any = anyOf(chains, p);
          expect(any).toBeGreaterThanOrEqual(least * (1 - 1e-15));
          expect(any).toBeLessThanOrEqual(greatest * (1 + 1e-15));
        },
      ),
      { seed: 12 },
    );
    expect(anyOfBounds(0, 0.5)).toEqual([0, 0]);
  });
});
