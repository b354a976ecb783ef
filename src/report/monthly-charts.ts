/** The charts of the report by month: which series stand in which picture, and what the reader is told. */

import type { Estimate, Summary } from '../experiments/summary.ts';
import { type ChartData, chartData, type ChartRequest } from './chart-data.ts';
import { chartFigure } from './chart-figure.ts';
import { asNumber, showEstimate } from './format.ts';
import { type Markup, markup } from './markup.ts';
import { scrollRegion } from './scroll-region.ts';
import { slotMap } from './slot-map.ts';

interface FigureRequest extends ChartRequest {
  readonly note: string;
}

/** A section with its charts; `charts` is what the page's script draws. */
export interface ChartSection {
  readonly content: Markup | null;
  readonly charts: readonly ChartData[];
}

const deedFigure = (id: string, title: string, note: string): FigureRequest => ({
  id,
  title,
  series: [[`${id}.chainMonths`, 'measured mean']],
  mayBeLogarithmic: true,
  note,
});

const SECURITY: readonly FigureRequest[] = [
  deedFigure('capture', 'Captured chains', 'A coalition holds the threshold of a chain’s key shares.'),
  deedFigure('halt', 'Haltable chains', 'A coalition holds so many seats that the rest cannot sign.'),
  deedFigure('fork', 'Forkable chains', 'A coalition holds enough seats to have two blocks signed.'),
];

const SERVICE: readonly FigureRequest[] = [
  {
    id: 'sla-passed',
    title: 'Share of nodes that passed',
    series: [['sla.passed', 'passed']],
    mayBeLogarithmic: false,
    note: 'Nodes scored 1 over nodes scored in the month.',
  },
  {
    id: 'sla-errors',
    title: 'Wrong scores',
    series: [
      ['sla.falseFail', 'false failures'],
      ['sla.falsePass', 'false passes'],
    ],
    mayBeLogarithmic: true,
    note: 'False failure: an honest node that met the SLA in truth, scored 0. False pass: missed, scored 1.',
  },
];

const MONEY: readonly FigureRequest[] = [
  {
    id: 'pool',
    title: 'Pool and payout',
    series: [
      ['bounty.pool', 'pool at payday'],
      ['bounty.paid', 'paid'],
    ],
    mayBeLogarithmic: false,
    note: 'The pool holds the month’s emission, released rent and what was carried over.',
  },
  {
    id: 'apr',
    title: 'Yield on stake',
    series: [
      ['apr.delegator', 'holders'],
      ['apr.validator', 'validators’ fees'],
    ],
    mayBeLogarithmic: false,
    note: 'The month’s rewards over stake, as a rate a year.',
  },
];

const MARKET: readonly FigureRequest[] = [
  {
    id: 'price',
    title: 'Price of a token',
    series: [['price.usd', 'at the month’s end']],
    mayBeLogarithmic: true,
    note: 'In US dollars.',
  },
  {
    id: 'nodes',
    title: 'Nodes in the network',
    series: [['nodes.present', 'at the month’s end']],
    mayBeLogarithmic: false,
    note: 'Those on their way out are counted until they have gone.',
  },
  {
    id: 'staked',
    title: 'Staked share of the supply',
    series: [['stake.share', 'at the month’s end']],
    mayBeLogarithmic: false,
    note: 'What is delegated over all tokens that there are.',
  },
  {
    id: 'attack-cost',
    title: 'Cost of the seats that take a chain',
    series: [['security.costUsd', 'stake of the threshold of nodes']],
    mayBeLogarithmic: true,
    note: 'In US dollars at the day’s price, without slippage: a floor.',
  },
];

const CAPACITY: readonly FigureRequest[] = [
  {
    id: 'utilisation',
    title: 'Slots in use',
    series: [['slots.utilisation', 'share of all slots']],
    mayBeLogarithmic: false,
    note: 'Over slots of all nodes, right after the month’s rotation.',
  },
];

/** Rows of the table of wrong scores: label, metric of the count, metric of the rate. */
const WRONG_SCORES: readonly (readonly [label: string, count: string | null, rate: string | null])[] = [
  ['False failures of honest nodes', 'sla.falseFail', 'sla.falseFail.rate'],
  ['… caused by verdicts: true ones would have passed', 'sla.falseFail.byVerdicts', null],
  ['False passes', 'sla.falsePass', 'sla.falsePass.rate'],
  ['… of honest nodes', 'sla.falsePass.honest', 'sla.falsePass.honest.rate'],
  ['… of coalitions’ nodes', 'sla.falsePass.coalition', 'sla.falsePass.coalition.rate'],
  ['Honest nodes truly below the floor', null, 'sla.belowFloor.rate'],
  ['Windows without quorum', 'sla.windowsWithoutQuorum', null],
];

