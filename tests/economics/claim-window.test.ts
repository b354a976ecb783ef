import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { days, instant } from '../../src/base/units.ts';
import type { Instant } from '../../src/base/units.ts';
import { claimCalendar, earliestClaim, nextClaim } from '../../src/economics/claim-window.ts';

const START = Date.parse('2020-01-01T00:00:00Z');
const GREGORIAN = claimCalendar({ kind: 'gregorian', startUnixMillis: START });
const W = days(3);

const at = (text: string): Instant => instant(Date.parse(`${text}Z`) - START);
const text = (moment: number): string => new Date(START + moment).toISOString().replace('.000Z', '');
const earliest = (last: string, now: string): string =>
  text(earliestClaim({ calendar: GREGORIAN, window: W, lastClaim: at(last), now: at(now) }));

test.each([
  // In the month of the last claim, which lay within the first three days: a second time, at its end.
  ['2020-01-01T00:00:00', '2020-01-01T00:00:00', '2020-01-29T00:00:00'],
  ['2020-01-03T23:59:59', '2020-01-31T23:59:59', '2020-01-29T00:00:00'],
  ['2020-02-03T23:59:59', '2020-02-03T23:59:59', '2020-02-27T00:00:00'],
  ['2021-02-03T23:59:59', '2021-02-28T23:59:59', '2021-02-26T00:00:00'],
  ['2020-04-01T00:00:00', '2020-04-01T00:00:00', '2020-04-28T00:00:00'],
  // Exactly three days and a second more: the same offset in the next month.
  ['2020-01-04T00:00:00', '2020-01-04T00:00:00', '2020-02-04T00:00:00'],
  ['2020-01-04T00:00:01', '2020-01-31T23:59:59', '2020-02-04T00:00:01'],
  // The offset that is three days before the next month's end, a second before and after it.
  ['2020-01-26T23:59:59', '2020-01-27T00:00:00', '2020-02-26T23:59:59'],
  ['2020-01-27T00:00:00', '2020-01-27T00:00:00', '2020-02-27T00:00:00'],
  ['2020-01-27T00:00:01', '2020-01-27T00:00:01', '2020-02-27T00:00:00'],
  // The last second of months before one of 29, 28, 30 and 31 days.
  ['2020-01-31T23:59:59', '2020-01-31T23:59:59', '2020-02-27T00:00:00'],
  ['2021-01-31T23:59:59', '2021-01-31T23:59:59', '2021-02-26T00:00:00'],
  ['2020-03-31T23:59:59', '2020-03-31T23:59:59', '2020-04-28T00:00:00'],
  ['2020-04-30T23:59:59', '2020-04-30T23:59:59', '2020-05-29T00:00:00'],
  ['2020-12-31T23:59:59', '2020-12-31T23:59:59', '2021-01-29T00:00:00'],
])('a claim at %s leaves a node that asks at %s in the same month waiting to %s', (last, now, expected) => {
  expect(earliest(last, now)).toBe(expected);
});

test.each([
  // An offset below three days counts as three.
  ['2020-01-01T00:00:00', '2020-02-01T00:00:00', '2020-02-04T00:00:00'],
  ['2020-01-03T23:59:59', '2020-02-29T23:59:59', '2020-02-04T00:00:00'],
  ['2020-01-04T00:00:00', '2020-02-01T00:00:00', '2020-02-04T00:00:00'],
  ['2020-01-04T00:00:01', '2020-02-01T00:00:00', '2020-02-04T00:00:01'],
  // The upper end is as in the month before.
  ['2020-01-26T23:59:59', '2020-02-01T00:00:00', '2020-02-26T23:59:59'],
  ['2020-01-27T00:00:00', '2020-02-01T00:00:00', '2020-02-27T00:00:00'],
  ['2020-01-27T00:00:01', '2020-02-29T23:59:59', '2020-02-27T00:00:00'],
  ['2021-01-31T23:59:59', '2021-02-01T00:00:00', '2021-02-26T00:00:00'],
  ['2020-12-31T23:59:59', '2021-01-01T00:00:00', '2021-01-29T00:00:00'],
  // Older: three days into the month, whatever the offset was.
  ['2020-01-01T00:00:00', '2020-03-01T00:00:00', '2020-03-04T00:00:00'],
  ['2020-01-31T23:59:59', '2020-03-31T23:59:59', '2020-03-04T00:00:00'],
  ['2020-01-15T12:00:00', '2021-06-30T00:00:00', '2021-06-04T00:00:00'],
])('a claim at %s lets a node that asks at %s in a later month claim from %s', (last, now, expected) => {
  expect(earliest(last, now)).toBe(expected);
});

/**
 * The same rule put another way, in whole seconds and with the engine's calendar: a node has one place a
 * month, its offset moved into the middle of the month, [W, length − W], so the median of the three; a node
 * that was in the first days has its place at the end of this month instead, and one that missed a month at
 * W.
 */
function placeInSeconds(lastSecond: number, nowSecond: number, windowSeconds: number): number {
  const monthOf = (second: number): number => {
    const date = new Date(second * 1000);
    return date.getUTCFullYear() * 12 + date.getUTCMonth();
  };
  const startOf = (month: number): number => Date.UTC(Math.floor(month / 12), month % 12) / 1000;
  const [last, now] = [monthOf(lastSecond), monthOf(nowSecond)];
  const offset = lastSecond - startOf(last);
  const place = (month: number): number => {
    const length = startOf(month + 1) - startOf(month);
    return startOf(month) + [offset, windowSeconds, length - windowSeconds].toSorted((a, b) => a - b)[1];
  };
  if (now === last && offset < windowSeconds) return startOf(now + 1) - windowSeconds;
  if (now === last) return place(now + 1);
  return now === last + 1 ? place(now) : startOf(now) + windowSeconds;
}

