/** A leaver that stays because nobody legal could be found for its seat. §M7.1 */
import { assert } from '../../base/assert.ts';
import { joinCommittee, leaveCommittee } from './committee.ts';
import type { Turn } from './turn.ts';
import type { World } from './world.ts';

/**
 * Puts the leaver back on the turn's seat number `index`. Where newcomers have taken its slots meanwhile, a
 * uniformly drawn one of them is undone and its own leaver stays too, and so on: each step brings one seat
 * back to where it was, so this ends, at worst with the old committees.
 */
export function leaverStays(world: World, turn: Turn, index: number): void {
  const { chains, free } = world;
  const undone = [index];
  for (let next = undone.pop(); next !== undefined; next = undone.pop()) {
    const leaver = turn.leavers[next];
    const seat = turn.seats[next];
    const { slots } = chains.rowOf(chains.chainOfSeat[seat]);
    while (free.freeOf(leaver) < slots) {
      const newcomers = newcomersOn(world, turn, leaver);
      assert(newcomers.length > 0, 'a leaver’s slots are held by newcomers of the same turn');
      const other = newcomers[turn.stream.below(newcomers.length)];
      leaveCommittee(world, turn.seats[other]);
      free.give(leaver, chains.rowOf(chains.chainOfSeat[turn.seats[other]]).slots);
      undone.push(other);
    }
    free.take(leaver, slots);
    joinCommittee(world, seat, leaver);
    turn.isDeferred[next] = 1;
  }
}

/** Looked for among all seats of the turn: a deferral is rare, and nodes' own lists are not always kept. */
function newcomersOn({ chains }: World, { seats, isDeferred }: Turn, node: number): number[] {
  const newcomers: number[] = [];
  seats.forEach((seat, index) => {
    if (chains.nodeOfSeat[seat] === node && isDeferred[index] === 0) newcomers.push(index);
  });
  return newcomers;
}
