import { expect, test } from 'vitest';
import { LivenessCounters } from '../../../src/sim/record/liveness-counters.ts';
import { HOUR } from '../../../src/sim/record/recorder.ts';
import { metricsOf, tell } from './told.helpers.ts';

test('halted time runs from halt to resumption, deletion or the end', () => {
  const counters = new LivenessCounters();
  tell(
    counters,
    [0, 'chain-created', 0],
    [0, 'chain-created', 1],
    [HOUR, 'chain-halted', 0, 10],
    [2 * HOUR, 'chain-created', 2],
    [2 * HOUR, 'chain-halted', 2, 2],
    [3 * HOUR, 'chain-resumed', 0, 11],
    [4 * HOUR, 'chain-halted', 0, 9],
    [6 * HOUR, 'chain-deleted', 2],
    [8 * HOUR, 'chain-created', 3],
  );
  counters.finish(8 * HOUR);
  // Chain 0: 2 + 4 of 8 hours; chain 1: 0 of 8; chain 2: 4 of 4; chain 3 lived no time.
  expect(metricsOf(counters, 'halted.chainHours', 'chain.availability')).toEqual([10, (0.25 + 1 + 0) / 3]);
  expect(counters.series()).toEqual([]);
});

test('without a chain there is no availability', () => {
  const counters = new LivenessCounters();
  counters.finish(HOUR);
  expect(metricsOf(counters, 'halted.chainHours', 'chain.availability')).toEqual([0, null]);
});
