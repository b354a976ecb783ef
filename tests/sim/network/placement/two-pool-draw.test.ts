import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, test } from 'vitest';
import { HashChain } from '../../../../src/crypto/hash-chain.ts';
import { IndexChain } from '../../../../src/crypto/index-chain.ts';
import { FreeSlots } from '../../../../src/sim/network/free-slots.ts';
import { NOBODY } from '../../../../src/sim/network/placement/draw-legal.ts';
import { Exclusions } from '../../../../src/sim/network/placement/exclusions.ts';
import { NodePools } from '../../../../src/sim/network/placement/node-pools.ts';
import { TRIES, twoPoolReplace, twoPoolTake } from '../../../../src/sim/network/placement/two-pool-draw.ts';
import { excluding, LEAST_P_VALUE, pValueOf } from './draws.helpers.ts';

const seedOf = (text: string): Uint8Array => sha256(new TextEncoder().encode(text));
const pooled = (nodes: number, slots: number): FreeSlots =>
  new FreeSlots(nodes, slots, new NodePools(nodes, slots));
const poolsOf = (free: FreeSlots): NodePools => free.book as NodePools;
const chainOf = (text: string): HashChain => new HashChain(seedOf(text));

describe('two pools', () => {
  test('of 1,000 nodes hold 118 for parts of a node, and 882 for whole-node chains', () => {
    const { full, fractional } = poolsOf(pooled(1000, 128));
    expect([full.length, fractional.length]).toEqual([882, 118]);
    expect(full.slice(0, 3)).toEqual([0, 2, 3]);
    // The second fractional node comes when 1 · 128 ≤ full · 17 again: after eight full ones.
    expect(fractional.slice(0, 3)).toEqual([1, 9, 18]);
  });

  test('serve sizes apart: whole nodes, parts of a node, and members without slots from everybody', () => {
    const pools = poolsOf(pooled(20, 128));
    expect(pools.poolFor(128)).toBe(pools.full);
    for (const slots of [1, 16, 32, 127]) expect(pools.poolFor(slots)).toBe(pools.fractional);
    expect(pools.poolFor(0)).toBe(pools.registered);
  });

  test('let the last take the place of who has left, and deal out who comes later', () => {
    const pools = new NodePools(11, 128);
    const full = [...pools.full];
    pools.left(full[1]);
    expect(pools.full).toEqual([full[0], full.at(-1), ...full.slice(2, -1)]);
    // 2 · 128 > 8 · 17: whole nodes are missing.
    pools.shown(11);
    expect(pools.full.at(-1)).toBe(11);
    pools.shown(11);
    expect(pools.full.filter((node) => node === 11)).toHaveLength(1);
  });
});

// 118 · 128 / 16. Catches members on whole nodes, and tries that end a committee early in an empty pool.
test('one-slot chains fill 118 of 1,000 nodes: 944 fit, not 8,000, and nearly all of these are placed', () => {
  const free = pooled(1000, 128);
  const take = twoPoolTake(free);
  const into = new Int32Array(16);
  const excluded = new Exclusions(1000);
  let placed = 0;
  for (let chain = 0; chain < 1100; chain++) {
    excluded.clear();
    if (take(1, 16, excluded, chainOf(`chain ${chain}`), into) === 16) placed++;
  }
  expect(placed).toBeLessThanOrEqual(944);
  expect(placed).toBeGreaterThan(930);
  const { fractional } = poolsOf(free);
  expect(free.used().reduce((sum, used) => sum + used, 0)).toBe(16 * placed);
  expect(fractional.reduce((sum, node) => sum + 128 - free.freeOf(node), 0)).toBe(16 * placed);
});

describe('a committee of November 2019', () => {
  test('is the first legal places of a chain of indices', () => {
    const free = pooled(40, 4);
    const { fractional } = poolsOf(free);
    free.take(fractional[1], 4);
    free.hide(fractional[0]);
    const into = new Int32Array(2);
    expect(twoPoolTake(free)(1, 2, new Exclusions(40), chainOf('first'), into)).toBe(2);
    const indices = new IndexChain(seedOf('first'));
    const expected: number[] = [];
    while (expected.length < 2) {
      const node = fractional[indices.next(fractional.length)];
      const isLegal = node !== fractional[0] && node !== fractional[1] && !expected.includes(node);
      if (isLegal) expected.push(node);
    }
    expect([...into]).toEqual(expected);
  });

  // Catches a modulus of all nodes instead of the pool’s.
  test('draws every node of its pool equally often', () => {
    const counts = Array.from({ length: 60 }, () => 0);
    const into = new Int32Array(2);
    const empty = pooled(60, 4);
    for (let run = 0; run < 6000; run++) {
      twoPoolTake(empty.copy())(1, 2, new Exclusions(60), chainOf(`even ${run}`), into);
      for (const node of into) counts[node]++;
    }
    const { fractional } = poolsOf(empty);
    expect(
      pValueOf(
        counts,
        counts.map((_, node) => (fractional.includes(node) ? 1 : 0)),
      ),
    ).toBeGreaterThan(LEAST_P_VALUE);
  });

  test('fails, and takes nothing, where too few are free or the tries run out', () => {
    const few = pooled(20, 4);
    const into = new Int32Array(20);
    expect(twoPoolTake(few)(1, 4, new Exclusions(20), chainOf('few'), into)).toBe(0);
    // All of 52 whole nodes within 199 tries: the last of them is rarely hit in time, 52 · ln 52 is 205.
    const whole = pooled(60, 4);
    const { full } = poolsOf(whole);
    let failed = 0;
    for (let run = 0; run < 40; run++) {
      const free = whole.copy();
      const all = new Int32Array(full.length);
      const taken = twoPoolTake(free)(4, full.length, new Exclusions(60), chainOf(`all ${run}`), all);
      if (taken > 0) continue;
      failed++;
      expect(free.used().every((used) => used === 0)).toBe(true);
    }
    expect(failed).toBeGreaterThan(20);
  });

  test('is mended from the same pool, within 200 tries', () => {
    const free = pooled(40, 4);
    const { fractional } = poolsOf(free);
    const [leaver, ...others] = fractional;
    free.take(leaver, 1);
    const replace = twoPoolReplace(free);
    const excluded = (nodes: readonly number[]): Exclusions => excluding(40, nodes);
    const newcomer = replace(1, { node: leaver, isAtFault: true }, excluded([leaver]), chainOf('mended'));
    expect(others).toContain(newcomer);
    expect([free.freeOf(leaver), free.freeOf(newcomer)]).toEqual([4, 3]);
    free.take(leaver, 1);
    const nobody = replace(1, { node: leaver, isAtFault: true }, excluded(fractional), chainOf('nobody'));
    expect(nobody).toBe(NOBODY);
    expect(free.freeOf(leaver)).toBe(3);
    expect(TRIES).toBe(200);
  });
});
