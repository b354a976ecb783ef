/**
 * The report as one page that opens from disk: style, script and data stand inside it, and nothing is asked
 * of any network. The same result gives the same bytes.
 */

import { createHash } from 'node:crypto';

import type { Manifest, Summary } from '../experiments/summary.ts';
import { countOf } from './format.ts';
import { keyFigures } from './key-figures.ts';
import { jsonForScript, type Markup, markup, scriptForPage, trusted } from './markup.ts';
import { type MetricDefinition, metricTable } from './metric-table.ts';
import {
  capacitySection,
  marketSection,
  moneySection,
  securitySection,
  serviceSection,
} from './monthly-charts.ts';
import { PAGE_SCRIPT } from './page-script.ts';
import { PAGE_STYLE } from './page-style.ts';
import { provenance } from './provenance.ts';
import { verdictSection } from './verdict-lines.ts';

/** What a page is made of. `chartScript` is the text of chart.js for browsers (its UMD build). */
export interface ReportInput {
  readonly summary: Summary;
  readonly manifest: Manifest;
  readonly metrics: readonly MetricDefinition[];
  readonly chartScript: string;
}

/** The whole page, ending in a newline. What the result holds is data: it cannot become markup or script. */
export function renderHtml({ summary, manifest, metrics, chartScript }: ReportInput): string {
  const sections = [
    securitySection(summary),
    serviceSection(summary),
    moneySection(summary),
    marketSection(summary),
    capacitySection(summary),
  ];
  const charts = sections.flatMap((section) => section.charts);
  const reportData = jsonForScript({ charts, slotMap: summary.slotMap });
  const library = scriptForPage(chartScript);
  return markup`<!doctype html>
<html lang="en">
${head(summary, [library, PAGE_SCRIPT])}
<body>
<main>
${header(summary, manifest)}
${verdictSection(summary.verdict)}
${keyFigures(summary)}
<noscript><p>The charts need JavaScript. All their numbers stand in the tables below each.</p></noscript>
${sections.map(({ content }) => content)}
${metricTable(summary, metrics)}
${notes(summary.notes)}
${provenance(manifest)}
</main>
<script type="application/json" id="report-data">${reportData}</script>
<script>${trusted(library)}</script>
<script>${trusted(PAGE_SCRIPT)}</script>
</body>
</html>
`.text;
}

/** Only the page's own style and scripts may act, by their hashes: nothing else could, even if it got in. */
function head(summary: Summary, scripts: readonly string[]): Markup {
  const policy = [
    `default-src 'none'`,
    `script-src ${scripts.map(sourceHash).join(' ')}`,
    `style-src ${sourceHash(PAGE_STYLE)}`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  return markup`<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${summary.name} · elastinet report</title>
<style>${trusted(PAGE_STYLE)}</style>
</head>`;
}

function sourceHash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

function header(summary: Summary, manifest: Manifest): Markup {
  return markup`<header>
<p class="eyebrow">elastinet simulation report</p>
<h1>${summary.name}</h1>
<p class="about">${summary.about}</p>
<ul class="facts"><li>${countOf(summary.runs, 'run')}</li><li>${monthSpan(
    summary.months,
  )}</li><li>seed ${manifest.seed}</li><li>version ${manifest.elastinet}</li><li>digest <code>${
    summary.digest
  }</code></li></ul>
</header>`;
}

function monthSpan(months: readonly string[]): string {
  if (months.length === 0) return 'no whole month';
  if (months.length === 1) return `1 month, ${months[0]}`;
  return `${months.length} months, ${months[0]} to ${months[months.length - 1]}`;
}

function notes(lines: readonly string[]): Markup | null {
  if (lines.length === 0) return null;
  return markup`<section aria-labelledby="notes">
<h2 id="notes">Notes</h2>
<ul class="notes">${lines.map((line) => markup`<li>${line}</li>`)}</ul>
</section>`;
}
