import { afterAll, test } from 'vitest';
import { ceremonyThreads } from '../../src/experiments/engine/ceremony-threads.ts';
import { halfYearCompared } from './real-crypto.helpers.ts';

const threads = ceremonyThreads(2);
afterAll(() => threads.close());

test.each([4, 5])('real cryptography on threads and ideal one give the same half year, seed %d', (seed) => {
  halfYearCompared(seed, threads);
});
