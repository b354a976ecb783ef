/** Who watches whom: redrawn for each window, listed by target. §M9.1 */
import { NODE_STATES } from './nodes.ts';
import type { World } from './world.ts';

const LEFT = NODE_STATES.indexOf('left');

/** Monitors of target t stand at first[t] … first[t + 1] − 1 of `monitors`. */
export interface MonitorAssignment {
  readonly first: Int32Array;
  readonly monitors: Int32Array;
}

/**
 * Draws the assignment of one window among the nodes that have not left. `out`: everybody watches the stated
 * number of others, so the number of a target's monitors varies. `in`: everybody is watched by exactly that
 * many. With too few nodes everybody watches everybody.
 */
export function drawAssignment(world: World, window: number): MonitorAssignment {
  const { monitors: wanted, assignment } = world.params.monitoring;
  const { state, count } = world.nodes;
  const present: number[] = [];
  for (let node = 0; node < count; node++) if (state[node] !== LEFT) present.push(node);
  const drawn = Math.min(wanted, Math.max(0, present.length - 1));
  const stream = world.streams.of('assignment', window);
  const chosen = new Int32Array(present.length * drawn);
  const chosenBy = new Int32Array(count).fill(-1);
  let at = 0;
  for (let chooser = 0; chooser < present.length; chooser++) {
    chosenBy[chooser] = chooser;
    for (let taken = 0; taken < drawn;) {
      // Rejection costs two tries on average at worst, unless all others are wanted: then they are simply
      // taken.
      const other = drawn === present.length - 1 ? nextOther(chooser, taken) : stream.below(present.length);
      if (chosenBy[other] === chooser) continue;
      chosenBy[other] = chooser;
      chosen[at++] = present[other];
      taken++;
    }
  }
  const choosers = Int32Array.from(present);
  return assignment === 'in'
    ? byChooser(choosers, chosen, drawn, count)
    : byChosen(choosers, chosen, drawn, count);
}

const nextOther = (self: number, taken: number): number => (taken < self ? taken : taken + 1);

/** The choosers are the targets. */
function byChooser(
  choosers: Int32Array,
  chosen: Int32Array,
  drawn: number,
  count: number,
): MonitorAssignment {
  const first = new Int32Array(count + 1);
  for (const chooser of choosers) first[chooser + 1] = drawn;
  for (let node = 0; node < count; node++) first[node + 1] += first[node];
  return { first, monitors: chosen };
}

/** The chosen are the targets: a counting sort keeps the order of the choosers. */
function byChosen(choosers: Int32Array, chosen: Int32Array, drawn: number, count: number): MonitorAssignment {
  const first = new Int32Array(count + 1);
  for (const target of chosen) first[target + 1]++;
  for (let node = 0; node < count; node++) first[node + 1] += first[node];
  const next = first.slice();
  const monitors = new Int32Array(chosen.length);
  for (let chooser = 0, at = 0; chooser < choosers.length; chooser++) {
    for (const end = at + drawn; at < end; at++) monitors[next[chosen[at]]++] = choosers[chooser];
  }
  return { first, monitors };
}
