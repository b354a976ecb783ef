/** `legacy-single-draw`: the contracts before release 1.8. §M5.2 */
import type { Draws } from '../../../base/draws.ts';
import { plainRest, seedNumber } from '../../../crypto/index-chain.ts';
import type { FreeSlots } from '../free-slots.ts';
import { seedOf } from './act-seed.ts';
import { NOBODY } from './draw-legal.ts';
import type { Exclusions } from './exclusions.ts';
import type { SeatReplace, SeatsTake } from './policies.ts';
import { SpaceBuckets } from './space-buckets.ts';
import { bookOf } from './slot-book.ts';

/**
 * `count` of the candidates by one number: it is reduced modulo n, n − 1, …, and each time whom it hits
 * changes places with the last of those that are left. So picks hang together, and the last of the list come
 * more often than the first. Reorders the candidates, of which there are at least `count`.
 *
 * @example singleDraw(12345n, [0, 1, 2, 3], 2) // [1, 0]
 */
export function singleDraw(random: bigint, candidates: number[], count: number): number[] {
  const picked: number[] = [];
  for (let left = candidates.length; picked.length < count; left--) {
    const index = plainRest(random, left);
    const pick = candidates[index];
    candidates[index] = candidates[left - 1];
    candidates[left - 1] = pick;
    picked.push(pick);
  }
  return picked;
}

/** Draws a committee. O(nodes): the contracts list everybody who has room. Predictable once the seed is. */
export function singleTake(free: FreeSlots): SeatsTake {
  return (slots, count, excluded, stream, into) => {
    const candidates = candidatesFor(free, slots, excluded);
    if (candidates.length < count) return 0;
    singleDraw(seedNumber(seedOf(stream)), candidates, count).forEach((node, seat) => {
      free.take(node, slots);
      excluded.add(node);
      into[seat] = node;
    });
    return count;
  };
}

/** Draws for one seat: the leaver gets its slots back when the other has been drawn. O(nodes). */
export function singleReplace(free: FreeSlots): SeatReplace {
  return (slots, { node: leaver }, excluded, stream: Draws) => {
    const candidates = candidatesFor(free, slots, excluded);
    if (candidates.length === 0) return NOBODY;
    const [newcomer] = singleDraw(seedNumber(seedOf(stream)), candidates, 1);
    free.take(newcomer, slots);
    free.give(leaver, slots);
    return newcomer;
  };
}

/** From few free slots to many, within a bucket as it stands. */
function candidatesFor(free: FreeSlots, slots: number, excluded: Exclusions): number[] {
  const buckets = bookOf(free, SpaceBuckets);
  const candidates: number[] = [];
  for (let level = slots; level <= buckets.slots; level++) {
    for (const node of buckets.bucket(level)) {
      if (!free.isHidden(node) && !excluded.has(node)) candidates.push(node);
    }
  }
  return candidates;
}
