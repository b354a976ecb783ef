import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssertionError } from '../../src/base/assert.ts';
import { days, hours, milliseconds } from '../../src/base/units.ts';
import {
  darkWindowsAllowed,
  downtimeAllowed,
  downtimePpmMax,
  isExactlyJudged,
} from '../../src/sla/agreement.ts';

const TALK = { floorPpm: 970_000, latencyMaxMicros: 150_000 };

describe('agreement', () => {
  it('allows 21.6 hours in 30 days at 97 %, and 4 min 19.2 s at 99.99 %', () => {
    expect(downtimeAllowed(TALK, days(30))).toBe(hours(21.6));
    expect(downtimeAllowed({ ...TALK, floorPpm: 999_900 }, days(30))).toBe(259_200);
  });

  it('allows the longest downtime in whole milliseconds that keeps the floor', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 1_000_000 }),
        fc.integer({ min: 1, max: 31 * 86_400_000 }),
        (floorPpm, month) => {
          const allowed = BigInt(downtimeAllowed({ ...TALK, floorPpm }, milliseconds(month)));
          const bound = BigInt(1_000_000 - floorPpm) * BigInt(month);
          expect(allowed * 1_000_000n <= bound).toBe(true);
          expect((allowed + 1n) * 1_000_000n <= bound).toBe(false);
        },
      ),
      { seed: 931 },
    );
  });

  it('forgives no dark day of a calendar month at 97 %, one of 31 at 96 % and three of 30 at 90 %', () => {
    expect([28, 29, 30, 31].map((windows) => darkWindowsAllowed(TALK, windows))).toEqual([0, 0, 0, 0]);
    expect(darkWindowsAllowed({ ...TALK, floorPpm: 960_000 }, 31)).toBe(1);
    expect(darkWindowsAllowed({ ...TALK, floorPpm: 900_000 }, 30)).toBe(3);
  });

  it('knows up to which length a month is judged exactly', () => {
    const longest = Math.floor((2 ** 53 - 1) / 150_000);
    expect(isExactlyJudged(TALK, milliseconds(longest))).toBe(true);
    expect(isExactlyJudged(TALK, milliseconds(longest + 1))).toBe(false);
    expect(() => downtimeAllowed(TALK, milliseconds(longest + 1))).toThrow(AssertionError);
  });

  it.each([-1, 1_000_001, 0.97])('refuses a floor of %d millionths', (floorPpm) => {
    expect(() => downtimePpmMax({ ...TALK, floorPpm })).toThrow(AssertionError);
  });
});
