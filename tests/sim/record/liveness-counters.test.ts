import { expect, test } from 'vitest';
import { LivenessCounters } from '../../../src/sim/record/liveness-counters.ts';
import { HOUR } from '../../../src/sim/record/recorder.ts';
import { factIndex } from '../world.helpers.ts';
import { metricsOf, tell } from './told.helpers.ts';

test('halted time runs from halt to resumption, deletion or the end', () => {
  const counters = new LivenessCounters();
  tell(
    counters,
    [0, 'key-generated', 0, 1],
    [0, 'key-generated', 1, 1],
    [HOUR, 'chain-halted', 0, 10],
    [2 * HOUR, 'key-generated', 2, 1],
    [2 * HOUR, 'chain-halted', 2, 2],
    [3 * HOUR, 'chain-resumed', 0, 11],
    [4 * HOUR, 'chain-halted', 0, 9],
    [6 * HOUR, 'chain-deleted', 2],
    [8 * HOUR, 'key-generated', 3, 1],
  );
  counters.finish(8 * HOUR);
  // Chain 0: 2 + 4 of 8 hours; chain 1: 0 of 8; chain 2: 4 of 4; chain 3 lived no time.
  expect(metricsOf(counters, 'halted.chainHours', 'chain.availability')).toEqual([10, (0.25 + 1 + 0) / 3]);
  expect(counters.series()).toEqual([]);
});

// Catches a life that begins anew with every key, and one that begins with the chain's creation.
test('a chain lives from its first key on, through all later ones, and not at all before', () => {
  const counters = new LivenessCounters();
  expect(counters.kinds).not.toContain(factIndex('chain-created'));
  tell(
    counters,
    [2 * HOUR, 'key-generated', 5, 1],
    [3 * HOUR, 'chain-halted', 5, 2],
    [4 * HOUR, 'key-generated', 5, 2],
    [5 * HOUR, 'chain-resumed', 5, 3],
    [6 * HOUR, 'key-generated', 1, 1],
    [7 * HOUR, 'chain-deleted', 3],
  );
  counters.finish(10 * HOUR);
  // Chain 5: 2 of 8 hours; chain 1: 0 of 4; the others never had a key.
  expect(metricsOf(counters, 'halted.chainHours', 'chain.availability')).toEqual([2, (0.75 + 1) / 2]);
});

test('without a chain there is no availability', () => {
  const counters = new LivenessCounters();
  counters.finish(HOUR);
  expect(metricsOf(counters, 'halted.chainHours', 'chain.availability')).toEqual([0, null]);
});
