import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fixedPoint,
  parseDuration,
  parseFraction,
  parseMicros,
  parseMonths,
  parseTokens,
  sharePpm,
  writeTokens,
} from '../../../src/sim/scenario/quantities.ts';

describe('durations', () => {
  it.each([
    ['30 days', 2_592_000_000],
    ['1 day', 86_400_000],
    ['12 h', 43_200_000],
    ['1.5 h', 5_400_000],
    ['5 min', 300_000],
    ['13 s', 13_000],
    ['0.001 s', 1],
    ['150 ms', 150],
    ['150ms', 150],
  ])('%s is %i milliseconds', (text, millis) => {
    expect(parseDuration(text)).toBe(millis);
  });

  it.each([
    '',
    '5',
    'h',
    '-1 h',
    '1e3 s',
    '1 H',
    '1  h',
    '.5 h',
    '1. h',
    '0.0001 s',
    '5 m',
    '1 week',
    '1 month',
  ])('%j is no duration', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it('reaches up to 2^53 − 1 milliseconds and no further', () => {
    expect(parseDuration('9007199254740991 ms')).toBe(2 ** 53 - 1);
    expect(parseDuration('9007199254740992 ms')).toBeUndefined();
  });

  it('keeps microseconds where they are asked for', () => {
    expect(parseMicros('2.5 ms')).toBe(2500);
    expect(parseMicros('0.0005 ms')).toBeUndefined();
  });

  it('counts months apart from durations', () => {
    expect(parseMonths('12 months')).toBe(12);
    expect(parseMonths('1 month')).toBe(1);
    expect(parseMonths('1.5 months')).toBeUndefined();
  });
});

describe('shares', () => {
  it('every whole number of millionths is read back exactly, whatever its double', () => {
    const property = fc.property(fc.integer({ min: 0, max: 1_000_000 }), (ppm) => {
      expect(sharePpm(ppm / 1_000_000)).toBe(ppm);
    });
    fc.assert(property, { seed: 1, numRuns: 2000 });
  });

  it('a share finer than a millionth or outside 0 … 1 is none', () => {
    expect([0.0000001, 1.000001, -0.000001].map(sharePpm)).toEqual([undefined, undefined, undefined]);
  });

  it('fractions are exact and in lowest terms', () => {
    expect(parseFraction('1/3')).toEqual({ numerator: 1n, denominator: 3n });
    expect(parseFraction('2 / 6')).toEqual({ numerator: 1n, denominator: 3n });
    expect(parseFraction(0.2)).toEqual({ numerator: 1n, denominator: 5n });
    expect(parseFraction('0.29')).toEqual({ numerator: 29n, denominator: 100n });
    expect(parseFraction(0)).toEqual({ numerator: 0n, denominator: 1n });
    expect(parseFraction(1)).toEqual({ numerator: 1n, denominator: 1n });
    expect(parseFraction(1e-7)).toEqual({ numerator: 1n, denominator: 10_000_000n });
  });

  it('29 hundredths of 100 nodes are 29, which doubles would make 28', () => {
    // 0.29 · 100 is 28.999999999999996 in doubles.
    const fraction = parseFraction(0.29);
    expect(fraction && (fraction.numerator * 100n) / fraction.denominator).toBe(29n);
  });

  it.each(['1/0', '4/3', '-1/3', '1/3/5', '1.5/3', 'a third', '', '1.1', 1.5, -0.1])(
    '%j is no share of nodes',
    (share) => {
      expect(parseFraction(share)).toBeUndefined();
    },
  );
});

describe('tokens', () => {
  it('are base units of 10^−18', () => {
    expect(parseTokens(3)).toBe(3n * 10n ** 18n);
    expect(parseTokens('0.000000000000000001')).toBe(1n);
    expect(parseTokens('1.5')).toBe(15n * 10n ** 17n);
    expect(parseTokens(4.14e9)).toBe(414n * 10n ** 25n);
  });

  it.each([0.5, -1, 2 ** 53, '1e3', '-1', '1.0000000000000000001', '', 'ten', '1.'])(
    '%j are none',
    (amount) => {
      expect(parseTokens(amount)).toBeUndefined();
    },
  );

  it('every amount is read back from what is written', () => {
    const property = fc.property(fc.bigInt({ min: 0n, max: 10n ** 40n }), (amount) => {
      expect(parseTokens(writeTokens(amount))).toBe(amount);
    });
    fc.assert(property, { seed: 2, numRuns: 1000 });
  });
});

describe('money', () => {
  it('ten cents are 100,000 millionths of a dollar', () => {
    expect(fixedPoint(0.1, 6)).toBe(100_000);
    expect(fixedPoint(0.0000001, 6)).toBeUndefined();
    expect(fixedPoint(1e300, 6)).toBeUndefined();
  });
});
