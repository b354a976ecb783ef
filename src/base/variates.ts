/**
 * Draws of continuous laws from whole numbers alone, by inversion: the same bits on every engine, and a fixed
 * number of whole numbers for each. Where speed counts, the kernel's streams have faster ways.
 */
import type { Draws } from './draws.ts';
import { ln } from './exact-math.ts';
import { normalQuantile } from './normal-quantile.ts';

/** A source of whole numbers, as far as these laws need one. */
export type Chance = Pick<Draws, 'below'>;

const TWO_TO_26 = 67_108_864;
const ONE_OVER_TWO_TO_52 = 1 / 4_503_599_627_370_496;

/**
 * A double strictly between 0 and 1: the middle of one of 2^52 equal parts, so that u and 1 − u are equally
 * likely and neither end occurs. Two whole numbers below 2^26.
 */
export function drawnUnit(draws: Chance): number {
  const high = draws.below(TWO_TO_26);
  // 53 bits with the half: no rounding.
  return (high * TWO_TO_26 + draws.below(TWO_TO_26) + 0.5) * ONE_OVER_TWO_TO_52;
}

/** Normal with mean 0 and variance 1, within ±8.3; as {@link drawnUnit} draws. */
export const drawnNormal = (draws: Chance): number => normalQuantile(drawnUnit(draws));

/** Exponential with mean 1, up to 36.8; as {@link drawnUnit} draws. */
export const drawnExponential = (draws: Chance): number => -ln(drawnUnit(draws));

/**
 * Poisson with this mean, 0 or more: how many exponential waits fit into it, so one more of them is drawn
 * than the result says. For small means; the cost grows with the result. At mean 0 nothing is drawn.
 */
export function drawnPoisson(mean: number, draws: Chance): number {
  if (mean === 0) return 0;
  let count = 0;
  let waited = drawnExponential(draws);
  while (waited <= mean) {
    count += 1;
    waited += drawnExponential(draws);
  }
  return count;
}
