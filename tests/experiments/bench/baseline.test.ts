import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compareRatios, measureRatios, parseRatios } from '../../../src/experiments/bench/baseline.ts';
import { BENCHES } from '../../../src/experiments/bench/benches.ts';

test('a figure is slower when it grew by more than the noise, or is measured no more', () => {
  const slower = (now: Record<string, number>): boolean[] =>
    compareRatios({ queue: 10 }, now).map(({ isSlower }) => isSlower);
  expect(slower({ queue: 2 })).toEqual([false]);
  expect(slower({ queue: 15 })).toEqual([false]);
  expect(slower({ queue: 17 })).toEqual([true]);
  expect(slower({})).toEqual([true]);
  expect(slower({ queue: 10, other: 99 })).toEqual([false, false]);
});

test('what is no baseline is not taken for one', () => {
  for (const text of [
    '',
    '{',
    'null',
    '[]',
    '{"ratios":null}',
    '{"ratios":{"a":"1"}}',
    '{"ratios":{"a":0}}',
  ]) {
    expect(parseRatios(text)).toBeUndefined();
  }
  expect(parseRatios('{"ratios":{"a":1.5}}')).toEqual({ a: 1.5 });
});

test('the baseline in the repository watches every figure, and no other', () => {
  const ratios = parseRatios(readFileSync('bench/baseline.json', 'utf8')) ?? {};
  const watched = Object.values(BENCHES).flatMap((bench) => Object.keys(bench.watched));
  expect(Object.keys(ratios).toSorted()).toEqual(watched.toSorted());
});

test('a ratio grows with the work', () => {
  const watched = { short: () => () => 10, long: () => () => 1000 };
  const { short, long } = measureRatios(3, { made: { about: '', measure: () => ({}), watched } });
  expect(short).toBeGreaterThan(0);
  expect(long).toBeGreaterThan(10 * short);
});