const DAY = 86_400_000;
/** Instants near the edges of months and windows, and anywhere; up to five years from the start. */
const moments = fc.oneof(
  fc.integer({ min: 0, max: 5 * 365 * DAY }),
  fc
    .tuple(
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: -4, max: 4 }),
      fc.integer({ min: -1500, max: 1500 }),
    )
    .map(([month, day, millis]) => Math.max(0, GREGORIAN.monthStart(month) + day * DAY + millis)),
);

test('milliseconds rounded down are the contracts’ seconds, at every edge', () => {
  fc.assert(
    fc.property(moments, moments, fc.constantFrom(1, 3, 7, 14), (one, other, windowDays) => {
      const lastClaim = instant(Math.min(one, other));
      const now = instant(Math.max(one, other));
      const result = earliestClaim({ calendar: GREGORIAN, window: days(windowDays), lastClaim, now });
      const [last, asked] = [lastClaim, now].map((moment) => Math.floor((START + moment) / 1000));
      expect(Math.floor((START + result) / 1000)).toBe(placeInSeconds(last, asked, windowDays * 86_400));
    }),
    { seed: 2511, numRuns: 5000 },
  );
});

test('the next claim is the first instant at which one is accepted, also across month ends', () => {
  fc.assert(
    fc.property(moments, fc.integer({ min: 0, max: 120 * DAY }), (last, later) => {
      const lastClaim = instant(last);
      const now = instant(last + later);
      const isOpen = (moment: number): boolean =>
        earliestClaim({ calendar: GREGORIAN, window: W, lastClaim, now: instant(moment) }) <= moment;
      const next = nextClaim({ calendar: GREGORIAN, window: W, lastClaim, now });
      expect(next >= now && isOpen(next)).toBe(true);
      for (let moment: number = now; moment < next; moment += DAY / 2) expect(isOpen(moment)).toBe(false);
      if (next > now) expect(isOpen(next - 1)).toBe(false);
    }),
    { seed: 2512, numRuns: 1000 },
  );
});

test('a node that claims when it may does so once a month, in its first only if it came early', () => {
  const claims = (registered: string): string[] => {
    let lastClaim = at(registered);
    return Array.from({ length: 4 }, () => {
      lastClaim = nextClaim({ calendar: GREGORIAN, window: W, lastClaim, now: lastClaim });
      return text(lastClaim).slice(0, 10);
    });
  };
  expect(claims('2020-01-02T00:00:00')).toEqual(['2020-01-29', '2020-02-27', '2020-03-27', '2020-04-27']);
  expect(claims('2020-01-10T00:00:00')).toEqual(['2020-02-10', '2020-03-10', '2020-04-10', '2020-05-10']);
});

test('whoever has claimed must wait, in months of two windows and more', () => {
  const lengths = fc.integer({ min: 6, max: 40 });
  fc.assert(
    fc.property(lengths, fc.integer({ min: 0, max: 400 * DAY }), (length, last) => {
      const calendar = claimCalendar({ kind: 'days', days: length, startUnixMillis: START });
      const lastClaim = instant(last);
      expect(nextClaim({ calendar, window: W, lastClaim, now: lastClaim }) > lastClaim).toBe(true);
    }),
    { seed: 2513, numRuns: 2000 },
  );
  // In months of 5 days a claim on day 2.5 has its next place, day 2, behind it.
  const calendar = claimCalendar({ kind: 'days', days: 5, startUnixMillis: START });
  const lastClaim = instant(2.5 * DAY);
  expect(earliestClaim({ calendar, window: W, lastClaim, now: lastClaim })).toBe(2 * DAY);
});

test('offsets count from the first of the month when the run starts in the middle of one', () => {
  const startUnixMillis = Date.parse('2020-01-20T00:00:00Z');
  const calendar = claimCalendar({ kind: 'gregorian', startUnixMillis });
  expect(calendar.monthStart(0)).toBe(-19 * DAY);
  const lastClaim = instant(0);
  const result = earliestClaim({ calendar, window: W, lastClaim, now: lastClaim });
  expect(new Date(startUnixMillis + result).toISOString()).toBe('2020-02-20T00:00:00.000Z');
});

test('in months of fixed days, also as short as the window, the same rule gives these days', () => {
  const claim = (length: number, lastDay: number, nowDay: number): number =>
    earliestClaim({
      calendar: claimCalendar({ kind: 'days', days: length, startUnixMillis: START }),
      window: W,
      lastClaim: days(lastDay) as unknown as Instant,
      now: days(nowDay) as unknown as Instant,
    }) / DAY;
  // Months of 5 days: the latest place, day 2, comes before the earliest, day 3, and wins.
  expect(claim(5, 4, 4)).toBe(7);
  expect(claim(5, 1, 6)).toBe(7);
  expect(claim(5, 1, 11)).toBe(13);
  // Months of 3 days: at once, again and again; after a month missed, only when it is over.
  expect(claim(3, 7, 7)).toBe(6);
  expect(claim(3, 4, 7)).toBe(6);
  expect(claim(3, 1, 7)).toBe(9);
  // Months of 2 days: nothing lies before the start of the run.
  expect(claim(2, 0, 0)).toBe(0);
  const short = claimCalendar({ kind: 'days', days: 3, startUnixMillis: START });
  const occasion = { calendar: short, window: W, lastClaim: instant(0), now: instant(0) };
  expect(() => nextClaim(occasion)).toThrow('two windows of claims');
  expect(() => earliestClaim({ ...occasion, lastClaim: instant(1) })).toThrow('in the past');
});
