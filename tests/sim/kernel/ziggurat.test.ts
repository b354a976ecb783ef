import { describe, expect, test } from 'vitest';
import { EXPONENTIAL, LAYERS, NORMAL } from '../../../src/sim/kernel/ziggurat.ts';

/** The area of the normal's tail by Laplace's continued fraction: another way to the base's area. */
function normalTailArea(start: number): number {
  let fraction = start;
  for (let depth = 400; depth > 0; depth--) fraction = start + depth / fraction;
  return Math.exp((-start * start) / 2) / fraction;
}

describe.each([
  { name: 'normal', table: NORMAL, density: (x: number) => Math.exp((-x * x) / 2), tailArea: normalTailArea },
  {
    name: 'exponential',
    table: EXPONENTIAL,
    density: (x: number) => Math.exp(-x),
    tailArea: (x: number) => Math.exp(-x),
  },
])('the $name ziggurat', ({ table: { heights, tailStart, widths }, density, tailArea }) => {
  test('covers the density: widths fall to 0 where the height is 1', () => {
    for (let layer = 0; layer < LAYERS; layer++) expect(widths[layer]).toBeGreaterThan(widths[layer + 1]);
    expect([widths[LAYERS], heights[LAYERS]]).toEqual([0, 1]);
  });

  test('has layers of equal area, the top one and the base with its tail included', () => {
    const base = tailStart * density(tailStart) + tailArea(tailStart);
    expect(widths[0] * density(tailStart)).toBeCloseTo(base, 13);
    for (let layer = 1; layer < LAYERS; layer++) {
      expect(widths[layer] * (heights[layer + 1] - heights[layer])).toBeCloseTo(base, 13);
    }
  });
});
