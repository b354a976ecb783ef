import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ActiveNodes } from '../../../src/sim/network/active-nodes.ts';

describe('the active nodes', () => {
  test('are found by rank as in a list of them, whoever has gone', () => {
    const network = fc.integer({ min: 1, max: 70 }).chain((nodes) =>
      fc.record({
        nodes: fc.constant(nodes),
        gone: fc.shuffledSubarray(Array.from({ length: nodes }, (_, node) => node)),
      }),
    );
    fc.assert(
      fc.property(network, ({ nodes, gone }) => {
        const active = new ActiveNodes(nodes);
        const list = Array.from({ length: nodes }, (_, node) => node);
        for (const node of gone) {
          active.remove(node);
          list.splice(list.indexOf(node), 1);
          expect(active.count).toBe(list.length);
          expect(list.map((_, rank) => active.at(rank))).toEqual(list);
        }
        for (const node of gone) {
          active.add(node);
          list.push(node);
          list.sort((one, other) => one - other);
          expect(list.map((_, rank) => active.at(rank))).toEqual(list);
        }
      }),
    );
  });

  test('are the first ones at the start, where the others come later', () => {
    for (let nodes = 1; nodes < 20; nodes++) {
      for (let present = 0; present <= nodes; present++) {
        const active = new ActiveNodes(nodes, present);
        const ranks = Array.from({ length: present }, (_, rank) => rank);
        expect([active.count, ...ranks.map((rank) => active.at(rank))]).toEqual([present, ...ranks]);
        if (present === nodes) continue;
        active.add(nodes - 1);
        expect(active.at(present)).toBe(nodes - 1);
      }
    }
  });

  test('have no rank beyond their count', () => {
    const active = new ActiveNodes(4);
    expect([0, 1, 2, 3].map((rank) => active.at(rank))).toEqual([0, 1, 2, 3]);
    expect(() => active.at(4)).toThrow('a rank is one of an active node');
    for (let node = 0; node < 4; node++) active.remove(node);
    expect(active.count).toBe(0);
    expect(() => active.at(0)).toThrow('a rank is one of an active node');
  });
});
