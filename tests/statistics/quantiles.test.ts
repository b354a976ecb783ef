import { expect, test } from 'vitest';
import { quantile } from '../../src/statistics/quantiles.ts';

test("a quantile is R's default, interpolated between neighbours", () => {
  // quantile(1:10) prints 1.00, 3.25, 5.50, 7.75, 10.00.
  const values = Float64Array.from({ length: 10 }, (_, index) => index + 1);
  expect([0, 0.25, 0.5, 0.75, 1].map((q) => quantile(values, q))).toEqual([1, 3.25, 5.5, 7.75, 10]);
});

test('a quantile of one value is that value, and infinite neighbours do not spoil a hit', () => {
  expect(quantile([7], 0.3)).toBe(7);
  expect(quantile([1, 2, Infinity], 0.5)).toBe(2);
});

test('there is no quantile of nothing, nor outside 0 … 1', () => {
  expect(() => quantile([], 0.5)).toThrow(RangeError);
  expect(() => quantile([1], 1.5)).toThrow(RangeError);
  expect(() => quantile([1], Number.NaN)).toThrow(RangeError);
});
