/**
 * What an honest monitor reports on one target for one window, and whether and with how many others it
 * counts. §M9.3
 */
import { assert } from '../base/assert.ts';
import { PPM } from '../base/units.ts';

/**
 * A report that is filled in by {@link honestVerdict}: reused, because a simulated year gives nine million.
 */
export interface VerdictSlot {
  /** Failed probes in millionths of those sent, 0 … 1,000,000, whole. */
  downtimePpm: number;
  /** Mean latency of the answered probes in whole microseconds; −1 when none was answered. */
  latencyMicros: number;
}

/**
 * Writes the protocol's report into `slot`: downtime rounded down (a fraction of a millionth favours the
 * node), the mean latency to the nearest microsecond, halves up. `sent` ≥ 1, 0 ≤ `failed` ≤ `sent` ≤ 10^9;
 * `latencySumMicros` is the sum over the answered probes, at least 0, and is ignored when there are none.
 */
export function honestVerdict(
  sent: number,
  failed: number,
  latencySumMicros: number,
  slot: VerdictSlot,
): void {
  assert(failed >= 0 && failed <= sent && sent >= 1, 'failed probes are among at least one sent');
  // failed · 10^6 ≤ 10^15 < 2^53, and the quotient of such whole numbers never rounds up to the next whole
  // number.
  slot.downtimePpm = failed === 0 ? 0 : Math.floor((failed * PPM) / sent);
  const answered = sent - failed;
  slot.latencyMicros = answered === 0 ? -1 : Math.floor(latencySumMicros / answered + 0.5);
}

/**
 * Whether a monitor that sent `sent` of the `due` probes of a window may report: it needs half, and at least
 * one. §M9.3
 */
export function isEntitled(sent: number, due: number): boolean {
  return sent > 0 && 2 * sent >= due;
}

/**
 * Verdicts that a window needs to count. In a network with fewer than `monitors` other nodes everybody
 * watches everybody, and the quorum shrinks in proportion, rounded up and never below one. §M9.1, §M9.4
 * @example quorumFor({ quorum: 13, monitors: 24, others: 6 }) // 4
 */
export function quorumFor(rule: {
  readonly quorum: number;
  readonly monitors: number;
  readonly others: number;
}): number {
  assert(rule.monitors >= 1 && rule.others >= 0, 'a target has room for at least one monitor');
  if (rule.others >= rule.monitors) return rule.quorum;
  return Math.max(1, Math.ceil((rule.quorum * rule.others) / rule.monitors));
}
