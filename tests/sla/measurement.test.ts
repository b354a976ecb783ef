import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssertionError } from '../../src/base/assert.ts';
import { days, instant, milliseconds, minutes } from '../../src/base/units.ts';
import { countProbes, probesIn } from '../../src/sla/measurement.ts';
import type { DownTimes } from '../../src/sla/measurement.ts';

const NEVER: DownTimes = { edges: [], first: 0, count: 0 };

/** The instants of the grid in [from, to), one by one. */
function probesOf(from: number, to: number, offset: number, every: number): number[] {
  const probes: number[] = [];
  for (let probe = offset; probe < to; probe += every) if (probe >= from) probes.push(probe);
  return probes;
}

const isDown = (down: DownTimes, at: number): boolean =>
  Array.from({ length: down.count }, (_, index) => 2 * (down.first + index)).some(
    (edge) => at >= down.edges[edge] && at < down.edges[edge + 1],
  );

/** Sorted disjoint intervals somewhere inside a longer list; half of the lists in typed arrays. */
const downTimes = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { maxLength: 16 }),
    fc.nat({ max: 3 }),
    fc.nat({ max: 3 }),
    fc.boolean(),
  )
  .map(([cuts, first, unused, isTyped]): DownTimes => {
    const inside = cuts.toSorted((a, b) => a - b).slice(0, cuts.length & ~1);
    const edges = [...Array<number>(2 * first).fill(0), ...inside, ...Array<number>(2 * unused).fill(999)];
    return { edges: isTyped ? Float64Array.from(edges) : edges, first, count: inside.length / 2 };
  });
const grid = fc
  .integer({ min: 1, max: 30 })
  .chain((every) => fc.record({ every: fc.constant(every), offset: fc.nat({ max: every - 1 }) }));
const span = fc
  .tuple(fc.nat({ max: 420 }), fc.nat({ max: 420 }))
  .map(([a, b]) => [Math.min(a, b), Math.max(a, b)]);

describe('probesIn', () => {
  it('counts what a walk over the grid counts', () => {
    fc.assert(
      fc.property(span, grid, ([from, to], { offset, every }) => {
        expect(probesIn(from, to, offset, every)).toBe(probesOf(from, to, offset, every).length);
      }),
      { seed: 911, numRuns: 3000 },
    );
  });

  it('counts 288 probes a day at five minutes, whatever the offset', () => {
    for (const offset of [0, 1, 299_999]) {
      expect(probesIn(days(7), days(8), offset, minutes(5))).toBe(288);
    }
  });

  it('includes a probe at the start and excludes one at the end', () => {
    expect(probesIn(10, 20, 0, 10)).toBe(1);
    expect(probesIn(11, 20, 0, 10)).toBe(0);
    expect(probesIn(10, 21, 0, 10)).toBe(2);
  });

  it('counts none in an empty or reversed span', () => {
    expect(probesIn(10, 10, 0, 1)).toBe(0);
    expect(probesIn(11, 10, 0, 1)).toBe(0);
  });

  it('is exact at the end of the range of instants', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 2n ** 53n - 1n }),
        fc.integer({ min: 1, max: 1e9 }),
        (to, every) => {
          const offset = every >> 1;
          const before = (until: bigint) => (until - BigInt(offset) + BigInt(every) - 1n) / BigInt(every);
          const from = to / 2n + BigInt(every);
          fc.pre(from < to);
          const expected = Number(before(to) - before(from));
          expect(probesIn(Number(from), Number(to), offset, every)).toBe(expected);
        },
      ),
      { seed: 912 },
    );
  });
});

describe('countProbes', () => {
  it('counts what probing one by one counts', () => {
    const counts = { sent: -1, dark: -1 };
    fc.assert(
      fc.property(
        downTimes,
        downTimes,
        span,
        grid,
        (monitorDown, targetDown, [start, end], { offset, every }) => {
          const sent = probesOf(start, end, offset, every).filter((at) => !isDown(monitorDown, at));
          const dark = sent.filter((at) => isDown(targetDown, at));
          countProbes(
            {
              monitorDown,
              targetDown,
              start: instant(start),
              end: instant(end),
              offset: milliseconds(offset),
              every: milliseconds(every),
            },
            counts,
          );
          expect(counts).toEqual({ sent: sent.length, dark: dark.length });
        },
      ),
      { seed: 913, numRuns: 3000 },
    );
  });

  it('does not count against the target what a monitor could not send', () => {
    const counts = { sent: 0, dark: 0 };
    const monitorDown = { edges: [0, 6_000_000], first: 0, count: 1 };
    const targetDown = { edges: [3_000_000, 9_000_000], first: 0, count: 1 };
    const window = {
      start: instant(0),
      end: instant(86_400_000),
      offset: milliseconds(0),
      every: minutes(5),
    };
    countProbes({ ...window, monitorDown, targetDown }, counts);
    expect(counts).toEqual({ sent: 268, dark: 10 });
    countProbes({ ...window, monitorDown: NEVER, targetDown }, counts);
    expect(counts).toEqual({ sent: 288, dark: 20 });
  });

  it('refuses an offset outside the first step', () => {
    const window = { monitorDown: NEVER, targetDown: NEVER, start: instant(0), end: instant(100) };
    const count = (offset: number, every: number) => () =>
      countProbes(
        { ...window, offset: milliseconds(offset), every: milliseconds(every) },
        { sent: 0, dark: 0 },
      );
    expect(count(10, 10)).toThrow(AssertionError);
    expect(count(0, 0)).toThrow(AssertionError);
    expect(count(9, 10)).not.toThrow();
  });
});
