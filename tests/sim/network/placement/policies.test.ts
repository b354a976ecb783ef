import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FreeSlots } from '../../../../src/sim/network/free-slots.ts';
import { NOBODY } from '../../../../src/sim/network/placement/draw-legal.ts';
import { nodesName, seatDraw, seatsTake } from '../../../../src/sim/network/placement/policies.ts';
import type { PlacementPolicy } from '../../../../src/sim/protocol/params.ts';
import { countsOf, excluding, fixedStream, LEAST_P_VALUE, pValueOf } from './draws.helpers.ts';

const POLICIES = ['uniform', 'capacity-weighted', 'power-of-d', 'least-loaded'] as const;
const SLOTS = 8;
const DRAWS = 20_000;

interface Network {
  readonly free: FreeSlots;
  readonly hidden: readonly number[];
  readonly excluded: readonly number[];
  /** Nodes that may take a seat of `slots`. */
  legal(slots: number): number[];
}

function networkOf(used: readonly number[], hidden: readonly number[], excluded: readonly number[]): Network {
  const free = new FreeSlots(used.length, SLOTS);
  used.forEach((slots, node) => free.take(node, slots));
  for (const node of hidden) free.hide(node);
  const isBarred = (node: number): boolean => hidden.includes(node) || excluded.includes(node);
  const legal = (slots: number): number[] =>
    [...used.keys()].filter((node) => SLOTS - used[node] >= slots && !isBarred(node));
  return { free, hidden, excluded, legal };
}

/** Free slots 8, 8, 8, 5, 5, 5, 2, 2, 1, 1, 0, 0; nodes 2 and 5 are hidden, 1, 3 and 8 excluded. */
const network = networkOf([0, 0, 0, 3, 3, 3, 6, 6, 7, 7, 8, 8], [2, 5], [1, 3, 8]);

/** Weight of each node under a policy, by the plain definition. */
function lawOf(policy: PlacementPolicy, { free, legal }: Network, slots: number): number[] {
  const nodes = legal(slots);
  const weights = Array<number>(free.nodes).fill(0);
  const most = Math.max(...nodes.map((node) => free.freeOf(node)));
  for (const node of nodes) {
    const level = free.freeOf(node);
    if (policy === 'uniform') weights[node] = 1;
    if (policy === 'capacity-weighted') weights[node] = Math.max(1, level);
    if (policy === 'least-loaded') weights[node] = level === most ? 1 : 0;
    if (policy !== 'power-of-d') continue;
    // All ordered pairs of candidates are equally likely; the second wins only by more free slots.
    for (const second of nodes) weights[free.freeOf(second) > level ? second : node]++;
  }
  return weights;
}

