/**
 * Marks of incompliance: a marked node keeps its seats and gets no new ones, until a whole month has been
 * good. §M2.3
 */
import type { Clock } from '../kernel/engine.ts';
import { FACT, INCOMPLIANCES } from '../protocol/facts.ts';
import { isAway, stateOf } from './nodes.ts';
import type { World } from './world.ts';

/** By node: whether it is marked, since which month, and how many months it has failed in a row. */
export interface Compliance {
  readonly isMarked: Uint8Array;
  readonly markedIn: Int32Array;
  readonly failedMonths: Int32Array;
}

/** Nobody is marked. */
export const createCompliance = (nodes: number): Compliance => ({
  isMarked: new Uint8Array(nodes),
  markedIn: new Int32Array(nodes),
  failedMonths: new Int32Array(nodes),
});

/** Is the node marked? */
export const isIncompliant = ({ compliance }: World, node: number): boolean =>
  compliance.isMarked[node] === 1;

/** Shows a node to placement, or hides it: only who is active and not marked gets new seats. §M5.1 */
export function visibilitySettled(world: World, node: number): void {
  const { free, nodes } = world;
  if (stateOf(nodes, node) === 'active' && !isIncompliant(world, node)) free.show(node);
  else free.hide(node);
}

/** A month has opened: the scores of the one before it mark some nodes and clear others. */
export function complianceJudged(world: World, month: number, clock: Clock): void {
  const { compliance, lastScores } = world;
  const { afterFailedMonths, failedDkg } = world.params.network.incompliance;
  if (lastScores === undefined || (afterFailedMonths === 0 && failedDkg === 'ignored')) return;
  lastScores.forEach((score, node) => {
    if (score < 0 || isAway(world.nodes, node)) return;
    if (score === 0) {
      const isEnough = ++compliance.failedMonths[node] >= afterFailedMonths && afterFailedMonths > 0;
      if (isEnough) nodeMarked(world, node, month - 1, 'failed-months', clock);
      return;
    }
    compliance.failedMonths[node] = 0;
    // Who was marked within the month has not been good for all of it.
    if (isIncompliant(world, node) && compliance.markedIn[node] < month - 1) nodeCleared(world, node, clock);
  });
}

/** A node has failed a key generation. */
export function failedDkgJudged(world: World, node: number, clock: Clock): void {
  if (world.params.network.incompliance.failedDkg === 'ignored') return;
  nodeMarked(world, node, world.month, 'failed-dkg', clock);
}

/** A mark that is there already is renewed. */
function nodeMarked(
  world: World,
  node: number,
  month: number,
  reason: (typeof INCOMPLIANCES)[number],
  clock: Clock,
): void {
  const { compliance } = world;
  compliance.markedIn[node] = month;
  if (isIncompliant(world, node)) return;
  compliance.isMarked[node] = 1;
  clock.record(FACT['node-incompliant'], node, INCOMPLIANCES.indexOf(reason));
  visibilitySettled(world, node);
}

function nodeCleared(world: World, node: number, clock: Clock): void {
  world.compliance.isMarked[node] = 0;
  clock.record(FACT['node-compliant'], node);
  visibilitySettled(world, node);
}
