import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Chains, NONE } from '../../../src/sim/network/chains.ts';

const SIZES = [
  { id: 'small', slots: 1, members: 3 },
  { id: 'pair', slots: 2, members: 2 },
  { id: 'twin', slots: 4, members: 3 },
];
const NODES = 6;

/** The nodes on a live chain's seats; NONE for an empty seat. */
function seatsOf(chains: Chains, chain: number): number[] {
  const first = chains.firstSeat(chain);
  return Array.from(chains.nodeOfSeat.subarray(first, first + chains.rowOf(chain).members));
}

/** The node's list of seats, as [chain, place within it]. */
function listOf(chains: Chains, node: number): string[] {
  return chains.seatsOn(node).map((seat) => {
    const chain = chains.chainOfSeat[seat];
    return `${chain}/${seat - chains.firstSeat(chain)}`;
  });
}

describe('seats', () => {
  test('stand on committees and in the lists of exactly the nodes that hold them', () => {
    const act = fc.record({
      kind: fc.constantFrom('open', 'seat', 'seat', 'seat', 'unseat', 'delete'),
      which: fc.nat(),
      place: fc.nat(),
      node: fc.nat({ max: NODES - 1 }),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const chains = new Chains(SIZES, NODES, true);
        const live = new Map<number, number[]>();
        for (const { kind, which, place, node } of acts) {
          if (kind === 'open') {
            const chain = chains.request(which % SIZES.length);
            chains.open(chain);
            live.set(chain, Array<number>(chains.rowOf(chain).members).fill(NONE));
          }
          if (live.size === 0) continue;
          const [chain, members] = [...live][which % live.size];
          const at = place % members.length;
          const seat = chains.firstSeat(chain) + at;
          if (kind === 'seat' && members[at] === NONE) {
            chains.seat(seat, node);
            members[at] = node;
          }
          if (kind === 'unseat' && members[at] !== NONE) {
            expect(chains.unseat(seat)).toBe(members[at]);
            members[at] = NONE;
          }
          if (kind === 'delete') {
            members.forEach((member, index) => {
              if (member !== NONE) chains.unseat(chains.firstSeat(chain) + index);
            });
            chains.delete(chain);
            live.delete(chain);
          }
          expectSame(chains, live);
        }
      }),
      { seed: 21, numRuns: 200 },
    );
  });

  test('of a node are told from the last taken to the first, whatever was given back, and however many', () => {
    const chains = new Chains(SIZES, 2, true);
    const firsts = Array.from({ length: 40 }, () => {
      const chain = chains.request(1);
      chains.open(chain);
      return chains.firstSeat(chain);
    });
    for (const first of firsts) chains.seat(first, 1);
    for (const at of [39, 0, 20]) chains.unseat(firsts[at]);
    chains.seat(firsts[20], 1);
    const kept = firsts.filter((_, at) => ![39, 0, 20].includes(at));
    expect(chains.seatsOn(1)).toEqual([firsts[20], ...kept.toReversed()]);
    expect(chains.seatsOn(0)).toEqual([]);
    expect(() => chains.unseat(firsts[0])).toThrow('a seat that is emptied is taken');
  });

  test('are asked for by node only where they are listed', () => {
    const chains = new Chains(SIZES, 2, false);
    const chain = chains.request(1);
    chains.open(chain);
    chains.seat(chains.firstSeat(chain), 1);
    expect(chains.isListed).toBe(false);
    expect(() => chains.seatsOn(1)).toThrow('where they are listed');
    expect(chains.unseat(chains.firstSeat(chain))).toBe(1);
    expect(new Chains(SIZES, 2, true).isListed).toBe(true);
  });

  test('of a deleted chain are used again by one of as many members', () => {
    const chains = new Chains(SIZES, NODES, true);
    const first = chains.request(0);
    chains.open(first);
    chains.open(chains.request(1));
    const places = chains.seatCount;
    const stretch = chains.firstSeat(first);
    chains.delete(first);
    const twin = chains.request(2);
    chains.open(twin);
    expect([chains.firstSeat(twin), chains.seatCount]).toEqual([stretch, places]);
    expect(seatsOf(chains, twin)).toEqual([NONE, NONE, NONE]);
    expect(chains.chainOfSeat[stretch]).toBe(twin);
  });
});

function expectSame(chains: Chains, live: ReadonlyMap<number, readonly number[]>): void {
  const lists: string[][] = Array.from({ length: NODES }, () => []);
  for (const [chain, members] of live) {
    expect(seatsOf(chains, chain)).toEqual(members);
    members.forEach((node, place) => node !== NONE && lists[node].push(`${chain}/${place}`));
  }
  expect(chains.liveCount).toBe(live.size);
  lists.forEach((list, node) => {
    expect(listOf(chains, node).toSorted()).toEqual(list.toSorted());
    expect(chains.seatsOn(node).length).toBe(list.length);
  });
}

describe('a request', () => {
  test('waits, then lives or is refused, then is deleted', () => {
    const chains = new Chains(SIZES, NODES, true);
    const [lives, refused, waits] = [chains.request(1), chains.request(0), chains.request(2)];
    chains.open(lives);
    chains.refuse(refused);
    const states = (): string[] => [lives, refused, waits].map((chain) => chains.stateOf(chain));
    expect(states()).toEqual(['live', 'refused', 'queued']);
    expect([lives, refused, waits].map((chain) => chains.isLive(chain))).toEqual([true, false, false]);
    chains.delete(lives);
    expect(states()).toEqual(['deleted', 'refused', 'queued']);
    expect([chains.count, chains.liveCount]).toEqual([3, 0]);
    expect(chains.thresholdOf(lives)).toBe(1);
    expect(() => chains.open(refused)).toThrow('opened once');
    expect(() => chains.delete(lives)).toThrow('only a live chain');
  });

  test('finds room however many came before', () => {
    const chains = new Chains(SIZES, NODES, true);
    for (let request = 0; request < 300; request++) chains.open(chains.request(request % 3));
    expect([chains.count, chains.liveCount, chains.seatCount]).toEqual([300, 300, 800]);
    expect(chains.rowOf(299)).toBe(SIZES[2]);
    expect(chains.stateOf(299)).toBe('live');
  });
});
