import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isFullMonth, monthAt, monthLabel, monthStart, parseUtcDay } from '../../src/base/calendar-months.ts';
import type { CalendarRule } from '../../src/base/calendar-months.ts';
import { instant } from '../../src/base/units.ts';

const DAY = 86_400_000;
const from2020: CalendarRule = { kind: 'gregorian', startUnixMillis: Date.UTC(2020, 0, 1) };

/** A calendar rule whose start is any instant of the years 1000 … 2999. */
const gregorian = fc
  .integer({ min: Date.UTC(1000, 0, 1), max: Date.UTC(2999, 11, 31) })
  .map((startUnixMillis): CalendarRule => ({ kind: 'gregorian', startUnixMillis }));

describe('calendar months', () => {
  test('2020 has 366 days, and February 29 of them', () => {
    expect(monthStart(from2020, 12)).toBe(366 * DAY);
    expect(monthStart(from2020, 2) - monthStart(from2020, 1)).toBe(29 * DAY);
  });

  test('every month from 1600 to 2400 begins where the engine’s own dates begin it', () => {
    const rule: CalendarRule = { kind: 'gregorian', startUnixMillis: Date.UTC(1600, 0, 1) };
    const wrong: number[] = [];
    for (let month = 1; month < 800 * 12; month++) {
      const start = Date.UTC(1600, month, 1) - rule.startUnixMillis;
      const isRight =
        monthStart(rule, month) === start &&
        monthAt(rule, instant(start)) === month &&
        monthAt(rule, instant(start - 1)) === month - 1;
      if (!isRight) wrong.push(month);
    }
    expect(wrong).toEqual([]);
  });

  test('labels and starts agree with the engine’s dates for any start', () => {
    fc.assert(
      fc.property(gregorian, fc.integer({ min: 1, max: 1200 }), (rule, month) => {
        const start = new Date(rule.startUnixMillis);
        const date = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + month, 1));
        expect(monthLabel(rule, month)).toBe(date.toISOString().slice(0, 7));
        expect(monthStart(rule, month)).toBe(date.getTime() - rule.startUnixMillis);
      }),
      { seed: 1 },
    );
  });

  test('an instant lies in the month that starts at or before it, and before the next', () => {
    fc.assert(
      fc.property(gregorian, fc.integer({ min: 0, max: 100 * 366 * DAY }), (rule, at) => {
        const month = monthAt(rule, instant(at));
        expect(monthStart(rule, month)).toBeLessThanOrEqual(at);
        expect(monthStart(rule, month + 1)).toBeGreaterThan(at);
      }),
      { seed: 2 },
    );
  });

  test('a start in mid-month makes month 0 a partial one that begins at instant 0', () => {
    const rule: CalendarRule = { kind: 'gregorian', startUnixMillis: Date.UTC(2020, 1, 15, 12) };
    expect(monthStart(rule, 0)).toBe(0);
    expect(monthStart(rule, 1)).toBe(14.5 * DAY);
    expect([isFullMonth(rule, 0), isFullMonth(rule, 1)]).toEqual([false, true]);
    expect(monthLabel(rule, 0)).toBe('2020-02');
    expect(isFullMonth(from2020, 0)).toBe(true);
  });

  test('a month is a whole number from 0', () => {
    expect(() => monthStart(from2020, -1)).toThrow('whole number from 0');
    expect(() => monthStart(from2020, 0.5)).toThrow('whole number from 0');
  });
});

describe('months of days', () => {
  const rule: CalendarRule = { kind: 'days', days: 3, startUnixMillis: Date.UTC(2020, 0, 1, 5) };

  test('month k is [k · days, (k + 1) · days), and always full', () => {
    expect(monthStart(rule, 7)).toBe(21 * DAY);
    expect(monthAt(rule, instant(21 * DAY))).toBe(7);
    expect(monthAt(rule, instant(21 * DAY - 1))).toBe(6);
    expect(isFullMonth(rule, 0)).toBe(true);
    expect(monthLabel(rule, 7)).toBe('month 7');
  });
});

describe('parseUtcDay', () => {
  test('reads back every day of four centuries', () => {
    const wrong: string[] = [];
    for (let millis = Date.UTC(1900, 0, 1); millis < Date.UTC(2300, 0, 1); millis += DAY) {
      const text = new Date(millis).toISOString().slice(0, 10);
      if (parseUtcDay(text) !== millis) wrong.push(text);
    }
    expect(wrong).toEqual([]);
  });

  test.each([
    ['2021-02-29', 'no leap year'],
    ['1900-02-29', 'a century without a leap day'],
    ['2020-04-31', 'a month of 30 days'],
    ['2020-13-01', 'no such month'],
    ['2020-00-10', 'no such month'],
    ['2020-01-00', 'no such day'],
    ['2020-1-1', 'one digit'],
    ['2020-01-01T00:00Z', 'more than a day'],
    ['2020-01-01\n', 'a line end'],
    ['', 'nothing'],
  ])('refuses %j: %s', (text) => {
    expect(parseUtcDay(text)).toBeUndefined();
  });

  test('takes the leap day of a fourth century', () => {
    expect(parseUtcDay('2000-02-29')).toBe(Date.UTC(2000, 1, 29));
  });
});
