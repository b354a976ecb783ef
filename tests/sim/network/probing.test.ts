import { describe, expect, test } from 'vitest';
import type { Verdict, VerdictOccasion } from '../../../src/sim/protocol/decisions.ts';
import type { Strategy } from '../../../src/sim/protocol/strategy.ts';
import { ruledBy } from '../ruled-strategy.helpers.ts';
import { DAY, factsOf, ranUntil } from '../world.helpers.ts';
import { measured, rows } from './monitored.helpers.ts';

/** A strategy of one rule for verdicts, and the occasions that it saw. */
function reporter(answer: (occasion: VerdictOccasion) => Verdict | 'silent'): {
  strategy: Strategy;
  seen: VerdictOccasion[];
} {
  const seen: VerdictOccasion[] = [];
  const strategy = ruledBy({
    verdict: (occasion) => {
      seen.push({ ...occasion, truth: { ...occasion.truth } });
      return answer(occasion);
    },
  });
  return { strategy, seen };
}

const played = (nodes: string): string =>
  `adversaries: [{ name: x, members: { nodes: ${nodes} }, strategies: [{ use: ./x.ts }] }]`;

describe('a verdict', () => {
  test('is asked of the operator with counts and truth, and of nobody else', () => {
    const { strategy, seen } = reporter(({ truth }) => truth);
    measured(DAY, {
      nodes: 4,
      outages: [[0, 0, 6]],
      more: played('[1]'),
      strategies: { './x.ts': strategy },
    });
    expect(seen.map(({ monitor, target }) => [monitor, target])).toEqual([
      [1, 0],
      [1, 2],
      [1, 3],
    ]);
    expect(seen[0]).toEqual({
      monitor: 1,
      target: 0,
      windowStart: 0,
      windowEnd: DAY,
      probesSent: 288,
      probesFailed: 72,
      truth: { downtimePpm: 250_000, latencyMicros: 40_000 },
    });
    expect(seen[1].probesFailed).toBe(0);
  });

  test('counts as it was reported, while the truth stands beside it', () => {
    // Three of four monitors say that node 0 was dark: the lower median of 0, 1, 1, 1.
    const { strategy } = reporter(({ target, truth }) =>
      target === 0 ? { downtimePpm: 1_000_000, latencyMicros: -1 } : truth,
    );
    const stage = measured(3 * DAY, {
      nodes: 5,
      more: played('[1, 2, 3]'),
      strategies: { './x.ts': strategy },
    });
    expect(rows(stage, 'node-scored')[0]).toEqual([0, 0, 1_000_000]);
    expect(rows(stage, 'node-truth')[0]).toEqual([0, 1, 0]);
    expect(factsOf(stage, 'node-true-score').map(({ a, b }) => [a, b])).toEqual([[0, 1]]);
  });

  test('of two of four liars does not: a tie favours the node', () => {
    const { strategy } = reporter(() => ({ downtimePpm: 1_000_000, latencyMicros: -1 }));
    const stage = measured(3 * DAY, { nodes: 5, more: played('[1, 2]'), strategies: { './x.ts': strategy } });
    expect(rows(stage, 'node-scored')[0]).toEqual([0, 1, 0]);
  });

  test('may be kept back: then it is missing from the quorum, not from the truth', () => {
    const { strategy } = reporter(() => 'silent');
    const stage = measured(3 * DAY, {
      nodes: 5,
      outages: [[4, 0, 72]],
      more: played('[0, 1]'),
      strategies: { './x.ts': strategy },
    });
    // On node 4: four monitors, two silent, quorum 3. It was dark and scores 1; true verdicts would have said 0.
    expect(factsOf(stage, 'window-without-quorum').filter(({ a }) => a === 4).length).toBe(3);
    expect(rows(stage, 'node-scored')[4]).toEqual([4, 1, -1]);
    expect(factsOf(stage, 'node-true-score').map(({ a, b }) => [a, b])).toEqual([[4, 0]]);
  });
});

describe('a node that ignores its monitors', () => {
  test('fails all probes of the window, although it was up', () => {
    const strategy = ruledBy({
      probeReply: ({ windowStart }) => (windowStart === DAY ? 'ignore' : 'answer'),
    });
    const stage = measured(3 * DAY, { nodes: 5, more: played('[2]'), strategies: { './x.ts': strategy } });
    const ofNode = rows(stage, 'window-scored').filter(([target]) => target === 2);
    expect(ofNode).toEqual([
      [2, 0, 40_000],
      [2, 1_000_000, -1],
      [2, 0, 40_000],
    ]);
    expect(rows(stage, 'node-truth')[2]).toEqual([2, 1, 0]);
  });
});

describe('losses and jitter', () => {
  // 20 nodes · 19 monitors · 288 probes a day; intervals of 4 standard errors.
  const stage = ranUntil(
    DAY,
    'network: { nodes: 20, validators: 1, loss: 0.1, regions: { one: 1 }, latency: [[30]], ' +
      'jitter: { shape: 4, scale: 5 ms } }\navailability: { mtbf: never }\nchains: { initial: { small: 0 } }\n' +
      'sla: { aggregation: mean }',
  );

  test('take the stated part of the probes', () => {
    const verdicts = factsOf(stage, 'verdict-given').map(({ c }) => c / 1_000_000);
    expect(verdicts.length).toBe(380);
    const mean = verdicts.reduce((sum, part) => sum + part, 0) / 380;
    expect(Math.abs(mean - 0.1)).toBeLessThanOrEqual(4 * Math.sqrt(0.09 / (380 * 288)));
  });

  test('add the mean of the jitter to the round trip', () => {
    const latencies = factsOf(stage, 'window-scored').map(({ c }) => c / 1000);
    const mean = latencies.reduce((sum, latency) => sum + latency, 0) / 20;
    // 30 + 4 · 5 ms; standard deviation of one probe 2 · 5 ms.
    expect(Math.abs(mean - 50)).toBeLessThanOrEqual((4 * 10) / Math.sqrt(380 * 288 * 0.9));
  });
});
