/**
 * Arithmetic of the curves' fields that puts off reduction. Dividing by the modulus is four fifths of what a
 * product costs, and the library divides after every sum as well; here sums are left as they are, and a
 * product is divided once. Elements are therefore whole numbers of either sign that stand for their residue.
 */
import { invert } from '@noble/curves/abstract/modular.js';
import { reduced } from './scalar.ts';

/** A field. `mul`, `sqr`, `mulDiff` give elements below the modulus in magnitude, the others longer ones. */
export interface LazyField<T> {
  readonly one: T;
  add(left: T, right: T): T;
  sub(left: T, right: T): T;
  neg(element: T): T;
  mul(left: T, right: T): T;
  sqr(element: T): T;
  /** first·second − third·fourth, divided once. */
  mulDiff(first: T, second: T, third: T, fourth: T): T;
  /** Of an element that `mul`, `sqr` or `mulDiff` gave: only there zero is always 0. */
  isZero(product: T): boolean;
  /** Of an element that is not zero. */
  inv(element: T): T;
  /** The least element that is not negative, component by component. */
  canonical(element: T): T;
}

/** An element c0 + c1·u of a quadratic field, u² = −1. */
export interface Pair {
  readonly c0: bigint;
  readonly c1: bigint;
}

/** The field of integers modulo a prime. */
export function lazyPrimeField(modulus: bigint): LazyField<bigint> {
  return {
    one: 1n,
    add: (left, right) => left + right,
    sub: (left, right) => left - right,
    neg: (element) => -element,
    mul: (left, right) => (left * right) % modulus,
    sqr: (element) => (element * element) % modulus,
    mulDiff: (first, second, third, fourth) => (first * second - third * fourth) % modulus,
    isZero: (product) => product === 0n,
    inv: (element) => invert(element, modulus),
    canonical: (element) => reduced(element, modulus),
  };
}

/** The quadratic field over it; Karatsuba's three products, two divisions. */
export function lazyQuadraticField(modulus: bigint): LazyField<Pair> {
  return {
    one: { c0: 1n, c1: 0n },
    add: (left, right) => ({ c0: left.c0 + right.c0, c1: left.c1 + right.c1 }),
    sub: (left, right) => ({ c0: left.c0 - right.c0, c1: left.c1 - right.c1 }),
    neg: ({ c0, c1 }) => ({ c0: -c0, c1: -c1 }),
    mul: (left, right) => {
      const low = left.c0 * right.c0;
      const high = left.c1 * right.c1;
      const cross = (left.c0 + left.c1) * (right.c0 + right.c1);
      return { c0: (low - high) % modulus, c1: (cross - low - high) % modulus };
    },
    sqr: ({ c0, c1 }) => ({ c0: ((c0 + c1) * (c0 - c1)) % modulus, c1: (c0 * (c1 + c1)) % modulus }),
    mulDiff: (first, second, third, fourth) => {
      const low = first.c0 * second.c0 - third.c0 * fourth.c0;
      const high = first.c1 * second.c1 - third.c1 * fourth.c1;
      const cross =
        (first.c0 + first.c1) * (second.c0 + second.c1) - (third.c0 + third.c1) * (fourth.c0 + fourth.c1);
      return { c0: (low - high) % modulus, c1: (cross - low - high) % modulus };
    },
    isZero: ({ c0, c1 }) => c0 === 0n && c1 === 0n,
    inv: ({ c0, c1 }) => {
      const factor = invert(c0 * c0 + c1 * c1, modulus);
      return { c0: (c0 * factor) % modulus, c1: (-c1 * factor) % modulus };
    },
    canonical: ({ c0, c1 }) => ({ c0: reduced(c0, modulus), c1: reduced(c1, modulus) }),
  };
}
