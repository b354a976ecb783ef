/** What chains hold in US dollars: many little, a few very much. §M3.5 */
import { assert } from '../base/assert.ts';
import { exp, ln } from '../base/exact-math.ts';
import { PPM } from '../base/units.ts';
import { drawnUnit } from '../base/variates.ts';
import type { Chance } from '../base/variates.ts';

/** A Pareto law, cut at a maximum. Millionths of a US dollar. */
export interface ValueLaw {
  /** Positive. */
  readonly minimumMicroUsd: bigint;
  /**
   * The exponent of the tail, in millionths, 0.1 … 100: P(value > x) falls as x^−shape; up to 1 the mean
   * without the cut is infinite.
   */
  readonly shapePpm: number;
  /** Nothing is worth more: the law is that of values at most this; above the minimum. */
  readonly maximumMicroUsd: bigint;
}

/**
 * A chain's value by inversion of the law: minimum · (1 − u·(1 − (minimum/maximum)^shape))^(−1/shape) for a
 * uniform u, rounded down to a millionth. Two whole numbers are drawn.
 */
export function drawnValue({ minimumMicroUsd, shapePpm, maximumMicroUsd }: ValueLaw, draws: Chance): bigint {
  assert(minimumMicroUsd > 0n, 'the least value is positive');
  assert(maximumMicroUsd > minimumMicroUsd, 'the most that a chain holds exceeds the least');
  assert(shapePpm * 10 >= PPM, 'the tail falls at least as the tenth root');
  const shape = shapePpm / PPM;
  const minimum = Number(minimumMicroUsd);
  const cut = exp(shape * ln(minimum / Number(maximumMicroUsd)));
  const beyond = 1 - drawnUnit(draws) * (1 - cut);
  const value = BigInt(Math.floor(minimum * exp(-ln(beyond) / shape)));
  // Rounding may pass the ends by a unit of the double.
  if (value < minimumMicroUsd) return minimumMicroUsd;
  return value > maximumMicroUsd ? maximumMicroUsd : value;
}
