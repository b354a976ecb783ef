/**
 * Vacated seats get new members: the placement policy names the nodes, the beacon deals them to the seats,
 * and whoever meets a committee that it may not join changes places with another newcomer. §M7.1
 */
import { joinCommittee, leaveCommittee } from './committee.ts';
import { NONE } from './chains.ts';
import { isException } from './eviction.ts';
import { isForAll, maySit, strangersExcluded } from './hybrid-seats.ts';
import { NOBODY } from './placement/draw-legal.ts';
import { leaverStays, newcomerNoted } from './rotation-deferral.ts';
import type { Turn } from './turn.ts';
import type { World } from './world.ts';

/**
 * Tries of an exchange before another way is sought. Nearly all of them are legal on any but a tiny network.
 */
const SWAP_TRIES = 200;

/**
 * Fills the seats of a turn at `places`, whose members take `slots` each. To draw node after node for seats
 * in a drawn order is the same as to draw the nodes first and then who gets which, as long as nobody meets a
 * committee that it may not join: few do, and these exchange with newcomers drawn uniformly.
 */
export function seatsDealt(world: World, turn: Turn, slots: number, places: Int32Array): void {
  turn.newcomersOf = undefined;
  const dealt = world.turnRoom.dealt.subarray(0, places.length);
  const named = world.nameNodes(slots, dealt, turn.stream);
  dealt.fill(NOBODY, named);
  turn.stream.shuffle(dealt, dealt.length);
  const open = joined(world, turn, places, dealt);
  const unsettled = open.filter((index) => !exchanged(world, turn, places, index, dealt[index]));
  // What is held for a seat goes back before anybody else may need it.
  for (const index of unsettled) if (dealt[index] !== NOBODY) world.free.give(dealt[index], slots);
  for (const index of unsettled) {
    if (!placedAnew(world, turn, slots, places[index])) leaverStays(world, turn, places[index]);
  }
}

/**
 * Lets every node that may join the committee of its seat do so, chain by chain; returns the indices of those
 * that may not, and of seats for which nobody was named.
 */
function joined(world: World, turn: Turn, places: Int32Array, dealt: Int32Array): number[] {
  const { chains, keys, turnRoom } = world;
  const { chainOfSeat, nodeOfSeat, sizeOf } = chains;
  const { seats, leavers } = turn;
  const open: number[] = [];
  for (let index = 0; index < places.length;) {
    const chain = chainOfSeat[seats[places[index]]];
    const firstSeat = chains.firstSeat(chain);
    const seatsEnd = firstSeat + chains.rowOf(chain).members;
    const end = index + turnRoom.subsets[sizeOf[chain]].leaving;
    const leaversEnd = places[end - 1] + 1;
    const isWelcome = !keys.exceptions.has(chain);
    const isUsual = isForAll(world, chain);
    for (const leaversStart = places[index]; index < end; index++) {
      const node = dealt[index];
      const isFree =
        node !== NOBODY &&
        (isWelcome || !isException(world, chain, node)) &&
        (isUsual || maySit(world, seats[places[index]], node)) &&
        isAbsent(nodeOfSeat, firstSeat, seatsEnd, node) &&
        isAbsent(leavers, leaversStart, leaversEnd, node);
      if (isFree) joinCommittee(world, seats[places[index]], node);
      else open.push(index);
    }
  }
  return open;
}

function isAbsent(nodes: Int32Array, from: number, end: number, node: number): boolean {
  for (let index = from; index < end; index++) if (nodes[index] === node) return false;
  return true;
}

/**
 * `node`, which may not join the seat at `places[index]`, goes to a seat filled in this deal, drawn
 * uniformly, and who was there comes here, if both is legal. False after {@link SWAP_TRIES}.
 */
function exchanged(world: World, turn: Turn, places: Int32Array, index: number, node: number): boolean {
  if (node === NOBODY) return false;
  const { chains } = world;
  const seat = turn.seats[places[index]];
  const chain = chains.chainOfSeat[seat];
  for (let attempt = 0; attempt < SWAP_TRIES; attempt++) {
    const otherSeat = turn.seats[places[turn.stream.below(places.length)]];
    const other = chains.nodeOfSeat[otherSeat];
    const otherChain = chains.chainOfSeat[otherSeat];
    if (other === NONE || otherChain === chain) continue;
    if (!isLegal(world, turn, seat, other) || !isLegal(world, turn, otherSeat, node)) continue;
    leaveCommittee(world, otherSeat);
    joinCommittee(world, otherSeat, node);
    joinCommittee(world, seat, other);
    return true;
  }
  return false;
}

/** A seat for which nobody was named, or nobody would exchange: any legal node with room takes it. */
function placedAnew(world: World, turn: Turn, slots: number, place: number): boolean {
  const { chains, excluded, turnRoom } = world;
  const seat = turn.seats[place];
  const chain = chains.chainOfSeat[seat];
  const { members } = chains.rowOf(chain);
  const first = chains.firstSeat(chain);
  const beginning = turn.beginningOf[chain];
  excluded.clear();
  excluded.addAll(chains.nodeOfSeat, first, first + members);
  const { leaving } = turnRoom.subsets[chains.sizeOf[chain]];
  excluded.addAll(turn.leavers, beginning, beginning + leaving);
  for (const node of world.keys.exceptions.get(chain) ?? []) excluded.add(node);
  strangersExcluded(world, seat);
  const node = world.drawSeat(slots, excluded, turn.stream);
  if (node === NOBODY) return false;
  world.free.take(node, slots);
  joinCommittee(world, seat, node);
  newcomerNoted(turn, place, node);
  return true;
}

/** May the node take the seat: is it no member, none that has just left, none that failed the chain? */
function isLegal(world: World, turn: Turn, seat: number, node: number): boolean {
  const { chains, turnRoom } = world;
  const chain = chains.chainOfSeat[seat];
  const first = chains.firstSeat(chain);
  const beginning = turn.beginningOf[chain];
  const end = beginning + turnRoom.subsets[chains.sizeOf[chain]].leaving;
  return (
    isAbsent(chains.nodeOfSeat, first, first + chains.rowOf(chain).members, node) &&
    isAbsent(turn.leavers, beginning, end, node) &&
    !isException(world, chain, node) &&
    maySit(world, seat, node)
  );
}
