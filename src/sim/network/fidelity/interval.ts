/**
 * Fidelity `interval`: probes are no events. Counts follow from the up and down intervals, losses and jitter
 * are drawn in aggregate when the window closes. §M9.2
 */
import type { Duration } from '../../../base/units.ts';
import { countProbes, probesIn, type ProbeCounts } from '../../../sla/measurement.ts';
import { honestVerdict, isEntitled } from '../../../sla/verdict.ts';
import type { Clock } from '../../kernel/engine.ts';
import { FACT } from '../../protocol/facts.ts';
import type { OpenWindow } from '../monitoring.ts';
import { gridOffset, probeRepliesChosen, verdictAsked, whoReportsApart } from '../probing.ts';
import type { VerdictSheet } from '../verdict-sheet.ts';
import type { World } from '../world.ts';
import type { Fidelity } from './fidelity.ts';

/** Once operators have chosen, nothing happens before the window closes. */
export function intervalFidelity(): Fidelity {
  return { windowOpened: probeRepliesChosen, nodeChanged: () => {}, probeDue: () => {}, verdictsGiven };
}

/** Draws what each pair measured, and reports it. */
function verdictsGiven(
  world: World,
  target: number,
  window: OpenWindow,
  sheet: VerdictSheet,
  clock: Clock,
): void {
  const { nodes, lossGap, outages } = world;
  const { first, monitors } = window.assignment;
  const { jitterShape, jitterScaleMicros } = world.params.monitoring;
  const { counts, truth, isIgnoring } = world.monitoring.probing;
  const roundTrips = world.params.network.roundTripMicros[nodes.region[target]];
  const isApart = whoReportsApart(world);
  const stream = world.draws.probes[target];
  const isIgnored = isIgnoring[target] === 1;
  // A pair that was up throughout sends what is due, and nothing meets a node that is down.
  const isPlain = window.probesDue > 0 && outages.isClean(target) && !isIgnored;
  const isHeard = clock.wants(FACT['verdict-given']);
  // Probes that reach the target up to the next one that is lost, through all its pairs in turn.
  let untilLoss = lossGap(stream);
  sheet.clear();
  for (let index = first[target], end = first[target + 1]; index < end; index++) {
    const monitor = monitors[index];
    let sent = window.probesDue;
    let dark = 0;
    if (!isPlain || !outages.isClean(monitor)) {
      if (!probesCounted(world, monitor, target, window, counts)) continue;
      sent = counts.sent;
      dark = isIgnored ? sent : counts.dark;
    }
    let failed = dark;
    let rest = sent - dark;
    for (; untilLoss <= rest; untilLoss = lossGap(stream)) {
      failed++;
      rest -= untilLoss;
    }
    untilLoss -= rest;
    const answered = sent - failed;
    // The sum of `answered` Gamma(shape) jitters is one Gamma(shape · answered). §M8.2
    const jitterMicros = answered === 0 ? 0 : jitterScaleMicros * stream.gamma(jitterShape * answered);
    honestVerdict(sent, failed, answered * roundTrips[nodes.region[monitor]] + jitterMicros, truth);
    if (isApart[monitor] === 1) {
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
  const offset: Duration = gridOffset(world, monitor);
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
