import { sha256 } from '@noble/hashes/sha2.js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HashChain } from '../../../../src/crypto/hash-chain.ts';
import { seedNumber } from '../../../../src/crypto/index-chain.ts';
import { ExceptionLists } from '../../../../src/sim/network/exception-lists.ts';
import { FreeSlots } from '../../../../src/sim/network/free-slots.ts';
import { NOBODY } from '../../../../src/sim/network/placement/draw-legal.ts';
import { Exclusions } from '../../../../src/sim/network/placement/exclusions.ts';
import { restartingReplace, restartingTake } from '../../../../src/sim/network/placement/restarting-draw.ts';
import { singleDraw } from '../../../../src/sim/network/placement/single-draw.ts';
import { SpaceBuckets } from '../../../../src/sim/network/placement/space-buckets.ts';
import { ContractNodes } from './contract-nodes.helpers.ts';
import { excluding } from './draws.helpers.ts';

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const seedOf = (text: string): Uint8Array => sha256(new TextEncoder().encode(text));
const counted = (nodes: number, slots: number): FreeSlots =>
  new FreeSlots(nodes, slots, new SpaceBuckets('as-counted', nodes, slots));
const bookOf = (free: FreeSlots): SpaceBuckets => free.book as SpaceBuckets;

test('on one full bucket draws whom one number draws that is the hash of the seed', () => {
  for (let run = 0; run < 200; run++) {
    const seed = seedOf(`full bucket ${run}`);
    const into = new Int32Array(16);
    restartingTake(counted(100, 128))(1, 16, new Exclusions(100), new HashChain(seed), into);
    expect([...into]).toEqual(singleDraw(seedNumber(sha256(seed)), upTo(100), 16));
  }
});

// 4,000 committees; four standard errors are 0.023 for the oldest, 0.031 for the newest. Catches a generator
// that goes on between picks, by which both would be 0.16.
test('with 100 empty nodes and 16 seats draws the oldest with 0.150 and the newest with 0.369', () => {
  const counts = upTo(100).map(() => 0);
  const into = new Int32Array(16);
  const empty = counted(100, 4);
  let seed = seedOf('oldest and newest');
  for (let run = 0; run < 4000; run++) {
    restartingTake(empty.copy())(1, 16, new Exclusions(100), new HashChain(seed), into);
    for (const node of into) counts[node]++;
    seed = sha256(seed);
  }
  expect(Math.abs(counts[0] / 4000 - 0.15)).toBeLessThan(0.023);
  expect(Math.abs(counts[99] / 4000 - 0.369)).toBeLessThan(0.031);
});

test('a committee is put to the ends of the buckets below, in the order of its picks', () => {
  const free = counted(8, 4);
  const into = new Int32Array(3);
  restartingTake(free)(2, 3, new Exclusions(8), new HashChain(seedOf('ends')), into);
  expect(bookOf(free).bucket(2)).toEqual([...into]);
  expect(bookOf(free).bucket(4)).toHaveLength(5);
});

test('members without slots need a node with a free one, as there is no place 0', () => {
  const free = counted(3, 2);
  free.take(0, 2);
  free.take(1, 1);
  const into = new Int32Array(3);
  const take = restartingTake(free);
  expect(take(0, 3, new Exclusions(3), new HashChain(seedOf('none')), into)).toBe(0);
  expect(take(0, 2, new Exclusions(3), new HashChain(seedOf('none')), into)).toBe(2);
  expect([...into.subarray(0, 2)].toSorted()).toEqual([1, 2]);
});

test('nobody replaces where only exceptions have room, and nothing moves', () => {
  const free = counted(3, 2);
  free.take(0, 1);
  free.hide(2);
  const before = upTo(3).map((level) => [...bookOf(free).bucket(level)]);
  const replace = restartingReplace(free);
  const stream = new HashChain(seedOf('nobody'));
  expect(replace(1, { node: 0, isAtFault: true }, excluding(3, [0, 1]), stream)).toBe(NOBODY);
  expect(upTo(3).map((level) => [...bookOf(free).bucket(level)])).toEqual(before);
});

const SIZES = [
  { slots: 1, members: 4 },
  { slots: 4, members: 3 },
  { slots: 8, members: 2 },
  { slots: 0, members: 2 },
];
const NODES = 12;
const act = fc.record({
  kind: fc.constantFrom('create', 'create', 'create', 'evict', 'evict', 'exit', 'delete'),
  pick: fc.nat({ max: 1000 }),
  word: fc.nat({ max: 0xffffffff }),
});

