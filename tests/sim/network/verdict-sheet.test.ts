import { expect, test } from 'vitest';
import { VerdictSheet } from '../../../src/sim/network/verdict-sheet.ts';

test('a sheet keeps two columns, latencies apart from downtimes, and is used again', () => {
  const sheet = new VerdictSheet(3);
  sheet.reported.add(7, 20);
  sheet.reported.add(1_000_000, -1);
  sheet.reported.add(9, 30);
  sheet.measured.add(5, 0);
  sheet.isAnswered = true;
  const { count, latencyCount, downtimePpm, latencyMicros } = sheet.reported;
  expect([count, latencyCount]).toEqual([3, 2]);
  expect([...downtimePpm]).toEqual([7, 1_000_000, 9]);
  expect([...latencyMicros.subarray(0, 2)]).toEqual([20, 30]);
  expect([sheet.measured.count, sheet.measured.latencyCount]).toEqual([1, 1]);
  sheet.clear();
  expect([sheet.reported.count, sheet.reported.latencyCount, sheet.measured.count, sheet.isAnswered]).toEqual(
    [0, 0, 0, false],
  );
});
