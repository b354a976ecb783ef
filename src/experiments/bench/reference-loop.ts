/**
 * The loop that figures are compared with, so that a baseline from one machine holds on another: integer
 * arithmetic and dependent reads over a megabyte, about what a queue does.
 */
import { nanosPer } from './bench.ts';

const WORDS = 262_144;
const STEPS = 2_000_000;

/** Makes ready, then gives a function that runs the loop once and returns nanoseconds per step. */
export function referenceLoop(): () => number {
  const words = new Int32Array(WORDS);
  let state = 1;
  const walk = (): void => {
    for (let step = 0; step < STEPS; step++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
      const place = (state >>> 14) & (WORDS - 1);
      state ^= words[place];
      words[place] = (words[place] + step) | 0;
    }
  };
  walk();
  return () => nanosPer(STEPS, walk);
}
