/** `sm-1.12`: the contracts from release 1.8 on, as they are executed. §M5.2 */
import { assert } from '../../../base/assert.ts';
import { HashReplay } from '../../../crypto/hash-replay.ts';
import type { FreeSlots } from '../free-slots.ts';
import { seedOf } from './act-seed.ts';
import { NOBODY } from './draw-legal.ts';
import type { Exclusions } from './exclusions.ts';
import type { Leaver, SeatReplace, SeatsTake } from './policies.ts';
import { bookOf } from './slot-book.ts';
import { SpaceBuckets } from './space-buckets.ts';

/**
 * One node with at least `slots` free by the buckets as they stand; there is one. The place is drawn down the
 * tree, the node within its bucket, each by a generator that starts from the seed, so that nothing advances
 * between picks. O(log slots).
 */
export function restartingPick(buckets: SpaceBuckets, slots: number, draws: HashReplay): number {
  draws.restart();
  const place = buckets.counts.drawFrom(placeFor(slots), draws);
  const bucket = buckets.bucket(place);
  draws.restart();
  return bucket[draws.below(bucket.length)];
}

/**
 * Draws a committee: whoever is picked is hidden, then gives its slots; when all are picked they are shown
 * again, at the ends of their buckets. O(log slots) a seat, no list of nodes. Predictable once the seed is,
 * and whoever is last in a bucket comes most often.
 */
export function restartingTake(free: FreeSlots): SeatsTake {
  return (slots, count, excluded, stream, into) => {
    assert(excluded.count === 0, 'a new chain has no exceptions');
    const buckets = bookOf(free, SpaceBuckets);
    if (buckets.counts.sumFrom(placeFor(slots)) < count) return 0;
    const draws = new HashReplay(seedOf(stream));
    for (let seat = 0; seat < count; seat++) {
      const node = restartingPick(buckets, slots, draws);
      buckets.take(node);
      free.take(node, slots);
      excluded.add(node);
      into[seat] = node;
    }
    shown(free, buckets, into.subarray(0, count));
    return count;
  };
}

/**
 * Draws for one seat, `excluded` being the chain's exceptions in order, the leaver among them: one that
 * leaves the network gets its slots back and stops being an exception first, one that failed the chain stays
 * one and gets its slots when the exceptions are hidden. The pick gives its slots before these are shown
 * again. O(exceptions + log slots).
 */
export function restartingReplace(free: FreeSlots): SeatReplace {
  return (slots, leaver, excluded, stream) => {
    const buckets = bookOf(free, SpaceBuckets);
    if (!isAnyFree(free, buckets, slots, excluded)) return NOBODY;
    const exceptions = exceptionsWithout(leaver, excluded);
    assert(leaver.isAtFault || free.isHidden(leaver.node), 'who leaves the network is hidden');
    if (!leaver.isAtFault) free.give(leaver.node, slots);
    for (const node of exceptions) if (!free.isHidden(node)) buckets.take(node);
    if (leaver.isAtFault) free.give(leaver.node, slots);
    const newcomer = restartingPick(buckets, slots, new HashReplay(seedOf(stream)));
    free.take(newcomer, slots);
    shown(free, buckets, exceptions);
    return newcomer;
  };
}

/** Members without slots are drawn among nodes with a free one, too: the tree has no place 0. */
const placeFor = (slots: number): number => Math.max(slots, 1);

/** Has anybody room who is no exception? The contracts undo the whole act where nobody has. */
function isAnyFree(free: FreeSlots, buckets: SpaceBuckets, slots: number, excluded: Exclusions): boolean {
  let eligible = buckets.counts.sumFrom(placeFor(slots));
  for (let index = 0; index < excluded.count; index++) {
    const node = excluded.at(index);
    if (!free.isHidden(node) && free.freeOf(node) >= placeFor(slots)) eligible--;
  }
  return eligible > 0;
}

/** The last exception takes the place of a leaver that is none any more. */
function exceptionsWithout({ node, isAtFault }: Leaver, excluded: Exclusions): Int32Array {
  const exceptions = Int32Array.from({ length: excluded.count }, (_, index) => excluded.at(index));
  const place = exceptions.indexOf(node);
  if (isAtFault || place < 0) return exceptions;
  exceptions[place] = exceptions[exceptions.length - 1];
  return exceptions.subarray(0, exceptions.length - 1);
}

/** Nodes that were hidden for the draw only, in order. */
function shown(free: FreeSlots, buckets: SpaceBuckets, nodes: Int32Array): void {
  for (const node of nodes) if (!free.isHidden(node)) buckets.append(node, free.freeOf(node));
}
