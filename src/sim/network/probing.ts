/**
 * What the monitors of one target measured in one window, and what they report. Fidelity `interval`: counts
 * follow from the up and down intervals, losses and latencies are drawn in aggregate. §M9.2, §M9.3
 */
import type { Duration } from '../../base/units.ts';
import { countProbes, probesIn, type DownTimes, type ProbeCounts } from '../../sla/measurement.ts';
import { honestVerdict, isEntitled, type VerdictSlot } from '../../sla/verdict.ts';
import type { Clock } from '../kernel/engine.ts';
import { FACT } from '../protocol/facts.ts';
import { checkProbeReply, checkVerdict } from './enact.ts';
import type { OpenWindow } from './monitoring.ts';
import type { VerdictSheet } from './verdict-sheet.ts';
import type { World } from './world.ts';

/** Fills `sheet` with the verdicts on `target` for the window. */
export function verdictsGiven(
  world: World,
  target: number,
  window: OpenWindow,
  sheet: VerdictSheet,
  clock: Clock,
): void {
  const { nodes, losses } = world;
  const { first, monitors } = window.assignment;
  const { jitterShape, jitterScaleMicros } = world.params.monitoring;
  const roundTrips = world.params.network.roundTripMicros[nodes.region[target]];
  const stream = world.draws.probes[target];
  const isIgnoring = ignoresProbes(world, target, window);
  const counts: ProbeCounts = { sent: 0, dark: 0 };
  const truth: VerdictSlot = { downtimePpm: 0, latencyMicros: 0 };
  sheet.clear();
  for (let index = first[target]; index < first[target + 1]; index++) {
    const monitor = monitors[index];
    if (!probesCounted(world, monitor, target, window, counts)) continue;
    const dark = isIgnoring ? counts.sent : counts.dark;
    const failed = dark + losses(counts.sent - dark, stream);
    const answered = counts.sent - failed;
    // The sum of `answered` Gamma(shape) jitters is one Gamma(shape · answered). §M8.2
    const jitterMicros = answered === 0 ? 0 : jitterScaleMicros * stream.gamma(jitterShape * answered);
    honestVerdict(counts.sent, failed, answered * roundTrips[nodes.region[monitor]] + jitterMicros, truth);
    sheet.measured.add(truth.downtimePpm, truth.latencyMicros);
    reported(world, monitor, target, window, counts.sent, failed, truth, sheet, clock);
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
  const { start, end } = window;
  const every = world.params.monitoring.probeEvery;
  // Monitors spread their probes evenly over the interval between two of them. (AS4)
  const offset = Math.floor((every * monitor) / world.nodes.count) as Duration;
  const due = window.probesDue > 0 ? window.probesDue : probesIn(start, end, offset, every);
  counts.sent = due;
  counts.dark = 0;
  if (outages.isClean(target) && outages.isClean(monitor)) return due > 0;
  const monitorDown = downTimes(outages.intervalsOf(monitor));
  const targetDown = downTimes(outages.intervalsOf(target));
  countProbes({ monitorDown, targetDown, start, end, offset, every }, counts);
  return isEntitled(counts.sent, due);
}

const downTimes = (edges: readonly number[]): DownTimes => ({ edges, first: 0, count: edges.length / 2 });

/** The protocol's report is the truth; an operator with a rule of its own is asked. */
function reported(
  world: World,
  monitor: number,
  target: number,
  window: OpenWindow,
  probesSent: number,
  probesFailed: number,
  truth: VerdictSlot,
  sheet: VerdictSheet,
  clock: Clock,
): void {
  const { operators } = world;
  let verdict: VerdictSlot | 'silent' = truth;
  if (operators.hasRule.verdict[monitor] === 1) {
    sheet.isAnswered = true;
    const occasion = {
      monitor,
      target,
      windowStart: window.start,
      windowEnd: window.end,
      probesSent,
      probesFailed,
      truth,
    };
    verdict = checkVerdict(world, monitor, operators.ask('verdict', monitor, occasion));
    if (verdict === 'silent') return;
  }
  sheet.reported.add(verdict.downtimePpm, verdict.latencyMicros);
  if (clock.wants(FACT['verdict-given'])) {
    clock.record(FACT['verdict-given'], monitor, target, verdict.downtimePpm);
  }
}

function ignoresProbes(world: World, node: number, window: OpenWindow): boolean {
  const { operators } = world;
  if (operators.hasRule.probeReply[node] === 0) return false;
  const occasion = { node, windowStart: window.start, windowEnd: window.end };
  return checkProbeReply(world, node, operators.ask('probeReply', node, occasion)) === 'ignore';
}
