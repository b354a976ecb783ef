import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { masterKey } from '../../../src/sim/kernel/seed.ts';
import { Stream, streamAt, Streams } from '../../../src/sim/kernel/streams.ts';

/** A stream whose first word is `word`: the output is rotl(s0 + s3, 7) + s0. */
const streamWithFirst = (word: number): Stream => new Stream(0, 1, 2, (word >>> 7) | (word << 25));

const fixedStream = (purpose: string): Stream => new Streams(masterKey('streams.test')).of(purpose);

describe('a stream', () => {
  test('is xoshiro128++: the first outputs from state 1, 2, 3, 4 as in the rand_xoshiro crate', () => {
    const stream = new Stream(1, 2, 3, 4);
    const outputs = Array.from({ length: 10 }, () => stream.u32());
    expect(outputs).toEqual([
      641, 1573767, 3222811527, 3517856514, 836907274, 4247214768, 3867114732, 1355841295, 495546011,
      621204420,
    ]);
    expect(stream.draws).toBe(10);
  });

  test('cannot start from zeros', () => {
    expect(() => new Stream(0, 0, 0, 0)).toThrow('not all zero');
  });
});

describe('below', () => {
  test('gives every value the same number of words, and rejects the rest', () => {
    const bounds = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 2 ** 21 }));
    fc.assert(
      fc.property(bounds, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (bound, part) => {
        // The words that Lemire's method maps to `value` are those with word · bound in
        // [value · 2^32 + unfair, (value + 1) · 2^32): exactly floor(2^32 / bound) of them.
        const value = Math.floor(part * bound);
        const unfair = 2 ** 32 % bound;
        const first = Math.ceil((value * 2 ** 32 + unfair) / bound);
        const last = Math.ceil(((value + 1) * 2 ** 32) / bound) - 1;
        expect(last - first + 1).toBe(Math.floor(2 ** 32 / bound));
        for (const word of [first, last]) {
          const stream = streamWithFirst(word);
          expect([stream.below(bound), stream.draws]).toEqual([value, 1]);
        }
        if (first === 0) return;
        const before = streamWithFirst(first - 1);
        const drawn = before.below(bound);
        if (before.draws === 1) expect(drawn).toBe(value - 1);
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  test('rejects the word that would make a result likelier', () => {
    const stream = streamWithFirst(0);
    stream.below(3);
    expect(stream.draws).toBe(2);
  });

  test('takes large bounds from the word’s high bits, and draws again beyond them', () => {
    expect(streamWithFirst(0xffffffff).below(2 ** 32)).toBe(2 ** 32 - 1);
    expect(streamWithFirst(0x80000000).below(2 ** 31)).toBe(2 ** 30);
    const bound = 2 ** 31 + 2;
    expect(streamWithFirst(bound - 1).below(bound)).toBe(bound - 1);
    const rejected = streamWithFirst(bound);
    rejected.below(bound);
    expect(rejected.draws).toBeGreaterThan(1);
  });

  test('stays within its bound, for any bound', () => {
    const stream = fixedStream('bounds');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 32 }), (bound) => {
        const drawn = stream.below(bound);
        expect(Number.isInteger(drawn) && drawn >= 0 && drawn < bound).toBe(true);
      }),
      { seed: 2, numRuns: 1000 },
    );
  });

  test.each([0, -1, 1.5, NaN, Infinity, 2 ** 32 + 1, 2 ** 31 + 0.5])('refuses the bound %d', (bound) => {
    expect(() => new Stream(1, 2, 3, 4).below(bound)).toThrow('a bound is a whole number');
  });
});

describe('doubles and chances', () => {
  test('a double holds the high 27 bits of one word and the high 26 of the next', () => {
    const words = new Stream(1, 2, 3, 4);
    const doubles = new Stream(1, 2, 3, 4);
    for (let count = 0; count < 100; count++) {
      const bits = (BigInt(words.u32() >>> 5) << 26n) | BigInt(words.u32() >>> 6);
      expect(doubles.double()).toBe(Number(bits) / 2 ** 53);
    }
    expect(doubles.draws).toBe(200);
  });

  test('a chance is true exactly below its numerator', () => {
    const draws = new Stream(5, 6, 7, 8);
    const chances = new Stream(5, 6, 7, 8);
    for (let count = 0; count < 200; count++) expect(chances.chance(7, 20)).toBe(draws.below(20) < 7);
  });

  test('0 of n never happens, n of n always, more than n is a bug', () => {
    const stream = new Stream(1, 2, 3, 4);
    for (let count = 0; count < 50; count++) {
      expect([stream.chance(0, 3), stream.chance(3, 3)]).toEqual([false, true]);
    }
    expect(() => stream.chance(4, 3)).toThrow('between 0 and 1');
    expect(() => stream.chance(-1, 3)).toThrow('between 0 and 1');
  });
});

