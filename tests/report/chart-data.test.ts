import { expect, test } from 'vitest';

import type { SeriesEstimate, Summary } from '../../src/experiments/summary.ts';
import { type ChartData, chartData } from '../../src/report/chart-data.ts';
import { sampleSummary } from './sample-result.helpers.ts';

const count = (month: number, mean: number | null, high: number, exact?: number): SeriesEstimate => ({
  month,
  mean,
  interval: mean === null ? null : [0, high],
  n: 12,
  method: 'poisson',
  unit: 'chains',
  ...(exact === undefined ? {} : { analytic: { value: exact, formula: 'tail', deviation: null } }),
});

function chartOf(series: readonly SeriesEstimate[]): ChartData {
  const summary: Summary = {
    ...sampleSummary(),
    months: ['2020-01', '2020-02', '2020-03'],
    series: { series },
  };
  const request = {
    id: 'chart',
    title: 'Chart',
    series: [['series', 'mean']] as const,
    mayBeLogarithmic: true,
  };
  const chart = chartData(summary, request);
  if (chart === null) throw new Error('the series is there');
  return chart;
}

test('a month in which nothing was seen keeps its zero and its upper limit', () => {
  const [line] = chartOf([count(0, 0, 0.3, 1e-9)]).lines;
  expect(line.points[0]).toEqual({ mean: 0, low: 0, high: 0.3, text: '0 [0, 0.30] chains' });
  expect(line.exact?.[0]).toEqual({ value: 1e-9, text: '1.000×10⁻⁹ chains' });
});

test('powers of ten enclose all that is above zero, the closed form and the limits included', () => {
  const { logMin, logMax, opensLogarithmic } = chartOf([count(0, 0, 0.3, 2.5e-9), count(1, 4, 1000)]);
  expect([logMin, logMax]).toEqual([1e-9, 10_000]);
  expect(opensLogarithmic).toBe(true);
});

test('a chart of one size opens with a linear axis, and one of nothing but zeros can be drawn', () => {
  expect(chartOf([count(0, 10, 12)]).opensLogarithmic).toBe(false);
  const { logMin, logMax, opensLogarithmic } = chartOf([count(0, 0, 0)]);
  expect([logMin, logMax, opensLogarithmic]).toEqual([1, 10, false]);
});

test('months that are missing or have no samples are gaps in their own places', () => {
  const [line] = chartOf([count(2, 5, 6), count(0, null, 0)]).lines;
  expect(line.points.map(({ mean }) => mean)).toEqual([null, null, 5]);
  expect(line.points.map(({ text }) => text)).toEqual([
    'none (no interval) chains',
    'no value',
    '5.0 [0, 6.0] chains',
  ]);
  expect(line.exact).toBeNull();
});

test('large amounts are drawn in millions and told in tokens', () => {
  const amount: SeriesEstimate = { ...count(0, 1, 1), mean: '32083333.5', interval: null, unit: 'tokens' };
  const chart = chartOf([amount]);
  expect(chart.unit).toBe('million tokens');
  expect(chart.lines[0].points[0].mean).toBeCloseTo(32.0833335, 7);
  expect(chart.lines[0].points[0].text).toBe('32,083,334 (no interval) tokens');
});

test('a chart without any of its series is not drawn', () => {
  const request = { id: 'none', title: '', series: [['no.such', '']] as const, mayBeLogarithmic: false };
  expect(chartData(sampleSummary(), request)).toBeNull();
});
