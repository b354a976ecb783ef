/** How likely a node with exponential up and down times misses its floor in a month, in closed form. §M8.1 */
import { assert } from '../base/assert.ts';

/** An alternating renewal process seen for a while, in any one unit of time; fractions are allowed. */
export interface RenewalMonth {
  /** Length of the month, above 0. */
  readonly month: number;
  /** Downtime that is still allowed, at least 0. */
  readonly allowed: number;
  /** Mean time between failures (up), above 0. */
  readonly meanUp: number;
  /** Mean time to repair (down), above 0. */
  readonly meanDown: number;
}

/**
 * P(downtime in the month > allowed) in the stationary state, after Takács: with a = (month − allowed)/meanUp
 * and b = allowed/meanDown, a node that starts up fails if Pois(a) > Pois(b), one that starts down if Pois(a)
 * ≥ Pois(b). Means a and b up to some hundred thousand; relative error below 10^-12 at a few hundred. Results
 * below 10^-280 fade to 0.
 * @example
 * // 30 days, floor 97 %, 30 days between failures, 2 h to repair: 2.8711e-4
 * takacsTail({ month: 720, allowed: 21.6, meanUp: 720, meanDown: 2 })
 */
export function takacsTail(renewal: RenewalMonth): number {
  const { month, allowed, meanUp, meanDown } = renewal;
  assert(month > 0 && meanUp > 0 && meanDown > 0, 'month and mean times are positive');
  assert(allowed >= 0, 'the allowed downtime is not negative');
  if (allowed >= month) return 0;
  const failures = poissonTerms((month - allowed) / meanUp);
  const repairs = poissonTerms(allowed / meanDown);
  let startedUp = 0;
  let startedDown = 0;
  /** P(repairs ≤ count − 1), then P(repairs ≤ count). */
  let fewer = 0;
  failures.forEach((probability, count) => {
    const atMost = fewer + (repairs[count] ?? 0);
    startedUp += probability * fewer;
    startedDown += probability * atMost;
    fewer = atMost;
  });
  const tail = (startedUp * meanUp + startedDown * meanDown) / (meanUp + meanDown);
  return Math.min(1, tail);
}

/** Terms that much rarer than the likeliest are left out; soon after, doubles lose precision. */
const NEGLIGIBLE = 1e-300;

/**
 * P(Pois(mean) = k), k = 0 … until the terms are negligible. Made outward from the likeliest count and
 * divided by their sum, which is stable for means whose e^−mean would be 0, and needs no `exp`.
 */
function poissonTerms(mean: number): number[] {
  const mode = Math.floor(mean);
  const terms = Array.from({ length: mode + 1 }, () => 0);
  terms[mode] = 1;
  for (let count = mode; count > 0; count--) terms[count - 1] = (terms[count] * count) / mean;
  for (let count = mode; terms[count] > NEGLIGIBLE; count++) terms.push((terms[count] * mean) / (count + 1));
  const sum = terms.reduce((total, term) => total + term, 0);
  return terms.map((term) => term / sum);
}
