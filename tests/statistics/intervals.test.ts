import { describe, expect, test } from 'vitest';
import { clopperPearson, poissonInterval, studentInterval, wilson } from '../../src/statistics/intervals.ts';
import { binomialPmf } from '../../src/statistics/tails.ts';
import { exactBinomialTail, toNumber } from './exact.helpers.ts';

describe('the exact interval of a probability', () => {
  test('ends where exactly 2.5 % lies beyond', () => {
    for (const [successes, n] of [
      [1, 2],
      [3, 40],
      [40, 41],
      [17, 100],
      [2, 500],
    ]) {
      const [lower, upper] = clopperPearson(successes, n, 0.95);
      expect(toNumber(exactBinomialTail(n, lower, successes))).toBeCloseTo(0.025, 12);
      expect(1 - toNumber(exactBinomialTail(n, upper, successes + 1))).toBeCloseTo(0.025, 12);
    }
  });

  test('has a closed form without successes, relatively precise', () => {
    expect(clopperPearson(0, 1_000_000, 0.95)[1] / -Math.expm1(Math.log(0.025) / 1e6)).toBeCloseTo(1, 11);
    expect(clopperPearson(0, 1_000_000, 0.95)[1]).toBeCloseTo(3.6888727e-6, 13);
    expect(clopperPearson(0, 10, 0.95)[0]).toBe(0);
    expect(clopperPearson(10, 10, 0.95)).toEqual([expect.closeTo(0.025 ** 0.1, 12), 1]);
  });

  test('decides p < 1e-4 at 99 % without successes after 46,050 runs, and not one earlier', () => {
    // One-sided 99 % is the upper end at a level of 98 %.
    expect(clopperPearson(0, 46_050, 0.98)[1]).toBeLessThan(1e-4);
    expect(clopperPearson(0, 46_049, 0.98)[1]).toBeGreaterThan(1e-4);
  });

  test("agrees with the example of R's binom.test, 682 of 925", () => {
    const [lower, upper] = clopperPearson(682, 925, 0.95);
    expect(lower).toBeCloseTo(0.7076683, 7);
    expect(upper).toBeCloseTo(0.7654066, 7);
  });

  test('covers every p at least as often as it says', () => {
    const n = 25;
    const intervals = Array.from({ length: n + 1 }, (_, k) => clopperPearson(k, n, 0.9));
    for (let p = 0.01; p < 1; p += 0.01) {
      let coverage = 0;
      for (const [k, [lower, upper]] of intervals.entries()) {
        if (lower <= p && p <= upper) coverage += binomialPmf(n, p, k);
      }
      expect(coverage).toBeGreaterThanOrEqual(0.9);
    }
  });

  test('refuses impossible counts and levels', () => {
    expect(() => clopperPearson(3, 2, 0.95)).toThrow(RangeError);
    expect(() => clopperPearson(0, 0, 0.95)).toThrow(RangeError);
    expect(() => clopperPearson(0, 2, 1)).toThrow(RangeError);
  });
});

describe('the exact interval of a rate', () => {
  test("agrees with R's poisson.test: 10 events, and 137 over 24.19893", () => {
    const [lower, upper] = poissonInterval(10, 1, 0.95);
    expect(lower).toBeCloseTo(4.795389, 6);
    expect(upper).toBeCloseTo(18.390356, 6);
    const [lowerRate, upperRate] = poissonInterval(137, 24.19893, 0.95);
    expect(lowerRate).toBeCloseTo(4.753125, 6);
    expect(upperRate).toBeCloseTo(6.692709, 6);
  });

  test('is −ln 0.025 above when nothing was seen', () => {
    expect(poissonInterval(0, 4, 0.95)).toEqual([0, expect.closeTo(-Math.log(0.025) / 4, 12)]);
    expect(() => poissonInterval(1.5, 1, 0.95)).toThrow(RangeError);
    expect(() => poissonInterval(1, 0, 0.95)).toThrow(RangeError);
  });
});

describe("Student's interval", () => {
  test('of two values has the tangent of 85.5° as its factor', () => {
    const margin = Math.tan(0.475 * Math.PI) * Math.SQRT1_2;
    const [lower, upper] = studentInterval(10, 1, 2, 0.95);
    expect(lower).toBeCloseTo(10 - margin, 12);
    expect(upper).toBeCloseTo(10 + margin, 12);
    expect(studentInterval(3, 0, 5, 0.95)).toEqual([3, 3]);
    expect(() => studentInterval(3, 1, 1, 0.95)).toThrow(RangeError);
  });
});

describe("Wilson's interval", () => {
  test('solves (p̂ − p)² = z² p(1 − p)/n at both ends', () => {
    const square = 1.959963984540054 ** 2;
    for (const [successes, n] of [
      [1, 1_000_000],
      [3, 10],
      [9, 10],
    ]) {
      for (const p of wilson(successes, n, 0.95)) {
        expect((successes / n - p) ** 2 / ((square * p * (1 - p)) / n)).toBeCloseTo(1, 9);
      }
    }
    expect(wilson(0, 10, 0.95)).toEqual([0, expect.closeTo(square / (10 + square), 14)]);
    expect(wilson(10, 10, 0.95)[1]).toBeCloseTo(1, 15);
  });
});
