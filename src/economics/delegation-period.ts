/** When the period of a delegation ends, and until when one may ask that it be the last. §M11.1 */
import { assert } from '../base/assert.ts';
import type { MonthIndex } from '../base/ids.ts';
import { days } from '../base/units.ts';
import type { Duration, Instant } from '../base/units.ts';

/** Undelegation is asked for more than this long before the month that follows the period. §M11.1 */
export const UNDELEGATION_NOTICE: Duration = days(3);

/**
 * The first month after the period that `month` lies in. Periods of `months` follow one another from the
 * month `started`, without a gap: a delegation renews itself until its holder or validator ends it.
 *
 * @example periodEnd({ started: 1, months: 3 }, 4) // 7
 */
export function periodEnd(
  { started, months }: { readonly started: MonthIndex; readonly months: number },
  month: MonthIndex,
): MonthIndex {
  assert(months >= 1, 'a period has a month at least');
  assert(month >= started, 'a period is asked for once the delegation counts');
  const completed = Math.floor((month - started) / months);
  return started + (completed + 1) * months;
}

/** Whether `at` is early enough for a period after which a month begins at `end`: by more than `notice`. */
export const isInTime = (at: Instant, end: Instant, notice: Duration): boolean => at + notice < end;
