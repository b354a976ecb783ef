import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  compareRatios,
  compareWithBaseline,
  measureRatios,
  parseRatios,
} from '../../../src/experiments/bench/baseline.ts';
import type { Bench } from '../../../src/experiments/bench/bench.ts';
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

test('what seems slower is measured again, and only that; the least counts', () => {
  const asked: (readonly string[])[] = [];
  const rounds = [
    { steady: 10, busy: 90, slow: 90, fresh: 5 },
    { busy: 50, slow: 80 },
    { busy: 11, slow: 95 },
  ];
  const compared = compareWithBaseline({ steady: 10, busy: 10, slow: 10 }, (isWanted) => {
    asked.push(['steady', 'busy', 'slow', 'fresh'].filter(isWanted));
    return rounds.shift()!;
  });
  expect(asked).toEqual([
    ['steady', 'busy', 'slow', 'fresh'],
    ['busy', 'slow'],
    ['busy', 'slow'],
  ]);
  expect(compared).toEqual([
    { name: 'steady', was: 10, now: 10, isSlower: false },
    { name: 'busy', was: 10, now: 11, isSlower: false },
    { name: 'slow', was: 10, now: 80, isSlower: true },
    { name: 'fresh', was: undefined, now: 5, isSlower: false },
  ]);
});

// A new watched figure may wait for its baseline; one that is measured no more would fail every comparison.
test('the baseline in the repository has no figure that is not watched', () => {
  const ratios = parseRatios(readFileSync('bench/baseline.json', 'utf8')) ?? {};
  const watched = Object.values(BENCHES).flatMap((bench) => Object.keys(bench.watched));
  expect(Object.keys(ratios).toSorted()).toEqual(watched.toSorted());
});

test('a watched figure bears its bench’s name, by which one bench is compared alone', () => {
  for (const [name, { watched }] of Object.entries(BENCHES)) {
    for (const figure of Object.keys(watched)) expect(figure).toMatch(new RegExp(`^${name}\\.\\w`));
  }
});

test('the model, a turn and a payday are watched', () => {
  const ratios = measureRatios(1, BENCHES, (name) => /^(model|rotation|payday)\./.test(name));
  expect(Object.keys(ratios)).toEqual(['model.month', 'model.monitoring', 'rotation.turn', 'payday.share']);
  for (const ratio of Object.values(ratios)) expect(ratio).toBeGreaterThan(0);
  // The month holds the same monitoring, and chains beside it; three times leaves room for a busy machine.
  expect(ratios['model.month']).toBeGreaterThan(ratios['model.monitoring'] / 3);
});

test('a ratio grows with the work', () => {
  const taking = (nanos: number): Bench['watched'][string] => ({
    waitsFor: 'cache',
    prepare: () => () => nanos,
  });
  const watched = { short: taking(10), long: taking(1000) };
  const { short, long } = measureRatios(3, { made: { about: '', measure: () => ({}), watched } });
  expect(short).toBeGreaterThan(0);
  expect(long).toBeGreaterThan(10 * short);
});
