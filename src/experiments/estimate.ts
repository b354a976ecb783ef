/** From the values of many runs to a mean with its interval. Which interval depends on what the metric is. */
import { clopperPearson, poissonInterval, studentInterval } from '../statistics/intervals.ts';
import { Moments } from '../statistics/moments.ts';
import type { Metric, MetricValue } from '../sim/protocol/metrics.ts';
import type { Estimate } from './summary.ts';
import { tokenText } from './token-text.ts';

/** Confidence of all intervals of a summary, two-sided. */
export const CONFIDENCE = 0.95;

/** Unit of the parts of a whole. */
const SHARE_UNIT = '0 … 1';

/** Metrics that no draw enters: one run is enough to know them. §M10.1 */
const WITHOUT_CHANCE: ReadonlySet<string> = new Set(['emission.total']);

/**
 * Mean and 95 % interval of a metric over runs. Runs without a value (null: it never happened) reduce n.
 *
 * - 0/1 metrics: Clopper–Pearson.
 * - counts that were 0 in every run: the exact Poisson interval (Garwood), whose lower end is 0.
 * - parts of counted node-months that were 0 in every run: the same over all of them together.
 * - values that all agree, in two runs or more: [v, v], called `no-spread`.
 * - all others: Student's t, cut at 0 unless the metric may be negative, and at 1 for parts of a whole.
 *   From one run there is no interval, unless no chance is involved.
 *
 * `whole`: what a share is a part of, summed over runs; 0 where it is not counted.
 */
export function estimateOf(metric: Metric, values: readonly MetricValue[], whole = 0): Estimate {
  const present = values.filter((value) => value !== null);
  const { unit } = metric;
  if (present.length === 0) return { mean: null, interval: null, n: 0, method: 'none', unit };
  const amounts = present.filter((value) => typeof value === 'bigint');
  return amounts.length === present.length
    ? amountEstimate(metric, amounts)
    : numberEstimate(metric, present.map(Number), whole);
}

function numberEstimate(metric: Metric, values: readonly number[], whole: number): Estimate {
  const moments = new Moments();
  for (const value of values) moments.add(value);
  const base = { mean: moments.mean, n: values.length, unit: metric.unit };
  if (metric.kind === 'binary') {
    const successes = values.filter((value) => value === 1).length;
    const interval = clopperPearson(successes, values.length, CONFIDENCE);
    return { ...base, interval, method: 'clopper-pearson' };
  }
  const [first] = values;
  if (values.every((value) => value === first)) {
    const exposure = metric.kind === 'count' ? values.length : whole;
    if (first === 0 && exposure > 0) {
      const [low, high] = poissonInterval(0, exposure, CONFIDENCE);
      return {
        ...base,
        interval: [low, metric.kind === 'count' ? high : Math.min(1, high)],
        method: 'poisson',
      };
    }
    return { ...base, mean: first, ...intervalWithoutSpread(metric, values.length, first) };
  }
  const [low, high] = studentInterval(moments.mean, moments.standardDeviation, values.length, CONFIDENCE);
  const most = metric.unit === SHARE_UNIT ? 1 : Number.POSITIVE_INFINITY;
  const least = metric.mayBeNegative ? Number.NEGATIVE_INFINITY : 0;
  return { ...base, interval: [Math.max(least, low), Math.min(most, high)], method: 'student' };
}

/** Amounts stay whole base units: the mean is rounded down, the interval outwards. */
function amountEstimate(metric: Metric, values: readonly bigint[]): Estimate {
  const [first] = values;
  const n = values.length;
  const base = { n, unit: metric.unit };
  if (values.every((value) => value === first)) {
    return { ...base, mean: tokenText(first), ...intervalWithoutSpread(metric, n, tokenText(first)) };
  }
  const sum = values.reduce((total, value) => total + value, 0n);
  const mean = floorDivide(sum, BigInt(n));
  const moments = new Moments();
  // Deviations from the mean are small, so that a double keeps their leading digits.
  for (const value of values) moments.add(Number(value - mean));
  const [low, high] = studentInterval(moments.mean, moments.standardDeviation, n, CONFIDENCE);
  const interval = [
    tokenText(atLeastZero(mean + BigInt(Math.floor(low)))),
    tokenText(mean + BigInt(Math.ceil(high))),
  ] as const;
  return { ...base, mean: tokenText(mean), interval, method: 'student' };
}

function intervalWithoutSpread<Value extends number | string>(
  metric: Metric,
  n: number,
  value: Value,
): Pick<Estimate, 'interval' | 'method'> {
  const isKnown = n > 1 || WITHOUT_CHANCE.has(metric.id);
  return isKnown ? { interval: [value, value], method: 'no-spread' } : { interval: null, method: 'none' };
}

function atLeastZero(amount: bigint): bigint {
  return amount < 0n ? 0n : amount;
}

/** The quotient rounded towards minus infinity. */
function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend % divisor < 0n ? quotient - 1n : quotient;
}
