/** Verdicts on their way to mainnet: a monitor sends those of a window in one transaction. §M9.3, §M15.1 */
import { assert } from '../../base/assert.ts';
import { after, minutes, type Instant } from '../../base/units.ts';
import { gasCostMicroUsd } from '../../economics/gas-price.ts';
import type { Clock } from '../kernel/engine.ts';
import { FACT, REPORT_LOSSES } from '../protocol/facts.ts';
import type { Params } from '../protocol/params.ts';
import { checkReport } from './enact-economy.ts';
import { EVENT } from './events.ts';
import { gasPrice } from './gas-left.ts';
import type { OpenWindow } from './monitoring.ts';
import { isAway } from './nodes.ts';
import { transactionSent } from './transaction.ts';
import type { World } from './world.ts';

/** What became of the open window's reports, from the instant at which they fall due. */
export interface VerdictReports {
  /** node → 0: its report, if it owes one, is in time; else 1 + index into {@link REPORT_LOSSES}. */
  readonly lossOf: Uint8Array;
  /** node → targets that it was given to watch. */
  readonly targets: Int32Array;
  /** node → 1 where its verdicts are lost, or its operator has a rule for them; set as the window closes. */
  readonly isApart: Uint8Array;
  /** Scratch: nodes with targets, in the order in which they send. */
  readonly senders: Int32Array;
}

type Loss = (typeof REPORT_LOSSES)[number];

/** How long a monitor that is down, or finds gas too dear, waits before it looks again. */
const RETRY = minutes(5);

/** Nobody has reported. Undefined where verdicts are no transactions. */
export function createVerdictReports({ monitoring }: Params, nodes: number): VerdictReports | undefined {
  if (monitoring.report === undefined) return undefined;
  return {
    lossOf: new Uint8Array(nodes),
    targets: new Int32Array(nodes),
    isApart: new Uint8Array(nodes),
    senders: new Int32Array(nodes),
  };
}

/** A window has opened: its reports fall due some time before its end, or at once if it is no longer. */
export function reportsAwaited(world: World, { start, end }: OpenWindow, clock: Clock): void {
  const { report } = world.params.monitoring;
  if (report === undefined) return;
  clock.schedule(Math.max(start, end - report.before) as Instant, EVENT.reportsDue);
}

/** Who was given targets sends what it thinks of them, one after the other in a drawn order. */
export function reportsDue(world: World, clock: Clock): void {
  const { window, reports } = openReports(world);
  const { lossOf, senders } = reports;
  targetsCounted(window, reports);
  lossOf.fill(0);
  let count = 0;
  for (let node = 0; node < lossOf.length; node++) if (reports.targets[node] > 0) senders[count++] = node;
  world.streams.of('reports', window.index).shuffle(senders, count);
  for (let place = 0; place < count; place++) reportDue(world, senders[place], clock);
}

/** A monitor sends its report if it can and wants to; else it looks again, until the window closes. */
export function reportDue(world: World, node: number, clock: Clock): void {
  const { window, reports } = openReports(world);
  const gas = gasOfReport(world, node, reports);
  const cost = gasCostMicroUsd(gas, gasPrice(world), world.params.market.etherMicroUsd);
  const obstacle = obstacleOf(world, node, window, cost);
  if (obstacle !== undefined) {
    reports.lossOf[node] = codeOf(obstacle);
    const next = after(clock.now, RETRY);
    if (obstacle !== 'left' && next < window.end) clock.schedule(next, EVENT.reportDue, node);
    return;
  }
  clock.recordAmount(FACT['report-sent'], node, window.index, gas, cost);
  const taken = transactionSent(world, node, clock.now, gas);
  reports.lossOf[node] = taken > window.end ? codeOf('late') : 0;
}

/** The window closes: verdicts that are not on mainnet by now are lost. */
export function reportsClosed({ monitoring, operators }: World, { index }: OpenWindow, clock: Clock): void {
  if (monitoring.reports === undefined) return;
  const { lossOf, isApart } = monitoring.reports;
  for (let node = 0; node < lossOf.length; node++) {
    isApart[node] = lossOf[node] > 0 ? 1 : operators.hasRule.verdict[node];
    if (lossOf[node] > 0) clock.record(FACT['report-lost'], node, index, lossOf[node] - 1);
  }
}

/** Has mainnet not taken the monitor's report of the window that closes? */
export const isReportLost = ({ monitoring }: World, monitor: number): boolean =>
  monitoring.reports !== undefined && monitoring.reports.lossOf[monitor] > 0;

function openReports({ monitoring }: World): { window: OpenWindow; reports: VerdictReports } {
  const { window, reports } = monitoring;
  assert(window !== undefined && reports !== undefined, 'reports fall due while a window is open');
  return { window, reports };
}

function targetsCounted({ assignment }: OpenWindow, { targets }: VerdictReports): void {
  const { first, monitors } = assignment;
  targets.fill(0);
  for (let pair = 0; pair < first[targets.length]; pair++) targets[monitors[pair]]++;
}

/** What keeps a node from sending its report now, for that price in millionths of a dollar, if anything. */
function obstacleOf(world: World, node: number, window: OpenWindow, cost: bigint): Loss | undefined {
  if (isAway(world.nodes, node)) return 'left';
  if (world.nodes.downCauses[node] > 0) return 'down';
  return wantsToReport(world, node, window, cost) ? undefined : 'dear';
}

function wantsToReport(world: World, node: number, window: OpenWindow, cost: bigint): boolean {
  const budgetMicroUsd = world.params.monitoring.report?.gasBudgetMicroUsd;
  // Beyond 2^53 it is rounded; every budget is far below that.
  const gasMicroUsd = Number(cost);
  if (world.operators.hasRule.report[node] === 0) {
    return budgetMicroUsd === undefined || gasMicroUsd <= budgetMicroUsd;
  }
  const { start: windowStart, end: windowEnd } = window;
  const occasion = { node, windowStart, windowEnd, gasMicroUsd, budgetMicroUsd };
  return checkReport(world, node, world.operators.ask('report', node, occasion)) === 'report';
}

/** A whole number below 2^53: the scenario's check of capacity bounds the gas of all reports. */
function gasOfReport({ params }: World, node: number, { targets }: VerdictReports): number {
  const { report } = params.monitoring;
  assert(report !== undefined, 'reports are sent where they are transactions');
  return report.gas + targets[node] * report.verdictGas;
}

const codeOf = (loss: Loss): number => 1 + REPORT_LOSSES.indexOf(loss);
