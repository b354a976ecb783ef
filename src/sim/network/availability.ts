/**
 * When nodes are up. Each node's own failures are an alternating renewal process; strikes hit all nodes with
 * one attribute; maintenance and a trace add theirs. A node is down while any cause holds. §M8.1
 */
import { after, milliseconds, type Instant } from '../../base/units.ts';
import type { Clock } from '../kernel/engine.ts';
import { FACT, OUTAGE_CAUSES } from '../protocol/facts.ts';
import type { CorrelatedOutages } from '../protocol/params.ts';
import { signersChanged } from './consensus.ts';
import { drawDuration, drawResidual } from './duration-laws.ts';
import { EVENT } from './events.ts';
import { memberReturned } from './key-phase.ts';
import { isAbsent, isAway } from './nodes.ts';
import { firstState, upTime } from './own-failures.ts';
import type { World } from './world.ts';

type Cause = (typeof OUTAGE_CAUSES)[number];

/** Starts every process in its stationary state; a node's own failures only where they are events. */
export function availabilityStarts(world: World, clock: Clock): void {
  const { availability } = world.params;
  if (world.parts.outages) {
    for (let node = 0; node < world.params.network.nodes; node++) ownProcessStarts(world, node, clock);
  }
  world.draws.strikes.forEach((values, row) => {
    for (let value = 0; value < values.length; value++) strikesStart(world, row, value, clock);
  });
  const { maintenance } = availability;
  if (maintenance !== undefined) {
    for (let node = 0; node < world.nodes.count; node++) {
      const first = Math.floor((maintenance.every * node) / world.nodes.count);
      clock.schedule(after(clock.now, milliseconds(first)), EVENT.maintenanceBegins, node);
    }
  }
  if (availability.trace.length > 0) scheduleTraced(world, 0, clock);
}

/** A node has entered: it is up, and fails by itself from now on. */
export function availabilityBegins(world: World, node: number, clock: Clock): void {
  if (world.parts.outages) scheduleFailure(world, node, clock);
  else world.ownFailures?.entered(node, clock.now);
}

/** A node's own failure. */
export function nodeFails(world: World, node: number, clock: Clock): void {
  if (isAway(world.nodes, node)) return;
  outageBegins(world, node, 'own', clock);
  const repair = drawDuration(world.params.availability.repair, world.draws.outages[node]);
  clock.schedule(after(clock.now, repair), EVENT.nodeRecovers, node);
}

/** The end of a node's own failure. */
export function nodeRecovers(world: World, node: number, clock: Clock): void {
  outageEnds(world, node, 'own', clock);
  scheduleFailure(world, node, clock);
}

/** One value of an attribute is struck: all its nodes go down. */
export function strikeBegins(world: World, row: number, value: number, clock: Clock): void {
  const process = world.params.availability.correlated[row];
  for (const node of nodesHit(world, row, value)) outageBegins(world, node, process.by, clock);
  const repair = drawDuration(process.repair, world.draws.strikes[row][value]);
  clock.schedule(after(clock.now, repair), EVENT.strikeEnds, row, value);
}

/** The strike is over. */
export function strikeEnds(world: World, row: number, value: number, clock: Clock): void {
  const process = world.params.availability.correlated[row];
  for (const node of nodesHit(world, row, value)) outageEnds(world, node, process.by, clock);
  world.hit.delete(`${row}/${value}`);
  scheduleStrike(world, process, row, value, clock);
}

/** A node goes into its scheduled maintenance, and the next one is put into the calendar. */
export function maintenanceBegins(world: World, node: number, clock: Clock): void {
  const { every, duration } = world.params.availability.maintenance!;
  if (!isAbsent(world.nodes, node)) {
    outageBegins(world, node, 'maintenance', clock);
    clock.schedule(after(clock.now, duration), EVENT.maintenanceEnds, node);
  }
  clock.schedule(after(clock.now, every), EVENT.maintenanceBegins, node);
}

/** The node is back from maintenance. */
export function maintenanceEnds(world: World, node: number, clock: Clock): void {
  outageEnds(world, node, 'maintenance', clock);
}

/** An outage of the trace begins; the next one of the trace is scheduled. */
export function tracedOutageBegins(world: World, outage: number, clock: Clock): void {
  const { node, to } = world.params.availability.trace[outage];
  if (!isAbsent(world.nodes, node)) {
    outageBegins(world, node, 'trace', clock);
    clock.schedule(to as Instant, EVENT.tracedOutageEnds, outage);
  }
  scheduleTraced(world, outage + 1, clock);
}

