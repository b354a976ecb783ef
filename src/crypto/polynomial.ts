/**
 * Shamir's sharing: polynomials over the scalars, their values at seats, their commitments in a group, and
 * interpolation. A seat is a whole number 1 … 256: the point at which a member's share is taken; 0 is where
 * the secret lies. §M4.4
 */
import { assert } from '../base/assert.ts';
import { requireInput } from './input-error.ts';
import { linearCombination, type Group } from './group.ts';
import { drawScalar, inverse, reduced, type ByteSource } from './scalar.ts';

/** Coefficients, the constant first. */
export type Polynomial = readonly bigint[];

/** Members of a group at most. §M6.1 */
export const SEATS_MAX = 256;

/** Throws a CryptoInputError unless 1 ≤ threshold ≤ members ≤ 256. */
export function requireThreshold(threshold: number, members: number): void {
  requireInput(
    Number.isInteger(members) && members >= 1 && members <= SEATS_MAX,
    'members',
    'out-of-range',
    `1 … ${SEATS_MAX}`,
  );
  requireInput(
    Number.isInteger(threshold) && threshold >= 1 && threshold <= members,
    'threshold',
    'out-of-range',
    `1 … ${members}, the number of members`,
  );
}

/** Whether `seat` is a whole number 1 … seats. */
export function isSeat(seat: number, seats: number): boolean {
  return Number.isInteger(seat) && seat >= 1 && seat <= seats;
}

/** Throws a CryptoInputError unless `seats` are distinct whole numbers 1 … members. */
export function requireSeats(seats: readonly number[], members: number, argument: string): void {
  for (const seat of seats) {
    requireInput(isSeat(seat, members), argument, 'out-of-range', `seats 1 … ${members}`);
  }
  requireInput(new Set(seats).size === seats.length, argument, 'duplicate', 'each seat at most once');
}

/**
 * A uniform polynomial of `terms` coefficients through `constant` at 0; a uniform one there if not given.
 */
export function drawPolynomial(
  order: bigint,
  terms: number,
  source: ByteSource,
  constant?: bigint,
): Polynomial {
  const first = constant ?? drawScalar(order, source);
  return [first, ...Array.from({ length: terms - 1 }, () => drawScalar(order, source))];
}

/** The value at a seat, or at any other whole number. */
export function valueAt(polynomial: Polynomial, seat: number, order: bigint): bigint {
  const point = BigInt(seat);
  return polynomial.reduceRight((value, coefficient) => reduced(value * point + coefficient, order), 0n);
}

/** Feldman's commitments: each coefficient times the generator. */
export function commitmentsOf<P>(group: Group<P>, polynomial: Polynomial): readonly P[] {
  return group.multiplyEach(
    polynomial.map(() => group.generator),
    polynomial,
  );
}

/** The commitment to the value at a seat, out of the commitments to the coefficients. */
export function commitmentAt<P>(group: Group<P>, commitments: readonly P[], seat: number): P {
  return group.polynomialAt(commitments, seat);
}

/** The factors by which values at `seats`, all distinct, add up to the value at `at`. */
export function lagrangeFactors(seats: readonly number[], at: number, order: bigint): readonly bigint[] {
  return seats.map((seat) => {
    let numerator = 1n;
    let denominator = 1n;
    for (const other of seats) {
      if (other === seat) continue;
      numerator = reduced(numerator * BigInt(at - other), order);
      denominator = reduced(denominator * BigInt(seat - other), order);
    }
    return reduced(numerator * inverse(denominator, order), order);
  });
}

/** The value at `at` of the polynomial through `values` at `seats`, all distinct. */
export function interpolated(
  seats: readonly number[],
  values: readonly bigint[],
  at: number,
  order: bigint,
): bigint {
  assert(seats.length === values.length, 'each seat has a value');
  const factors = lagrangeFactors(seats, at, order);
  return values.reduce((sum, value, index) => reduced(sum + value * factors[index], order), 0n);
}

/** {@link interpolated} for points of a group. */
export function interpolatedPoint<P>(
  group: Group<P>,
  seats: readonly number[],
  points: readonly P[],
  at: number,
): P {
  assert(seats.length === points.length, 'each seat has a point');
  return linearCombination(group, points, lagrangeFactors(seats, at, group.order));
}

/** The coefficients of the polynomial through `values` at `seats`, all distinct; as many terms as seats. */
export function coefficientsThrough(
  seats: readonly number[],
  values: readonly bigint[],
  order: bigint,
): Polynomial {
  assert(seats.length === values.length, 'each seat has a value');
  const sum = seats.map(() => 0n);
  for (const [index, seat] of seats.entries()) {
    // The product of (x − other), grown factor by factor, and its value at the seat.
    let product = [1n];
    let scale = 1n;
    for (const other of seats) {
      if (other === seat) continue;
      const [shifted, scaled] = [
        [0n, ...product],
        [...product.map((term) => -term * BigInt(other)), 0n],
      ];
      product = shifted.map((term, power) => reduced(term + scaled[power], order));
      scale = reduced(scale * BigInt(seat - other), order);
    }
    const factor = values[index] * inverse(scale, order);
    for (const [power, term] of product.entries()) sum[power] = reduced(sum[power] + term * factor, order);
  }
  return sum;
}
