/** Draws of one policy again and again, and how likely their counts are under a stated law. */
import { Stream } from '../../../../src/sim/kernel/streams.ts';
import { Exclusions } from '../../../../src/sim/network/placement/exclusions.ts';
import { chiSquare } from '../../../../src/statistics/goodness-of-fit.ts';

/** A stream that always starts the same. */
export const fixedStream = (word = 1): Stream => new Stream(word, 2, 3, 4);

/** Exclusions of these nodes. */
export function excluding(nodes: number, excluded: Iterable<number>): Exclusions {
  const exclusions = new Exclusions(nodes);
  for (const node of excluded) exclusions.add(node);
  return exclusions;
}

/** Least p-value at which a fixed seed's counts still pass: one good law in ten thousand would fail. */
export const LEAST_P_VALUE = 1e-4;

/** How often each of `nodes` nodes comes in `draws` draws. */
export function countsOf(nodes: number, draws: number, draw: () => number): number[] {
  const counts = Array<number>(nodes).fill(0);
  for (let drawn = 0; drawn < draws; drawn++) counts[draw()]++;
  return counts;
}

/** P-value of the counts under weights; nodes of weight 0 must not have come at all, else 0. */
export function pValueOf(counts: readonly number[], weights: readonly number[]): number {
  if (counts.some((count, node) => weights[node] === 0 && count > 0)) return 0;
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const draws = counts.reduce((sum, count) => sum + count, 0);
  const legal = [...weights.keys()].filter((node) => weights[node] > 0);
  return chiSquare(
    legal.map((node) => counts[node]),
    legal.map((node) => (draws * weights[node]) / whole),
  ).pValue;
}
