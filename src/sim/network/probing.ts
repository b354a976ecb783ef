/**
 * What the monitors of one target measured in one window, and what they report. Fidelity `interval`: counts
 * follow from the up and down intervals, losses and latencies are drawn in aggregate. §M9.2, §M9.3
 */
import type { Duration, Instant } from '../../base/units.ts';
import { countProbes, probesIn, type ProbeCounts } from '../../sla/measurement.ts';
import { honestVerdict, isEntitled, type VerdictSlot } from '../../sla/verdict.ts';
import type { Clock } from '../kernel/engine.ts';
import { FACT } from '../protocol/facts.ts';
import { checkProbeReply, checkVerdict } from './enact.ts';
import type { OpenWindow } from './monitoring.ts';
import type { VerdictSheet } from './verdict-sheet.ts';
import type { World } from './world.ts';

/** Objects that are filled in anew for every pair of nodes: nine million a simulated year. */
export interface ProbingScratch {
  readonly counts: ProbeCounts;
  readonly truth: VerdictSlot;
  readonly probes: ReturnType<typeof blankProbes>;
  readonly occasion: ReturnType<typeof blankOccasion>;
}

/** Made once a run. */
export function createProbing(): ProbingScratch {
  const truth = { downtimePpm: 0, latencyMicros: 0 };
  return { counts: { sent: 0, dark: 0 }, truth, probes: blankProbes(), occasion: blankOccasion(truth) };
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

const blankOccasion = (truth: VerdictSlot) => ({
  monitor: 0,
  target: 0,
  windowStart: 0 as Instant,
  windowEnd: 0 as Instant,
  probesSent: 0,
  probesFailed: 0,
  truth,
});

/** Fills `sheet` with the verdicts on `target` for the window. */
export function verdictsGiven(
  world: World,
  target: number,
  window: OpenWindow,
  sheet: VerdictSheet,
  clock: Clock,
): void {
  const { nodes, losses, outages } = world;
  const { first, monitors } = window.assignment;
  const { jitterShape, jitterScaleMicros } = world.params.monitoring;
  const { counts, truth } = world.monitoring.probing;
  const roundTrips = world.params.network.roundTripMicros[nodes.region[target]];
  const hasRule = world.operators.hasRule.verdict;
  const stream = world.draws.probes[target];
  const isIgnoring = ignoresProbes(world, target, window);
  // A pair that was up throughout sends what is due, and nothing meets a node that is down.
  const isPlain = window.probesDue > 0 && outages.isClean(target) && !isIgnoring;
  const isHeard = clock.wants(FACT['verdict-given']);
  sheet.clear();
  for (let index = first[target], end = first[target + 1]; index < end; index++) {
    const monitor = monitors[index];
    let sent = window.probesDue;
    let dark = 0;
    if (!isPlain || !outages.isClean(monitor)) {
      if (!probesCounted(world, monitor, target, window, counts)) continue;
      sent = counts.sent;
      dark = isIgnoring ? sent : counts.dark;
    }
    const failed = dark + losses(sent - dark, stream);
    const answered = sent - failed;
    // The sum of `answered` Gamma(shape) jitters is one Gamma(shape · answered). §M8.2
    const jitterMicros = answered === 0 ? 0 : jitterScaleMicros * stream.gamma(jitterShape * answered);
    honestVerdict(sent, failed, answered * roundTrips[nodes.region[monitor]] + jitterMicros, truth);
    if (hasRule[monitor] === 1) {
      verdictAsked(world, monitor, target, window, sent, failed, sheet, clock);
      continue;
    }
    if (sheet.isAnswered) sheet.reported.add(truth.downtimePpm, truth.latencyMicros);
    sheet.measured.add(truth.downtimePpm, truth.latencyMicros);
    if (isHeard) clock.record(FACT['verdict-given'], monitor, target, truth.downtimePpm);
  }
}

/** Counts the probes of one monitor; false when it sent too few to give a verdict. */
function probesCounted(
  world: World,
  monitor: number,
  target: number,
  window: OpenWindow,
  counts: ProbeCounts,
): boolean {
  const { outages } = world;
  const { probes } = world.monitoring.probing;
  const { start, end } = window;
  const every = world.params.monitoring.probeEvery;
  // Monitors spread their probes evenly over the interval between two of them. (AS4)
  const offset = Math.floor((every * monitor) / world.nodes.count) as Duration;
  const due = window.probesDue > 0 ? window.probesDue : probesIn(start, end, offset, every);
  counts.sent = due;
  counts.dark = 0;
  if (outages.isClean(target) && outages.isClean(monitor)) return due > 0;
  probes.monitorDown.edges = outages.intervalsOf(monitor);
  probes.monitorDown.count = probes.monitorDown.edges.length / 2;
  probes.targetDown.edges = outages.intervalsOf(target);
  probes.targetDown.count = probes.targetDown.edges.length / 2;
  probes.start = start;
  probes.end = end;
  probes.offset = offset;
  probes.every = every;
  countProbes(probes, counts);
  return isEntitled(counts.sent, due);
}

/** An operator with a rule of its own is asked what it reports; the truth stands beside it. */
function verdictAsked(
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

function ignoresProbes(world: World, node: number, window: OpenWindow): boolean {
  const { operators } = world;
  if (operators.hasRule.probeReply[node] === 0) return false;
  const occasion = { node, windowStart: window.start, windowEnd: window.end };
  return checkProbeReply(world, node, operators.ask('probeReply', node, occasion)) === 'ignore';
}
