/** The summary in a terminal: verdict, every metric with its interval, notes, and how to make it again. */

import type { Estimate, Manifest, Summary, VerdictLine } from '../experiments/summary.ts';
import { countOf, formatDeviation, showEstimate, showValue } from './format.ts';
import { STATUS_SIGNS, verdictCount } from './verdict-lines.ts';

/** What a piece of text is for; whoever prints decides on the colour. */
export type Tone = VerdictLine['status'] | 'title' | 'faint';

/** Colours a text without changing its width on screen. */
export type Paint = (text: string, tone: Tone) => string;

/** No line is longer, but for a single word of the replay command that is. */
const WIDTH = 100;

const INDENT = '  ';

/** Widths of the columns metric, estimate with interval, unit, n. With gaps they fit {@link WIDTH}. */
const COLUMNS = [30, 45, 14, 5];

/** The summary as lines, ending in a newline. Control characters of a scenario never reach the terminal. */
export function renderText(summary: Summary, manifest: Manifest, paint: Paint = (text) => text): string {
  const facts = [
    countOf(summary.runs, 'run'),
    countOf(summary.months.length, 'month'),
    `seed ${manifest.seed}`,
  ].join(' · ');
  const lines = [
    ...wrap(summary.name, WIDTH).map((line) => paint(line, 'title')),
    ...wrap(facts, WIDTH).map((line) => paint(line, 'faint')),
    ...(summary.about === '' ? [] : wrap(summary.about, WIDTH)),
    '',
    ...verdictLines(summary.verdict, paint),
    '',
    ...metricLines(summary, paint),
    ...noteLines(summary.notes),
    '',
    `digest  ${printable(manifest.digest)}`,
    ...commandLines(manifest.replay),
  ];
  return `${lines.join('\n')}\n`;
}

function verdictLines(verdict: readonly VerdictLine[], paint: Paint): readonly string[] {
  const lines = verdict.flatMap(({ id, text, status }) => {
    const label = `${STATUS_SIGNS[status]} ${status}`.padEnd(11);
    const wrapped = wrap(`${text} (${id})`, WIDTH - INDENT.length - label.length);
    return wrapped.map(
      (line, index) => INDENT + (index === 0 ? paint(label, status) : ' '.repeat(label.length)) + line,
    );
  });
  return [paint('Verdict', 'title'), ...lines, INDENT + verdictCount(verdict)];
}

function metricLines(summary: Summary, paint: Paint): readonly string[] {
  const head = row(['metric', 'mean [95 % interval]', 'unit', 'n'])[0];
  const rows = Object.entries(summary.metrics).flatMap(([id, estimate]) => [
    ...row([id, valueWithInterval(estimate), showEstimate(estimate).unit, String(estimate.n)]),
    ...analyticLines(estimate).map((line) => paint(line, 'faint')),
  ]);
  return [paint('Metrics', 'title'), paint(head, 'faint'), ...rows];
}

function valueWithInterval(estimate: Estimate): string {
  const { value, interval } = showEstimate(estimate);
  return interval === null ? value : `${value} ${interval}`;
}

function analyticLines({ analytic, unit }: Estimate): readonly string[] {
  if (analytic === undefined) return [];
  const distance = analytic.deviation === null ? '' : `, measured ${formatDeviation(analytic.deviation)}`;
  const text = `closed form ${showValue(analytic.value, unit)}${distance}: ${analytic.formula}`;
  return wrap(text, WIDTH - 2 * INDENT.length).map((line) => INDENT + INDENT + line);
}

/** A row of the table: cells that are too long go on below, within their column. */
function row(cells: readonly string[]): readonly string[] {
  const columns = cells.map((cell, index) => wrap(cell, COLUMNS[index]));
  const height = Math.max(...columns.map((column) => column.length));
  return Array.from({ length: height }, (_, line) =>
    (
      INDENT.slice(0, 1) +
      columns.map((column, index) => (column[line] ?? '').padEnd(COLUMNS[index] + 1)).join('')
    ).trimEnd(),
  );
}

function noteLines(notes: readonly string[]): readonly string[] {
  if (notes.length === 0) return [];
  const lines = notes.flatMap((note) =>
    wrap(note, WIDTH - 4).map((line, index) => (index === 0 ? `  - ${line}` : `    ${line}`)),
  );
  return ['', 'Notes', ...lines];
}

/** Breaks a command before options, outside quotes, with a backslash: the lines can be pasted as they are. */
function commandLines(command: string): readonly string[] {
  const start = 'replay  ';
  const lines = [''];
  for (const part of splitAtOptions(printable(command))) {
    const last = lines[lines.length - 1];
    if (last === '') lines[lines.length - 1] = part;
    else if (start.length + last.length + 1 + part.length + 2 <= WIDTH) lines[lines.length - 1] += ` ${part}`;
    else lines.push(part);
  }
  return lines.map(
    (line, index) =>
      (index === 0 ? start : ' '.repeat(start.length)) + line + (index < lines.length - 1 ? ' \\' : ''),
  );
}

function splitAtOptions(command: string): readonly string[] {
  const parts = [''];
  for (const piece of command.split(/ (?=--)/)) {
    const last = parts[parts.length - 1];
    const isQuoted = (last.match(/'/g) ?? []).length % 2 === 1 || (last.match(/"/g) ?? []).length % 2 === 1;
    if (last === '') parts[parts.length - 1] = piece;
    else if (isQuoted) parts[parts.length - 1] += ` ${piece}`;
    else parts.push(piece);
  }
  return parts;
}

/** Breaks text at spaces into lines of at most `width` characters; longer words are cut. */
function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [''];
  for (const word of printable(text).split(/\s+/)) {
    let rest = [...word];
    const last = lines[lines.length - 1];
    if (last === '') lines.pop();
    else if ([...last].length + 1 + rest.length <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
      continue;
    }
    for (; rest.length > width; rest = rest.slice(width)) lines.push(rest.slice(0, width).join(''));
    lines.push(rest.join(''));
  }
  return lines;
}

/** Text without control characters: an escape sequence in a scenario's name must not steer the terminal. */
function printable(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\p{Cc}\p{Cf}]/gu, '�');
}