describe.each(POLICIES)('%s', (policy) => {
  test.each([0, 1, 2, 3])('follows its law for seats of %d slots, exclusions and all', (slots) => {
    const draw = seatDraw(policy, 2, network.free);
    const excluded = excluding(12, network.excluded);
    const stream = fixedStream(slots + 1);
    const counts = countsOf(12, DRAWS, () => draw(slots, excluded, stream));
    const weights = lawOf(policy, network, slots);
    if (weights.filter((weight) => weight > 0).length === 1) {
      expect(counts).toEqual(weights.map((weight) => (weight > 0 ? DRAWS : 0)));
    } else expect(pValueOf(counts, weights)).toBeGreaterThan(LEAST_P_VALUE);
  });

  test('takes the slots of whom it draws, by the same law, and draws nobody twice', () => {
    const into = new Int32Array(8);
    const stream = fixedStream(20);
    const take = seatsTake(policy, 2, network.free);
    const counts = countsOf(12, DRAWS, () => {
      expect(take(1, 1, excluding(12, network.excluded), stream, into)).toBe(1);
      network.free.give(into[0], 1);
      return into[0];
    });
    const weights = lawOf(policy, network, 1);
    if (policy === 'least-loaded') expect(counts).toEqual(weights.map((weight) => weight * DRAWS));
    else expect(pValueOf(counts, weights)).toBeGreaterThan(LEAST_P_VALUE);
    // Levels wide enough for the draw that needs no list; the last of three is drawn from what two have left.
    const wide = networkOf([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1], [], [2]);
    const takeWide = seatsTake(policy, 2, wide.free);
    const seen = Array<number>(12).fill(0);
    for (let round = 0; round < DRAWS; round++) {
      const excluded = excluding(12, [2]);
      expect(takeWide(1, 3, excluded, stream, into)).toBe(3);
      const drawn = [...into.subarray(0, 3)];
      expect(new Set(drawn).size).toBe(3);
      for (const node of drawn) {
        expect(excluded.has(node)).toBe(true);
        expect(wide.free.freeOf(node)).toBe((node < 10 ? SLOTS : SLOTS - 1) - 1);
        wide.free.give(node, 1);
      }
      seen[drawn[2]]++;
    }
    // Nodes of one level are alike, whatever was drawn before.
    const isFull = (node: number): boolean => node < 10 && node !== 2;
    const full = seen.map((count, node) => (isFull(node) ? count : 0));
    expect(
      pValueOf(
        full,
        full.map((_, node) => (isFull(node) ? 1 : 0)),
      ),
    ).toBeGreaterThan(LEAST_P_VALUE);
  });

  test('names nodes for a batch by the same law, takes their slots, and stops where nobody has them', () => {
    const one = networkOf([0, 1, 1, 2, 2, 2, 3, 4, 4, 5, 5, 5], [3], []);
    const into = new Int32Array(1);
    const stream = fixedStream(21);
    const name = nodesName(policy, 2, one.free);
    const counts = countsOf(12, DRAWS, () => {
      expect(name(1, into, stream)).toBe(1);
      one.free.give(into[0], 1);
      return into[0];
    });
    const weights = lawOf(policy, one, 1);
    if (policy === 'least-loaded') expect(counts).toEqual(weights.map((weight) => weight * DRAWS));
    else expect(pValueOf(counts, weights)).toBeGreaterThan(LEAST_P_VALUE);
    // Of three alike two are named, each pair as often.
    const three = networkOf([0, 0, 0], [], []);
    const pair = new Int32Array(2);
    const nameTwo = nodesName(policy, 2, three.free);
    const pairs = countsOf(3, DRAWS, () => {
      expect(nameTwo(SLOTS, pair, stream)).toBe(2);
      for (const node of pair) three.free.give(node, SLOTS);
      return 3 - pair[0] - pair[1];
    });
    expect(pValueOf(pairs, [1, 1, 1])).toBeGreaterThan(LEAST_P_VALUE);
    const small = networkOf([0, 0, 0, SLOTS], [0], []);
    const all = new Int32Array(2 * SLOTS + 1);
    expect(nodesName(policy, 2, small.free)(1, all, stream)).toBe(2 * SLOTS);
    expect(small.free.freeOf(1) + small.free.freeOf(2)).toBe(0);
  });

  test('takes as many as are legal and no more', () => {
    const small = networkOf([0, 0, 0, SLOTS], [], [1]);
    const into = new Int32Array(4);
    expect(seatsTake(policy, 2, small.free)(1, 4, excluding(4, [1]), fixedStream(3), into)).toBe(2);
    expect([...into.subarray(0, 2)].toSorted()).toEqual([0, 2]);
  });

  test('follows its law without exclusions, again and again on one draw function', () => {
    const open = networkOf([0, 1, 2, 3, 4, 5, 6, 7], [], []);
    const draw = seatDraw(policy, 2, open.free);
    const stream = fixedStream(9);
    // Draws with exclusions in between must leave nothing behind.
    const counts = countsOf(8, DRAWS, () => {
      draw(1, excluding(8, [0, 3]), stream);
      return draw(1, excluding(8, []), stream);
    });
    const weights = lawOf(policy, open, 1);
    if (policy === 'least-loaded') expect(counts[0]).toBe(DRAWS);
    else expect(pValueOf(counts, weights)).toBeGreaterThan(LEAST_P_VALUE);
  });

  test('draws a legal node, and nobody exactly where nobody is legal', () => {
    const cases = fc.record({
      used: fc.array(fc.integer({ min: 0, max: SLOTS }), { minLength: 1, maxLength: 10 }),
      hidden: fc.array(fc.nat({ max: 9 }), { maxLength: 3 }),
      excluded: fc.array(fc.nat({ max: 9 }), { maxLength: 8 }),
      slots: fc.integer({ min: 0, max: SLOTS }),
      word: fc.integer({ min: 1, max: 1000 }),
    });
    fc.assert(
      fc.property(cases, ({ used, hidden, excluded, slots, word }) => {
        const within = (node: number): boolean => node < used.length;
        const drawn = networkOf(used, hidden.filter(within), excluded.filter(within));
        const exclusions = excluding(used.length, drawn.excluded);
        const node = seatDraw(policy, 3, drawn.free)(slots, exclusions, fixedStream(word));
        const legal = drawn.legal(slots);
        if (legal.length === 0) expect(node).toBe(NOBODY);
        else expect(legal).toContain(node);
        if (policy === 'least-loaded' && legal.length > 0) {
          expect(drawn.free.freeOf(node)).toBe(Math.max(...legal.map((other) => drawn.free.freeOf(other))));
        }
      }),
      { seed: 14, numRuns: 1000 },
    );
  });
});

test('power of one candidate is uniform', () => {
  const draw = seatDraw('power-of-d', 1, network.free);
  const excluded = excluding(12, network.excluded);
  const stream = fixedStream(5);
  const counts = countsOf(12, DRAWS, () => draw(1, excluded, stream));
  expect(pValueOf(counts, lawOf('uniform', network, 1))).toBeGreaterThan(LEAST_P_VALUE);
});
