import { expect, test } from 'vitest';
import { tokens } from '../../src/base/units.ts';
import { monthlyEmission } from '../../src/economics/emission.ts';

const yearOf = (year: number): bigint => sumOfMonths(12 * year, 12 * (year + 1));

function sumOfMonths(from: number, to: number): bigint {
  let sum = 0n;
  for (let month = from; month < to; month += 1) sum += monthlyEmission('skale', month);
  return sum;
}

test('twelve months make each published year exactly', () => {
  const published = [
    385, 346.5, 308, 269.5, 231, 192.5, 96.25, 96.25, 96.25, 48.125, 48.125, 48.125, 24.0625,
  ];
  expect(published.map((_, year) => yearOf(year))).toEqual(
    published.map((millions) => tokens(millions * 1e6)),
  );
});

test('the first month is the first epoch of the contracts, 32,083,333.33 tokens', () => {
  expect(monthlyEmission('skale', 0)).toBe(32_083_333_333_333_333_333_333_333n);
});

test('eleven months are equal and the twelfth takes the remainder', () => {
  const months = Array.from({ length: 12 }, (_, month) => monthlyEmission('skale', month));
  expect(new Set(months.slice(0, 11)).size).toBe(1);
  // 385e24 = 12 · 32083333333333333333333333 + 4
  expect(months[11] - months[10]).toBe(4n);
});

test('thirty years come within a thousandth of 2,310 million tokens from below', () => {
  const total = sumOfMonths(0, 360);
  // The sum of the six years is 1,732.5 million; of 3 · 192.5 million, 1/256 is still to come after 8
  // halvings.
  expect(total).toBe(tokens(2_310_000_000) - tokens(577_500_000) / 256n);
  expect(tokens(2_310_000_000) - total < tokens(2_310_000)).toBe(true);
});

test('the schedule never exceeds 2,310 million tokens and ends when half a base unit would be due', () => {
  const years = 6 + 3 * 90;
  const total = sumOfMonths(0, 12 * years);
  expect(total < tokens(2_310_000_000)).toBe(true);
  expect(tokens(2_310_000_000) - total < 300n).toBe(true);
  expect(monthlyEmission('skale', 12 * years)).toBe(0n);
});

test('halving rounds down to whole base units', () => {
  // 192,500,000 · 10^18 = 2^23 · odd: the 24th halving, in year 6 + 3 · 23, is the first that does not come
  // out even.
  const before = yearOf(6 + 3 * 22);
  expect(before % 2n).toBe(1n);
  expect(yearOf(6 + 3 * 23)).toBe((before - 1n) / 2n);
});

test('months before the start or between months are a bug of the caller', () => {
  expect(() => monthlyEmission('skale', -1)).toThrow('counted from 0');
  expect(() => monthlyEmission('skale', 0.5)).toThrow('whole number');
});