/** Committees, exceptions and nodes as the network keeps them. */
class Played {
  readonly free = counted(NODES, 8);
  readonly lists = new ExceptionLists();
  readonly chains = new Map<number, { readonly slots: number; readonly seats: number[] }>();
  readonly left = new Set<number>();
  count = 0;

  create({ slots, members }: (typeof SIZES)[number], seed: Uint8Array): number[] | undefined {
    const into = new Int32Array(members);
    const excluded = new Exclusions(NODES);
    const chain = this.count++;
    const taken = restartingTake(this.free)(slots, members, excluded, new HashChain(seed), into);
    if (taken === 0) return undefined;
    for (const node of into) this.lists.joined(chain, node);
    this.chains.set(chain, { slots, seats: [...into] });
    return [...into];
  }

  replace(chain: number, node: number, isAtFault: boolean, seed: Uint8Array): number | undefined {
    const { slots, seats } = this.chains.get(chain)!;
    const excluded = excluding(NODES, this.lists.of(chain));
    const replace = restartingReplace(this.free);
    const newcomer = replace(slots, { node, isAtFault }, excluded, new HashChain(seed));
    if (newcomer === NOBODY) return undefined;
    expect(this.lists.of(chain)).not.toContain(newcomer);
    expect(this.left).not.toContain(newcomer);
    if (!isAtFault) this.lists.left(chain, node);
    this.lists.joined(chain, newcomer);
    seats[seats.indexOf(node)] = newcomer;
    return newcomer;
  }
}

/** The tree counts what the buckets hold, and these hold who may be drawn, each where its free slots say. */
function expectCounted({ free }: Played): void {
  const book = bookOf(free);
  const shown = upTo(9).flatMap((level) => {
    for (const node of book.bucket(level)) expect(free.freeOf(node)).toBe(level);
    if (level > 0) expect(book.counts.countAt(8 + level - 1)).toBe(book.bucket(level).length);
    return book.bucket(level);
  });
  expect(shown.toSorted((one, other) => one - other)).toEqual(
    upTo(NODES).filter((node) => !free.isHidden(node)),
  );
}

// Against a textbook without a tree. Catches: exceptions shown before the pick has given its slots, a leaver
// that leaves the list without the swap, an evicted member hidden only after it has its slots back (where
// another exception shares its bucket), a newcomer put in front.
describe('after any acts', () => {
  test('committees, buckets and their order, and counts are those of the contracts', () => {
    fc.assert(
      fc.property(fc.array(act, { minLength: 5, maxLength: 40 }), (acts) => {
        const played = new Played();
        const contract = new ContractNodes(NODES, 8);
        acts.forEach(({ kind, pick, word }, index) => {
          const seed = seedOf(`${index}/${word}`);
          const live = [...played.chains.keys()];
          const chain = live[pick % Math.max(1, live.length)];
          if (kind === 'create') {
            const size = SIZES[pick % SIZES.length];
            const expected = contract.create(played.count, size.slots, size.members, seed);
            expect(played.create(size, seed)).toEqual(expected);
          } else if (kind === 'exit') {
            exited(played, contract, pick % NODES, index);
          } else if (chain !== undefined && kind === 'evict') {
            const { seats, slots } = played.chains.get(chain)!;
            const member = seats[pick % seats.length];
            const expected = contract.replace(chain, member, slots, true, seed);
            expect(played.replace(chain, member, true, seed)).toBe(expected);
          } else if (chain !== undefined) {
            const { seats, slots } = played.chains.get(chain)!;
            for (const node of seats) played.free.give(node, slots);
            played.chains.delete(chain);
            contract.delete(chain, slots);
          }
          for (let level = 0; level <= 8; level++) {
            expect(bookOf(played.free).bucket(level)).toEqual(contract.buckets[level]);
          }
          expectCounted(played);
          for (const [id, { seats }] of played.chains) {
            expect(seats).toEqual(contract.committees[id]);
            expect(new Set(seats).size).toBe(seats.length);
          }
        });
      }),
      { seed: 41, numRuns: 150 },
    );
  });
});

/** The node stops taking seats, and each of its seats goes to another, if there is one. */
function exited(played: Played, contract: ContractNodes, node: number, index: number): void {
  if (played.left.has(node)) return;
  played.left.add(node);
  played.free.hide(node);
  contract.leaves(node);
  for (const [chain, { seats, slots }] of played.chains) {
    if (!seats.includes(node)) continue;
    const seed = seedOf(`exit/${index}/${chain}`);
    const expected = contract.replace(chain, node, slots, false, seed);
    expect(played.replace(chain, node, false, seed)).toBe(expected);
  }
}
