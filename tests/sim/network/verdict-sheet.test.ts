import { expect, test } from 'vitest';
import { VerdictColumn, VerdictSheet } from '../../../src/sim/network/verdict-sheet.ts';

test('a column keeps latencies apart from downtimes, and is used again', () => {
  const column = new VerdictColumn(3);
  column.add(7, 20);
  column.add(1_000_000, -1);
  column.add(9, 30);
  expect([column.count, column.latencyCount]).toEqual([3, 2]);
  expect([...column.downtimePpm]).toEqual([7, 1_000_000, 9]);
  expect([...column.latencyMicros.subarray(0, 2)]).toEqual([20, 30]);
  column.clear();
  expect([column.count, column.latencyCount]).toEqual([0, 0]);
});

test('a sheet’s columns are one until an operator answers for itself', () => {
  const sheet = new VerdictSheet(3);
  sheet.measured.add(7, 20);
  sheet.measured.add(1_000_000, -1);
  expect(sheet.isAnswered).toBe(false);
  expect(sheet.reported).toBe(sheet.measured);
  sheet.answer();
  sheet.reported.add(9, 30);
  sheet.answer();
  expect(sheet.isAnswered).toBe(true);
  const { reported, measured } = sheet;
  expect([reported.count, reported.latencyCount]).toEqual([3, 2]);
  expect([...reported.downtimePpm]).toEqual([7, 1_000_000, 9]);
  expect([...reported.latencyMicros.subarray(0, 2)]).toEqual([20, 30]);
  expect([measured.count, measured.latencyCount]).toEqual([2, 1]);
  sheet.clear();
  expect([sheet.reported.count, sheet.measured.latencyCount, sheet.isAnswered]).toEqual([0, 0, false]);
});
