import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NodeLists } from '../../../src/sim/network/node-lists.ts';

const NODES = 3;

/** A node's entries, the last one first. */
const entriesOf = (lists: NodeLists, node: number): [number, number][] =>
  Array.from({ length: lists.count(node) }, (_, later) => [
    lists.seat(node, later),
    lists.chain(node, later),
  ]);

describe('lists of seats by node', () => {
  // Catches an order that a removal disturbs, a neighbour that is overwritten at the 17th entry, and a chain
  // that does not move with its seat.
  test('hold what was added and not taken out, in order, however many and whatever becomes of the others', () => {
    const act = fc.record({
      isAdded: fc.constantFrom(true, true, true, false),
      node: fc.nat({ max: NODES - 1 }),
      which: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 200, size: 'max' }), (acts) => {
        const lists = new NodeLists(NODES);
        const naive: [number, number][][] = Array.from({ length: NODES }, () => []);
        acts.forEach(({ isAdded, node, which }, seat) => {
          const list = naive[node];
          if (isAdded) {
            lists.add(node, seat, 1000 + seat);
            list.push([seat, 1000 + seat]);
          } else if (list.length > 0) {
            const [[taken]] = list.splice(which % list.length, 1);
            lists.remove(node, taken);
          }
          naive.forEach((entries, each) => expect(entriesOf(lists, each)).toEqual(entries.toReversed()));
        });
      }),
      { seed: 5, numRuns: 100 },
    );
  });

  test('of many entries have room for them, for the first node and the last', () => {
    const lists = new NodeLists(NODES);
    for (let seat = 0; seat < 1000; seat++) lists.add(seat % 2 === 0 ? 0 : NODES - 1, seat, -seat);
    expect(lists.count(0)).toBe(500);
    expect(lists.count(1)).toBe(0);
    expect([lists.seat(0, 0), lists.chain(0, 0)]).toEqual([998, -998]);
    expect([lists.seat(NODES - 1, 499), lists.chain(NODES - 1, 499)]).toEqual([1, -1]);
  });

  test('give out only what is there', () => {
    const lists = new NodeLists(NODES);
    lists.add(1, 7, 0);
    // Node 0 has none, and what lies before node 1's entries is no entry of it.
    expect(() => lists.remove(0, 7)).toThrow('only an entry that is there');
    const other = new NodeLists(NODES);
    other.add(0, 7, 0);
    other.add(1, 8, 0);
    expect(() => other.remove(1, 7)).toThrow('only an entry that is there');
  });
});
