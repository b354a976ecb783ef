/**
 * Two-sided confidence intervals. `level` is the confidence, such as 0.95; half of the rest lies beyond each
 * end.
 */
import { normalQuantile, studentQuantile } from './distributions.ts';
import { inverseBeta, inverseGamma } from './inverse-functions.ts';

/** Lower and upper end, both included. */
export type Interval = readonly [number, number];

/** Student's interval for a mean, x̄ ∓ t(n − 1)·s/√n; exact for normal values. Needs n ≥ 2. */
export function studentInterval(mean: number, standardDeviation: number, n: number, level: number): Interval {
  if (!(Number.isInteger(n) && n >= 2)) throw new RangeError(`Student's interval needs 2 values, not ${n}`);
  const margin = (studentQuantile(beyond(level), n - 1) * standardDeviation) / Math.sqrt(n);
  return [mean - margin, mean + margin];
}

/**
 * Clopper and Pearson's exact interval for a probability: the beta quantiles B(α/2; k, n − k + 1) and B(1 −
 * α/2; k + 1, n − k), 0 for no successes and 1 for no failures. Covers at least `level`, whatever p. The
 * lower end is relatively precise however small; a distance of the upper end to 1 as far as doubles allow.
 */
export function clopperPearson(successes: number, n: number, level: number): Interval {
  checkCounts(successes, n);
  const tail = beyond(level);
  return [
    successes === 0 ? 0 : inverseBeta('lower', tail, successes, n - successes + 1).value,
    successes === n ? 1 : inverseBeta('upper', tail, successes + 1, n - successes).value,
  ];
}

/**
 * Garwood's exact interval for a Poisson rate, per unit of `exposure`, from the `total` counted over it: the
 * gamma quantiles G(α/2; total) and G(1 − α/2; total + 1), divided by the exposure; 0 below for a total of 0.
 */
export function poissonInterval(total: number, exposure: number, level: number): Interval {
  if (!(Number.isInteger(total) && total >= 0 && exposure > 0)) {
    throw new RangeError(`no Poisson count of ${total} over an exposure of ${exposure}`);
  }
  const tail = beyond(level);
  const lower = total === 0 ? 0 : inverseGamma('lower', tail, total);
  return [lower / exposure, inverseGamma('upper', tail, total + 1) / exposure];
}

/** Wilson's score interval for a probability: shorter than the exact one, right on average over p only. */
export function wilson(successes: number, n: number, level: number): Interval {
  checkCounts(successes, n);
  const square = normalQuantile(beyond(level)) ** 2;
  const share = successes / n;
  const centre = successes + square / 2;
  const margin = Math.sqrt(square * (successes * (1 - share) + square / 4));
  // The lower end k²/n over the other root loses nothing to cancellation: the roots' product is k²/(n (n +
  // z²)).
  const lower = (successes * share) / (centre + margin);
  return [lower, Math.min(1, (centre + margin) / (n + square))];
}

/** Probability beyond each end. */
function beyond(level: number): number {
  if (!(level > 0 && level < 1)) throw new RangeError(`a confidence lies between 0 and 1, not ${level}`);
  return (1 - level) / 2;
}

function checkCounts(successes: number, n: number): void {
  const isWhole = Number.isInteger(successes) && Number.isInteger(n);
  if (isWhole && n >= 1 && 0 <= successes && successes <= n) return;
  throw new RangeError(`no ${successes} successes in ${n} trials`);
}
