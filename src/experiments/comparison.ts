/** Measured against expected: does the ensemble agree with a closed form? */
import { BASE_UNITS_PER_TOKEN } from '../base/units.ts';
import { studentQuantile } from '../statistics/distributions.ts';
import { poissonInterval } from '../statistics/intervals.ts';
import { Moments } from '../statistics/moments.ts';
import type { MetricValue, RunResult } from '../sim/protocol/metrics.ts';
import type { ClosedForm } from './closed-forms.ts';
import type { Analytic, VerdictLine } from './summary.ts';

/** What a closed form says about an ensemble. */
export interface Comparison {
  readonly analytic: Analytic;
  readonly status: VerdictLine['status'];
}

/** P(Z > 4) of the normal law: one correct metric in 16,000 is called different. */
const TAIL_OF_FOUR_SIGMA = 3.167124183311986e-5;

type Quantity = number | bigint;

/**
 * Compares a metric over runs. Undefined where the form does not hold for every run, or no run has a value.
 * `expectedOf` replaces the form's own expectation, for one month of a series.
 */
export function compareWith(
  form: ClosedForm,
  results: readonly RunResult[],
  valueOf: (result: RunResult) => MetricValue,
  expectedOf: (result: RunResult) => number | bigint | undefined = form.expected,
): Comparison | undefined {
  const measured: Quantity[] = [];
  const expected: Quantity[] = [];
  for (const result of results) {
    const theory = expectedOf(result);
    if (theory === undefined) return undefined;
    const value = valueOf(result);
    if (value === null) continue;
    measured.push(value);
    expected.push(theory);
  }
  if (measured.length === 0) return undefined;
  return form.isCertain
    ? compareCertain(form, measured, expected)
    : compareMeans(form, measured.map(Number), expected.map(Number));
}

function compareCertain(
  form: ClosedForm,
  measured: readonly Quantity[],
  expected: readonly Quantity[],
): Comparison {
  const agrees = measured.every((value, index) => value === expected[index]);
  const inUnits = (value: Quantity): number =>
    typeof value === 'bigint' ? Number(value) / Number(BASE_UNITS_PER_TOKEN) : value;
  const value = expected.reduce<number>((sum, each) => sum + inUnits(each), 0) / expected.length;
  return {
    analytic: { value, formula: form.formula, deviation: null },
    status: agrees ? 'agrees' : 'differs',
  };
}

/**
 * The differences measured − expected have the mean 0 if the form is right. The bound is that of 4 standard
 * errors by Student's law, which is wider the fewer the runs. Without any spread, only an event that never
 * happened can be judged: by the exact Poisson bound on events, each of which the metric may count up to
 * `clump` times.
 */
function compareMeans(
  form: ClosedForm,
  measured: readonly number[],
  expected: readonly number[],
): Comparison {
  const differences = new Moments();
  const theory = new Moments();
  measured.forEach((value, index) => {
    differences.add(value - expected[index]);
    theory.add(expected[index]);
  });
  const { formula } = form;
  const value = theory.mean;
  const hasSpread = measured.some((each) => each !== measured[0]);
  if (hasSpread) {
    const deviation = differences.mean / differences.standardError;
    const bound = studentQuantile(TAIL_OF_FOUR_SIGMA, measured.length - 1);
    const status = Math.abs(deviation) <= bound ? 'agrees' : 'differs';
    return { analytic: { value, formula, deviation }, status };
  }
  const analytic = { value, formula, deviation: null };
  if (measured[0] !== 0) return { analytic, status: 'measured' };
  const [, eventsMax] = poissonInterval(0, measured.length, 1 - 2 * TAIL_OF_FOUR_SIGMA);
  return { analytic, status: value / form.clump <= eventsMax ? 'agrees' : 'differs' };
}
