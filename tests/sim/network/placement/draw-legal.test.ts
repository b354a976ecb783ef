/** The mutant to be caught: the last 5 % of a stretch are never drawn. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawLegal, NOBODY } from '../../../../src/sim/network/placement/draw-legal.ts';
import { countsOf, excluding, fixedStream, LEAST_P_VALUE, pValueOf } from './draws.helpers.ts';

const NODES = 60;
/** Any order but the natural one: 7 and 60 have no common divisor. */
const order = Int32Array.from({ length: NODES }, (_, place) => (7 * place) % NODES);

describe('a draw among the legal nodes of a stretch', () => {
  test.each([
    ['the whole order without exclusions', 0, NODES, 0],
    ['the whole order with few exclusions, by rejection', 0, NODES, 12],
    ['a stretch that exclusions nearly fill, by listing', 10, 40, 20],
    ['a short stretch', 55, 60, 3],
    ['the last place alone', 59, 60, 0],
  ])('is uniform over %s', (_case, from, to, excludedCount) => {
    const excluded = excluding(NODES, Array.from(order.subarray(from, from + excludedCount)));
    const stream = fixedStream();
    const counts = countsOf(NODES, 20_000, () => drawLegal(order, from, to, excluded, stream));
    const legal = Array.from(order.subarray(from + excludedCount, to));
    if (legal.length === 1) expect(counts[legal[0]]).toBe(20_000);
    else {
      const weights = counts.map((_, node) => (legal.includes(node) ? 1 : 0));
      expect(pValueOf(counts, weights)).toBeGreaterThan(LEAST_P_VALUE);
    }
  });

  test('is within the stretch and never excluded, and nobody exactly where nobody is legal', () => {
    const cases = fc.record({
      from: fc.nat({ max: NODES }),
      length: fc.nat({ max: 12 }),
      excluded: fc.uniqueArray(fc.nat({ max: NODES - 1 }), { maxLength: NODES }),
      word: fc.integer({ min: 1, max: 1000 }),
    });
    fc.assert(
      fc.property(cases, ({ from, length, excluded, word }) => {
        const to = Math.min(NODES, from + length);
        const legal = [...order.subarray(from, to)].filter((node) => !excluded.includes(node));
        const node = drawLegal(order, from, to, excluding(NODES, excluded), fixedStream(word));
        if (legal.length === 0) expect(node).toBe(NOBODY);
        else expect(legal).toContain(node);
      }),
      { seed: 13, numRuns: 2000 },
    );
  });

  test('costs no draw where nobody is legal', () => {
    const stream = fixedStream();
    expect(drawLegal(order, 3, 5, excluding(NODES, [order[3], order[4]]), stream)).toBe(NOBODY);
    expect(drawLegal(order, 5, 5, excluding(NODES, []), stream)).toBe(NOBODY);
    expect(stream.draws).toBe(0);
  });
});
