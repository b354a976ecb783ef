import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CryptoInputError } from '../../src/crypto/input-error.ts';
import {
  coefficientsThrough,
  commitmentAt,
  commitmentsOf,
  drawPolynomial,
  interpolated,
  interpolatedPoint,
  lagrangeFactors,
  requireSeats,
  requireThreshold,
  valueAt,
} from '../../src/crypto/polynomial.ts';
import { hashedBytes } from '../../src/crypto/scalar.ts';
import { smallGroup } from './small-group.helpers.ts';

const { order } = smallGroup;
const polynomials = fc.array(fc.bigInt({ min: 0n, max: order - 1n }), { minLength: 1, maxLength: 12 });
/** Distinct seats, as many as `count`. */
const seatsOf = (count: number): fc.Arbitrary<number[]> =>
  fc.uniqueArray(fc.integer({ min: 1, max: 256 }), { minLength: count, maxLength: count });
const withSeats = polynomials.chain((polynomial) =>
  seatsOf(polynomial.length).map((seats) => ({ polynomial, seats })),
);

describe('a polynomial', () => {
  test('is evaluated as the sum of its terms', () => {
    expect(valueAt([5n, 0n, 2n], 3, 101n)).toBe(23n);
    expect(valueAt([5n, 0n, 2n], 3, 7n)).toBe(2n);
    expect(valueAt([], 3, 7n)).toBe(0n);
    expect(valueAt([5n], 0, 7n)).toBe(5n);
  });

  test('is found again from values at as many seats as it has terms, whichever', () => {
    fc.assert(
      fc.property(withSeats, ({ polynomial, seats }) => {
        const values = seats.map((seat) => valueAt(polynomial, seat, order));
        expect(interpolated(seats, values, 0, order)).toBe(polynomial[0]);
        expect(interpolated(seats, values, 300, order)).toBe(valueAt(polynomial, 300, order));
        expect(coefficientsThrough(seats, values, order)).toEqual(polynomial);
      }),
    );
  });

  test('is committed to so that commitments at seats are those to values', () => {
    fc.assert(
      fc.property(withSeats, ({ polynomial, seats }) => {
        const commitments = commitmentsOf(smallGroup, polynomial);
        const points = seats.map((seat) => commitmentAt(smallGroup, commitments, seat));
        expect(points).toEqual(
          seats.map((seat) => smallGroup.multiplyGenerator(valueAt(polynomial, seat, order))),
        );
        expect(interpolatedPoint(smallGroup, seats, points, 0)).toBe(commitments[0]);
      }),
      { numRuns: 30 },
    );
  });

  test('is drawn with uniform coefficients through a given constant', () => {
    const source = hashedBytes(Uint8Array.of(1), 'polynomial');
    const polynomial = drawPolynomial(order, 5, source, 42n);
    expect([polynomial.length, polynomial[0]]).toEqual([5, 42n]);
    expect(new Set([...polynomial, ...drawPolynomial(order, 5, source)]).size).toBe(10);
    expect(drawPolynomial(order, 1, source, 0n)).toEqual([0n]);
  });

  test('hides its constant from one share fewer: every constant fits t − 1 values equally', () => {
    // For each constant there is exactly one polynomial of t terms through t − 1 values.
    const seats = [2, 5, 9];
    const values = [11n, 22n, 33n];
    for (const constant of [0n, 1n, 77n]) {
      const through = coefficientsThrough([0, ...seats], [constant, ...values], order);
      expect(through[0]).toBe(constant);
      expect(seats.map((seat) => valueAt(through, seat, order))).toEqual(values);
    }
  });
});

test('Lagrange’s factors at zero are those of the textbook, and add up to one', () => {
  expect(lagrangeFactors([1, 2, 3], 0, 101n)).toEqual([3n, 98n, 1n]);
  expect(lagrangeFactors([4], 0, 101n)).toEqual([1n]);
  fc.assert(
    fc.property(seatsOf(7), (seats) => {
      const sum = lagrangeFactors(seats, 0, order).reduce((total, factor) => total + factor, 0n);
      expect(sum % order).toBe(1n);
    }),
  );
});

describe('bad input', () => {
  test.each([
    [0, 4],
    [5, 4],
    [1.5, 4],
    [1, 0],
    [1, 257],
    [1, 2.5],
  ])('is refused: %d of %d', (threshold, members) => {
    expect(() => requireThreshold(threshold, members)).toThrow(CryptoInputError);
  });

  test('is refused: seats out of range or repeated', () => {
    for (const seats of [[0], [5], [1.5], [-1], [Number.NaN], [1, 2, 1]]) {
      expect(() => requireSeats(seats, 4, 'seats')).toThrow(CryptoInputError);
    }
    expect(() => requireSeats([4, 1, 2, 3], 4, 'seats')).not.toThrow();
    expect(() => requireThreshold(256, 256)).not.toThrow();
    expect(() => requireThreshold(1, 1)).not.toThrow();
  });
});
