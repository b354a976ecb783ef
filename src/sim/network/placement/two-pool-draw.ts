/** `sm-talk-2019`: the contracts of November 2019. §M5.2 */
import { IndexChain } from '../../../crypto/index-chain.ts';
import type { FreeSlots } from '../free-slots.ts';
import { seedOf } from './act-seed.ts';
import { NOBODY } from './draw-legal.ts';
import type { Exclusions } from './exclusions.ts';
import { NodePools } from './node-pools.ts';
import type { SeatReplace, SeatsTake } from './policies.ts';
import { bookOf } from './slot-book.ts';

/** Tries for one act; a committee that is complete only with the last one is refused, too. */
export const TRIES = 200;

/**
 * Draws a committee: places of the size's pool are tried one after the other, free or not, until all seats
 * have a node. Fails where the tries run out, which an emptier network would not have meant. O(tries).
 * Predictable once the seed is; within a pool every legal node is equally likely.
 */
export function twoPoolTake(free: FreeSlots): SeatsTake {
  return (slots, count, excluded, stream, into) => {
    const pool = bookOf(free, NodePools).poolFor(slots);
    if (pool.filter((node) => hasRoom(free, slots, node)).length < count) return 0;
    const chain = new IndexChain(seedOf(stream));
    let taken = 0;
    for (let tries = 1; taken < count && tries < TRIES; tries++) {
      const node = pool[chain.next(pool.length)];
      if (!isLegal(free, slots, node, excluded)) continue;
      excluded.add(node);
      into[taken++] = node;
    }
    if (taken < count) return 0;
    for (let seat = 0; seat < count; seat++) free.take(into[seat], slots);
    return count;
  };
}

/** Draws for one seat, likewise. O(tries). */
export function twoPoolReplace(free: FreeSlots): SeatReplace {
  return (slots, { node: leaver }, excluded, stream) => {
    const pool = bookOf(free, NodePools).poolFor(slots);
    if (pool.length === 0) return NOBODY;
    const chain = new IndexChain(seedOf(stream));
    for (let tries = 1; tries <= TRIES; tries++) {
      const node = pool[chain.next(pool.length)];
      if (!isLegal(free, slots, node, excluded)) continue;
      free.take(node, slots);
      free.give(leaver, slots);
      return node;
    }
    return NOBODY;
  };
}

const hasRoom = (free: FreeSlots, slots: number, node: number): boolean =>
  !free.isHidden(node) && free.freeOf(node) >= slots;

const isLegal = (free: FreeSlots, slots: number, node: number, excluded: Exclusions): boolean =>
  hasRoom(free, slots, node) && !excluded.has(node);
