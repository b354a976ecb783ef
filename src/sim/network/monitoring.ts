/** Nodes watch one another: windows open with a fresh assignment and close with figures. §M9 */
import type { Instant } from '../../base/units.ts';
import { aggregator, type Aggregator } from '../../sla/aggregate.ts';
import { quorumFor } from '../../sla/verdict.ts';
import type { Clock } from '../kernel/engine.ts';
import { FACT } from '../protocol/facts.ts';
import type { Operators } from '../protocol/decisions.ts';
import type { Params } from '../protocol/params.ts';
import { EVENT } from './events.ts';
import { createFidelity, fidelityInForce, type Fidelity } from './fidelity/fidelity.ts';
import {
  assignmentRoom,
  drawAssignment,
  type AssignmentRoom,
  type MonitorAssignment,
} from './monitor-assignment.ts';
import { MonthFigures, type Figure } from './month-figures.ts';
import { isAway, type Nodes } from './nodes.ts';
import { createProbing, type ProbingScratch } from './probing.ts';
import {
  createVerdictReports,
  reportsAwaited,
  reportsClosed,
  type VerdictReports,
} from './verdict-reports.ts';
import { VerdictSheet, type VerdictColumn } from './verdict-sheet.ts';
import type { World } from './world.ts';

/** The window that is being measured. */
export interface OpenWindow {
  readonly index: number;
  readonly start: Instant;
  readonly end: Instant;
  /** Probes that every monitor owes, or 0 where it depends on the monitor's place in the grid. */
  readonly probesDue: number;
  readonly assignment: MonitorAssignment;
}

/** What monitoring keeps between events. */
export interface MonitoringState {
  window: OpenWindow | undefined;
  windowsOpened: number;
  readonly aggregate: Aggregator;
  readonly figures: MonthFigures;
  readonly assignmentRoom: AssignmentRoom;
  readonly fidelity: Fidelity;
  readonly probing: ProbingScratch;
  /** What became of reports; undefined where verdicts are no transactions. */
  readonly reports: VerdictReports | undefined;
}

/** Nothing measured yet, of `nodes` nodes. */
export function createMonitoring(params: Params, operators: Operators, nodes: number): MonitoringState {
  return {
    window: undefined,
    windowsOpened: 0,
    aggregate: aggregator(params.sla.aggregation, params.sla),
    figures: new MonthFigures(nodes, params.sla.pooling),
    assignmentRoom: assignmentRoom(nodes, params.monitoring.monitors),
    fidelity: createFidelity(fidelityInForce(params, operators), nodes, params),
    probing: createProbing(nodes),
    reports: createVerdictReports(params, nodes),
  };
}

/**
 * A window opens: who watches whom is drawn anew, and the close is scheduled, at the month's end at the
 * latest.
 */
export function windowOpens(world: World, clock: Clock): void {
  const { redraw, probeEvery } = world.params.monitoring;
  const start = clock.now;
  const end = redraw === undefined ? world.monthEnd : (Math.min(start + redraw, world.monthEnd) as Instant);
  const length = end - start;
  const index = world.monitoring.windowsOpened++;
  world.monitoring.window = {
    index,
    start,
    end,
    probesDue: length % probeEvery === 0 ? length / probeEvery : 0,
    assignment: drawAssignment(world, index),
  };
  const { first } = world.monitoring.window.assignment;
  clock.record(FACT['monitors-assigned'], index, first[world.nodes.count]);
  world.monitoring.fidelity.windowOpened(world, world.monitoring.window, clock);
  reportsAwaited(world, world.monitoring.window, clock);
  clock.schedule(end, EVENT.windowCloses);
  if (end < world.monthEnd) clock.schedule(end, EVENT.windowOpens);
}

/** A probe of the pair at this place in the open window's assignment is due. */
export function probeDue(world: World, pair: number, target: number, clock: Clock): void {
  world.monitoring.fidelity.probeDue(world, pair, target, clock);
}

/** A window closes: every target's verdicts become a figure, or are left out for want of a quorum. */
export function windowCloses(world: World, clock: Clock): void {
  const { monitoring, nodes } = world;
  const window = monitoring.window!;
  const sheet = new VerdictSheet(mostMonitors(window.assignment));
  const quorum = quorumOf(world);
  reportsClosed(world, window, clock);
  for (let target = 0; target < nodes.count; target++) {
    if (isAway(nodes, target) || isTooNew(nodes, target, window)) continue;
    monitoring.fidelity.verdictsGiven(world, target, window, sheet, clock);
    if (sheet.reported.count < quorum) {
      clock.record(FACT['window-without-quorum'], target, sheet.reported.count, window.index);
    }
    windowScored(world, target, window, sheet, quorum, clock);
  }
  monitoring.window = undefined;
  world.outages.turn(window.end);
}

/** It came when monitors were assigned already, and has none. */
function isTooNew({ enteredAt }: Nodes, target: number, { start, assignment }: OpenWindow): boolean {
  const { first } = assignment;
  return enteredAt[target] > 0 && enteredAt[target] >= start && first[target] === first[target + 1];
}

/** Adds the window to the month's figures: of the reported verdicts, and of the true ones. */
function windowScored(
  world: World,
  target: number,
  window: OpenWindow,
  sheet: VerdictSheet,
  quorum: number,
  clock: Clock,
): void {
  const { aggregate, figures } = world.monitoring;
  const { reported, measured } = sheet;
  if (figures.isPooled) {
    if (reported.count >= quorum) figures.reported.pool(target, reported);
    if (measured.count >= quorum) figures.measured.pool(target, measured);
    return;
  }
  const length = window.end - window.start;
  if (measured.count >= quorum) {
    const truth = figureOf(aggregate, measured);
    figures.measured.add(target, length, truth);
    if (!sheet.isAnswered) return windowRecorded(world, target, length, truth, clock);
  }
  if (reported.count >= quorum) windowRecorded(world, target, length, figureOf(aggregate, reported), clock);
}

function windowRecorded(world: World, target: number, length: number, figure: Figure, clock: Clock): void {
  world.monitoring.figures.reported.add(target, length, figure);
  clock.record(FACT['window-scored'], target, figure.downtimePpm, figure.latencyMicros);
}

/** No verdict at all (only `median-upper` lets that count) is no downtime and no latency. §M9.4 */
function figureOf(aggregate: Aggregator, column: VerdictColumn): Figure {
  return {
    downtimePpm: column.count === 0 ? 0 : aggregate(column.downtimePpm, column.count),
    latencyMicros: column.latencyCount === 0 ? -1 : aggregate(column.latencyMicros, column.latencyCount),
  };
}

/**
 * `median-upper` knows no quorum. The scenario's is meant for the monitors that a node has at the start,
 * which in a small network are all others; it shrinks as nodes leave. §M9.4
 */
function quorumOf(world: World): number {
  const { sla, monitoring, network } = world.params;
  if (sla.aggregation === 'median-upper') return 0;
  const monitors = Math.max(1, Math.min(monitoring.monitors, network.nodes - 1));
  // A network that everybody has left has nobody to judge, and so no others.
  const others = Math.max(0, world.nodes.count - world.leftCount - world.reserve.count - 1);
  return quorumFor({ quorum: sla.quorum, monitors, others });
}

function mostMonitors({ first }: MonitorAssignment): number {
  let most = 0;
  for (let node = 0; node + 1 < first.length; node++) most = Math.max(most, first[node + 1] - first[node]);
  return most;
}
