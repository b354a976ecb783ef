/**
 * Fidelity `exact`: each probe is an event in the calendar, and is sent, lost, ignored or answered by itself.
 * It is the reference that the other fidelities are tested against, and costs what it counts. §M9.2
 */
import { PPM } from '../../../base/units.ts';
import type { Instant } from '../../../base/units.ts';
import type { Clock } from '../../kernel/engine.ts';
import { EVENT } from '../events.ts';
import type { OpenWindow } from '../monitoring.ts';
import { gridOffset, ignoresProbes } from '../probing.ts';
import type { World } from '../world.ts';
import type { Fidelity } from './fidelity.ts';
import { clearTallies, createTallies, talliedVerdicts, type Tallies } from './tallies.ts';

/** Room for the tallies of so many pairs of monitor and target. */
export function exactFidelity(pairs: number): Fidelity {
  const tallies = createTallies(pairs);
  return {
    windowOpened: (world, window, clock) => windowOpened(world, window, tallies, clock),
    nodeChanged: () => {},
    probeDue: (world, pair, target, clock) => probeDue(world, pair, target, tallies, clock),
    verdictsGiven: (world, target, window, sheet, clock) =>
      talliedVerdicts(world, target, window, tallies, sheet, clock),
  };
}

/** Every pair's first probe of the window is scheduled; each probe schedules the next one. */
function windowOpened(world: World, window: OpenWindow, tallies: Tallies, clock: Clock): void {
  const { first, monitors } = window.assignment;
  const every = world.params.monitoring.probeEvery;
  clearTallies(tallies);
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
