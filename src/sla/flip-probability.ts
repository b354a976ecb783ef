/**
 * How likely lying monitors turn an honest node's figure, in closed form: what a simulation of bad-mouthing
 * (A11) and ballot-stuffing (A12) is held against. All assume monitors drawn uniformly without replacement,
 * exactly `monitors` of them per target and window, each giving a verdict. Where monitors choose targets
 * (`out`), the number per target is random and these figures do not apply. §M9.1, §M9.4
 */
import { assert } from '../base/assert.ts';
import { darkWindowsAllowed } from './agreement.ts';
import type { Agreement } from './agreement.ts';
import { binomialTail } from './binomial.ts';
import { hypergeometricTail, hypergeometricTerms } from './hypergeometric.ts';

/** Who may be drawn to watch one target. */
export interface Watch {
  /** Nodes that may be drawn: all but the target. */
  readonly others: number;
  /** Liars among them. */
  readonly liars: number;
  /** Monitors of a target in a window, at most `others`. */
  readonly monitors: number;
}

/** Medians of an even count: `lower` favours the node, `upper` is the contracts' choice. §M9.4 */
export type MedianSide = 'lower' | 'upper';

/**
 * The least number of lying verdicts among `verdicts` that is the median: `against` puts the lies above all
 * honest verdicts, `for` below. Of 24 under the lower median 13 against, 12 for: a tie favours the node.
 */
export function liarsNeeded(verdicts: number, side: MedianSide, aim: 'against' | 'for'): number {
  assert(Number.isInteger(verdicts) && verdicts >= 1, 'there is a verdict to take the median of');
  const middle = side === 'lower' ? (verdicts - 1) >> 1 : verdicts >> 1;
  return aim === 'for' ? middle + 1 : verdicts - middle;
}

/**
 * P(liars put one window of an honest node where they want it) under a median; `median-mad` is the same,
 * because two values of which one has the majority give a MAD of 0.
 * @example 667 * flipProbability({ others: 999, liars: 333, monitors: 24 }) // 17.95 nodes a month
 */
export function flipProbability(
  watch: Watch,
  side: MedianSide = 'lower',
  aim: 'against' | 'for' = 'against',
): number {
  const needed = liarsNeeded(watch.monitors, side, aim);
  return hypergeometricTail(watch.others, watch.liars, watch.monitors, needed);
}

/**
 * P(an always-up node fails a month of `windows` equal windows with independent draws), each turned from no
 * downtime to all of it with probability `perWindow`; figures pooled by window, so that more than the allowed
 * dark windows fail.
 */
export function flipProbabilityWindows(perWindow: number, windows: number, agreement: Agreement): number {
  return binomialTail(windows, perWindow, darkWindowsAllowed(agreement, windows) + 1);
}

/**
 * The same when all verdicts of the month are aggregated at once (pooling by period): P(liars give the median
 * of all `windows` · `monitors` verdicts), by convolution of the windows' draws. `monitors` · `windows` up to
 * some thousands.
 */
export function flipProbabilityPooled(
  watch: Watch,
  windows: number,
  side: MedianSide = 'lower',
  aim: 'against' | 'for' = 'against',
): number {
  const perWindow = hypergeometricTerms(watch.others, watch.liars, watch.monitors);
  let lies = Float64Array.of(1);
  for (let window = 0; window < windows; window++) lies = convolve(lies, perWindow);
  const needed = liarsNeeded(windows * watch.monitors, side, aim);
  let sum = 0;
  for (let count = lies.length - 1; count >= needed; count--) sum += lies[count];
  return Math.min(1, sum);
}

/** The distribution of a sum of two independent counts. Terms are positive: relative errors only add up. */
function convolve(left: Float64Array, right: Float64Array): Float64Array<ArrayBuffer> {
  const sums = new Float64Array(left.length + right.length - 1);
  left.forEach((weight, first) => right.forEach((other, second) => (sums[first + second] += weight * other)));
  return sums;
}
