/**
 * Fidelity `exact`: each probe is an event in the calendar, and is sent, lost, ignored or answered by itself.
 * It is the reference that the other fidelities are tested against, and costs what it counts. §M9.2
 */
import { PPM } from '../../../base/units.ts';
import type { Instant } from '../../../base/units.ts';
import { probesIn } from '../../../sla/measurement.ts';
import { honestVerdict, isEntitled } from '../../../sla/verdict.ts';
import type { Clock } from '../../kernel/engine.ts';
import { FACT } from '../../protocol/facts.ts';
import { EVENT } from '../events.ts';
import type { OpenWindow } from '../monitoring.ts';
import { gridOffset, ignoresProbes, verdictAsked } from '../probing.ts';
import type { VerdictSheet } from '../verdict-sheet.ts';
import type { World } from '../world.ts';
import type { Fidelity } from './fidelity.ts';

/** What the monitors have counted since the window opened, by place in the assignment. */
interface Tallies {
  readonly sent: Int32Array;
  readonly failed: Int32Array;
  /** Sum of the answered probes' jitters. */
  readonly jitterMicros: Float64Array;
}

/** Room for the tallies of so many pairs of monitor and target. */
export function exactFidelity(pairs: number): Fidelity {
  const tallies: Tallies = {
    sent: new Int32Array(pairs),
    failed: new Int32Array(pairs),
    jitterMicros: new Float64Array(pairs),
  };
  return {
    windowOpened: (world, window, clock) => windowOpened(world, window, tallies, clock),
    probeDue: (world, pair, target, clock) => probeDue(world, pair, target, tallies, clock),
    verdictsGiven: (world, target, window, sheet, clock) =>
      verdictsGiven(world, target, window, tallies, sheet, clock),
  };
}

/** Every pair's first probe of the window is scheduled; each probe schedules the next one. */
function windowOpened(world: World, window: OpenWindow, tallies: Tallies, clock: Clock): void {
  const { first, monitors } = window.assignment;
  const every = world.params.monitoring.probeEvery;
  tallies.sent.fill(0);
  tallies.failed.fill(0);
  tallies.jitterMicros.fill(0);
  for (let target = 0; target < world.nodes.count; target++) {
    for (let pair = first[target]; pair < first[target + 1]; pair++) {
      const offset = gridOffset(world, monitors[pair]);
      const due = offset + every * Math.ceil((window.start - offset) / every);
      if (due < window.end) clock.schedule(due as Instant, EVENT.probeDue, pair, target);
    }
  }
}

/** A monitor that is up sends; what meets a node that is down or ignores it, or is lost, fails. */
function probeDue(world: World, pair: number, target: number, tallies: Tallies, clock: Clock): void {
  const { nodes, params } = world;
  const { probeEvery, lossPpm, jitterShape, jitterScaleMicros } = params.monitoring;
  const window = world.monitoring.window!;
  const next = clock.now + probeEvery;
  if (next < window.end) clock.schedule(next as Instant, EVENT.probeDue, pair, target);
  if (nodes.downCauses[window.assignment.monitors[pair]] > 0) return;
  tallies.sent[pair]++;
  const stream = world.draws.probes[target];
  if (nodes.downCauses[target] > 0 || stream.chance(lossPpm, PPM) || ignoresProbes(world, target, window)) {
    tallies.failed[pair]++;
  } else {
    tallies.jitterMicros[pair] += jitterScaleMicros * stream.gamma(jitterShape);
  }
}

/** Reports what was counted. */
function verdictsGiven(
  world: World,
  target: number,
  window: OpenWindow,
  tallies: Tallies,
  sheet: VerdictSheet,
  clock: Clock,
): void {
  const { nodes, params, operators } = world;
  const { first, monitors } = window.assignment;
  const { truth } = world.monitoring.probing;
  const { start, end } = window;
  const roundTrips = params.network.roundTripMicros[nodes.region[target]];
  sheet.clear();
  for (let pair = first[target]; pair < first[target + 1]; pair++) {
    const monitor = monitors[pair];
    const sent = tallies.sent[pair];
    const failed = tallies.failed[pair];
    const due = probesIn(start, end, gridOffset(world, monitor), params.monitoring.probeEvery);
    if (!isEntitled(sent, due)) continue;
    const latencySum = (sent - failed) * roundTrips[nodes.region[monitor]] + tallies.jitterMicros[pair];
    honestVerdict(sent, failed, latencySum, truth);
    if (operators.hasRule.verdict[monitor] === 1) {
      verdictAsked(world, monitor, target, window, sent, failed, sheet, clock);
      continue;
    }
    if (sheet.isAnswered) sheet.reported.add(truth.downtimePpm, truth.latencyMicros);
    sheet.measured.add(truth.downtimePpm, truth.latencyMicros);
    clock.record(FACT['verdict-given'], monitor, target, truth.downtimePpm);
  }
}
