import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inUnits, isExact, parseDecimal } from '../../../src/sim/scenario/decimal.ts';

describe('decimals', () => {
  it.each([
    ['12', 12n, 0],
    ['-0.50', -5n, 1],
    ['.5', 5n, 1],
    ['5.', 5n, 0],
    ['+1200', 12n, -2],
    ['4.14e9', 414n, -7],
    ['1E-7', 1n, 7],
    ['000.000', 0n, 0],
  ])('%s has the digits %s, %i of them behind the point', (text, digits, scale) => {
    expect(parseDecimal(text)).toEqual({ digits, scale });
  });

  it.each(['', '.', '-', 'e5', '1e', '1_000', '0x10', '1 ', '1e401', 'Infinity'])('%j is none', (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  });

  it('a whole number of units is exact, a finer one is none', () => {
    const amount = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
    const property = fc.property(amount, fc.nat({ max: 20 }), (units, places) => {
      const decimal = parseDecimal(`${units}e-${places}`);
      expect(inUnits(decimal, places)).toBe(units);
      const isWholeTenths = units % 10n === 0n;
      expect(inUnits(decimal, places - 1)).toBe(isWholeTenths ? units / 10n : undefined);
    });
    fc.assert(property, { seed: 3, numRuns: 500 });
  });

  it('the text of every double is exact, in any of its notations', () => {
    const double = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 });
    const property = fc.property(double, (value) => {
      expect(isExact(String(value), value)).toBe(true);
      expect(isExact(value.toExponential(), value)).toBe(true);
    });
    fc.assert(property, { seed: 4, numRuns: 500 });
  });

  it('digits that a double drops are noticed', () => {
    expect(isExact('0.30', 0.3)).toBe(true);
    expect(isExact('0.3000000000000000000001', 0.3)).toBe(false);
    expect(isExact('9007199254740993', 9007199254740992)).toBe(false);
    expect(isExact('1e-400', 0)).toBe(false);
  });
});
