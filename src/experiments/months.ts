/** The months that a scenario's horizon touches. §M1.1 */
import { isFullMonth, monthAt, monthLabel, monthStart } from '../base/calendar-months.ts';
import { instant } from '../base/units.ts';
import type { Params } from '../sim/protocol/params.ts';

/** How many months begin before the horizon; the last one may be cut. */
export function monthCountOf(params: Params): number {
  return params.horizon === 0 ? 0 : monthAt(params.calendar, instant(params.horizon - 1)) + 1;
}

/** How many months end before or at the horizon: those whose accounts are closed. */
export function closedMonthCountOf(params: Params): number {
  const count = monthCountOf(params);
  return count > 0 && monthStart(params.calendar, count) > params.horizon ? count - 1 : count;
}

/** Labels of these months, such as 2020-01. */
export function monthLabelsOf(params: Params): readonly string[] {
  return Array.from({ length: monthCountOf(params) }, (_, month) => monthLabel(params.calendar, month));
}

/**
 * What the reader should know when the first month is not whole; the scenario's own notes tell of the last.
 */
export function partialMonthNotes(params: Params): readonly string[] {
  if (isFullMonth(params.calendar, 0)) return [];
  return [`${monthLabel(params.calendar, 0)} is not a whole month: the run starts within it`];
}
