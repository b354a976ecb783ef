/** The markup of a chart: heading, choice of axis, canvas, legend, and the same numbers as a table. */

import type { ChartData, ChartLine } from './chart-data.ts';
import { type Markup, markup } from './markup.ts';
import { scrollRegion } from './scroll-region.ts';

/** A figure for the page's script to fill; `note` says what the reader sees. */
export function chartFigure(chart: ChartData, note: string): Markup {
  const hasExact = chart.lines.some(({ exact }) => exact !== null);
  return markup`<figure class="chart">
<div class="chart-head"><h3>${chart.title}</h3>${axisChoice(chart)}</div>
<div class="plot"><canvas data-chart="${chart.id}" role="img" aria-label="${chartSummary(chart)}">
</canvas></div>
${legend(chart, hasExact)}
<figcaption>${note}</figcaption>
<details><summary>Numbers of this chart</summary>${chartTable(chart)}</details>
</figure>`;
}

function axisChoice(chart: ChartData): Markup | null {
  if (chart.opensLogarithmic === null) return null;
  const choice = (value: string, isChecked: boolean): Markup =>
    markup`<label><input type="radio" name="axis-${chart.id}" value="${value}" data-axis="${chart.id}"${
      isChecked ? markup` checked` : null
    }><span>${value}</span></label>`;
  return markup`<fieldset class="axis"><legend>Vertical axis</legend>${choice(
    'linear',
    !chart.opensLogarithmic,
  )}${choice('log', chart.opensLogarithmic)}</fieldset>`;
}

function legend(chart: ChartData, hasExact: boolean): Markup {
  const lines = chart.lines.map(
    ({ label }, index) => markup`<li><i class="key line-${index}"></i>${label}</li>`,
  );
  return markup`<ul class="legend">${lines}<li><i class="key band"></i>95 % interval</li>${
    hasExact ? markup`<li><i class="key exact"></i>closed form</li>` : null
  }${
    chart.opensLogarithmic === null
      ? null
      : markup`<li class="only-log" data-legend="${chart.id}"><i class="key limit"></i>
none seen: upper limit</li>`
  }</ul>`;
}

function chartSummary(chart: ChartData): string {
  const ends = chart.lines.map(
    ({ label, points }) => `${label}: ${points[0].text} first, ${points[points.length - 1].text} last`,
  );
  return `${chart.title}, in ${chart.unit}, by month. ${ends.join('; ')}. The table below holds all numbers.`;
}

function chartTable(chart: ChartData): Markup {
  const headings = chart.lines.map(
    ({ label, exact }) =>
      markup`<th scope="col" class="number">${label}</th>${
        exact === null ? null : markup`<th scope="col" class="number">closed form</th>`
      }`,
  );
  const rows = chart.months.map(
    (month, index) => markup`<tr><th scope="row">${month}</th>${chart.lines.map((line) =>
      lineCells(line, index),
    )}</tr>
`,
  );
  const table = markup`<table><caption>${chart.title}: mean and 95 % interval by month</caption>
<thead><tr><th scope="col">month</th>${headings}</tr></thead><tbody>
${rows}</tbody></table>`;
  return scrollRegion(`${chart.title}, table`, table);
}

function lineCells(line: ChartLine, index: number): Markup {
  return markup`<td class="number">${line.points[index].text}</td>${
    line.exact === null ? null : markup`<td class="number">${line.exact[index].text}</td>`
  }`;
}
