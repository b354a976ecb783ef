import { describe, expect, test } from 'vitest';
import { DAY, factsOf } from '../world.helpers.ts';
import { measured, rows } from './monitored.helpers.ts';

describe('a window', () => {
  test('of a node that was down for 6 of 24 hours shows a quarter of the probes failed, to all', () => {
    const stage = measured(DAY, { nodes: 5, outages: [[0, 3, 9]] });
    expect(rows(stage, 'window-scored')).toEqual([
      [0, 250_000, 40_000],
      [1, 0, 40_000],
      [2, 0, 40_000],
      [3, 0, 40_000],
      [4, 0, 40_000],
    ]);
    // Node 0 sent 216 of 288 probes and so gave its verdicts too: 5 · 4 in all.
    const verdicts = factsOf(stage, 'verdict-given');
    expect(verdicts.length).toBe(20);
    expect(verdicts.filter(({ b }) => b === 0).map(({ c }) => c)).toEqual([
      250_000, 250_000, 250_000, 250_000,
    ]);
    expect(verdicts.filter(({ a }) => a === 0).map(({ c }) => c)).toEqual([0, 0, 0, 0]);
  });

  test('hears nothing of a monitor that was down for more than half of it', () => {
    const stage = measured(DAY, { nodes: 5, outages: [[0, 0, 13]] });
    const verdicts = factsOf(stage, 'verdict-given');
    expect(verdicts.filter(({ a }) => a === 0)).toEqual([]);
    expect(verdicts.length).toBe(16);
    expect(rows(stage, 'window-scored')[0]).toEqual([0, Math.floor((13 * 1_000_000) / 24), 40_000]);
  });

  test('hears a monitor that was down for exactly half of it', () => {
    const stage = measured(DAY, { nodes: 5, outages: [[0, 0, 12]] });
    expect(factsOf(stage, 'verdict-given').filter(({ a }) => a === 0).length).toBe(4);
  });

  test('counts only what was sent: of two that are down together neither blames the other', () => {
    // Both down 0 … 6: each sends in 6 … 24 only, and is answered.
    const stage = measured(DAY, {
      nodes: 3,
      outages: [
        [0, 0, 6],
        [1, 0, 6],
      ],
    });
    const of = (monitor: number, target: number): number =>
      factsOf(stage, 'verdict-given').find(({ a, b }) => a === monitor && b === target)!.c;
    expect([of(0, 1), of(1, 0), of(2, 0), of(2, 1)]).toEqual([0, 0, 250_000, 250_000]);
  });

  test('has no latency where nobody was answered', () => {
    const stage = measured(DAY, { nodes: 4, outages: [[2, 0, 24]] });
    expect(rows(stage, 'window-scored')[2]).toEqual([2, 1_000_000, -1]);
  });

  test('without a quorum is left out and counted', () => {
    // Of 5 nodes 3 are down all day: 2 verdicts on those, 1 on the others; the quorum of 4 others is 3.
    const stage = measured(DAY, {
      nodes: 5,
      outages: [
        [0, 0, 24],
        [1, 0, 24],
        [2, 0, 24],
      ],
    });
    const missing = factsOf(stage, 'window-without-quorum').map(({ a, b, c }) => [a, b, c]);
    expect(missing).toEqual([
      [0, 2, 0],
      [1, 2, 0],
      [2, 2, 0],
      [3, 1, 0],
      [4, 1, 0],
    ]);
    expect(rows(stage, 'window-scored')).toEqual([]);
  });

  test('of median-upper needs no quorum, and no verdict at all is no downtime', () => {
    const stage = measured(DAY, {
      nodes: 3,
      outages: [
        [0, 0, 24],
        [1, 0, 24],
      ],
      sla: ', aggregation: median-upper',
    });
    expect(rows(stage, 'window-scored')).toEqual([
      [0, 1_000_000, -1],
      [1, 1_000_000, -1],
      [2, 0, -1],
    ]);
    expect(factsOf(stage, 'window-without-quorum')).toEqual([]);
  });

  test('lasts as long as the redraw says, is cut at the month’s end, and weighs by its length', () => {
    const stage = measured(3 * DAY, { nodes: 4, outages: [[0, 0, 48]], monitoring: ', redraw: 2 days' });
    const assigned = factsOf(stage, 'monitors-assigned').map(({ at, a, b }) => [at / DAY, a, b]);
    expect(assigned).toEqual([
      [0, 0, 12],
      [2, 1, 12],
    ]);
    expect(
      factsOf(stage, 'window-scored')
        .map(({ at, a, b }) => [at / DAY, a, b])
        .slice(0, 5),
    ).toEqual([
      [2, 0, 1_000_000],
      [2, 1, 0],
      [2, 2, 0],
      [2, 3, 0],
      [3, 0, 0],
    ]);
    // Two days dark of three.
    expect(rows(stage, 'node-scored')[0]).toEqual([0, 0, 666_666]);
  });

  test('opens afresh with each month', () => {
    const stage = measured(7 * DAY, { nodes: 2, monitoring: ', redraw: 2 days' });
    const opened = factsOf(stage, 'monitors-assigned').map(({ at }) => at / DAY);
    expect(opened).toEqual([0, 2, 3, 5, 6]);
  });

  test('is the whole month where the scenario says so', () => {
    const stage = measured(6 * DAY, { nodes: 3, outages: [[1, 0, 36]], monitoring: ', redraw: 1 month' });
    expect(factsOf(stage, 'monitors-assigned').map(({ at }) => at / DAY)).toEqual([0, 3]);
    expect(rows(stage, 'window-scored').slice(0, 3)).toEqual([
      [0, 0, 40_000],
      [1, 500_000, 40_000],
      [2, 0, 40_000],
    ]);
  });

  test('shorter than the gap between probes hears only those whose probe falls into it', () => {
    // Probes every 8 h at 0, 2 h 40 and 5 h 20 by monitor; of the last window, 66 … 72 h, monitor 0 has none.
    const stage = measured(3 * DAY, { nodes: 3, probeEvery: '8 h', monitoring: ', redraw: 22 h' });
    const given = factsOf(stage, 'verdict-given').filter(({ at }) => at === 3 * DAY);
    expect(given.map(({ b, a }) => [b, a])).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
      [2, 1],
    ]);
    const missing = factsOf(stage, 'window-without-quorum').map(({ a, b, c }) => [a, b, c]);
    expect(missing).toEqual([
      [1, 1, 3],
      [2, 1, 3],
    ]);
  });
});

