/** The steps that every exit is made of: a node stops taking seats, hands each over, is gone. §M2.3 */
import { assert } from '../../base/assert.ts';
import type { Clock } from '../kernel/engine.ts';
import { FACT } from '../protocol/facts.ts';
import { keyRequested } from './key-queue.ts';
import { enterState, stateOf } from './nodes.ts';
import { memberReplaced, nodeForgotten } from './seat-replacement.ts';
import type { World } from './world.ts';

/** An active node is leaving from now on: it keeps its seats and gets no new ones. */
export function leavingBegins(world: World, node: number, clock: Clock): void {
  assert(stateOf(world.nodes, node) === 'active', 'whoever leaves was active');
  enterState(world.nodes, node, 'leaving');
  world.free.hide(node);
  clock.record(FACT['node-leaving'], node);
}

/** A leaving node that holds no seat any more is gone for good. */
export function nodeLeft(world: World, node: number, clock: Clock): void {
  const { nodes } = world;
  enterState(nodes, node, 'left');
  nodeForgotten(world, node);
  world.leftCount++;
  nodes.nodesOfValidator[nodes.validatorOf[node]]--;
  clock.record(FACT['node-left'], node);
}

/** Seats that a node holds: from its list, newest first, or where none is kept from all of them, in order. */
export function seatsHeldBy({ chains }: World, node: number): readonly number[] {
  if (chains.isListed) return chains.seatsOn(node);
  const seats: number[] = [];
  for (let seat = 0; seat < chains.seatCount; seat++) if (chains.nodeOfSeat[seat] === node) seats.push(seat);
  return seats;
}

/** A node drawn by the placement policy takes the seat, if there is one with room. */
export function seatMoved(world: World, seat: number, clock: Clock): boolean {
  const { chains, free } = world;
  // Where nobody has room no draw would find anybody; a network that shrinks asks thousands of times.
  if (free.eligibleCount(chains.rowOf(chains.chainOfSeat[seat]).slots) === 0) return false;
  if (!memberReplaced(world, seat, 'exit', clock)) return false;
  keyRequested(world, chains.chainOfSeat[seat], clock);
  return true;
}