/** An outage of the trace ends. */
export function tracedOutageEnds(world: World, outage: number, clock: Clock): void {
  outageEnds(world, world.params.availability.trace[outage].node, 'trace', clock);
}

function ownProcessStarts(world: World, node: number, clock: Clock): void {
  const first = firstState(world.params.availability, world.draws.outages[node]);
  if (first === undefined) return;
  if (first.isDown) outageBegins(world, node, 'own', clock);
  const next = first.isDown ? EVENT.nodeRecovers : EVENT.nodeFails;
  clock.schedule(after(clock.now, first.lasts), next, node);
}

/**
 * One value of an attribute: struck from the start for the part R / (F + R) of the time, as in the long run.
 */
function strikesStart(world: World, row: number, value: number, clock: Clock): void {
  const process = world.params.availability.correlated[row];
  const stream = world.draws.strikes[row][value];
  const isStruck = stream.double() * (process.mtbf + process.repair.mean) < process.repair.mean;
  if (!isStruck) {
    scheduleStrike(world, process, row, value, clock);
    return;
  }
  for (const node of nodesHit(world, row, value)) outageBegins(world, node, process.by, clock);
  clock.schedule(after(clock.now, drawResidual(process.repair, stream)), EVENT.strikeEnds, row, value);
}

/**
 * The nodes that a strike has hit: those that were in the network when it began. Whoever enters while it
 * lasts is up.
 */
function nodesHit(world: World, row: number, value: number): Iterable<number> {
  const nodes = world.struck[row].of(value);
  if (world.nodes.count === world.params.network.nodes) return nodes;
  const strike = `${row}/${value}`;
  const hit = world.hit.get(strike) ?? Array.from(nodes).filter((node) => !isAbsent(world.nodes, node));
  world.hit.set(strike, hit);
  return hit;
}

function scheduleFailure(world: World, node: number, clock: Clock): void {
  const { failure } = world.params.availability;
  if (failure === undefined) return;
  clock.schedule(after(clock.now, upTime(failure, world.draws.outages[node])), EVENT.nodeFails, node);
}

function scheduleStrike(
  world: World,
  process: CorrelatedOutages,
  row: number,
  value: number,
  clock: Clock,
): void {
  const gap = drawDuration({ kind: 'exponential', mean: process.mtbf }, world.draws.strikes[row][value]);
  clock.schedule(after(clock.now, gap), EVENT.strikeBegins, row, value);
}

function scheduleTraced(world: World, outage: number, clock: Clock): void {
  const next = world.params.availability.trace[outage];
  if (next !== undefined) clock.schedule(next.from as Instant, EVENT.tracedOutageBegins, outage);
}

/** One more cause keeps the node down. */
export function outageBegins(world: World, node: number, cause: Cause, clock: Clock): void {
  const { nodes } = world;
  clock.record(FACT['outage-began'], node, OUTAGE_CAUSES.indexOf(cause));
  if (nodes.downCauses[node]++ > 0) return;
  nodes.downSince[node] = clock.now;
  if (world.parts.monitoring) {
    world.outages.begin(node, clock.now);
    world.monitoring.fidelity.nodeChanged(world, node, clock);
  }
  signersOfNodeChange(world, node, 1, clock);
}

/** One cause less: with none left the node is up, and does what it owes. */
export function outageEnds(world: World, node: number, cause: Cause, clock: Clock): void {
  const { nodes } = world;
  clock.record(FACT['outage-ended'], node, OUTAGE_CAUSES.indexOf(cause));
  if (--nodes.downCauses[node] > 0) return;
  // `downSince` is moved to the month's opening when an outage spans it.
  nodes.downThisMonth[node] += clock.now - nodes.downSince[node];
  if (world.parts.monitoring) {
    world.outages.end(node, clock.now);
    world.monitoring.fidelity.nodeChanged(world, node, clock);
  }
  signersOfNodeChange(world, node, -1, clock);
  memberReturned(world, node, clock);
}

function signersOfNodeChange(world: World, node: number, change: 1 | -1, clock: Clock): void {
  const { catchUp, holders } = world;
  if (holders === undefined) return;
  const count = holders.count(node);
  for (let later = 0; later < count; later++) {
    // Who still fetches the state does not sign either way.
    if (catchUp?.isBehind(holders.seat(node, later)) === true) continue;
    signersChanged(world, holders.chain(node, later), change, clock);
  }
}
