/** The few figures that a reader looks for first, each with its interval and unit. */

import type { Estimate, Summary } from '../experiments/summary.ts';
import { countOf, showEstimate } from './format.ts';
import { type Markup, markup } from './markup.ts';

/** The figures in reading order: security, service, capacity, money. */
const KEY_FIGURES: readonly (readonly [id: string, label: string])[] = [
  ['capture.any', 'Runs with a captured chain'],
  ['capture.chains', 'Chains ever captured'],
  ['halt.chains', 'Chains ever haltable'],
  ['fork.chains', 'Chains ever forkable'],
  ['chain.availability', 'Availability of chains'],
  ['sla.passed', 'Passed the SLA'],
  ['sla.falseFail.rate', 'False failures, rate'],
  ['sla.falsePass.rate', 'False passes, rate'],
  ['slots.utilisation', 'Slots in use at the end'],
  ['bounty.paid', 'Bounty paid'],
  ['apr.validator', 'Yield of validators’ fees'],
  ['apr.delegator', 'Yield of holders'],
];

/** The grid of key figures; those that the result does not hold are left out. */
export function keyFigures(summary: Summary): Markup | null {
  const present = KEY_FIGURES.filter(([id]) => summary.metrics[id] !== undefined);
  if (present.length === 0) return null;
  return markup`<section aria-labelledby="key-figures">
<h2 id="key-figures">Key figures</h2>
<p class="hint">Means over ${countOf(summary.runs, 'run')}, in brackets their 95 % intervals.</p>
<dl class="figures">${present.map(([id, label]) => keyFigure(id, label, summary.metrics[id]))}</dl>
</section>`;
}

function keyFigure(id: string, label: string, estimate: Estimate): Markup {
  const shown = showEstimate(estimate);
  return markup`<div><dt>${label}</dt>
<dd><span class="value">${shown.value}</span> <span class="unit">${shown.unit}</span>
<span class="interval">${shown.interval ?? 'no interval'}</span> <code>${id}</code></dd></div>
`;
}
