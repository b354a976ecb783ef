import { describe, expect, test } from 'vitest';
import { heights, LAYERS, TAIL_START, widths } from '../../../src/sim/kernel/ziggurat.ts';

describe('the ziggurat', () => {
  test('covers the density: widths fall to 0 where the height is 1', () => {
    for (let layer = 0; layer < LAYERS; layer++) expect(widths[layer]).toBeGreaterThan(widths[layer + 1]);
    expect([widths[LAYERS], heights[LAYERS]]).toEqual([0, 1]);
  });

  test('has layers of equal area, the top one and the base with its tail included', () => {
    // Mills' ratio of the normal tail by Laplace's continued fraction: another way to the base's area.
    let fraction = TAIL_START;
    for (let depth = 400; depth > 0; depth--) fraction = TAIL_START + depth / fraction;
    const base = Math.exp((-TAIL_START * TAIL_START) / 2) * (TAIL_START + 1 / fraction);
    expect(widths[0] * Math.exp((-TAIL_START * TAIL_START) / 2)).toBeCloseTo(base, 13);
    for (let layer = 1; layer < LAYERS; layer++) {
      expect(widths[layer] * (heights[layer + 1] - heights[layer])).toBeCloseTo(base, 13);
    }
  });
});
