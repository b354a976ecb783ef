/** Every metric of the result in one table: estimate, interval, its method, and the closed form beside it. */

import type { Analytic, Estimate, Summary } from '../experiments/summary.ts';
import { formatDeviation, methodName, showEstimate, showValue } from './format.ts';
import { type Markup, markup } from './markup.ts';
import { scrollRegion } from './scroll-region.ts';

/** What the report needs to know of a metric beyond its estimate. */
export interface MetricDefinition {
  readonly id: string;
  readonly unit: string;
  readonly definition: string;
}

/** An estimate with its id and, where known, its definition. */
export interface ListedMetric {
  readonly id: string;
  readonly estimate: Estimate;
  readonly definition: string | null;
}

/** The metrics of a summary in the order of their definitions; undefined ones follow by id. */
export function listMetrics(summary: Summary, metrics: readonly MetricDefinition[]): readonly ListedMetric[] {
  const defined = metrics.filter(({ id }) => summary.metrics[id] !== undefined);
  const known = new Set(defined.map(({ id }) => id));
  const others = Object.keys(summary.metrics).filter((id) => !known.has(id));
  others.sort((left, right) => (left < right ? -1 : Number(left > right)));
  return [
    ...defined.map(({ id, definition }) => ({ id, estimate: summary.metrics[id], definition })),
    ...others.map((id) => ({ id, estimate: summary.metrics[id], definition: null })),
  ];
}

/** The section with the full table. */
export function metricTable(summary: Summary, metrics: readonly MetricDefinition[]): Markup {
  const rows = listMetrics(summary, metrics).map(metricRow);
  const table = markup`<table class="metrics">
<caption>Mean over runs with its two-sided 95 % interval. Open a metric’s name for its definition.</caption>
<thead><tr><th scope="col">metric</th><th scope="col" class="number">estimate</th>
<th scope="col" class="number left">95 % interval</th><th scope="col">unit</th>
<th scope="col" class="number">n</th><th scope="col">method</th>
<th scope="col" class="number">closed form</th><th scope="col" class="number">deviation</th></tr></thead>
<tbody>
${rows}</tbody></table>`;
  return markup`<section aria-labelledby="all-metrics">
<h2 id="all-metrics">All metrics</h2>
${scrollRegion('All metrics', table)}
</section>`;
}

function metricRow({ id, estimate, definition }: ListedMetric): Markup {
  const shown = showEstimate(estimate);
  return markup`<tr><th scope="row">${metricName(id, definition)}</th>
<td class="number"${exactTitle(estimate.mean)}>${shown.value}</td>
<td class="number left">${shown.interval ?? '—'}</td><td>${shown.unit}</td>
<td class="number">${estimate.n}</td><td>${methodName(estimate.method)}</td>
${analyticCells(estimate.analytic, estimate.unit)}</tr>
`;
}

function metricName(id: string, definition: string | null): Markup {
  if (definition === null) return markup`<code>${id}</code>`;
  return markup`<details><summary title="${definition}"><code>${id}</code></summary>
<p>${definition}</p></details>`;
}

function exactTitle(mean: number | string | null): Markup | null {
  return mean === null ? null : markup` title="${mean}"`;
}

function analyticCells(analytic: Analytic | undefined, unit: string): Markup {
  if (analytic === undefined) return markup`<td class="number">—</td><td class="number">—</td>`;
  return markup`<td class="number" title="${analytic.value}">${showValue(analytic.value, unit)}
<small>${analytic.formula}</small></td><td class="number">${formatDeviation(analytic.deviation)}</td>`;
}
