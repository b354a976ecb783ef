/** A node asks to leave: it gets no new members, and its seats move to others. §M2.3, §M7.2 */
import { assert } from '../../base/assert.ts';
import { after, milliseconds } from '../../base/units.ts';
import type { Clock } from '../kernel/engine.ts';
import { RATE_MONTH } from './demand.ts';
import { drawDuration } from './duration-laws.ts';
import { EVENT } from './events.ts';
import { exitAsked } from './exit-freeze.ts';
import { leavingBegins, nodeLeft, seatMoved, seatsHeldBy } from './leaving.ts';
import { stateOf } from './nodes.ts';
import type { World } from './world.ts';

/** What becomes of the wish to leave: a node in maintenance must be active again first. */
export type ExitRequest = 'asked' | 'in-maintenance' | 'not-active';

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
  const request = validatorNodeLeaves(world, node, clock);
  assert(request === 'asked', 'an active node may ask to leave');
}

/**
 * A node's owner asks that it leaves, by the scenario's exit policy. A node that is leaving, has left, or has
 * not entered cannot ask; a shortfall of stake asks for nobody. §M2.3
 */
export function validatorNodeLeaves(world: World, node: number, clock: Clock): ExitRequest {
  const state = stateOf(world.nodes, node);
  if (state === 'in-maintenance') return 'in-maintenance';
  if (state !== 'active' || world.exits.asked.has(node)) return 'not-active';
  world.active.remove(node);
  if (world.params.network.exit.policy === 'freeze') {
    exitAsked(world, node, clock);
    return 'asked';
  }
  leavingBegins(world, node, clock);
  if (!seatsMoved(world, node, clock)) world.leaving.push(node);
  return 'asked';
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
  for (const seat of seatsHeldBy(world, node)) seatMoved(world, seat, clock);
  if (seatsHeldBy(world, node).length > 0) return false;
  nodeLeft(world, node, clock);
  return true;
}
