/**
 * From a month's figures to the score that decides about pay, and the truth that the score is held against.
 * §M9.5, §M9.7
 */
import { assert } from '../base/assert.ts';
import { PPM } from '../base/units.ts';
import type { Duration } from '../base/units.ts';
import { downtimePpmMax, isExactlyJudged } from './agreement.ts';
import type { Agreement } from './agreement.ts';

/** What the aggregated verdicts of a month add up to; window lengths in milliseconds are the weights. */
export interface MonthMeasured {
  /** Σ length over the windows with a figure for downtime. */
  readonly measured: Duration;
  /** Σ downtimePpm · length over these windows. */
  readonly downtimeSum: number;
  /** Σ length over the windows with a figure for latency: somebody was answered. */
  readonly latencyMeasured: Duration;
  /** Σ latencyMicros · length over these windows. */
  readonly latencySum: number;
}

/**
 * 1 when the measured month keeps both terms, else 0. A month without any measured window scores 1: the
 * burden of proof lies with the monitors. The same holds for latency when no window has a figure for it.
 *
 * Exact although the sums are doubles: both bounds are below 2^53 (asserted), sums below 2^53 are exact, and
 * a sum of non-negative parts that has once reached 2^53 is rounded but never falls below it again.
 */
export function binaryScore(agreement: Agreement, month: MonthMeasured): 0 | 1 {
  assert(month.downtimeSum >= 0 && month.latencySum >= 0, 'figures are not negative');
  assert(
    isExactlyJudged(agreement, month.measured),
    'the measured time is short enough to be judged exactly',
  );
  assert(isExactlyJudged(agreement, month.latencyMeasured), 'the time with a latency is short enough too');
  const isUpEnough = month.downtimeSum <= downtimePpmMax(agreement) * month.measured;
  const isFastEnough = month.latencySum <= agreement.latencyMaxMicros * month.latencyMeasured;
  return isUpEnough && isFastEnough ? 1 : 0;
}

/** What really happened to a node in a month. */
export interface MonthTrue {
  readonly month: Duration;
  /** Milliseconds of the month that the node was down, 0 … month. */
  readonly down: Duration;
  /** Σ expected latency in microseconds over the other nodes, without outages and losses. */
  readonly latencySumMicros: number;
  /** How many others that sum runs over; with none the latency is met. */
  readonly others: number;
}

/**
 * Whether the node kept its agreement in truth, by the same floors and with the same rounding (none) as the
 * score. §M9.7
 */
export function meetsInTruth(agreement: Agreement, truth: MonthTrue): boolean {
  assert(truth.down <= truth.month, 'a node is not down for longer than the month');
  assert(isExactlyJudged(agreement, truth.month), 'the month is short enough to be judged exactly');
  // A product of whole numbers beyond 2^53 rounds, but not to below 2^53, where the bound is.
  const isUpEnough = truth.down * PPM <= downtimePpmMax(agreement) * truth.month;
  return isUpEnough && truth.latencySumMicros <= agreement.latencyMaxMicros * truth.others;
}