describe('a month', () => {
  test('is the length-weighted mean of its windows: a third dark is a third', () => {
    const stage = measured(3 * DAY, { nodes: 5, outages: [[3, 24, 48]] });
    expect(rows(stage, 'node-scored')).toEqual([
      [0, 1, 0],
      [1, 1, 0],
      [2, 1, 0],
      [3, 0, 333_333],
      [4, 1, 0],
    ]);
  });

  test('pooled as a period has a perfect median although a third of it was dark', () => {
    const stage = measured(3 * DAY, { nodes: 5, outages: [[3, 24, 48]], sla: ', pooling: period' });
    expect(rows(stage, 'node-scored')[3]).toEqual([3, 1, 0]);
    expect(rows(stage, 'window-scored')).toEqual([]);
    const dark = measured(3 * DAY, { nodes: 5, outages: [[3, 0, 48]], sla: ', pooling: period' });
    expect(rows(dark, 'node-scored')[3]).toEqual([3, 0, 1_000_000]);
  });

  test('forgets the month before', () => {
    const stage = measured(6 * DAY, { nodes: 5, outages: [[3, 24, 48]] });
    expect(rows(stage, 'node-scored').slice(5)).toEqual([0, 1, 2, 3, 4].map((node) => [node, 1, 0]));
  });

  test('of one node alone is never measured and scores 1', () => {
    const stage = measured(3 * DAY, { nodes: 1, outages: [[0, 0, 72]] });
    expect(rows(stage, 'node-scored')).toEqual([[0, 1, -1]]);
    expect(rows(stage, 'node-truth')).toEqual([[0, 0, 3 * DAY]]);
  });
});
