import { expect, test } from 'vitest';
import { medianLap, stopwatch } from '../../../src/experiments/bench/stopwatch.ts';
import { FACT } from '../../../src/sim/protocol/facts.ts';

test('a lap runs from one fact to the next of the other kind', () => {
  const watch = stopwatch('tokens-minted', 'month-closed');
  const tell = (kind: number): void => watch.fact(0, kind, 0, 0, 0, 0n);
  tell(FACT['month-closed']);
  expect(watch.laps).toEqual([]);
  tell(FACT['tokens-minted']);
  tell(FACT['month-closed']);
  tell(FACT['month-closed']);
  expect(watch.laps.length).toBe(1);
  expect(watch.laps[0]).toBeGreaterThanOrEqual(0);
});

test('the median lap is the middle one', () => {
  expect([medianLap([3, 1, 2]), medianLap([4, 1, 3, 2]), medianLap([7])]).toEqual([2, 2, 7]);
});
