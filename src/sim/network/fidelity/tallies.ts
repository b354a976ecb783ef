/** What monitors count while a window is open, and the verdicts that follow. §M9.3 */
import { probesIn } from '../../../sla/measurement.ts';
import { honestVerdict, isEntitled } from '../../../sla/verdict.ts';
import type { Clock } from '../../kernel/engine.ts';
import { FACT } from '../../protocol/facts.ts';
import type { OpenWindow } from '../monitoring.ts';
import { gridOffset, verdictAsked, whoReportsApart } from '../probing.ts';
import type { VerdictSheet } from '../verdict-sheet.ts';
import type { World } from '../world.ts';

/** Counts by pair: the place in the window's assignment. */
export interface Tallies {
  readonly sent: Int32Array;
  readonly failed: Int32Array;
  /** Sum of the answered probes' jitters. */
  readonly jitterMicros: Float64Array;
}

/** Room for so many pairs. */
export const createTallies = (pairs: number): Tallies => ({
  sent: new Int32Array(pairs),
  failed: new Int32Array(pairs),
  jitterMicros: new Float64Array(pairs),
});

/** Nothing counted yet. */
export function clearTallies({ sent, failed, jitterMicros }: Tallies): void {
  sent.fill(0);
  failed.fill(0);
  jitterMicros.fill(0);
}

/** Fills `sheet` with the verdicts on `target` that were counted. */
export function talliedVerdicts(
  world: World,
  target: number,
  window: OpenWindow,
  tallies: Tallies,
  sheet: VerdictSheet,
  clock: Clock,
): void {
  const { nodes, params } = world;
  const { first, monitors } = window.assignment;
  const { truth } = world.monitoring.probing;
  const isApart = whoReportsApart(world);
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
    if (isApart[monitor] === 1) {
      verdictAsked(world, monitor, target, window, sent, failed, sheet, clock);
      continue;
    }
    if (sheet.isAnswered) sheet.reported.add(truth.downtimePpm, truth.latencyMicros);
    sheet.measured.add(truth.downtimePpm, truth.latencyMicros);
    clock.record(FACT['verdict-given'], monitor, target, truth.downtimePpm);
  }
}
