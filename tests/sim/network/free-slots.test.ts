import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chiSquare } from '../../../src/statistics/goodness-of-fit.ts';
import { FreeSlots } from '../../../src/sim/network/free-slots.ts';
import { Exclusions } from '../../../src/sim/network/placement/exclusions.ts';
import { fixedStream } from './placement/draws.helpers.ts';

/** The plainest thing that does the same: a list of levels, −1 for hidden nodes. */
interface Oracle {
  readonly free: number[];
  readonly isHidden: boolean[];
}

function expectSame(slotted: FreeSlots, { free, isHidden }: Oracle): void {
  const levels = free.map((level, node) => (isHidden[node] ? -1 : level));
  const order = [...slotted.order];
  expect(order.toSorted((one, other) => one - other)).toEqual([...free.keys()]);
  expect(order.map((node) => levels[node])).toEqual(levels.toSorted((one, other) => one - other));
  for (let slots = 0; slots <= slotted.slots + 1; slots++) {
    const below = levels.filter((level) => level < slots).length;
    expect(slotted.firstWith(slots)).toBe(below);
    if (slots <= slotted.slots) expect(slotted.eligibleCount(slots)).toBe(free.length - below);
  }
  free.forEach((level, node) => {
    expect(slotted.freeOf(node)).toBe(level);
    expect(slotted.isHidden(node)).toBe(isHidden[node]);
  });
}

const step = fc.record({
  act: fc.constantFrom('take', 'take', 'give', 'hide', 'show', 'give-all', 'take-top', 'take-levels'),
  node: fc.nat(),
  slots: fc.nat(),
});

describe('the order by free slots', () => {
  test('is that of a smaller table where the last nodes are hidden from the start', () => {
    for (let nodes = 1; nodes <= 6; nodes++) {
      for (let shown = 0; shown <= nodes; shown++) {
        const slotted = new FreeSlots(nodes, 3);
        slotted.hideFrom(shown);
        const all = Array.from({ length: nodes }, (_, node) => node);
        expectSame(slotted, { free: all.map(() => 3), isHidden: all.map((node) => node >= shown) });
        expect([...slotted.order.subarray(nodes - shown)]).toEqual(all.slice(0, shown));
        for (let node = shown; node < nodes; node++) slotted.show(node);
        for (const node of all) slotted.take(node, node % 4);
        expectSame(slotted, { free: all.map((node) => 3 - (node % 4)), isHidden: all.map(() => false) });
      }
    }
  });

  test('is what sorting afresh would give after any number of changes of any width', () => {
    const sizes = fc.record({
      nodes: fc.integer({ min: 1, max: 12 }),
      slots: fc.integer({ min: 0, max: 9 }),
    });
    fc.assert(
      fc.property(sizes, fc.array(step, { maxLength: 40 }), ({ nodes, slots }, steps) => {
        const slotted = new FreeSlots(nodes, slots);
        const oracle: Oracle = {
          free: Array<number>(nodes).fill(slots),
          isHidden: Array<boolean>(nodes).fill(false),
        };
        expectSame(slotted, oracle);
        for (const { act, node: drawn, slots: width } of steps) {
          const node = drawn % nodes;
          if (act === 'hide') {
            slotted.hide(node);
            oracle.isHidden[node] = true;
          } else if (act === 'show') {
            slotted.show(node);
            oracle.isHidden[node] = false;
          } else if (act === 'give-all') {
            const back = oracle.free.map((free, other) => (width + other) % (slots - free + 1));
            slotted.giveAll(Int32Array.from(back));
            back.forEach((change, other) => (oracle.free[other] += change));
          } else if (act === 'take-top') {
            const top = Math.max(...oracle.free.map((free, other) => (oracle.isHidden[other] ? -1 : free)));
            const into = new Int32Array(1);
            const taken = slotted.takeAtTop(1, new Exclusions(nodes), fixedStream(drawn + 1), into, 0);
            expect(taken).toBe(top < 1 ? 0 : 1);
            if (taken === 0) continue;
            expect([oracle.free[into[0]], oracle.isHidden[into[0]]]).toEqual([top, false]);
            oracle.free[into[0]]--;
          } else if (act === 'take-levels') {
            const into = new Int32Array(width % (nodes * slots + 2));
            const taken = slotted.takeLevels(into, fixedStream(drawn + 1));
            const open = oracle.free.reduce(
              (sum, free, other) => sum + (oracle.isHidden[other] ? 0 : free),
              0,
            );
            expect(taken).toBe(Math.min(into.length, open));
            for (const other of into.subarray(0, taken)) {
              const levels = oracle.free.map((free, index) => (oracle.isHidden[index] ? -1 : free));
              expect(levels[other]).toBe(Math.max(...levels));
              oracle.free[other]--;
            }
          } else {
            const most = act === 'take' ? oracle.free[node] : slots - oracle.free[node];
            const change = width % (most + 1);
            if (act === 'take') slotted.take(node, change);
            else slotted.give(node, change);
            oracle.free[node] += act === 'take' ? -change : change;
          }
          expectSame(slotted, oracle);
        }
      }),
      { seed: 11, numRuns: 150 },
    );
  });

  test('chooses those of a last level that are taken uniformly', () => {
    // 6,000 fresh networks of four nodes, two slots each, of which six are taken: every pair is left with one as often.
    // Catches the first places of a level taken without a draw, and a draw that never reaches the last place.
    const stream = fixedStream(5);
    const pairs = new Map<string, number>();
    const into = new Int32Array(6);
    for (let round = 0; round < 6000; round++) {
      const slotted = new FreeSlots(4, 2);
      expect(slotted.takeLevels(into, stream)).toBe(6);
      const left = [0, 1, 2, 3].filter((node) => slotted.freeOf(node) === 1).join();
      pairs.set(left, (pairs.get(left) ?? 0) + 1);
    }
    expect(pairs.size).toBe(6);
    expect(chiSquare([...pairs.values()], Array<number>(6).fill(1000)).pValue).toBeGreaterThan(1e-4);
  });

  test('survives a change over levels that nobody is on', () => {
    const slotted = new FreeSlots(3, 16);
    slotted.take(0, 16);
    slotted.take(1, 5);
    slotted.give(0, 7);
    expect([...slotted.order].map((node) => slotted.freeOf(node))).toEqual([7, 11, 16]);
    slotted.take(2, 16);
    expect([...slotted.order].map((node) => slotted.freeOf(node))).toEqual([0, 7, 11]);
  });

  test('refuses what a node does not have, and more than it can have', () => {
    const slotted = new FreeSlots(2, 4);
    slotted.take(0, 3);
    expect(() => slotted.take(0, 2)).toThrow('no node uses more than its slots');
    expect(() => slotted.give(0, 4)).toThrow('add up to the node’s slots');
    expect(() => new FreeSlots(1, 32_767)).toThrow('fit 16 bits');
  });
});
