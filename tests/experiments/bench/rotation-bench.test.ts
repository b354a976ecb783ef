import { expect, test } from 'vitest';
import { rotationBench } from '../../../src/experiments/bench/rotation-bench.ts';

test('times every turn, and counts the seats that changed hands', () => {
  const result = rotationBench({ nodes: 60, chains: 100, months: 3 });
  expect(result.turns).toBe(2);
  // Four of sixteen members of each chain; there is room enough that nobody has to stay.
  expect(result.newcomersPerTurn).toBe(400);
  expect(result.nanosecondsPerNewcomer * 400).toBeCloseTo(result.secondsPerTurn * 1e9);
});

test('without a turn there is nothing to time', () => {
  expect(() => rotationBench({ nodes: 60, chains: 10, months: 1 })).toThrow('needs a turn');
  expect(() => rotationBench({ nodes: 60, chains: 0, months: 2 })).toThrow('needs a turn');
});
