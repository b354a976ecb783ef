/**
 * Which probes are lost on the way, without drawing each: the gaps between independent losses are geometric,
 * so one draw leads from a loss to the next. §M9.2
 */
import { assert } from '../base/assert.ts';
import { log1p } from '../base/exact-math.ts';
import { PPM } from '../base/units.ts';
import type { Ppm } from '../base/units.ts';

/** Where the random numbers come from: a stream of the run, or a generator of a test. */
export interface ExponentialDraws {
  /** Exponential with mean 1. */
  exponential(): number;
}

/**
 * Draws how many probes there are up to the next loss, that one included: 1 or more, infinite where none is
 * ever lost. One draw, none where all or no probes are lost.
 */
export type LossGaps = (draws: ExponentialDraws) => number;

/** Gaps for one probability of loss, 0 … 1,000,000 millionths: P(gap > g) = (1 − loss)^g. */
export function lossGaps(lossPpm: Ppm): LossGaps {
  assert(Number.isInteger(lossPpm) && lossPpm >= 0 && lossPpm <= PPM, 'loss is 0 … 1,000,000 millionths');
  if (lossPpm === 0) return () => Infinity;
  if (lossPpm === PPM) return () => 1;
  // The whole part of an exponential of mean 1 / r is geometric: P(X ≥ g) = e^(−r·g), with e^−r = 1 − loss.
  const meanGap = -1 / log1p(-lossPpm / PPM);
  return (draws) => Math.floor(draws.exponential() * meanGap) + 1;
}
