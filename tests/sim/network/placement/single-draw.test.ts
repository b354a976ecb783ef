import { sha256 } from '@noble/hashes/sha2.js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HashChain } from '../../../../src/crypto/hash-chain.ts';
import { seedNumber } from '../../../../src/crypto/index-chain.ts';
import { FreeSlots } from '../../../../src/sim/network/free-slots.ts';
import { NOBODY } from '../../../../src/sim/network/placement/draw-legal.ts';
import { Exclusions } from '../../../../src/sim/network/placement/exclusions.ts';
import { singleDraw, singleReplace, singleTake } from '../../../../src/sim/network/placement/single-draw.ts';
import { SpaceBuckets } from '../../../../src/sim/network/placement/space-buckets.ts';
import { excluding } from './draws.helpers.ts';

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const seedOf = (text: string): Uint8Array => sha256(new TextEncoder().encode(text));
const listed = (nodes: number, slots: number): FreeSlots =>
  new FreeSlots(nodes, slots, new SpaceBuckets('as-listed', nodes, slots));

/** Inclusion of each of `nodes` when `picks` are drawn by every number below the common multiple. */
function exactInclusion(nodes: number, picks: number, numbers: number): number[] {
  const counts = upTo(nodes).map(() => 0);
  for (let random = 0; random < numbers; random++) {
    for (const node of singleDraw(BigInt(random), upTo(nodes), picks)) counts[node]++;
  }
  return counts;
}

describe('one number for all picks', () => {
  test('gives the published committee', () => {
    expect(singleDraw(12_345n, upTo(20), 16).join(' ')).toBe('5 14 15 3 9 0 11 8 17 16 19 6 1 4 10 18');
  });

  test('draws each of six as often as a list shows from which picks are taken out, over all 60 rests', () => {
    // lcm(6, 5, 4) = 60. Uniform picks would draw each node in 30 of 60 cases.
    const counts = exactInclusion(6, 3, 60);
    expect(counts).toEqual(byTakingOut(6, 3, 60));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(180);
    expect(counts.indexOf(Math.max(...counts))).toBe(5);
  });

  test('takes all where as many are wanted, and each once', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: (1n << 256n) - 1n }),
        fc.integer({ min: 1, max: 40 }),
        (random, n) => {
          expect(singleDraw(random, upTo(n), n).toSorted((one, other) => one - other)).toEqual(upTo(n));
        },
      ),
      { seed: 31, numRuns: 200 },
    );
  });

  // 60,000 numbers; four standard errors are 0.006 for the oldest, 0.008 for the newest. Catches picks that
  // are drawn anew (0.16 throughout) and a swap with the last of all instead of the last of those left.
  test('with 100 nodes and 16 picks draws the oldest with 0.150 and the newest with 0.369', () => {
    const counts = upTo(100).map(() => 0);
    let seed = seedOf('inclusion of one hundred');
    for (let run = 0; run < 60_000; run++) {
      for (const node of singleDraw(seedNumber(seed), upTo(100), 16)) counts[node]++;
      seed = sha256(seed);
    }
    expect(Math.abs(counts[0] / 60_000 - 0.15)).toBeLessThan(0.006);
    expect(Math.abs(counts[99] / 60_000 - 0.369)).toBeLessThan(0.008);
  });
});

/** The same with a list that gets shorter: who is hit goes out, and the last comes in its place. */
function byTakingOut(nodes: number, picks: number, numbers: number): number[] {
  const counts = upTo(nodes).map(() => 0);
  for (let random = 0; random < numbers; random++) {
    const places = upTo(nodes);
    for (let pick = 0; pick < picks; pick++) {
      const index = random % places.length;
      counts[places[index]]++;
      const last = places.pop()!;
      if (index < places.length) places[index] = last;
    }
  }
  return counts;
}

describe('the contracts before release 1.8', () => {
  test('list who has room from few free slots to many, each bucket as it stands', () => {
    const free = listed(6, 4);
    free.take(4, 3);
    free.take(1, 2);
    free.take(5, 2);
    free.take(0, 4);
    // 1 slot: 4; 2 slots: 1, 5; all 4: 3 and 2 stand where 5 and 4 left, in the order of the swaps.
    const full = (free.book as SpaceBuckets).bucket(4);
    const candidates = [4, 1, 5, ...full];
    expect([...full].toSorted((one, other) => one - other)).toEqual([2, 3]);
    const into = new Int32Array(3);
    const seed = seedOf('order');
    expect(singleTake(free)(1, 3, new Exclusions(6), new HashChain(seed), into)).toBe(3);
    expect([...into]).toEqual(singleDraw(seedNumber(seed), candidates, 3));
  });

  test('pass over the hidden and the excluded, and take nothing where too few are left', () => {
    const free = listed(5, 2);
    free.hide(0);
    const into = new Int32Array(5);
    const take = singleTake(free);
    const chain = (): HashChain => new HashChain(seedOf('few'));
    expect(take(1, 4, excluding(5, [3]), chain(), into)).toBe(0);
    expect(free.used()).toEqual([0, 0, 0, 0, 0]);
    expect(take(1, 3, excluding(5, [3]), chain(), into)).toBe(3);
    expect([...into.subarray(0, 3)].toSorted()).toEqual([1, 2, 4]);
  });

  test('draw a replacement before the leaver’s slots are back', () => {
    const free = listed(4, 1);
    free.take(0, 1);
    free.take(1, 1);
    const replace = singleReplace(free);
    const stream = new HashChain(seedOf('replacement'));
    const newcomer = replace(1, { node: 0, isAtFault: true }, excluding(4, [0, 1]), stream);
    expect([2, 3]).toContain(newcomer);
    expect(free.used()).toEqual([0, 1, newcomer === 2 ? 1 : 0, newcomer === 3 ? 1 : 0]);
    expect((free.book as SpaceBuckets).bucket(1).at(-1)).toBe(0);
    expect(replace(1, { node: 1, isAtFault: true }, excluding(4, [0, 1, 2, 3]), stream)).toBe(NOBODY);
  });

  test('forget a node when it has left, not when it begins to leave', () => {
    const free = listed(4, 1);
    const book = free.book as SpaceBuckets;
    free.hide(1);
    expect(book.bucket(1)).toEqual([0, 1, 2, 3]);
    free.left(1);
    expect(book.bucket(1)).toEqual([0, 3, 2]);
  });
});
