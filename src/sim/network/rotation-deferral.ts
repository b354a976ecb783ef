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

/**
 * Newcomers of the turn on a node, in the order of the turn's seats: from an index that is made at the first
 * deferral, since a network that shrinks defers thousands, and nodes' own lists are not always kept.
 */
function newcomersOn(world: World, turn: Turn, node: number): number[] {
  const { nodeOfSeat } = world.chains;
  const { seats, isDeferred } = turn;
  turn.newcomersOf ??= newcomersByNode(world, turn);
  const places = turn.newcomersOf.get(node) ?? [];
  return places.filter((index) => nodeOfSeat[seats[index]] === node && isDeferred[index] === 0);
}

function newcomersByNode({ chains }: World, { seats, isDeferred }: Turn): Map<number, number[]> {
  const byNode = new Map<number, number[]>();
  seats.forEach((seat, index) => {
    if (isDeferred[index] === 1) return;
    const node = chains.nodeOfSeat[seat];
    const places = byNode.get(node);
    if (places === undefined) byNode.set(node, [index]);
    else places.push(index);
  });
  return byNode;
}

/** A node has taken seat number `index` of the turn: the index of newcomers, if there is one, learns it. */
export function newcomerNoted({ newcomersOf }: Turn, index: number, node: number): void {
  if (newcomersOf === undefined) return;
  const places = newcomersOf.get(node) ?? [];
  const later = places.findIndex((place) => place > index);
  if (later < 0) places.push(index);
  else places.splice(later, 0, index);
  newcomersOf.set(node, places);
}
