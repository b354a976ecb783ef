import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  countOf,
  decimalsOf,
  estimateLine,
  formatDeviation,
  formatNumber,
  type ShownEstimate,
  showEstimate,
  showValue,
} from '../../src/report/format.ts';

const DIGITS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Reads back what {@link formatNumber} writes. */
function parse(text: string): number {
  const plain = text.replaceAll(',', '').replace(/^−/, '-');
  const [mantissa, power] = plain.split('×10');
  if (power === undefined) return Number(plain);
  const exponent = [...power].map((sign) => (sign === '⁻' ? '-' : DIGITS.indexOf(sign))).join('');
  return Number(`${mantissa}e${exponent}`);
}

function shown(
  mean: number | string | null,
  interval: [number | string, number | string] | null,
): ShownEstimate {
  return showEstimate({ mean, interval, unit: 'chains' });
}

describe('decimalsOf', () => {
  test('follows the examples of the Particle Data Group for rounding', () => {
    // Review of Particle Physics, introduction: 0.827 ± 0.119 → 0.83 ± 0.12; 0.827 ± 0.367 → 0.8 ± 0.4.
    expect(decimalsOf(0.827 - 0.119, 0.827 + 0.119)).toBe(2);
    expect(decimalsOf(0.827 - 0.367, 0.827 + 0.367)).toBe(1);
  });

  test('carries a half width of 0.96 to 1.0, which has two digits', () => {
    expect(decimalsOf(0, 2 * 0.96)).toBe(1);
    expect(decimalsOf(0, 2 * 0.94)).toBe(1);
    expect(decimalsOf(0, 2 * 9.6)).toBe(0);
  });

  test('says nothing where the interval has no width', () => {
    expect(decimalsOf(7, 7)).toBeNull();
  });
});

describe('formatNumber', () => {
  test.each([
    [0, 3, '0'],
    [8000, null, '8,000'],
    [-1234567.891, 1, '−1,234,567.9'],
    [999.96, 1, '1,000.0'],
    [0.0012, 2, '0.0012'],
    [0.5, null, '0.5'],
    [0.00012, null, '1.200×10⁻⁴'],
    [3.2e-15, 16, '3.2×10⁻¹⁵'],
    [6.02214076e23, null, '6.022×10²³'],
    [123456789, -3, '123,456,789'],
  ])('writes %d with %s decimals as %s', (value, decimals, text) => {
    expect(formatNumber(value, decimals)).toBe(text);
  });

  test('loses no more than half of the last digit that it writes', () => {
    const values = fc.double({ min: 1e-12, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(values, fc.integer({ min: 0, max: 6 }), (value, decimals) => {
        const read = parse(formatNumber(value, decimals));
        const allowed = value < 1e-3 ? value * 0.05 : Math.max(0.5 / 10 ** decimals, value * 1e-14);
        expect(Math.abs(read - value)).toBeLessThanOrEqual(allowed * 1.000_001);
        const rounded = parse(formatNumber(value, null));
        expect(Math.abs(rounded - value)).toBeLessThanOrEqual(value * (value < 1e-3 ? 5.1e-4 : 5.1e-6));
      }),
      { seed: 20_260_101 },
    );
  });

  test('refuses what is not a finite number', () => {
    expect(() => formatNumber(Number.NaN, 2)).toThrow('finite');
    expect(() => formatNumber(Infinity, null)).toThrow('finite');
  });
});

describe('showEstimate', () => {
  test('gives mean and bounds the digits that the interval supports', () => {
    expect(shown(12.31, [11.92, 12.7])).toEqual({ value: '12.3', interval: '[11.9, 12.7]', unit: 'chains' });
  });

  test('leaves a zero mean without decimals beside its upper limit', () => {
    expect(shown(0, [0, 0.2646])).toEqual({ value: '0', interval: '[0, 0.26]', unit: 'chains' });
  });

  test('writes mean and bounds in one notation', () => {
    expect(shown(0.00121, [0.0009, 0.00152]).interval).toBe('[0.00090, 0.00152]');
    expect(shown(0.0009, [0.0006, 0.0012]).interval).toBe('[6.0×10⁻⁴, 1.20×10⁻³]');
  });

  test('keeps all digits of whole tokens and reads exact text', () => {
    const million = shown('384512331.25', ['384391327.25', '384633335.25']);
    expect(million.value).toBe('384,512,331');
    expect(million.interval).toBe('[384,391,327, 384,633,335]');
  });

  test('says none where no run has a value, and shows no interval where there is none', () => {
    expect(shown(null, null)).toEqual({ value: 'none', interval: null, unit: 'chains' });
    expect(estimateLine({ mean: 3, interval: null, unit: 'chains' })).toBe('3 (no interval) chains');
  });

  test('turns yearly rates into percent, bounds and closed form alike', () => {
    const rate = { mean: 0.0919, interval: [0.0916, 0.0922] as const, unit: 'a year' };
    expect(estimateLine(rate)).toBe('9.190 [9.160, 9.220] % a year');
    expect(showValue(0.0921, 'a year')).toBe('9.21');
  });
});

test('a deviation bears its sign, and none when it rounds to nothing', () => {
  expect(formatDeviation(0.84)).toBe('+0.8 σ');
  expect(formatDeviation(-5.2)).toBe('−5.2 σ');
  expect(formatDeviation(0)).toBe('0 σ');
  expect(formatDeviation(null)).toBe('—');
});

test('one run is a run and twelve are runs', () => {
  expect(countOf(1, 'run')).toBe('1 run');
  expect(countOf(0, 'run')).toBe('0 runs');
  expect(countOf(8000, 'run')).toBe('8,000 runs');
});
