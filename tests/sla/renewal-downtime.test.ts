import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssertionError } from '../../src/base/assert.ts';
import { takacsTail } from '../../src/sla/renewal-downtime.ts';
import { testDraws } from './draws.helpers.ts';
import { relativeError } from './rationals.helpers.ts';

const TALK = { month: 720, allowed: 21.6, meanUp: 720, meanDown: 2 };

/** The same sums with the textbook's Poisson terms in logarithms, for means up to some thousand. */
function bySums({ month, allowed, meanUp, meanDown }: typeof TALK): number {
  const a = (month - allowed) / meanUp;
  const b = allowed / meanDown;
  const last = Math.ceil(a + b + 40 * Math.sqrt(a + b + 25) + 200);
  let logFactorial = 0;
  let fewer = 0;
  let up = 0;
  let down = 0;
  for (let count = 0; count <= last; count++) {
    if (count > 0) logFactorial += Math.log(count);
    const failures = Math.exp(count * Math.log(a) - a - logFactorial);
    const repairs = Math.exp(count * Math.log(b) - b - logFactorial);
    up += failures * fewer;
    fewer += repairs;
    down += failures * fewer;
  }
  return (up * meanUp + down * meanDown) / (meanUp + meanDown);
}

describe('takacsTail', () => {
  it('gives 2.8711e-4 for 30 days, a floor of 97 %, failures every 30 days and repairs of 2 h', () => {
    expect(takacsTail(TALK).toExponential(4)).toBe('2.8711e-4');
  });

  it('equals the textbook sums', () => {
    const process = fc.record({
      month: fc.constant(720),
      allowed: fc.double({ min: 0.5, max: 700, noNaN: true }),
      meanUp: fc.double({ min: 5, max: 3000, noNaN: true }),
      meanDown: fc.double({ min: 0.5, max: 100, noNaN: true }),
    });
    fc.assert(
      fc.property(process, (renewal) => {
        const expected = bySums(renewal);
        fc.pre(expected > 1e-200);
        expect(relativeError(takacsTail(renewal), expected)).toBeLessThan(1e-9);
      }),
      { seed: 991 },
    );
  });

  it('is stable where e^−mean is 0 for both counts', () => {
    // Means 1,200 and 1,200: the difference of the two counts is nearly symmetric about 0.
    const busy = { month: 1440, allowed: 720, meanUp: 0.6, meanDown: 0.6 };
    expect(relativeError(takacsTail(busy), 0.5)).toBeLessThan(1e-12);
    const skewed = { month: 1440, allowed: 800, meanUp: 0.6, meanDown: 0.6 };
    expect(relativeError(takacsTail(skewed), bySums(skewed))).toBeLessThan(1e-8);
  });

  it('agrees with simulated months', () => {
    const renewal = { month: 30, allowed: 6, meanUp: 5, meanDown: 1 };
    const draws = testDraws(992);
    const exponential = (mean: number) => -mean * Math.log(1 - draws.double());
    const months = 100_000;
    let missed = 0;
    for (let month = 0; month < months; month++) {
      // Stationary start; exponential times have no memory, so the first one is like any other.
      let isUp = draws.double() < renewal.meanUp / (renewal.meanUp + renewal.meanDown);
      let down = 0;
      for (let now = 0; now < renewal.month; isUp = !isUp) {
        const end = Math.min(renewal.month, now + exponential(isUp ? renewal.meanUp : renewal.meanDown));
        if (!isUp) down += end - now;
        now = end;
      }
      if (down > renewal.allowed) missed++;
    }
    const expected = takacsTail(renewal);
    // Five standard deviations are 0.0074; starting always up, or always down, is off by 0.019 or more.
    expect(expected).toBeGreaterThan(0.2);
    const deviation = Math.sqrt((expected * (1 - expected)) / months);
    expect(Math.abs(missed / months - expected)).toBeLessThan(5 * deviation);
  });

  it('with no downtime allowed is the chance to be down at any instant of the month', () => {
    const { meanUp, meanDown, month } = TALK;
    const neverDown = (meanUp / (meanUp + meanDown)) * Math.exp(-month / meanUp);
    expect(takacsTail({ ...TALK, allowed: 0 })).toBeCloseTo(1 - neverDown, 14);
  });

  it('is 0 when the whole month is allowed and falls as more is allowed', () => {
    expect(takacsTail({ ...TALK, allowed: 720 })).toBe(0);
    expect(takacsTail({ ...TALK, allowed: 800 })).toBe(0);
    const tails = [0, 1, 5, 20, 100, 400, 719].map((allowed) => takacsTail({ ...TALK, allowed }));
    expect(tails).toEqual(tails.toSorted((a, b) => b - a));
    expect(tails.every((tail) => tail > 0 && tail <= 1)).toBe(true);
  });

  it('refuses times that are not positive', () => {
    expect(() => takacsTail({ ...TALK, meanDown: 0 })).toThrow(AssertionError);
    expect(() => takacsTail({ ...TALK, allowed: -1 })).toThrow(AssertionError);
  });
});
