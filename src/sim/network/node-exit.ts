/** A node asks to leave: it gets no new members, and its seats move one by one as room is found. §M2.3 */
import { assert } from '../../base/assert.ts';
import { after, milliseconds } from '../../base/units.ts';
import type { Clock } from '../kernel/engine.ts';
import { FACT } from '../protocol/facts.ts';
import { RATE_MONTH } from './chain-creation.ts';
import { actStream } from './acts.ts';
import { joinCommittee, leaveCommittee } from './committee.ts';
import { drawDuration } from './duration-laws.ts';
import { EVENT } from './events.ts';
import { keyRequested } from './key-queue.ts';
import { NODE_STATES, stateOf } from './nodes.ts';
import { NOBODY } from './placement/draw-legal.ts';
import type { World } from './world.ts';

/** Puts the next exit into the calendar: gap exponential. */
export function scheduleExit(world: World, clock: Clock): void {
  const { exitsPerMonth } = world.params.network;
  if (exitsPerMonth === 0) return;
  // From 2592 ms at the greatest rate to below 2^52 ms at the least one.
  const mean = milliseconds(Math.round(RATE_MONTH / exitsPerMonth));
  const gap = drawDuration({ kind: 'exponential', mean }, world.draws.exits);
  clock.schedule(after(clock.now, gap), EVENT.nodeLeaves);
}

/**
 * A uniformly drawn active node asks to leave; the next exit is scheduled. With no active node nothing
 * happens.
 */
export function nodeLeaves(world: World, clock: Clock): void {
  scheduleExit(world, clock);
  const { active } = world;
  if (active.count === 0) return;
  const node = active.at(world.draws.exits.below(active.count));
  assert(stateOf(world.nodes, node) === 'active', 'whoever asks to leave is active');
  active.remove(node);
  world.nodes.state[node] = NODE_STATES.indexOf('leaving');
  world.free.hide(node);
  clock.record(FACT['node-leaving'], node);
  if (!seatsMoved(world, node, clock)) world.leaving.push(node);
}

/** Tries again to move the seats of nodes that could not leave yet, in order of their requests. */
export function retryExits(world: World, clock: Clock): void {
  const { leaving } = world;
  let kept = 0;
  for (const node of leaving) if (!seatsMoved(world, node, clock)) leaving[kept++] = node;
  leaving.length = kept;
}

/** True when the node holds no seat any more, and so has left. */
function seatsMoved(world: World, node: number, clock: Clock): boolean {
  const { chains } = world;
  for (const seat of chains.seatsOn(node)) seatMoved(world, seat, clock);
  if (chains.seatsOn(node).length > 0) return false;
  world.nodes.state[node] = NODE_STATES.indexOf('left');
  world.leftCount++;
  world.nodes.nodesOfValidator[world.nodes.validatorOf[node]]--;
  clock.record(FACT['node-left'], node);
  return true;
}

function seatMoved(world: World, seat: number, clock: Clock): void {
  const { chains, excluded, free } = world;
  const chain = chains.chainOfSeat[seat];
  const { slots, members } = chains.rowOf(chain);
  excluded.clear();
  const first = chains.firstSeat(chain);
  for (let other = first; other < first + members; other++) excluded.add(chains.nodeOfSeat[other]);
  for (const node of world.keys.exceptions.get(chain) ?? []) excluded.add(node);
  const stream = actStream(world, 'exit', chain, chains.attempts[chain]++);
  const newcomer = world.drawSeat(slots, excluded, stream);
  if (newcomer === NOBODY) return;
  const leaver = leaveCommittee(world, seat);
  free.give(leaver, slots);
  free.take(newcomer, slots);
  joinCommittee(world, seat, newcomer);
  clock.record(FACT['member-replaced'], chain, leaver, newcomer);
  keyRequested(world, chain, clock);
}
