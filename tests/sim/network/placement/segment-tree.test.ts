import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HashReplay } from '../../../../src/crypto/hash-replay.ts';
import { NO_PLACE, SegmentTree } from '../../../../src/sim/network/placement/segment-tree.ts';
import { countsOf, fixedStream, LEAST_P_VALUE, pValueOf } from './draws.helpers.ts';

/** 150 nodes with 128 free slots, 50 with 64, 34 with 7. */
function published(): SegmentTree {
  const tree = new SegmentTree(128);
  tree.add(128, 150);
  tree.add(64, 50);
  tree.add(7, 34);
  return tree;
}

describe('a tree of counts', () => {
  test('sums the published example', () => {
    const tree = published();
    expect(tree.countAt(1)).toBe(234);
    expect([1, 7, 8, 64, 65, 128].map((from) => tree.sumFrom(from))).toEqual([234, 234, 200, 200, 150, 150]);
    // The root's halves are places 1 … 64 and 65 … 128.
    expect([tree.countAt(2), tree.countAt(3)]).toEqual([84, 150]);
  });

  test('equals a recount after any additions and subtractions, at every vertex', () => {
    const changes = fc.array(
      fc.record({ place: fc.integer({ min: 1, max: 16 }), change: fc.integer({ min: -3, max: 5 }) }),
    );
    fc.assert(
      fc.property(changes, (all) => {
        const tree = new SegmentTree(16);
        const counts = Array.from({ length: 17 }, () => 0);
        for (const { place, change } of all) {
          if (counts[place] + change < 0) continue;
          tree.add(place, change);
          counts[place] += change;
        }
        for (let vertex = 1; vertex < 32; vertex++) {
          const width = 16 >> Math.floor(Math.log2(vertex));
          const begin = vertex * width - 16 + 1;
          const recount = counts.slice(begin, begin + width).reduce((sum, count) => sum + count, 0);
          expect(tree.countAt(vertex)).toBe(recount);
        }
        for (let from = 1; from <= 16; from++) {
          expect(tree.sumFrom(from)).toBe(counts.slice(from).reduce((sum, count) => sum + count, 0));
        }
      }),
      { seed: 22, numRuns: 200 },
    );
  });

  test('has a power of two of places, and no less than nothing anywhere', () => {
    expect(() => new SegmentTree(100)).toThrow('a power of two');
    expect(() => published().add(3, -1)).toThrow('nothing is taken');
    expect(() => published().add(0, 1)).toThrow('a place of the tree');
    expect(() => published().sumFrom(129)).toThrow('a place of the tree');
  });

  test('is copied, not shared', () => {
    const tree = published();
    tree.copy().add(1, 1);
    expect(tree.sumFrom(1)).toBe(234);
  });
});

// Catches: a right half that is chosen by ≤ instead of <, a `from` that is forgotten after the first turn,
// counts of places below `from` that are drawn against.
describe('a place drawn from a tree', () => {
  test.each([1, 7, 8, 64, 65, 128])('from %i on is as likely as it holds much', (from) => {
    const tree = published();
    const stream = fixedStream(from);
    const counts = countsOf(129, 20_000, () => tree.drawFrom(from, stream));
    const weights = counts.map((_, place) => {
      const held = new Map([
        [128, 150],
        [64, 50],
        [7, 34],
      ]).get(place);
      return place >= from ? (held ?? 0) : 0;
    });
    if (from > 64) expect(counts[128]).toBe(20_000);
    else expect(pValueOf(counts, weights)).toBeGreaterThan(LEAST_P_VALUE);
  });

  test('is none where nothing is held from there on', () => {
    const tree = new SegmentTree(8);
    tree.add(3, 2);
    expect(tree.drawFrom(4, fixedStream())).toBe(NO_PLACE);
    expect(tree.drawFrom(3, fixedStream())).toBe(3);
  });

  test('costs one draw where both halves have places from there on, an empty half or not', () => {
    const draws = (tree: SegmentTree, from: number): number => {
      let drawn = 0;
      tree.drawFrom(from, { below: (bound) => (drawn++, bound - 1) });
      return drawn;
    };
    const tree = new SegmentTree(8);
    tree.add(8, 1);
    // Places 1 … 8, 5 … 8, 7 … 8.
    expect(draws(tree, 1)).toBe(3);
    // The left halves of the first two end before place 7.
    expect(draws(tree, 7)).toBe(1);
    expect(draws(tree, 8)).toBe(0);
  });

  test('spends the hashes of the seed in order: 37 and 30 of 128 from seed 0', () => {
    const tree = new SegmentTree(4);
    for (let place = 1; place <= 4; place++) tree.add(place, 32);
    // 37 is left of the 64 in places 1 and 2. Then the second hash, of 64: 30 lies in place 1.
    const replay = new HashReplay(new Uint8Array(32));
    expect([128, 128].map((bound) => replay.below(bound))).toEqual([37, 30]);
    replay.restart();
    expect(tree.drawFrom(1, replay)).toBe(1);
  });
});
