/** One uniform draw among the legal nodes of a stretch of the order by free slots. */
import type { Draws } from '../../../base/draws.ts';
import type { Exclusions } from './exclusions.ts';

/** No legal node. */
export const NOBODY = -1;

/**
 * A node drawn uniformly among order[from … to − 1] less the excluded, or NOBODY. Rejection while the stretch
 * is more than twice as long as the exclusions (under two tries on average); a shorter one is listed, which
 * costs O(excluded).
 */
export function drawLegal(
  order: Int32Array,
  from: number,
  to: number,
  excluded: Exclusions,
  stream: Draws,
): number {
  const length = to - from;
  if (length > 2 * excluded.count) {
    for (;;) {
      const node = order[from + stream.below(length)];
      if (!excluded.has(node)) return node;
    }
  }
  return drawListed(order, from, to, excluded, stream);
}

/**
 * Apart from the draw by rejection, so that the compiler finds that one small enough to put into its callers.
 */
function drawListed(
  order: Int32Array,
  from: number,
  to: number,
  excluded: Exclusions,
  stream: Draws,
): number {
  let legal = 0;
  for (let place = from; place < to; place++) if (!excluded.has(order[place])) legal++;
  if (legal === 0) return NOBODY;
  let skip = stream.below(legal);
  for (let place = from; ; place++) {
    if (excluded.has(order[place])) continue;
    if (skip === 0) return order[place];
    skip--;
  }
}
