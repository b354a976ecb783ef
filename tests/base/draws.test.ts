import { describe, expect, test } from 'vitest';
import * as draws from '../../src/base/draws.ts';
import type { Draws } from '../../src/base/draws.ts';
import { HashChain } from '../../src/crypto/hash-chain.ts';
import { Stream } from '../../src/sim/kernel/streams.ts';
import { chiSquare } from '../../src/statistics/goodness-of-fit.ts';

test('what a draw needs is a type alone: nothing of it is there at run time', () => {
  expect(Object.keys(draws)).toEqual([]);
});

/** All generators that a procedure may be given. */
const GENERATORS: readonly (readonly [string, () => Draws])[] = [
  ['a stream of the model', () => new Stream(5, 6, 7, 8)],
  ['the contracts’ chain of hashes', () => new HashChain(new Uint8Array(32).fill(9))],
];

describe.each(GENERATORS)('%s', (_name, create) => {
  // Catches a bound that is drawn itself, and a remainder that makes the first numbers likelier.
  test('draws every number below the bound equally often', () => {
    const generator = create();
    for (const bound of [1, 2, 7]) {
      const counts = Array<number>(bound).fill(0);
      for (let draw = 0; draw < 7000; draw++) counts[generator.below(bound)]++;
      expect(counts.length).toBe(bound);
      const expected = Array<number>(bound).fill(7000 / bound);
      if (bound > 1) expect(chiSquare(counts, expected).pValue).toBeGreaterThan(1e-4);
    }
    const largest = Array.from({ length: 200 }, () => generator.below(2 ** 32));
    expect(largest.every((value) => Number.isInteger(value) && value >= 0 && value < 2 ** 32)).toBe(true);
    expect(Math.max(...largest)).toBeGreaterThan(2 ** 31);
  });

  // Catches the last place that is left alone, and a shuffle of all places.
  test('shuffles the first places among themselves, every order equally often', () => {
    const generator = create();
    const counts = new Map<string, number>();
    for (let draw = 0; draw < 6000; draw++) {
      const array = Int32Array.of(1, 2, 3, 4, 5);
      generator.shuffle(array, 3);
      expect([array[3], array[4]]).toEqual([4, 5]);
      const order = array.subarray(0, 3).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect([...counts.keys()].toSorted()).toEqual(['123', '132', '213', '231', '312', '321']);
    expect(chiSquare([...counts.values()], Array(6).fill(1000)).pValue).toBeGreaterThan(1e-4);
  });
});
