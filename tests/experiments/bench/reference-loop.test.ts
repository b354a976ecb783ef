import { expect, test } from 'vitest';
import { referenceLoop } from '../../../src/experiments/bench/reference-loop.ts';

test('each loop takes time; the one over memory longest', () => {
  const nanos = (['arithmetic', 'cache', 'memory'] as const).map((waitsFor) => {
    const loop = referenceLoop(waitsFor);
    return Math.min(loop(), loop(), loop());
  });
  expect(Math.min(...nanos)).toBeGreaterThan(0.1);
  // Four kilobytes lie in the nearest cache, 32 megabytes in none that a core has for itself.
  expect(nanos[2]).toBeGreaterThan(nanos[0]);
});
