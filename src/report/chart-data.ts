/**
 * What a chart shows, worked out before the page is written: the script in the page only draws. Every number
 * that a reader can point at carries its text, so that nothing is formatted by the browser's locale.
 */

import type { SeriesEstimate, Summary } from '../experiments/summary.ts';
import { asNumber, displayUnit, estimateLine, formatDeviation, showValue } from './format.ts';

/** A month of a line: plotted numbers in the chart's unit and the text for the reader. */
export interface ChartPoint {
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly text: string;
}

/** A month of a closed form's curve. */
export interface ExactPoint {
  readonly value: number | null;
  readonly text: string;
}

/** A measured line with its band and, where there is a closed form, its curve. */
export interface ChartLine {
  readonly label: string;
  readonly points: readonly ChartPoint[];
  readonly exact: readonly ExactPoint[] | null;
}

/** A chart by month. `logMin` and `logMax` are the powers of ten that hold all that is above zero. */
export interface ChartData {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly months: readonly string[];
  readonly lines: readonly ChartLine[];
  readonly logMin: number;
  readonly logMax: number;
  /** Whether the chart opens with a logarithmic axis; null where only a linear one makes sense. */
  readonly opensLogarithmic: boolean | null;
}

/** What is to be charted: series of one unit in one picture. */
export interface ChartRequest {
  readonly id: string;
  readonly title: string;
  readonly series: readonly (readonly [metric: string, label: string])[];
  /** Whether the reader may choose a logarithmic axis: for counts that span powers of ten. */
  readonly mayBeLogarithmic: boolean;
}

/** Beyond this ratio of largest to smallest value a linear axis hides the small ones. */
const LOGARITHMIC_FROM_RATIO = 20;

/** Amounts of tokens are drawn in millions from this size on. */
const MILLION = 1_000_000;

/** The chart of a request, or null when the summary holds none of its series. */
export function chartData(summary: Summary, request: ChartRequest): ChartData | null {
  const present = request.series.filter(([metric]) => (summary.series[metric] ?? []).length > 0);
  if (present.length === 0) return null;
  const estimates = present.flatMap(([metric]) => summary.series[metric]);
  const scale = chartScale(estimates);
  const lines = present.map(([metric, label]) =>
    chartLine(label, summary.series[metric], summary.months, scale.factor),
  );
  const { smallest, largest } = positiveRange(lines);
  return {
    id: request.id,
    title: request.title,
    unit: scale.unit,
    months: summary.months,
    lines,
    logMin: powerOfTenBelow(smallest),
    logMax: powerOfTenAbove(largest),
    opensLogarithmic: request.mayBeLogarithmic ? largest / smallest > LOGARITHMIC_FROM_RATIO : null,
  };
}

function chartScale(estimates: readonly SeriesEstimate[]): {
  readonly factor: number;
  readonly unit: string;
} {
  const { unit } = estimates[0];
  if (unit !== 'tokens') return displayUnit(unit);
  const largest = Math.max(...estimates.map(({ mean }) => Math.abs(asNumber(mean ?? 0))));
  return largest >= MILLION ? { factor: 1 / MILLION, unit: 'million tokens' } : { factor: 1, unit };
}

function chartLine(
  label: string,
  series: readonly SeriesEstimate[],
  months: readonly string[],
  factor: number,
): ChartLine {
  const byMonth = new Map(series.map((estimate) => [estimate.month, estimate]));
  const estimates = months.map((_, month) => byMonth.get(month));
  const hasExact = series.some(({ analytic }) => analytic !== undefined);
  return {
    label,
    points: estimates.map((estimate) => chartPoint(estimate, factor)),
    exact: hasExact ? estimates.map((estimate) => exactPoint(estimate, factor)) : null,
  };
}

function chartPoint(estimate: SeriesEstimate | undefined, factor: number): ChartPoint {
  if (estimate === undefined) return { mean: null, low: null, high: null, text: 'no value' };
  const scaled = (value: number | string): number => asNumber(value) * factor;
  return {
    mean: estimate.mean === null ? null : scaled(estimate.mean),
    low: estimate.interval === null ? null : scaled(estimate.interval[0]),
    high: estimate.interval === null ? null : scaled(estimate.interval[1]),
    text: estimateLine(estimate),
  };
}

function exactPoint(estimate: SeriesEstimate | undefined, factor: number): ExactPoint {
  if (estimate?.analytic === undefined) return { value: null, text: 'no value' };
  const { value, deviation } = estimate.analytic;
  const distance = deviation === null ? '' : ` (measured: ${formatDeviation(deviation)})`;
  const text = `${showValue(value, estimate.unit)} ${displayUnit(estimate.unit).unit}${distance}`;
  return { value: value * factor, text };
}

function positiveRange(lines: readonly ChartLine[]): { readonly smallest: number; readonly largest: number } {
  const values = lines
    .flatMap(({ points, exact }) => [
      ...points.flatMap(({ mean, high }) => [mean, high]),
      ...(exact ?? []).map(({ value }) => value),
    ])
    .filter((value) => value !== null)
    .filter((value) => value > 0);
  if (values.length === 0) return { smallest: 1, largest: 1 };
  return { smallest: Math.min(...values), largest: Math.max(...values) };
}

const exponentBelow = (value: number): number => Number(value.toExponential().split('e')[1]);

function powerOfTenBelow(value: number): number {
  return Number(`1e${exponentBelow(value)}`);
}

function powerOfTenAbove(value: number): number {
  const below = powerOfTenBelow(value);
  return below === value ? value * 10 : Number(`1e${exponentBelow(value) + 1}`);
}
