/** The verdict at the top of the page: what agrees with theory, what differs, what was only measured. */

import type { VerdictLine } from '../experiments/summary.ts';
import { type Markup, markup } from './markup.ts';

type Status = VerdictLine['status'];

/** Marks of the three outcomes; the word stands beside, so that neither colour nor sign speaks alone. */
export const STATUS_SIGNS: Readonly<Record<Status, string>> = { agrees: '✓', differs: '✗', measured: '•' };

const ICON_PATHS: Readonly<Record<Status, string>> = {
  agrees: 'M4.5 8.3l2.4 2.4 4.6-5.2',
  differs: 'M5 5l6 6M11 5l-6 6',
  measured: 'M4.5 8h7',
};

/** The verdict’s section, its lines in the order of the summary. */
export function verdictSection(verdict: readonly VerdictLine[]): Markup {
  if (verdict.length === 0)
    return markup`<section aria-labelledby="verdict"><h2 id="verdict">Verdict</h2>
<p>${verdictCount(verdict)}</p></section>`;
  return markup`<section aria-labelledby="verdict">
<h2 id="verdict">Verdict</h2>
<p class="lead">${verdictCount(verdict)}</p>
<ul class="verdict">${verdict.map(verdictItem)}</ul>
</section>`;
}

/**
 * One sentence that counts the lines: `3 agree with their closed form, 1 differs, 2 were measured without
 * one.` Where nothing was compared, or nothing is judged, it says so, instead of zeros.
 */
export function verdictCount(verdict: readonly VerdictLine[]): string {
  const count = (status: Status): number => verdict.filter((line) => line.status === status).length;
  const [agreeing, differing, measured] = [count('agrees'), count('differs'), count('measured')];
  if (verdict.length === 0) return 'No line of verdict: this result holds no metric that is judged.';
  if (agreeing + differing === 0)
    return measured === 1
      ? '1 was measured; this scenario has no closed form for it.'
      : `${measured} were measured; this scenario has no closed form for them.`;
  const parts = [
    `${agreeing} ${agreeing === 1 ? 'agrees with its' : 'agree with their'} closed form`,
    `${differing} ${differing === 1 ? 'differs' : 'differ'}`,
    `${measured} ${measured === 1 ? 'was' : 'were'} measured without one`,
  ];
  return `${parts.join(', ')}.`;
}

function verdictItem(line: VerdictLine): Markup {
  return markup`<li class="${line.status}"><span class="badge">${statusIcon(line.status)}${line.status}</span>
<span class="verdict-text">${line.text}</span> <code>${line.id}</code></li>
`;
}

function statusIcon(status: Status): Markup {
  const drawing = markup`<circle cx="8" cy="8" r="7"/><path d="${ICON_PATHS[status]}"/>`;
  return markup`<svg viewBox="0 0 16 16" aria-hidden="true">${drawing}</svg>`;
}
