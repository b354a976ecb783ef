import { expect, test } from 'vitest';
import { referenceLoop } from '../../../src/experiments/bench/reference-loop.ts';

test('each loop takes time; the one over memory longest', () => {
  const nanos = (['arithmetic', 'cache', 'memory'] as const).map((waitsFor) => {
    const loop = referenceLoop(waitsFor);
    return Math.min(loop(), loop(), loop());
  });
  expect(Math.min(...nanos)).toBeGreaterThan(0.1);
  // 32 megabytes lie in no cache that a core has for itself.
  expect(nanos[2]).toBeGreaterThan(nanos[0]);
});
