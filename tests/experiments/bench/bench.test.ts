import { expect, test } from 'vitest';
import { median, medianOf } from '../../../src/experiments/bench/bench.ts';

test('the median is the middle value, or the mean of the two in the middle', () => {
  expect(median([30, 2, 100])).toBe(30);
  expect(median([30, 2, 100, 10])).toBe(20);
});

test('each repetition is run once', () => {
  let calls = 0;
  expect(medianOf(5, () => ++calls)).toBe(3);
  expect(calls).toBe(5);
});
