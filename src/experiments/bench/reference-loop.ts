/**
 * The loops that figures are compared with, so that a baseline from one machine holds on another: integer
 * arithmetic and dependent reads over as many bytes as the work touches.
 */
import { nanosPer, type Waiting } from './bench.ts';

/** Words that a loop reads: 4 KB, 1 MB, 32 MB. */
const WORDS: Readonly<Record<Waiting, number>> = { arithmetic: 1024, cache: 262_144, memory: 8_388_608 };
/** About as long as a repetition of what is compared. */
const STEPS: Readonly<Record<Waiting, number>> = { arithmetic: 2_000_000, cache: 2_000_000, memory: 300_000 };

/** Makes ready, then gives a function that runs the loop once and returns nanoseconds per step. */
export function referenceLoop(waitsFor: Waiting): () => number {
  const count = WORDS[waitsFor];
  const steps = STEPS[waitsFor];
  const shift = Math.clz32(count) + 1;
  const words = new Int32Array(count);
  let state = 1;
  const walk = (): void => {
    for (let step = 0; step < steps; step++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
      // The upper bits: the lower ones of such a generator repeat too soon.
      const place = state >>> shift;
      state ^= words[place];
      words[place] = (words[place] + step) | 0;
    }
  };
  walk();
  return () => nanosPer(steps, walk);
}
