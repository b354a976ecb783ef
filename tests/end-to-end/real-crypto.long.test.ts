import { test } from 'vitest';
import { halfYearCompared } from './real-crypto.helpers.ts';

// The small one of every push, real-crypto.test.ts, names the mutations that were tried. Two seeds more run
// on threads: real-crypto-threads.long.test.ts, so that both files share the time.
test.each([1, 2, 3])('real and ideal cryptography give the same half year, seed %d', (seed) => {
  halfYearCompared(seed);
});
