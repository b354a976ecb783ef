import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { slotClasses, slotMap } from '../../src/report/slot-map.ts';

test('128 slots have sixteen classes of eight, and a full node is in the last', () => {
  const classes = slotClasses(128, [0, 7, 8, 127, 128]);
  expect(classes).toHaveLength(16);
  expect(classes[0]).toEqual({ from: 0, to: 7, nodes: 2 });
  expect(classes[1]).toEqual({ from: 8, to: 15, nodes: 1 });
  expect(classes[15]).toEqual({ from: 120, to: 128, nodes: 2 });
});

test('few slots have a class each', () => {
  expect(slotClasses(2, [2, 0, 2])).toEqual([
    { from: 0, to: 0, nodes: 1 },
    { from: 1, to: 1, nodes: 0 },
    { from: 2, to: 2, nodes: 2 },
  ]);
});

test('classes cover 0 to all slots without gap or overlap and count every node where it belongs', () => {
  const fills = fc
    .integer({ min: 1, max: 300 })
    .chain((slots) =>
      fc.tuple(fc.constant(slots), fc.array(fc.integer({ min: 0, max: slots }), { maxLength: 50 })),
    );
  fc.assert(
    fc.property(fills, ([slots, used]) => {
      const classes = slotClasses(slots, used);
      expect(classes[0].from).toBe(0);
      expect(classes[classes.length - 1].to).toBe(slots);
      classes.forEach(({ from, to, nodes }, index) => {
        if (index > 0) expect(from).toBe(classes[index - 1].to + 1);
        expect(nodes).toBe(used.filter((count) => from <= count && count <= to).length);
      });
    }),
    { seed: 20_260_103 },
  );
});

test('no nodes, no map', () => {
  expect(slotMap({ slots: 128, used: [] })).toBeNull();
});
