/**
 * The service level agreement of a node: what it promises for a month, and what follows from the promise.
 * §M9.5, §M9.6
 */
import { assert } from '../base/assert.ts';
import { PPM, milliseconds } from '../base/units.ts';
import type { Duration, Ppm } from '../base/units.ts';

/** The terms that a month is judged by. */
export interface Agreement {
  /** Least part of the month that the node must be up; 970,000 is the talk's 97 %. */
  readonly floorPpm: Ppm;
  /** Greatest mean latency in whole microseconds, 0 … 2^31 − 1; 150,000 in the talk. */
  readonly latencyMaxMicros: number;
}

/** Greatest downtime that still passes, in millionths of the time judged. */
export function downtimePpmMax(agreement: Agreement): Ppm {
  const { floorPpm } = agreement;
  assert(
    Number.isInteger(floorPpm) && floorPpm >= 0 && floorPpm <= PPM,
    'the floor is 0 … 1,000,000 millionths',
  );
  return PPM - floorPpm;
}

/**
 * Longest downtime in a month that still passes; a fraction of a millisecond is lost to the node. A node down
 * for exactly this long passes, one down a millisecond longer fails.
 * @example downtimeAllowed({ floorPpm: 970_000, latencyMaxMicros: 150_000 }, days(30)) // 21.6 hours
 */
export function downtimeAllowed(agreement: Agreement, month: Duration): Duration {
  assert(isExactlyJudged(agreement, month), 'the month is short enough to be judged exactly');
  return milliseconds(Math.floor((downtimePpmMax(agreement) * month) / PPM));
}

/**
 * How many of `windows` equally long windows may be wholly dark while the others show no downtime. With daily
 * windows and 97 % it is 0 in every calendar month: one lost day in 31 is 3.2 %. §M9.4
 */
export function darkWindowsAllowed(agreement: Agreement, windows: number): number {
  assert(Number.isInteger(windows) && windows >= 0 && windows <= 1e9, 'a month has 0 … 10^9 windows');
  return Math.floor((downtimePpmMax(agreement) * windows) / PPM);
}

/**
 * Whether every comparison of a month of this length stays below 2^53, so that doubles decide it exactly. At
 * 97 % and 150 ms months of up to 1.9 years do; a scenario with longer ones is to be refused.
 */
export function isExactlyJudged(agreement: Agreement, month: Duration): boolean {
  const bounds = [downtimePpmMax(agreement) * month, agreement.latencyMaxMicros * month];
  return bounds.every((bound) => Number.isSafeInteger(bound));
}
