import { expect, test } from 'vitest';
import { days, instant } from '../../src/base/units.ts';
import { isInTime, periodEnd, UNDELEGATION_NOTICE } from '../../src/economics/delegation-period.ts';

// Catches a period that is a month short or long, and one that renews itself a month late.
test('periods follow one another from the first month that counts', () => {
  const ends = (started: number, months: number): number[] =>
    Array.from({ length: 7 }, (_, index) => periodEnd({ started, months }, started + index));
  expect(ends(1, 3)).toEqual([4, 4, 4, 7, 7, 7, 10]);
  expect(ends(5, 2)).toEqual([7, 7, 9, 9, 11, 11, 13]);
  expect(ends(0, 1)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(ends(-4, 12)).toEqual([8, 8, 8, 8, 8, 8, 8]);
  expect(periodEnd({ started: -4, months: 12 }, 8)).toBe(20);
});

// Catches «at least» for «more than».
test('a notice of exactly three days is too late, one millisecond more is not', () => {
  expect(UNDELEGATION_NOTICE).toBe(days(3));
  const end = instant(days(90));
  const edge = days(90) - days(3);
  expect(isInTime(instant(edge - 1), end, UNDELEGATION_NOTICE)).toBe(true);
  expect(isInTime(instant(edge), end, UNDELEGATION_NOTICE)).toBe(false);
  expect(isInTime(instant(edge + 1), end, UNDELEGATION_NOTICE)).toBe(false);
});
