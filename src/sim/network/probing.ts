/**
 * What all fidelities share: the grid of a monitor's probes, and the questions to operators. §M9.2, §M9.3
 */
import type { Duration, Instant } from '../../base/units.ts';
import type { ProbeCounts } from '../../sla/measurement.ts';
import type { VerdictSlot } from '../../sla/verdict.ts';
import type { Clock } from '../kernel/engine.ts';
import { FACT } from '../protocol/facts.ts';
import { checkProbeFailed, checkProbeReply, checkVerdict } from './enact.ts';
import { isAway } from './nodes.ts';
import type { OpenWindow } from './monitoring.ts';
import { isReportLost } from './verdict-reports.ts';
import type { VerdictSheet } from './verdict-sheet.ts';
import type { World } from './world.ts';

/** Objects that are filled in anew for every pair of nodes: nine million a simulated year. */
export interface ProbingScratch {
  readonly counts: ProbeCounts;
  /** node → 1 while its operator lets the probes of the open window go unanswered. */
  readonly isIgnoring: Uint8Array;
  readonly truth: VerdictSlot;
  readonly probes: ReturnType<typeof blankProbes>;
  readonly occasion: ReturnType<typeof blankOccasion>;
  readonly failure: ReturnType<typeof blankFailure>;
}

/** Made once a run. */
export function createProbing(nodes: number): ProbingScratch {
  const truth = { downtimePpm: 0, latencyMicros: 0 };
  return {
    counts: { sent: 0, dark: 0 },
    isIgnoring: new Uint8Array(nodes),
    truth,
    probes: blankProbes(),
    occasion: blankOccasion(truth),
    failure: blankFailure(),
  };
}

const blankDownTimes = (): { edges: readonly number[]; first: number; count: number } => ({
  edges: [],
  first: 0,
  count: 0,
});

const blankProbes = () => ({
  monitorDown: blankDownTimes(),
  targetDown: blankDownTimes(),
  start: 0 as Instant,
  end: 0 as Instant,
  offset: 0 as Duration,
  every: 0 as Duration,
});

const blankFailure = () => ({
  monitor: 0,
  target: 0,
  windowStart: 0 as Instant,
  windowEnd: 0 as Instant,
  probesSent: 0,
  probesFailed: 0,
});

const blankOccasion = (truth: VerdictSlot) => ({
  monitor: 0,
  target: 0,
  windowStart: 0 as Instant,
  windowEnd: 0 as Instant,
  probesSent: 0,
  probesFailed: 0,
  truth,
});

/** Monitors spread their probes evenly over the interval between two of them. (AS4) */
export function gridOffset(world: World, monitor: number): Duration {
  return Math.floor((world.params.monitoring.probeEvery * monitor) / world.nodes.count) as Duration;
}

/** node → 1 where what is reported may differ from the truth: by the operator's rule, or as it is lost. */
export const whoReportsApart = ({ monitoring, operators }: World): Uint8Array =>
  monitoring.reports?.isApart ?? operators.hasRule.verdict;

/**
 * An operator with a rule of its own is asked what it reports, and of a report that is lost nobody hears; the
 * truth stands beside it. §M9.3
 */
export function verdictAsked(
  world: World,
  monitor: number,
  target: number,
  window: OpenWindow,
  probesSent: number,
  probesFailed: number,
  sheet: VerdictSheet,
  clock: Clock,
): void {
  const { occasion, truth } = world.monitoring.probing;
  sheet.answer();
  sheet.measured.add(truth.downtimePpm, truth.latencyMicros);
  if (isReportLost(world, monitor)) return;
  occasion.monitor = monitor;
  occasion.target = target;
  occasion.windowStart = window.start;
  occasion.windowEnd = window.end;
  occasion.probesSent = probesSent;
  occasion.probesFailed = probesFailed;
  const verdict = checkVerdict(world, monitor, world.operators.ask('verdict', monitor, occasion));
  if (verdict === 'silent') return;
  sheet.reported.add(verdict.downtimePpm, verdict.latencyMicros);
  clock.record(FACT['verdict-given'], monitor, target, verdict.downtimePpm);
}

/**
 * Operators choose for the whole window, before any of its probes: so nothing that is known only when it
 * closes, such as a verdict on another target, can find its way back into it. §M9.2
 */
export function probeRepliesChosen(world: World, window: OpenWindow): void {
  const { isIgnoring } = world.monitoring.probing;
  for (let node = 0; node < world.nodes.count; node++) {
    isIgnoring[node] = !isAway(world.nodes, node) && ignoresProbes(world, node, window) ? 1 : 0;
  }
}

/** Does the node's operator let its monitors' probes go unanswered? */
export function ignoresProbes(world: World, node: number, window: OpenWindow): boolean {
  const { operators } = world;
  if (operators.hasRule.probeReply[node] === 0) return false;
  const occasion = { node, windowStart: window.start, windowEnd: window.end };
  return checkProbeReply(world, node, operators.ask('probeReply', node, occasion)) === 'ignore';
}

/** Does the monitor's operator give up this target for the window, now that another probe has failed? */
export function stopsProbing(
  world: World,
  monitor: number,
  target: number,
  window: OpenWindow,
  probesSent: number,
  probesFailed: number,
): boolean {
  const { operators } = world;
  if (operators.hasRule.probeFailed[monitor] === 0) return false;
  const occasion = world.monitoring.probing.failure;
  occasion.monitor = monitor;
  occasion.target = target;
  occasion.windowStart = window.start;
  occasion.windowEnd = window.end;
  occasion.probesSent = probesSent;
  occasion.probesFailed = probesFailed;
  return checkProbeFailed(world, monitor, operators.ask('probeFailed', monitor, occasion)) === 'stop';
}
