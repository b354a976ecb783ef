/** How profits are spread over nodes. §M17 */
import { assert } from '../base/assert.ts';
import { PPM } from '../base/units.ts';
import type { Ppm } from '../base/units.ts';

/** A summary of the profits of a month. Amounts in millionths of a US dollar. */
export interface ProfitSpread {
  /** Nodes that made a loss. */
  readonly losing: number;
  /** In the order of the ranks asked for; empty without nodes. */
  readonly quantiles: readonly bigint[];
}

/**
 * Quantiles by nearest rank: the least profit that at least `rank` of all nodes do not exceed, the smallest
 * of all at rank 0. No value is made up between two others, so money stays whole.
 */
export function profitSpread(profits: readonly bigint[], ranks: readonly Ppm[]): ProfitSpread {
  const ascending = profits.toSorted(byAmount);
  const losing = ascending.filter((profit) => profit < 0n).length;
  if (ascending.length === 0) return { losing, quantiles: [] };
  const quantiles = ranks.map((rank) => {
    assert(rank >= 0, 'a rank is a part of all');
    assert(rank <= PPM, 'a rank is at most all');
    return ascending[Math.max(1, Math.ceil((rank * ascending.length) / PPM)) - 1];
  });
  return { losing, quantiles };
}

/** Equal profits are the same profit, so their order cannot be seen. */
const byAmount = (one: bigint, other: bigint): number => {
  if (one === other) return 0;
  return one < other ? -1 : 1;
};
