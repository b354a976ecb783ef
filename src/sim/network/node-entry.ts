/** Nodes of the reserve enter the network. §M2.3 */
import { assert } from '../../base/assert.ts';
import { after, milliseconds } from '../../base/units.ts';
import type { Clock } from '../kernel/engine.ts';
import { FACT } from '../protocol/facts.ts';
import { availabilityBegins } from './availability.ts';
import { claimsBegin } from './claims.ts';
import { visibilitySettled } from './compliance.ts';
import { RATE_MONTH } from './demand.ts';
import { drawDuration } from './duration-laws.ts';
import { EVENT } from './events.ts';
import { enterState, isAbsent } from './nodes.ts';
import type { World } from './world.ts';

/** Puts the next entry into the calendar: gap exponential. */
export function scheduleEntry(world: World, clock: Clock): void {
  const { entriesPerMonth } = world.params.network;
  if (entriesPerMonth === 0) return;
  // From 2592 ms at the greatest rate to below 2^52 ms at the least one.
  const mean = milliseconds(Math.round(RATE_MONTH / entriesPerMonth));
  const gap = drawDuration({ kind: 'exponential', mean }, world.draws.entries);
  clock.schedule(after(clock.now, gap), EVENT.nodeComes);
}

/** The first node of the reserve enters for a uniformly drawn validator; with no reserve nothing happens. */
export function nodeComes(world: World, clock: Clock): void {
  scheduleEntry(world, clock);
  const validator = world.draws.entries.below(world.nodes.nodesOfValidator.length);
  const node = firstAbsent(world);
  if (node !== undefined) nodeEnters(world, node, validator, clock);
}

/** The node of the reserve with the lowest number; undefined: all have entered. */
export function firstAbsent({ nodes, reserve }: World): number | undefined {
  while (reserve.from < nodes.count && !isAbsent(nodes, reserve.from)) reserve.from++;
  return reserve.from < nodes.count ? reserve.from : undefined;
}

/**
 * A node of the reserve enters, active, empty and up, owned by `validator`: it takes seats from now on, is
 * watched from the next assignment on, and is scored for its first whole month. Who may enter is the
 * caller's affair: no stake is asked for here. §M2.2
 */
export function nodeEnters(world: World, node: number, validator: number, clock: Clock): void {
  const { nodes } = world;
  assert(isAbsent(nodes, node), 'a node enters once');
  assert(validator >= 0 && validator < nodes.nodesOfValidator.length, 'a node enters for a validator');
  nodes.validatorOf[node] = validator;
  nodes.nodesOfValidator[validator]++;
  nodes.enteredAt[node] = clock.now;
  enterState(nodes, node, 'active');
  world.reserve.count--;
  world.active.add(node);
  visibilitySettled(world, node);
  clock.record(FACT['node-entered'], node, validator);
  availabilityBegins(world, node, clock);
  claimsBegin(world, node, clock);
}
