/** Tables of what holds from an instant on. §M13.1, §M15.1 */
import type { Instant } from '../base/units.ts';

/** A row that begins to hold at an instant. */
export interface TimedRow {
  readonly at: Instant;
}

/** Index of the first row that begins after an instant, `rows.length` if none does; rows ascend in time. */
export function firstAfter(rows: readonly TimedRow[], at: Instant): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle].at <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
