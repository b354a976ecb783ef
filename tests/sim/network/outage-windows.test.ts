import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { OutageWindows } from '../../../src/sim/network/outage-windows.ts';

const NODES = 3;

test('a window sees what overlaps it, as a list of all outages ever would say', () => {
  const act = fc.record({
    wait: fc.integer({ min: 1, max: 5 }),
    node: fc.nat({ max: NODES - 1 }),
    turns: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      const outages = new OutageWindows(NODES);
      const all: [number, number][][] = Array.from({ length: NODES }, () => []);
      let now = 0;
      let opened = 0;
      for (const { wait, node, turns } of acts) {
        now += wait;
        const last = all[node].at(-1);
        if (turns) {
          outages.turn(now);
          opened = now;
        } else if (last?.[1] === Infinity) {
          outages.end(node, now);
          last[1] = now;
        } else {
          outages.begin(node, now);
          all[node].push([now, Infinity]);
        }
        const seen = all.map((list) => list.filter(([, to]) => to > opened));
        seen.forEach((list, of) => {
          expect(outages.intervalsOf(of)).toEqual(list.flat());
          expect(outages.isClean(of)).toBe(list.length === 0);
        });
        expect(outages.touchedCount).toBe(seen.filter((list) => list.length > 0).length);
      }
    }),
    { seed: 22, numRuns: 300 },
  );
});
