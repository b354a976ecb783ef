/**
 * A node's operator puts it into maintenance: it keeps its seats and gets no new ones, and cannot ask to
 * leave meanwhile. It is no outage. §M2.3
 */
import { assert } from '../../base/assert.ts';
import { after, milliseconds } from '../../base/units.ts';
import type { Clock } from '../kernel/engine.ts';
import { FACT } from '../protocol/facts.ts';
import { visibilitySettled } from './compliance.ts';
import { drawDuration } from './duration-laws.ts';
import { EVENT } from './events.ts';
import { enterState, stateOf } from './nodes.ts';
import type { World } from './world.ts';

/** 365 days: the year that the rate refers to. */
const RATE_YEAR = 365 * 86_400_000;
/** 2^51 ms, within what a calendar counts: reached at the least rates alone. */
const MEAN_MAX = 2_251_799_813_685_248;

/** Puts the next one into the calendar: one Poisson process for all nodes, who is meant is drawn later. */
export function scheduleMaintenanceState(world: World, clock: Clock): void {
  const { perYear } = world.params.network.maintenanceState;
  if (perYear === 0) return;
  // At the greatest rate 31 ms.
  const mean = milliseconds(Math.min(MEAN_MAX, Math.round(RATE_YEAR / (perYear * world.nodes.count))));
  const gap = drawDuration({ kind: 'exponential', mean }, world.draws.maintenanceState);
  clock.schedule(after(clock.now, gap), EVENT.maintenanceStateBegins);
}

/** A uniformly drawn node goes into maintenance if it is active and has not asked to leave. */
export function maintenanceStateBegins(world: World, clock: Clock): void {
  const { active, draws, exits, nodes, params } = world;
  scheduleMaintenanceState(world, clock);
  const node = draws.maintenanceState.below(nodes.count);
  if (stateOf(nodes, node) !== 'active' || exits.asked.has(node)) return;
  enterState(nodes, node, 'in-maintenance');
  active.remove(node);
  visibilitySettled(world, node);
  clock.record(FACT['node-in-maintenance'], node);
  clock.schedule(
    after(clock.now, params.network.maintenanceState.duration),
    EVENT.maintenanceStateEnds,
    node,
  );
}

/** The node is active again. */
export function maintenanceStateEnds(world: World, node: number, clock: Clock): void {
  assert(stateOf(world.nodes, node) === 'in-maintenance', 'nobody leaves the network out of maintenance');
  enterState(world.nodes, node, 'active');
  world.active.add(node);
  visibilitySettled(world, node);
  clock.record(FACT['node-active-again'], node);
}
