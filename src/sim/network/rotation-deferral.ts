/** A leaver that stays because nobody legal could be found for its seat. §M7.1 */
import { assert } from '../../base/assert.ts';
import { joinCommittee, leaveCommittee } from './committee.ts';
import { NONE } from './chains.ts';
import type { Turn } from './rotation.ts';
import type { World } from './world.ts';

/**
 * Puts the leaver back on `seat`. Where newcomers have taken its slots meanwhile, a uniformly drawn one of
 * them is undone and its own leaver stays too, and so on: each step brings one seat back to where it was, so
 * this ends, at worst with the old committees.
 */
export function leaverStays(world: World, turn: Turn, seat: number): void {
  const { chains, free } = world;
  const undone = [seat];
  for (let next = undone.pop(); next !== undefined; next = undone.pop()) {
    const leaver = turn.leaverOf[next];
    const { slots } = chains.rowOf(chains.chainOfSeat[next]);
    while (free.freeOf(leaver) < slots) {
      const newcomers = newcomersOn(world, turn, leaver);
      assert(newcomers.length > 0, 'a leaver’s slots are held by newcomers of the same turn');
      const other = newcomers[turn.stream.below(newcomers.length)];
      leaveCommittee(world, other);
      free.give(leaver, chains.rowOf(chains.chainOfSeat[other]).slots);
      undone.push(other);
    }
    free.take(leaver, slots);
    joinCommittee(world, next, leaver);
    turn.isDeferred[next] = 1;
  }
}

function newcomersOn(world: World, turn: Turn, node: number): number[] {
  const { chains } = world;
  const newcomers: number[] = [];
  for (let later = 0; later < chains.seatsOn(node); later++) {
    const seat = chains.seatOn(node, later);
    if (turn.leaverOf[seat] !== NONE && turn.isDeferred[seat] === 0) newcomers.push(seat);
  }
  return newcomers;
}
