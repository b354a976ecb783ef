import { describe, expect, test } from 'vitest';
import { DAY, factsOf, HOUR, ranUntil } from '../world.helpers.ts';
import { measured, rows } from './monitored.helpers.ts';

describe('a score', () => {
  // 3 % of a month of 72 h are 2.16 h, 25.9 probes of 864: down for 25 · 5 min passes, for 26 · 5 min does not.
  test.each([
    [25, 1, 1],
    [26, 0, 0],
  ])('with %d probes of 864 failed is %d, and so is the truth', (probes, score, truth) => {
    const stage = measured(3 * DAY, { nodes: 5, outages: [[2, 1, 1 + (probes * 5) / 60]], more: '' });
    expect(rows(stage, 'node-scored')[2].slice(0, 2)).toEqual([2, score]);
    expect(rows(stage, 'node-truth')[2]).toEqual([2, truth, probes * 5 * 60_000]);
  });

  test.each([
    [150, 1],
    [150.001, 0],
  ])('at a latency of %d ms is %d', (latency, score) => {
    const stage = measured(3 * DAY, { nodes: 4, latency });
    expect(rows(stage, 'node-scored').map(([, given]) => given)).toEqual([score, score, score, score]);
    expect(rows(stage, 'node-truth').map(([, truth]) => truth)).toEqual([score, score, score, score]);
  });
});

describe('the truth of a month', () => {
  test('splits an outage that spans its end between the months', () => {
    const stage = measured(9 * DAY, { nodes: 5, outages: [[1, 60, 150]] });
    const down = rows(stage, 'node-truth').filter(([node]) => node === 1);
    expect(down).toEqual([
      [1, 0, 12 * HOUR],
      [1, 0, 72 * HOUR],
      [1, 0, 6 * HOUR],
    ]);
  });

  test('averages the expected latency over all others, regions and jitter included', () => {
    // Two regions of two nodes: 10 ms within, 200 between, jitter 2 · 1.5 ms. Each: (13 + 2 · 203) / 3 = 139.67 ms.
    const text = (latency: string): string =>
      'network: { nodes: 4, validators: 1, regions: { a: 0.5, b: 0.5 }, latency: [[10, 200], [200, 10]], ' +
      `jitter: { shape: 2, scale: 1.5 ms } }\navailability: { mtbf: never }\nsla: { latency: ${latency} }\n` +
      'chains: { initial: { small: 0 } }';
    const truths = (latency: string): number[] =>
      rows(ranUntil(3 * DAY, text(latency)), 'node-truth').map(([, truth]) => truth);
    expect(truths('139.667 ms')).toEqual([1, 1, 1, 1]);
    expect(truths('139.666 ms')).toEqual([0, 0, 0, 0]);
  });

  test('is not told of a node that has left', () => {
    const stage = ranUntil(
      6 * DAY,
      'network: { nodes: 8, validators: 1, exitsPerMonth: 20 }\nchains: { initial: { small: 0 } }',
    );
    const left = factsOf(stage, 'node-left');
    expect(left.length).toBeGreaterThan(0);
    for (const { at, a } of left) {
      const later = factsOf(stage, 'node-scored', 'node-truth').filter(
        (fact) => fact.a === a && fact.at > at,
      );
      expect(later).toEqual([]);
    }
    const { lastScores } = stage.world;
    for (const { a } of left) expect(lastScores![a]).toBe(-1);
  });
});
