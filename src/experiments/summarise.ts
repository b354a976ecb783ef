/** Many runs into one summary: means, intervals, closed forms, series, verdict. */
import { assert } from '../base/assert.ts';
import { METRICS, SERIES_METRICS } from '../sim/protocol/metrics.ts';
import type { Metric, MetricValue, RunResult } from '../sim/protocol/metrics.ts';
import type { Params } from '../sim/protocol/params.ts';
import { combineDigests } from '../sim/record/digest.ts';
import { closedForms } from './closed-forms.ts';
import type { ClosedForm } from './closed-forms.ts';
import { compareWith } from './comparison.ts';
import type { Comparison } from './comparison.ts';
import { estimateOf } from './estimate.ts';
import { monthCountOf, monthLabelsOf, partialMonthNotes } from './months.ts';
import type { Estimate, SeriesEstimate, Summary, VerdictLine } from './summary.ts';
import { verdictLine } from './verdict.ts';

/**
 * `summary.json` of an ensemble. `results` are in the order of runs, at least one; `notes` stand before those
 * that the calendar adds.
 */
export function summarise(
  params: Params,
  results: readonly RunResult[],
  notes: readonly string[] = [],
): Summary {
  assert(results.length > 0, 'a summary is of at least one run');
  const forms = new Map(closedForms(params).map((form) => [form.metric, form]));
  const metrics: Record<string, Estimate> = {};
  const verdict: VerdictLine[] = [];
  for (const metric of reportedMetrics(params)) {
    const valueOf = (result: RunResult): MetricValue => result.metrics[metric.id] ?? null;
    const form = forms.get(metric.id);
    const comparison = form && compareWith(form, results, valueOf);
    const estimate = withAnalytic(
      estimateOf(metric, results.map(valueOf), wholeOf(metric, results)),
      comparison,
    );
    metrics[metric.id] = estimate;
    const line = verdictLine(metric, estimate, comparison?.status);
    if (line !== undefined) verdict.push(line);
  }
  return {
    format: 1,
    name: params.name,
    about: params.about,
    runs: results.length,
    digest: combineDigests(results.map((result) => result.digest)),
    metrics,
    series: seriesOf(params, results, forms),
    verdict,
    slotMap: { slots: params.network.slots, used: results[0].usedSlots },
    months: monthLabelsOf(params),
    notes: [
      ...notes,
      ...leftOutNotes(results[0]),
      ...fidelityNotes(params, results),
      ...partialMonthNotes(params),
    ],
  };
}

/** A closer look at probes than was asked for costs time: the reader learns why. §M9.2 */
function fidelityNotes({ monitoring }: Params, results: readonly RunResult[]): string[] {
  if (results.every(({ fidelity }) => fidelity === monitoring.fidelity)) return [];
  const change = `causal in place of ${monitoring.fidelity}`;
  return [`monitoring.fidelity: ${change}, because a strategy is told of single probes`];
}

/** So that nobody wonders why other metrics are not there. */
function leftOutNotes({ parts }: RunResult): readonly string[] {
  const leftOut = (['outages', 'monitoring', 'accounts'] as const).filter((part) => !parts[part]);
  if (leftOut.length === 0) return [];
  return [`metrics: nothing that is asked for hangs on ${leftOut.join(', ')}; the runs left them out`];
}

/** What a share is a part of, over all runs: the sum of the counts that it names. */
function wholeOf({ per = [] }: Metric, results: readonly RunResult[]): number {
  return results.reduce(
    (sum, { metrics }) => sum + per.reduce((part, id) => part + Number(metrics[id]), 0),
    0,
  );
}

/** The scenario's metrics, in the order of reports. */
export function reportedMetrics(params: Params): readonly Metric[] {
  const wanted = new Set(params.metrics);
  return METRICS.filter((metric) => wanted.has(metric.id));
}

function seriesOf(
  params: Params,
  results: readonly RunResult[],
  forms: ReadonlyMap<string, ClosedForm>,
): Readonly<Record<string, readonly SeriesEstimate[]>> {
  const points = new Map(results.map((result) => [result, pointsOf(result)]));
  const series: Record<string, readonly SeriesEstimate[]> = {};
  for (const metric of SERIES_METRICS) {
    const months: SeriesEstimate[] = [];
    const expectedInMonth = forms.get(metric.id)?.expectedInMonth;
    for (let month = 0; month < monthCountOf(params); month++) {
      const key = pointKey(metric.id, month);
      const valueOf = (result: RunResult): MetricValue => points.get(result)!.get(key) ?? null;
      const estimate = estimateOf(metric, results.map(valueOf));
      const comparison =
        expectedInMonth &&
        compareWith({ ...forms.get(metric.id)!, clump: 1 }, results, valueOf, (result) =>
          expectedInMonth(result, month),
        );
      const hasPoint = results.some((result) => points.get(result)!.has(key));
      if (hasPoint) months.push({ month, ...withAnalytic(estimate, comparison) });
    }
    if (months.length > 0) series[metric.id] = months;
  }
  return series;
}

/** A run's series as a table, so that no month searches the whole list. */
function pointsOf(result: RunResult): ReadonlyMap<string, MetricValue> {
  return new Map(result.series.map((point) => [pointKey(point.metric, point.month), point.value]));
}

function pointKey(metric: string, month: number): string {
  return `${month} ${metric}`;
}

function withAnalytic(estimate: Estimate, comparison: Comparison | undefined): Estimate {
  return comparison === undefined ? estimate : { ...estimate, analytic: comparison.analytic };
}
