/** Chains with two sides: seats of named authorities, and open ones. §M3.5 */
import { PPM } from '../../base/units.ts';
import type { Ppm } from '../../base/units.ts';

/** Chains whose first seats belong to named authorities, the others to all other nodes. §M3.5 */
export interface HybridChains {
  /** Probability that a chain is one. */
  readonly sharePpm: Ppm;
  /** Part of its seats that belong to authorities, rounded down to whole seats. */
  readonly partPpm: Ppm;
  /** Nodes of the start, ascending. */
  readonly authorities: readonly number[];
}

/** Seats of `members` that belong to authorities. */
export const authoritySeats = ({ partPpm }: { readonly partPpm: Ppm }, members: number): number =>
  Math.floor((members * partPpm) / PPM);
