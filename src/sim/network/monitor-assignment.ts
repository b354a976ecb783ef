/** Who watches whom: redrawn for each window, listed by target. §M9.1 */
import { isAway } from './nodes.ts';
import type { World } from './world.ts';

/** Monitors of target t stand at first[t] … first[t + 1] − 1 of `monitors`, whose rest is not used. */
export interface MonitorAssignment {
  readonly first: Int32Array;
  readonly monitors: Int32Array;
}

/**
 * What the draw of a window writes into. At 100,000 nodes it is 20 MB, drawn afresh each day: so it is laid
 * once a run, and a window's assignment is over when the next one is drawn.
 */
export interface AssignmentRoom extends MonitorAssignment {
  /** Nodes that have not left. */
  readonly present: Int32Array;
  /** The others that the choosers chose, chooser by chooser. */
  readonly chosen: Int32Array;
  /** other → place in `present` of whom it was chosen by last, −1: nobody yet. */
  readonly chosenBy: Int32Array;
  /** Where the next monitor of a target goes. */
  readonly next: Int32Array;
}

/** Room for a network's assignments. */
export function assignmentRoom(nodes: number, monitors: number): AssignmentRoom {
  const pairs = nodes * Math.min(monitors, Math.max(0, nodes - 1));
  return {
    first: new Int32Array(nodes + 1),
    monitors: new Int32Array(pairs),
    present: new Int32Array(nodes),
    chosen: new Int32Array(pairs),
    chosenBy: new Int32Array(nodes),
    next: new Int32Array(nodes),
  };
}

/**
 * Draws the assignment of one window among the nodes that have not left. `out`: everybody watches the stated
 * number of others, so the number of a target's monitors varies. `in`: everybody is watched by exactly that
 * many. With too few nodes everybody watches everybody. It stands in the world's room until the next draw.
 */
export function drawAssignment(world: World, window: number): MonitorAssignment {
  const { monitors: wanted, assignment } = world.params.monitoring;
  const { nodes } = world;
  const room = world.monitoring.assignmentRoom;
  const { present, chosenBy } = room;
  let choosers = 0;
  for (let node = 0; node < nodes.count; node++) if (!isAway(nodes, node)) present[choosers++] = node;
  const drawn = Math.min(wanted, Math.max(0, choosers - 1));
  const stream = world.streams.of('assignment', window);
  // The choosers are the targets, or else the chosen are.
  const chosen = assignment === 'in' ? room.monitors : room.chosen;
  chosenBy.fill(-1);
  for (let chooser = 0, at = 0; chooser < choosers; chooser++) {
    chosenBy[chooser] = chooser;
    for (let taken = 0; taken < drawn;) {
      // Rejection costs two tries on average at worst, unless all others are wanted: then they are simply
      // taken.
      const other = drawn === choosers - 1 ? nextOther(chooser, taken) : stream.below(choosers);
      if (chosenBy[other] === chooser) continue;
      chosenBy[other] = chooser;
      chosen[at++] = present[other];
      taken++;
    }
  }
  if (assignment === 'in') firstByChooser(room, choosers, drawn);
  else sortByChosen(room, choosers, drawn);
  return room;
}

const nextOther = (self: number, taken: number): number => (taken < self ? taken : taken + 1);

/** The choosers are the targets: the chosen stand in order. */
function firstByChooser({ first, present }: AssignmentRoom, choosers: number, drawn: number): void {
  first.fill(0);
  for (let chooser = 0; chooser < choosers; chooser++) first[present[chooser] + 1] = drawn;
  sumUp(first);
}

/** The chosen are the targets: a counting sort keeps the order of the choosers. */
function sortByChosen(room: AssignmentRoom, choosers: number, drawn: number): void {
  const { first, monitors, present, chosen, next } = room;
  const pairs = choosers * drawn;
  first.fill(0);
  for (let pair = 0; pair < pairs; pair++) first[chosen[pair] + 1]++;
  sumUp(first);
  for (let node = 0; node < next.length; node++) next[node] = first[node];
  for (let chooser = 0, at = 0; chooser < choosers; chooser++) {
    for (const end = at + drawn; at < end; at++) monitors[next[chosen[at]]++] = present[chooser];
  }
}

function sumUp(first: Int32Array): void {
  for (let node = 0; node + 1 < first.length; node++) first[node + 1] += first[node];
}
