/**
 * The loops that figures are compared with, so that a baseline from one machine holds on another: integer
 * arithmetic alone, or with dependent reads over as many bytes as the work touches.
 */
import { nanosPer, type Waiting } from './bench.ts';

/** Makes ready, then gives a function that runs the loop once and returns nanoseconds per step. */
export function referenceLoop(waitsFor: Waiting): () => number {
  switch (waitsFor) {
    case 'arithmetic':
      return timed(10_000_000, mixing());
    case 'cache':
      return timed(2_000_000, walking(262_144));
    case 'memory':
      return timed(300_000, walking(8_388_608));
  }
}

function timed(steps: number, work: (steps: number) => void): () => number {
  work(steps);
  return () => nanosPer(steps, () => work(steps));
}

/** Each step needs the one before: two multiplications and as many shifts. */
function mixing(): (steps: number) => void {
  let state = 1;
  return (steps) => {
    let mixed = state;
    for (let step = 0; step < steps; step++) {
      mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) + step;
      mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
    }
    state = mixed;
  };
}

/** Each step reads and writes a word that the one before chose, among `count`, a power of two. */
function walking(count: number): (steps: number) => void {
  const words = new Int32Array(count);
  // The upper bits choose: the lower ones of such a generator repeat too soon.
  const shift = Math.clz32(count) + 1;
  let state = 1;
  return (steps) => {
    for (let step = 0; step < steps; step++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
      const place = state >>> shift;
      state ^= words[place];
      words[place] = (words[place] + step) | 0;
    }
  };
}
