import { describe, expect, test } from 'vitest';
import { SlaCounters } from '../../../src/sim/record/sla-counters.ts';
import { DAY, paramsOf } from '../world.helpers.ts';
import { metricsOf, seriesOf, tell, type Told } from './told.helpers.ts';

/** One node's month: score, whether it met the SLA, hours down, and the true score where it differs. */
const month = (node: number, score: number, metSla: number, hours = 0, trueScore?: number): Told[] => [
  [0, 'node-scored', node, score, 0],
  [0, 'node-truth', node, metSla, hours * 3_600_000],
  ...(trueScore === undefined ? [] : ([[0, 'node-true-score', node, trueScore]] as Told[])),
];
const closed = (index: number): Told => [0, 'month-closed', index];

function countersTold(...facts: readonly Told[]): SlaCounters {
  const counters = new SlaCounters(paramsOf());
  tell(counters, [0, 'node-corrupted', 8, 0], [0, 'node-corrupted', 9, 1], ...facts);
  return counters;
}

describe('false failures and false passes', () => {
  test('are told apart by class of node', () => {
    const counters = countersTold(
      ...month(0, 1, 1),
      ...month(1, 0, 1),
      ...month(2, 1, 0, 5),
      ...month(3, 0, 0, 5),
      ...month(8, 0, 1),
      ...month(9, 1, 0, 5),
      closed(0),
    );
    expect(metricsOf(counters, 'sla.passed', 'sla.nodeMonths.honest', 'sla.nodeMonths.coalition')).toEqual([
      0.5, 4, 2,
    ]);
    expect(metricsOf(counters, 'sla.falseFail', 'sla.falseFail.rate')).toEqual([1, 1 / 4]);
    expect(metricsOf(counters, 'sla.falsePass', 'sla.falsePass.rate')).toEqual([2, 2 / 6]);
    expect(metricsOf(counters, 'sla.falsePass.honest', 'sla.falsePass.honest.rate')).toEqual([1, 1 / 4]);
    expect(metricsOf(counters, 'sla.falsePass.coalition', 'sla.falsePass.coalition.rate')).toEqual([
      1,
      1 / 2,
    ]);
    expect(metricsOf(counters, 'sla.belowFloor.rate')).toEqual([2 / 4]);
  });

  test('are by verdicts where true verdicts would have passed the honest node', () => {
    const counters = countersTold(
      ...month(0, 0, 1, 0, 1),
      ...month(1, 0, 1),
      ...month(2, 0, 0, 5, 1),
      ...month(8, 0, 1, 0, 1),
      ...month(3, 1, 0, 5, 0),
      closed(0),
    );
    expect(metricsOf(counters, 'sla.falseFail', 'sla.falseFail.byVerdicts')).toEqual([2, 1]);
  });

  test('come month by month, and only of months that were closed', () => {
    const counters = countersTold(
      ...month(0, 0, 1),
      ...month(1, 1, 1),
      closed(0),
      ...month(0, 1, 0, 5),
      ...month(1, 1, 1),
      closed(1),
      ...month(0, 0, 1),
    );
    expect(seriesOf(counters, 'sla.passed')).toEqual([
      [0, 0.5],
      [1, 1],
    ]);
    expect(seriesOf(counters, 'sla.falseFail')).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(seriesOf(counters, 'sla.falsePass')).toEqual([
      [0, 0],
      [1, 1],
    ]);
    expect(metricsOf(counters, 'sla.falseFail', 'sla.nodeMonths.honest')).toEqual([1, 4]);
  });

  test('have no rate where nobody was judged', () => {
    expect(metricsOf(countersTold(), 'sla.falseFail', 'sla.falseFail.rate', 'sla.passed')).toEqual([
      0,
      null,
      null,
    ]);
    const honestOnly = countersTold(...month(0, 1, 1), closed(0));
    expect(metricsOf(honestOnly, 'sla.falsePass.coalition.rate', 'sla.falsePass.honest.rate')).toEqual([
      null,
      0,
    ]);
  });
});

test('truly below the floor is down for more than 3 % of the month: 2.16 h of 72', () => {
  const allowed = 7_776_000;
  const counters = countersTold(
    [0, 'node-scored', 0, 1, 0],
    [0, 'node-truth', 0, 1, allowed],
    [0, 'node-scored', 1, 0, 0],
    [0, 'node-truth', 1, 0, allowed + 1],
    closed(0),
  );
  expect(metricsOf(counters, 'sla.belowFloor.rate')).toEqual([0.5]);
});

test('a month that the start cuts short is scored, and judged by nobody', () => {
  const counters = new SlaCounters(paramsOf('calendar: gregorian\nstart: 2020-01-15\nhorizon: 2 months'));
  tell(counters, ...month(0, 0, 1), closed(0), ...month(0, 0, 1, 17 * 24), ...month(1, 1, 1, 1), closed(1));
  expect(metricsOf(counters, 'sla.passed', 'sla.nodeMonths.honest', 'sla.falseFail')).toEqual([1 / 3, 2, 1]);
  // February 2020 has 29 days: 17 down are far too many, an hour is not.
  expect(metricsOf(counters, 'sla.belowFloor.rate')).toEqual([0.5]);
});

test('windows without a quorum are counted', () => {
  const counters = countersTold(
    [DAY, 'window-without-quorum', 3, 2, 0],
    [DAY, 'window-without-quorum', 4, 0, 0],
  );
  expect(metricsOf(counters, 'sla.windowsWithoutQuorum')).toEqual([2]);
});