describe('shuffle', () => {
  test('gives all 24 orders of four places alike, and leaves the rest alone', () => {
    // Chi-square with 23 degrees of freedom: below 49.7 with probability 0.999. A swap over the whole range
    // (the naive shuffle) gives above 1,000.
    const stream = fixedStream('shuffle');
    const rounds = 48_000;
    const counts = new Map<string, number>();
    for (let round = 0; round < rounds; round++) {
      const array = Int32Array.of(0, 1, 2, 3, 99);
      stream.shuffle(array, 4);
      expect(array[4]).toBe(99);
      counts.set(array.join(), (counts.get(array.join()) ?? 0) + 1);
    }
    const expected = rounds / 24;
    const chiSquare = [...counts.values()].reduce(
      (sum, count) => sum + (count - expected) ** 2 / expected,
      0,
    );
    expect(counts.size).toBe(24);
    expect(chiSquare).toBeLessThan(49.7);
  });

  test('draws nothing for none or one, and refuses more than there is', () => {
    const stream = new Stream(1, 2, 3, 4);
    stream.shuffle(Int32Array.of(1, 2), 1);
    stream.shuffle(Int32Array.of(), 0);
    expect(stream.draws).toBe(0);
    expect(() => stream.shuffle(Int32Array.of(1, 2), 3)).toThrow('within the array');
  });
});

describe('streams', () => {
  const key = masterKey('1');

  test('depend on key, purpose and indices alone, not on the order of asking', () => {
    const there = new Streams(key);
    const back = new Streams(key);
    const first = there.of('outages', 3).u32();
    back.of('beacon');
    back.of('outages', 4).u32();
    expect(back.of('outages', 3).u32()).toBe(first);
  });

  test('differ by purpose, by each index and by key', () => {
    const streams = new Streams(key);
    const outputs = [
      streams.of('outages'),
      streams.of('outages', 1),
      streams.of('outages', 0, 1),
      streams.of('outages', 2 ** 32 - 1),
      streams.of('outage'),
      new Streams(masterKey('2')).of('outages'),
    ].map((stream) => stream.u32());
    expect(new Set(outputs).size).toBe(outputs.length);
  });

  test('missing indices are 0', () => {
    const streams = new Streams(key);
    expect(streams.of('outages').u32()).toBe(streams.of('outages', 0, 0).u32());
  });

  test('first words over neighbouring indices look uniform', () => {
    // Chi-square over 256 bins with 255 degrees of freedom: below 330.5 with probability 0.999.
    const streams = new Streams(key);
    const counts = new Int32Array(256);
    for (let index = 0; index < 51_200; index++) counts[streams.of('bins', index).u32() >>> 24]++;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 200) ** 2 / 200, 0);
    expect(chiSquare).toBeLessThan(330.5);
  });

  test('an all-zero state is stepped over', () => {
    expect(() => streamAt(Uint32Array.of(12, 12, 12, 12), 0, 0)).not.toThrow();
  });

  test('count draws by purpose where asked to', () => {
    const streams = new Streams(key, 'counted');
    streams.of('a', 1).u32();
    streams.of('b').double();
    streams.of('a', 2).double();
    expect([...streams.drawCounts()]).toEqual([
      ['a', 3],
      ['b', 2],
    ]);
    expect(() => new Streams(key).drawCounts()).toThrow('counted');
  });

  test.each([-1, 0.5, 2 ** 32, NaN])('refuse the index %d', (index) => {
    expect(() => new Streams(key).of('x', index)).toThrow('below 2^32');
    expect(() => new Streams(key).of('x', 0, index)).toThrow('below 2^32');
  });
});
