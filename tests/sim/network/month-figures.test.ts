import { describe, expect, test } from 'vitest';
import { aggregator } from '../../../src/sla/aggregate.ts';
import { FigureSums, MonthFigures } from '../../../src/sim/network/month-figures.ts';
import { VerdictColumn } from '../../../src/sim/network/verdict-sheet.ts';

const agreement = { floorPpm: 970_000, latencyMaxMicros: 150_000 };
const median = aggregator('median', { madFactorMilli: 3000, trimPpm: 0 });

function column(...verdicts: readonly (readonly [number, number])[]): VerdictColumn {
  const filled = new VerdictColumn(verdicts.length);
  for (const [downtimePpm, latencyMicros] of verdicts) filled.add(downtimePpm, latencyMicros);
  return filled;
}

describe('sums of a month', () => {
  test('weigh windows by their length', () => {
    const sums = new FigureSums(2);
    sums.add(1, 3000, { downtimePpm: 0, latencyMicros: 100 });
    sums.add(1, 1000, { downtimePpm: 120_000, latencyMicros: 200 });
    expect(sums.score(1, agreement)).toEqual({ score: 1, downtimePpm: 30_000 });
    sums.add(1, 1, { downtimePpm: 30_001, latencyMicros: 1 });
    expect(sums.score(1, agreement).score).toBe(0);
    expect(sums.score(0, agreement)).toEqual({ score: 1, downtimePpm: -1 });
  });

  test('judge latency over the windows that have one', () => {
    const sums = new FigureSums(1);
    sums.add(0, 1000, { downtimePpm: 0, latencyMicros: 150_001 });
    sums.add(0, 9000, { downtimePpm: 0, latencyMicros: -1 });
    expect(sums.score(0, agreement).score).toBe(0);
    sums.add(0, 1000, { downtimePpm: 0, latencyMicros: 149_999 });
    expect(sums.score(0, agreement).score).toBe(1);
  });

  test('forget', () => {
    const figures = new MonthFigures(1, 'window');
    figures.reported.add(0, 1, { downtimePpm: 1_000_000, latencyMicros: 5 });
    figures.measured.pool(0, column([1_000_000, -1]));
    figures.clear();
    figures.measured.settlePool(median);
    expect(figures.reported.score(0, agreement)).toEqual({ score: 1, downtimePpm: -1 });
    expect(figures.measured.score(0, agreement)).toEqual({ score: 1, downtimePpm: -1 });
    expect([figures.isPooled, new MonthFigures(1, 'period').isPooled]).toEqual([false, true]);
  });
});

describe('a pool of a month’s verdicts', () => {
  test('gives each node the aggregate of its own, however they came mixed', () => {
    const sums = new FigureSums(3);
    sums.pool(2, column([40_000, 10], [10_000, 160_000]));
    sums.pool(0, column([0, 151_000], [0, -1]));
    sums.pool(2, column([20_000, 150_000]));
    sums.pool(0, column([50_000, -1]));
    sums.settlePool(median);
    // Node 0: downtimes 0, 0, 50,000, its only latency too long. Node 2: 10, 20, 40 thousand; 10, 150, 160 thousand.
    expect(sums.score(0, agreement)).toEqual({ score: 0, downtimePpm: 0 });
    expect(sums.score(1, agreement)).toEqual({ score: 1, downtimePpm: -1 });
    expect(sums.score(2, agreement)).toEqual({ score: 1, downtimePpm: 20_000 });
  });

  test('without any latency judges downtime alone', () => {
    const sums = new FigureSums(1);
    sums.pool(0, column([30_000, -1], [30_000, -1]));
    sums.settlePool(median);
    expect(sums.score(0, agreement)).toEqual({ score: 1, downtimePpm: 30_000 });
  });
});
