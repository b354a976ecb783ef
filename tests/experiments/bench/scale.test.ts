import { expect, test } from 'vitest';
import { scaleOf, scaleTables, type ScaleRun } from '../../../src/experiments/bench/scale.ts';

const run = (nodes: number, months: number, processorSeconds: number): ScaleRun => ({
  nodes,
  chains: 8 * nodes,
  months,
  seconds: processorSeconds,
  processorSeconds,
  peakMB: 100,
  secondsMax: null,
  peakMBMax: null,
});

test('costs are of the first month, of each later one, and of a year of both', () => {
  // 1,000 nodes: 400 µs in the first month, 200 in each of 11 later ones; 10,000: 500, then 300.
  const runs = [run(1000, 1, 0.4), run(1000, 12, 2.6), run(10_000, 1, 5), run(10_000, 2, 8)];
  const { costs, ratios } = scaleOf(runs);
  expect(costs.map((cost) => Math.round(cost.firstMonth))).toEqual([400, 500]);
  expect(costs.map((cost) => Math.round(cost.laterMonths))).toEqual([200, 300]);
  expect(costs[0].year).toBeCloseTo((400 + 11 * 200) / 12);
  expect(costs[1].year).toBeCloseTo((500 + 11 * 300) / 12);
  expect(ratios[0]).toEqual({ nodes: 1000, firstMonth: 1, laterMonths: 1, year: 1 });
  expect(ratios[1].firstMonth).toBeCloseTo(1.25);
  expect(ratios[1].laterMonths).toBeCloseTo(1.5);
  expect(ratios[1].year).toBeCloseTo(3800 / 2600);
});

test('the tables show runs against their bounds, and ratios to the least size', () => {
  const bounded = { ...run(1000, 12, 2.6), secondsMax: 3, peakMBMax: 250 };
  const lines = scaleTables(scaleOf([run(1000, 1, 0.4), bounded])).split('\n');
  expect(lines[2]).toBe('| 1000 | 8000 | 1 | 0.40 | 0.40 | 100 |');
  expect(lines[3]).toBe('| 1000 | 8000 | 12 | 2.60 (at most 3) | 2.60 | 100 (at most 250) |');
  expect(lines.at(-2)).toBe('| 1000 nodes | 400 (× 1.00) | 200 (× 1.00) | 217 (× 1.00) |');
});
