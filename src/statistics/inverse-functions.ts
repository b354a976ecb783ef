/**
 * Inverses of the incomplete gamma and beta functions: quantiles that are relatively precise in both tails.
 */
import { AssertionError } from '../base/assert.ts';
import { regularisedBeta, regularisedGamma } from './incomplete-functions.ts';
import type { Tails } from './incomplete-functions.ts';
import { betaFront, gammaFront } from './saddle-point.ts';

/** Which tail a probability stands for. */
export type Tail = 'lower' | 'upper';

/** A number in 0 … 1 with its complement, each to full relative precision. */
export interface UnitPoint {
  readonly value: number;
  readonly complement: number;
}

/**
 * The x whose `tail` of the gamma distribution with this shape (≥ ½, scale 1) has the given probability, 0 <
 * p < 1.
 */
export function inverseGamma(tail: Tail, probability: number, shape: number): number {
  const logarithm = solveTail(tail, probability, Math.log(shape), (point) => {
    const x = Math.exp(point);
    return { tails: regularisedGamma(shape, x), slope: gammaFront(shape, x) };
  });
  return Math.exp(logarithm);
}

/**
 * The x, with 1 − x, whose `tail` of the beta distribution (a, b ≥ ½) has the given probability, 0 < p < 1.
 */
export function inverseBeta(tail: Tail, probability: number, a: number, b: number): UnitPoint {
  const logit = solveTail(tail, probability, Math.log(a / b), (point) => {
    const x = 1 / (1 + Math.exp(-point));
    const y = 1 / (1 + Math.exp(point));
    return { tails: regularisedBeta(a, b, x, y), slope: betaFront(a, b, x, y) };
  });
  return { value: 1 / (1 + Math.exp(-logit)), complement: 1 / (1 + Math.exp(logit)) };
}

/** A distribution function and its derivative by the variable that is solved for. */
interface TailsWithSlope {
  readonly tails: Tails;
  readonly slope: number;
}

/**
 * Solves ln tail(u) = ln p by Newton's method. In u = ln x (gamma) and u = ln(x/(1 − x)) (beta) the densities
 * are log-concave, hence ln tail is concave, and Newton steps approach from one side; a step that underflows
 * is halved. The smaller of the two tails is solved for, so that tiny probabilities keep their relative
 * precision.
 */
function solveTail(tail: Tail, p: number, start: number, at: (point: number) => TailsWithSlope): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`a tail's probability lies strictly between 0 and 1, not ${p}`);
  const isLower = (tail === 'lower') === p <= 0.5;
  const target = Math.log(p <= 0.5 ? p : 1 - p);
  let low = -Infinity;
  let high = Infinity;
  let point = start;
  for (let step = 0; step < 500; step += 1) {
    const { tails, slope } = at(point);
    const reached = isLower ? tails.lower : tails.upper;
    const excess = (Math.log(reached) - target) * (isLower ? 1 : -1);
    if (excess > 0) high = point;
    else low = point;
    let next = point - (excess * reached) / slope;
    if (!(next >= low && next <= high)) next = (low + high) / 2;
    if (Math.abs(next - point) <= 1e-11 * Math.max(1, Math.abs(next))) return next;
    point = next;
  }
  throw new AssertionError('Newton steps on a concave function converge');
}
