import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokens } from '../../src/base/units.ts';
import { inflationPpm, realYieldPpm, yearlyYieldPpm } from '../../src/economics/real-yield.ts';

test('a month’s reward is scaled to a year by the month’s length', () => {
  // 1 % in a twelfth of a year; the twelfth itself rounds to 83,333 millionths.
  expect(yearlyYieldPpm(tokens(1), tokens(100), 83_333)).toBe(120_000n);
  expect(yearlyYieldPpm(tokens(1), tokens(100), 1_000_000)).toBe(10_000n);
  expect(yearlyYieldPpm(tokens(1), 0n, 83_333)).toBe(0n);
  expect(() => yearlyYieldPpm(1n, 1n, 0)).toThrow('has a length');
});

test('who earns just the inflation gains nothing, and who earns nothing loses less than it', () => {
  // 385 million on 4.14 billion in the first year.
  const inflation = inflationPpm(tokens(4_140_000_000), tokens(4_525_000_000));
  expect(inflation).toBe(92_995n);
  expect(realYieldPpm(inflation, inflation)).toBe(0n);
  // 1 / 1.092995 − 1 = −8.5083 %.
  expect(realYieldPpm(0n, inflation)).toBe(-85_082n);
  // 1.2 / 1.092995 − 1 = 9.79 %, not the 10.70 % of the difference.
  expect(realYieldPpm(200_000n, inflation)).toBe(97_900n);
});

test('burning makes every token a larger part', () => {
  expect(inflationPpm(100n, 90n)).toBe(-100_000n);
  expect(realYieldPpm(0n, -100_000n)).toBe(111_111n);
  expect(() => realYieldPpm(0n, -1_000_000n)).toThrow('some supply');
});

test('the real yield is what a holder’s part of the supply grows by', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 10_000_000n), fc.bigInt(-900_000n, 10_000_000n), (nominal, inflation) => {
      const exact = (1 + Number(nominal) / 1e6) / (1 + Number(inflation) / 1e6) - 1;
      expect(Math.abs(Number(realYieldPpm(nominal, inflation)) - exact * 1e6)).toBeLessThanOrEqual(1);
    }),
    { seed: 17 },
  );
});
