/**
 * Endomorphisms that multiply every point of a subgroup by a known number λ for the price of a few products
 * of coordinates. A scalar falls into parts about as short as its length by the number of parts, s = Σ
 * partᵢ·λⁱ, so that a multiplication needs so much fewer doublings, and tables so much fewer entries
 * (Gallant, Lambert, Vanstone 2001; Galbraith, Lin, Scott 2009). Outside of the subgroup nothing holds.
 */
import type { AffinePoint } from './point-sums.ts';

/** An endomorphism of a subgroup of prime order. */
export interface Endomorphism<T> {
  /** The point times λ. */
  apply(point: AffinePoint<T>): AffinePoint<T>;
  /** The parts of a scalar, 0 … order − 1, the lowest first; they may be negative. Always as many. */
  split(scalar: bigint): readonly bigint[];
  /** Bits of the magnitude of a part, at most. */
  readonly partBits: number;
}

/** `parts` digits of base λ, a number below the order; all but the highest below λ. */
export function digitsOfBase(
  order: bigint,
  lambda: bigint,
  parts: number,
): Pick<Endomorphism<never>, 'split' | 'partBits'> {
  const highest = (order - 1n) / lambda ** BigInt(parts - 1);
  return {
    partBits: (highest > lambda ? highest : lambda).toString(2).length,
    split: (scalar) => {
      const digits: bigint[] = [];
      let rest = scalar;
      for (let part = 1; part < parts; part++) {
        digits.push(rest % lambda);
        rest /= lambda;
      }
      return [...digits, rest];
    },
  };
}

/**
 * Two parts for a λ as long as the order: the distance of (scalar, 0) from a nearby vector of the lattice of
 * all (a, b) with a + b·λ = 0 modulo the order, by a short basis of it.
 */
export function nearbyVector(
  order: bigint,
  [[a1, b1], [a2, b2]]: readonly [readonly [bigint, bigint], readonly [bigint, bigint]],
): Pick<Endomorphism<never>, 'split' | 'partBits'> {
  const longest = [a1 + a2, a1 - a2, b1 + b2, b1 - b2].map(
    (sum) => (sum < 0n ? -sum : sum).toString(2).length,
  );
  return {
    partBits: Math.max(...longest),
    split: (scalar) => {
      // Determinant b2·a1 − b1·a2 = order; quotients may be off by one, which the bound of the parts allows.
      const first = (b2 * scalar) / order;
      const second = (-b1 * scalar) / order;
      return [scalar - first * a1 - second * a2, -first * b1 - second * b2];
    },
  };
}
