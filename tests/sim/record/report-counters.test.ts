import { expect, test } from 'vitest';
import { ReportCounters } from '../../../src/sim/record/report-counters.ts';
import { metricsOf, seriesOf, tell } from './told.helpers.ts';

test('lost reports are counted for whatever reason, and the gas of those that were sent, late ones too', () => {
  const counters = new ReportCounters();
  expect(metricsOf(counters, 'verdicts.lost', 'verdicts.gasUsd')).toEqual([0, 0]);
  tell(
    counters,
    [1, 'report-sent', 3, 0, 1_101_000, 4_954_500n],
    [1, 'report-sent', 4, 0, 1_101_000, 4_954_501n],
    [2, 'report-lost', 4, 0, 0],
    [2, 'report-lost', 5, 0, 1],
    [2, 'report-lost', 6, 0, 2],
  );
  expect(metricsOf(counters, 'verdicts.lost', 'verdicts.gasUsd')).toEqual([3, 9.909001]);
  expect(seriesOf(counters, 'verdicts.lost')).toEqual([]);
});
