/**
 * Members move to gather stranded slots for a request that finds too few nodes with room: node after node is
 * made to fit, the one that lacks least first, until there are as many as the request has members. All of it
 * or nothing; every chain that changes makes a new key. §M5.4
 */
import { assert } from '../../base/assert.ts';
import type { Clock } from '../kernel/engine.ts';
import { FACT } from '../protocol/facts.ts';
import { joinCommittee, leaveCommittee } from './committee.ts';
import { isException } from './eviction.ts';
import { isFrozen } from './exit-freeze.ts';
import { maySit } from './hybrid-seats.ts';
import { keyRequested } from './key-queue.ts';
import { NOBODY } from './placement/draw-legal.ts';
import type { World } from './world.ts';

/** A seat that changed hands. */
interface Move {
  readonly seat: number;
  readonly leaver: number;
  readonly newcomer: number;
}

/** Makes `members` nodes have `slots` free, within the month's moves. False: nothing has changed. */
export function roomMade(world: World, slots: number, members: number, clock: Clock): boolean {
  const { free } = world;
  const budget = movesLeft(world);
  if (budget === 0 || slots === 0 || freeSlotsShown(world) < slots * members) return false;
  const moves: Move[] = [];
  for (const node of lackingNodes(world, slots)) {
    if (free.eligibleCount(slots) >= members) break;
    const before = moves.length;
    if (!nodeFitted(world, node, slots, budget, moves)) undone(world, moves, before);
  }
  if (free.eligibleCount(slots) < members) {
    undone(world, moves, 0);
    return false;
  }
  movesTold(world, moves, clock);
  return true;
}

function movesLeft({ month, params, repairs }: World): number {
  const { movesPerMonth } = params.placement.repair;
  return movesPerMonth - (repairs.month === month ? repairs.moves : 0);
}

/** Free slots of all nodes that take new members. */
function freeSlotsShown({ free }: World): number {
  let sum = 0;
  for (let level = 1; level <= free.slots; level++) sum += free.eligibleCount(level);
  return sum;
}

/** Nodes without room for the request, those that lack least first; ties by number. */
function lackingNodes({ free }: World, slots: number): number[] {
  return Array.from(free.order.subarray(free.firstWith(0), free.firstWith(slots))).toSorted(
    (one, other) => free.freeOf(other) - free.freeOf(one) || one - other,
  );
}

/** Moves seats off the node until it has `slots` free; false where it cannot be done within the budget. */
function nodeFitted(world: World, node: number, slots: number, budget: number, moves: Move[]): boolean {
  const { chains, free } = world;
  while (free.freeOf(node) < slots) {
    if (moves.length === budget) return false;
    const lack = slots - free.freeOf(node);
    const slotsOf = (seat: number): number => chains.rowOf(chains.chainOfSeat[seat]).slots;
    // The fewest moves: the largest seat that is not more than is lacking, else the smallest that is.
    const rank = (seat: number): number => (slotsOf(seat) <= lack ? -slotsOf(seat) : slotsOf(seat));
    const seats = chains.seatsOn(node).filter((seat) => slotsOf(seat) > 0);
    const moved = seats
      .toSorted((one, other) => rank(one) - rank(other))
      .some((seat) => seatHandedOn(world, seat, slots, moves));
    if (!moved) return false;
  }
  return true;
}

/** The seat goes to the first legal node that the request does not need, if there is one. */
function seatHandedOn(world: World, seat: number, wanted: number, moves: Move[]): boolean {
  const { chains, free, now } = world;
  const chain = chains.chainOfSeat[seat];
  if (isFrozen(world, chain, now())) return false;
  const { slots } = chains.rowOf(chain);
  const newcomer = receiverFor(world, seat, slots, wanted);
  if (newcomer === NOBODY) return false;
  const leaver = leaveCommittee(world, seat);
  free.give(leaver, slots);
  free.take(newcomer, slots);
  joinCommittee(world, seat, newcomer);
  moves.push({ seat, leaver, newcomer });
  return true;
}

/**
 * The fullest node with room for the seat and too little for the request; where there is none, the emptiest
 * that has room for both.
 */
function receiverFor(world: World, seat: number, slots: number, wanted: number): number {
  const { free } = world;
  const { order } = free;
  for (let place = free.firstWith(slots); place < free.firstWith(wanted); place++) {
    if (isLegal(world, seat, order[place])) return order[place];
  }
  const end = Math.max(free.firstWith(wanted), free.firstWith(Math.min(free.slots, wanted + slots)));
  for (let place = free.nodes - 1; place >= end; place--) {
    if (free.freeOf(order[place]) < wanted + slots) break;
    if (isLegal(world, seat, order[place])) return order[place];
  }
  return NOBODY;
}

function isLegal(world: World, seat: number, node: number): boolean {
  const { chains } = world;
  const chain = chains.chainOfSeat[seat];
  const first = chains.firstSeat(chain);
  const end = first + chains.rowOf(chain).members;
  for (let other = first; other < end; other++) if (chains.nodeOfSeat[other] === node) return false;
  return !isException(world, chain, node) && maySit(world, seat, node);
}

/** Takes back the moves from number `from` on, the last one first. */
function undone(world: World, moves: Move[], from: number): void {
  const { chains, free } = world;
  while (moves.length > from) {
    const { seat, leaver, newcomer } = moves.pop()!;
    const { slots } = chains.rowOf(chains.chainOfSeat[seat]);
    const node = leaveCommittee(world, seat);
    assert(node === newcomer, 'moves are taken back in reverse');
    free.give(newcomer, slots);
    free.take(leaver, slots);
    joinCommittee(world, seat, leaver);
  }
}

function movesTold(world: World, moves: readonly Move[], clock: Clock): void {
  const { chains, month, repairs } = world;
  repairs.moves = moves.length + (repairs.month === month ? repairs.moves : 0);
  repairs.month = month;
  for (const { seat, leaver, newcomer } of moves) {
    const chain = chains.chainOfSeat[seat];
    clock.record(FACT['member-replaced'], chain, leaver, newcomer);
    clock.record(FACT['member-moved'], chain, leaver, newcomer);
  }
  const changed = new Set(moves.map(({ seat }) => chains.chainOfSeat[seat]));
  for (const chain of changed) keyRequested(world, chain, clock);
}
