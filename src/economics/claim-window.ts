/** When a node may claim its next bounty: once a month, not in the month's last days. §M10.3 */
import { assert } from '../base/assert.ts';
import { monthAt, monthLabel, monthStart, parseUtcDay } from '../base/calendar-months.ts';
import type { CalendarRule } from '../base/calendar-months.ts';
import type { MonthIndex } from '../base/ids.ts';
import { instant } from '../base/units.ts';
import type { Duration, Instant } from '../base/units.ts';

/** The months of the run, as functions. */
export interface ClaimCalendar {
  monthOf(at: Instant): MonthIndex;
  /** Milliseconds from the run's start to that of a month; negative when the run starts within month 0. */
  monthStart(month: MonthIndex): number;
}

/**
 * The run's months for claims: whole calendar months, also where the run starts in the middle of one, since
 * an offset counts from the month's first day.
 */
export function claimCalendar(rule: CalendarRule): ClaimCalendar {
  const firstDay = rule.kind === 'days' ? undefined : parseUtcDay(`${monthLabel(rule, 0)}-01`);
  const firstStart = firstDay === undefined ? 0 : firstDay - rule.startUnixMillis;
  return {
    monthOf: (at) => monthAt(rule, at),
    monthStart: (month) => (month === 0 ? firstStart : monthStart(rule, month)),
  };
}

/** A node's state when it asks for its bounty. */
export interface ClaimOccasion {
  readonly calendar: ClaimCalendar;
  /** W: 3 days in the contracts. */
  readonly window: Duration;
  /** When the node last claimed; before its first claim, when it was registered. At most `now`. */
  readonly lastClaim: Instant;
  readonly now: Instant;
}

/**
 * The instant from which a claim made at `now` is accepted; at it a claim passes. With `offset` = last claim
 * − its month's start, and by the month of the last claim:
 * - this month, offset < W: next month's start − W (a second time in this month);
 * - this month, later: the same offset in the next month, but at the latest W before that month's end;
 * - the month before: this month's start + max(offset, W), but at the latest W before this month's end;
 * - older: this month's start + W.
 *
 * The contracts count seconds: floor(result / 1000) is theirs for whole seconds floor(lastClaim / 1000) and
 * floor(now / 1000), as long as W and the months are whole seconds, since sums with whole seconds, minimum
 * and maximum all commute with rounding down. In a month no longer than W the result may lie before its
 * beginning, so that a node may claim again at once, or after its end; it never lies before instant 0.
 */
export function earliestClaim({ calendar, window, lastClaim, now }: ClaimOccasion): Instant {
  assert(lastClaim <= now, 'the last claim lies in the past');
  const lastMonth = calendar.monthOf(lastClaim);
  const month = calendar.monthOf(now);
  const offset = lastClaim - calendar.monthStart(lastMonth);
  const end = calendar.monthStart(month + 1);
  if (lastMonth === month) {
    if (offset < window) return notNegative(end - window);
    const nextEnd = calendar.monthStart(month + 2);
    return notNegative(Math.min(end + offset, nextEnd - window));
  }
  const start = calendar.monthStart(month);
  if (lastMonth + 1 === month) {
    return notNegative(Math.min(start + Math.max(offset, window), end - window));
  }
  return instant(start + window);
}

/**
 * The first instant from `now` on at which a claim would be accepted, if the node does not claim before; if
 * it claims right now, later than `now`. The rule looks at the month of the claim, so when one ends first,
 * the next is asked. Months have at least 2 W: in shorter ones a node could claim in one instant without
 * end, and in those of W and less never again once it has missed a month.
 */
export function nextClaim(occasion: ClaimOccasion): Instant {
  const { calendar, window } = occasion;
  let { now } = occasion;
  for (;;) {
    const month = calendar.monthOf(now);
    const start = calendar.monthStart(month);
    const end = calendar.monthStart(month + 1);
    assert(end - start >= 2 * window, 'a month is as long as two windows of claims at least');
    const earliest = earliestClaim({ ...occasion, now });
    if (earliest <= now) return now;
    if (earliest < end) return earliest;
    now = instant(end);
  }
}

const notNegative = (at: number): Instant => instant(Math.max(0, at));
