import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Chains, NONE } from '../../../src/sim/network/chains.ts';
import { KeyHolders } from '../../../src/sim/network/key-holders.ts';

const SIZES = [
  { id: 'small', slots: 1, members: 3 },
  { id: 'pair', slots: 2, members: 2 },
];
const NODES = 5;

/** A chain with these nodes on its seats. */
function seated(chains: Chains, size: number, nodes: readonly number[]): number {
  const chain = chains.request(size);
  chains.open(chain);
  nodes.forEach((node, place) => chains.seat(chains.firstSeat(chain) + place, node));
  return chain;
}

const holdersOf = (chains: Chains, holders: KeyHolders, chain: number): number[] =>
  Array.from({ length: chains.rowOf(chain).members }, (_, place) =>
    holders.holderOf(chains.firstSeat(chain) + place),
  );

const NOBODY_DOWN = new Uint8Array(NODES);

describe('holders of a key', () => {
  test('are nobody before the first one, then the members, and leavers until the next', () => {
    const chains = new Chains(SIZES, NODES, false);
    const holders = new KeyHolders(chains, NODES);
    const chain = seated(chains, 0, [0, 1, 2]);
    const first = chains.firstSeat(chain);
    expect(holdersOf(chains, holders, chain)).toEqual([NONE, NONE, NONE]);
    holders.renewed(chain, NOBODY_DOWN);
    expect(holdersOf(chains, holders, chain)).toEqual([0, 1, 2]);
    chains.unseat(first + 1);
    chains.seat(first + 1, 4);
    expect(holdersOf(chains, holders, chain)).toEqual([0, 1, 2]);
    expect([holders.count(1), holders.count(4)]).toEqual([1, 0]);
    holders.renewed(chain, NOBODY_DOWN);
    expect(holdersOf(chains, holders, chain)).toEqual([0, 4, 2]);
    expect([holders.count(1), holders.count(4), holders.chain(4, 0)]).toEqual([0, 1, chain]);
  });

  // Two members that change places hold each other's shares in between: catches a list that loses one of the
  // two.
  test('may change places', () => {
    const chains = new Chains(SIZES, NODES, false);
    const holders = new KeyHolders(chains, NODES);
    const chain = seated(chains, 1, [0, 1]);
    holders.renewed(chain, NOBODY_DOWN);
    const first = chains.firstSeat(chain);
    for (const place of [0, 1]) chains.unseat(first + place);
    for (const place of [0, 1]) chains.seat(first + place, 1 - place);
    holders.renewed(chain, NOBODY_DOWN);
    expect(holdersOf(chains, holders, chain)).toEqual([1, 0]);
    expect([holders.count(0), holders.count(1)]).toEqual([1, 1]);
  });

  // Catches a seat that keeps its holder when its chain goes, and another chain takes its place.
  test('are those whom a naive table by seat names, through turns, keys and deletions', () => {
    const act = fc.record({
      kind: fc.constantFrom('open', 'reseat', 'reseat', 'renew', 'renew', 'drop'),
      which: fc.nat(),
      place: fc.nat(),
      node: fc.nat({ max: NODES - 1 }),
      down: fc.uint8Array({ minLength: NODES, maxLength: NODES, max: 2 }),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60, size: 'max' }), (acts) => {
        const chains = new Chains(SIZES, NODES, false);
        const holders = new KeyHolders(chains, NODES);
        const naive = new Map<number, number[]>();
        for (const { kind, which, place, node, down } of acts) {
          if (kind === 'open') {
            const nodes = SIZES[which % 2].members === 3 ? [0, 1, 2] : [3, 4];
            const chain = seated(chains, which % 2, nodes);
            naive.set(chain, Array<number>(nodes.length).fill(NONE));
          }
          if (naive.size === 0) continue;
          const [chain, held] = [...naive][which % naive.size];
          const first = chains.firstSeat(chain);
          const nodes = chains.nodeOfSeat.subarray(first, first + held.length);
          if (kind === 'reseat' && !nodes.includes(node)) {
            chains.unseat(first + (place % held.length));
            chains.seat(first + (place % held.length), node);
          }
          if (kind === 'renew') {
            expect(holders.renewed(chain, down)).toBe(nodes.filter((each) => down[each] > 0).length);
            naive.set(chain, [...nodes]);
          }
          if (kind === 'drop') {
            holders.dropped(chain);
            for (let seat = first; seat < first + held.length; seat++) chains.unseat(seat);
            chains.delete(chain);
            naive.delete(chain);
          }
          expectSame(chains, holders, naive);
        }
      }),
      { seed: 6, numRuns: 200 },
    );
  });
});

function expectSame(
  chains: Chains,
  holders: KeyHolders,
  naive: ReadonlyMap<number, readonly number[]>,
): void {
  const chainsOf: number[][] = Array.from({ length: NODES }, () => []);
  for (const [chain, held] of naive) {
    expect(holdersOf(chains, holders, chain)).toEqual(held);
    for (const node of held) if (node !== NONE) chainsOf[node].push(chain);
  }
  chainsOf.forEach((list, node) => {
    const told = Array.from({ length: holders.count(node) }, (_, later) => holders.chain(node, later));
    expect(told.toSorted()).toEqual(list.toSorted());
  });
}