interface SectionPlan {
  readonly id: string;
  readonly title: string;
  readonly requests: readonly FigureRequest[];
  readonly before?: Markup;
  /** Figures that stand beside the charts. */
  readonly beside?: Markup | null;
  readonly after?: Markup | null;
}

/** Capture, halt and fork by month. §M14.1 */
export function securitySection(summary: Summary): ChartSection {
  const before = markup`<p>Counted right after each month’s rotation. Where the closed form is known, its
curve stands beside the measured mean.</p>`;
  return chartSection(summary, {
    id: 'security',
    title: 'Capture, halt and fork by month',
    requests: SECURITY,
    before,
  });
}

/** Results of monitoring, with error rates and causes. §M9.7 */
export function serviceSection(summary: Summary): ChartSection {
  const after = wrongScoresTable(summary);
  return chartSection(summary, { id: 'service', title: 'Service levels', requests: SERVICE, after });
}

/** Pool, payout and yields by month. §M10 */
export function moneySection(summary: Summary): ChartSection {
  return chartSection(summary, { id: 'money', title: 'Pool, payout and yield', requests: MONEY });
}

/** Price, nodes, stake and the cost of an attack by month, as far as they move at all. §M13 */
export function marketSection(summary: Summary): ChartSection {
  const requests = MARKET.filter(({ series }) => series.some(([metric]) => moves(summary, metric)));
  return chartSection(summary, { id: 'market', title: 'Price, nodes and stake', requests });
}

/** Does the mean of a series change by more than a hundredth of a thousandth? */
function moves(summary: Summary, metric: string): boolean {
  const means = (summary.series[metric] ?? []).map(({ mean }) => asNumber(mean ?? 0));
  const largest = Math.max(...means);
  return largest - Math.min(...means) > Math.abs(largest) / STILL_PART;
}

/** A line that moves by less of itself looks flat. */
const STILL_PART = 100_000;

/** Use of slots by month, beside the figures of {@link slotMap}. */
export function capacitySection(summary: Summary): ChartSection {
  const beside = slotMap(summary.slotMap);
  return chartSection(summary, { id: 'capacity', title: 'Use of slots', requests: CAPACITY, beside });
}

function chartSection(summary: Summary, plan: SectionPlan): ChartSection {
  const { id, title, requests, before = null, beside = null, after = null } = plan;
  const drawn = requests.flatMap((request) => {
    const chart = chartData(summary, request);
    return chart === null ? [] : [{ chart, figure: chartFigure(chart, request.note) }];
  });
  if (drawn.length === 0 && beside === null && after === null) return { content: null, charts: [] };
  const content = markup`<section aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
${drawn.length === 0 ? null : before}
<div class="charts">${drawn.map(({ figure }) => figure)}${beside}</div>
${after}
</section>`;
  return { content, charts: drawn.map(({ chart }) => chart) };
}

function wrongScoresTable(summary: Summary): Markup | null {
  const of = (id: string | null): Estimate | undefined => (id === null ? undefined : summary.metrics[id]);
  const rows = WRONG_SCORES.filter(([, count, rate]) => of(count) !== undefined || of(rate) !== undefined);
  if (rows.length === 0) return null;
  const table = markup`<table>
<caption>Wrong scores and their causes: mean over runs with its 95 % interval</caption>
<thead><tr><th scope="col">what</th><th scope="col" class="number">count in a run</th>
<th scope="col" class="number">rate</th></tr></thead><tbody>
${rows.map(
  ([label, count, rate]) => markup`<tr><th scope="row">${label}</th>${estimateCell(of(count))}${estimateCell(
    of(rate),
  )}</tr>
`,
)}</tbody></table>`;
  return scrollRegion('Wrong scores and their causes', table);
}

function estimateCell(estimate: Estimate | undefined): Markup {
  if (estimate === undefined) return markup`<td class="number">—</td>`;
  const shown = showEstimate(estimate);
  return markup`<td class="number">${shown.value}
<span class="interval">${shown.interval ?? 'no interval'}</span>
<span class="unit">${shown.unit}</span></td>`;
}
