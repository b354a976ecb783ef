/** The lines at the top of a report: what agrees with a closed form, what differs, what was only measured. */
import type { Metric } from '../sim/protocol/metrics.ts';
import type { Estimate, VerdictLine } from './summary.ts';

/** Metrics that get a line in every summary that holds them, closed form or not. */
const ALWAYS: ReadonlySet<string> = new Set(['chains.placed', 'capture.any', 'sla.falseFail.rate']);

/** What a line calls its metric; the definition serves where there is no shorter name. */
const LABELS: Readonly<Record<string, string>> = {
  'chains.placed': 'chains placed',
  'placement.smallBeforeNoLarge': 'small chains placed when a large one no longer fits',
  'capture.any': 'part of runs in which a coalition captured a chain',
  'capture.chains': 'chains ever captured',
  'capture.chainMonths': 'chain-months begun captured',
  'halt.chains': 'chains that could ever be halted',
  'halt.chainMonths': 'chain-months begun haltable',
  'fork.chains': 'chains that could ever be forked',
  'fork.chainMonths': 'chain-months begun forkable',
  'sla.falseFail.rate': 'part of honest node-months failed although they met the SLA',
  'emission.total': 'tokens minted',
  'beacon.coalitionSeats': 'seats of the coalition in the groups of the beacons',
  'beacon.forged': 'months whose beacon was forged',
  'beacon.keysRefused': 'keys refused for want of a proof',
  'requests.captured.rate': 'part of the requested chains that was captured',
  'dkg.failures': 'key generations that failed',
  'dkg.slashes': 'penalties',
  'dkg.rushed.even': 'part of the rushed keys that is even',
};

/** Significant digits in a line's text; the table beside it holds all. */
const DIGITS = 5;
/** From here on people count whole units: 128,333,333 tokens, not some 128,330,000. */
const WHOLE_FROM = 10 ** DIGITS;

/** A line for a metric, or undefined when it has nothing to be compared with and is not one of the few. */
export function verdictLine(
  metric: Metric,
  estimate: Estimate,
  status: VerdictLine['status'] | undefined,
): VerdictLine | undefined {
  if (status === undefined && !ALWAYS.has(metric.id)) return undefined;
  const label = LABELS[metric.id] ?? metric.definition;
  const measured =
    estimate.mean === null ? 'no value in any run' : `${shown(estimate.mean)}${range(estimate)}`;
  const parts = [`${label}: measured ${measured}`];
  const { analytic } = estimate;
  if (analytic !== undefined) parts.push(`expected ${shown(analytic.value)} (${analytic.formula})`);
  if (status === 'measured') parts.push('no spread over the runs to judge by');
  return { id: metric.id, text: parts.join('; '), status: status ?? 'measured' };
}

function range({ interval }: Estimate): string {
  return interval === null ? '' : `, 95 % interval ${shown(interval[0])} to ${shown(interval[1])}`;
}

/**
 * Five significant digits, without an exponent where people would not write one; a larger number rounded to a
 * whole one. A double is exact enough: amounts are far below 2^53 tokens.
 */
function shown(value: number | string): string {
  const number = Number(value);
  if (Math.abs(number) >= WHOLE_FROM) return String(Math.round(number));
  return String(Number(number.toPrecision(DIGITS)));
}
