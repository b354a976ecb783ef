/**
 * Fidelity `exact`: each probe is an event in the calendar, and is sent, lost, ignored or answered by itself.
 * It is the reference that the other fidelities are tested against, and costs what it counts. §M9.2
 */
import { PPM } from '../../../base/units.ts';
import type { Instant } from '../../../base/units.ts';
import type { Clock } from '../../kernel/engine.ts';
import { EVENT } from '../events.ts';
import type { OpenWindow } from '../monitoring.ts';
import { gridOffset, ignoresProbes, stopsProbing } from '../probing.ts';
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

/** Until its operator stops, a monitor that is up sends at each instant of its grid. */
function probeDue(world: World, pair: number, target: number, tallies: Tallies, clock: Clock): void {
  const { nodes, params } = world;
  const window = world.monitoring.window!;
  const monitor = window.assignment.monitors[pair];
  if (nodes.downCauses[monitor] === 0 && probeSent(world, pair, target, tallies)) {
    if (stopsProbing(world, monitor, target, window, tallies.sent[pair], tallies.failed[pair])) return;
  }
  const next = clock.now + params.monitoring.probeEvery;
  if (next < window.end) clock.schedule(next as Instant, EVENT.probeDue, pair, target);
}

/** What meets a node that is down or ignores it, or is lost, fails: then the result is true. */
function probeSent(world: World, pair: number, target: number, tallies: Tallies): boolean {
  const { nodes, params } = world;
  const { lossPpm, jitterShape, jitterScaleMicros } = params.monitoring;
  const stream = world.draws.probes[target];
  tallies.sent[pair]++;
  if (
    nodes.downCauses[target] > 0 ||
    stream.chance(lossPpm, PPM) ||
    ignoresProbes(world, target, world.monitoring.window!)
  ) {
    tallies.failed[pair]++;
    return true;
  }
  tallies.jitterMicros[pair] += jitterScaleMicros * stream.gamma(jitterShape);
  return false;
}
