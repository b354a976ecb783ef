import { describe, expect, test } from 'vitest';
import type { MonitoringFidelity } from '../../../../src/sim/protocol/params.ts';
import { twoSample } from '../../../../src/statistics/goodness-of-fit.ts';
import { factsOf } from '../../world.helpers.ts';
import { probed } from './probed.helpers.ts';

// Two samples of one law: run 0 of the profile's seed under both fidelities. Outages and assignments are the same, so
// what met a node that was down is known from a run without loss; the rest was lost or answered. Bounds are 4 standard
// errors, or p ≥ 10^-4; each is then shown to find the difference that it is said to find.

const LOSS = 0.02;

interface Sample {
  /** Lost probes and probes that could be lost, by verdict. */
  readonly lost: readonly number[];
  readonly trials: readonly number[];
  readonly latencies: readonly number[];
}

interface Law {
  readonly loss: number;
  readonly jitter: string;
}
const STATED: Law = { loss: LOSS, jitter: '{ shape: 4, scale: 5 ms }' };
const OUTAGES = 'availability: { mtbf: 2 days, mttr: 1 h }';

const run = (fidelity: MonitoringFidelity, { loss, jitter }: Law) =>
  probed(fidelity, { days: 9, nodes: 16, network: `, loss: ${loss}, jitter: ${jitter}`, more: OUTAGES });

const dark = run('interval', { ...STATED, loss: 0 }).occasions.map(({ probesFailed }) => probesFailed);

function sampleOf(fidelity: MonitoringFidelity, law: Law): Sample {
  const { occasions } = run(fidelity, law);
  expect(occasions.length).toBe(dark.length);
  return {
    lost: occasions.map(({ probesFailed }, index) => probesFailed - dark[index]),
    trials: occasions.map(({ probesSent }, index) => probesSent - dark[index]),
    latencies: occasions.map(({ truth }) => truth.latencyMicros).filter((latency) => latency >= 0),
  };
}

const sum = (list: readonly number[]): number => list.reduce((total, value) => total + value, 0);

/** Difference of the parts lost, in standard errors. */
function lossDifference(one: Sample, other: Sample): number {
  const variance = LOSS * (1 - LOSS) * (1 / sum(one.trials) + 1 / sum(other.trials));
  return (
    Math.abs(sum(one.lost) / sum(one.trials) - sum(other.lost) / sum(other.trials)) / Math.sqrt(variance)
  );
}

/** Mean squared distance of a verdict's losses from what is expected, in units of a binomial's variance. */
function dispersion({ lost, trials }: Sample): number {
  const part = sum(lost) / sum(trials);
  const squares = lost.map((count, index) => (count - part * trials[index]) ** 2);
  return sum(squares) / (sum(trials) * part * (1 - part));
}

describe.each(['exact', 'causal'] as const)('intervals and %s probes follow one law', (fidelity) => {
  const interval = sampleOf('interval', STATED);
  const other = sampleOf(fidelity, STATED);

  test('of losses: a part of 2.2 % instead of 2 % would be found', () => {
    expect(interval.trials).toEqual(other.trials);
    expect(lossDifference(interval, other)).toBeLessThan(4);
    const planted = sampleOf(fidelity, { ...STATED, loss: 0.022 });
    expect(lossDifference(interval, planted)).toBeGreaterThan(4);
  });

  test('of independent losses: a variance of a fifth more would be found', () => {
    // Standard deviation of the mean of n squared normals: √(2 / n).
    const error = Math.sqrt(2 / dark.length) * Math.SQRT2;
    expect(4 * error).toBeLessThan(0.2);
    expect(Math.abs(dispersion(interval) - dispersion(other))).toBeLessThan(4 * error);
    // Every other verdict of a network that loses 1.5 %, the rest of one that loses 2.5 %.
    const [low, high] = [0.015, 0.025].map((loss) => sampleOf(fidelity, { ...STATED, loss }));
    const planted = {
      ...low,
      lost: low.lost.map((lost, index) => (index % 2 === 0 ? lost : high.lost[index])),
    };
    expect(dispersion(planted) - dispersion(interval)).toBeGreaterThan(4 * error);
  });

  test('of latencies: jitter of the same mean and half the shape would be found', () => {
    expect(twoSample(interval.latencies, other.latencies).pValue).toBeGreaterThan(1e-4);
    const planted = sampleOf(fidelity, { ...STATED, jitter: '{ shape: 2, scale: 10 ms }' });
    expect(twoSample(interval.latencies, planted.latencies).pValue).toBeLessThan(1e-6);
  });
});

describe.each(['exact', 'causal'] as const)('scores at a floor that losses alone decide, %s', (other) => {
  const failures = (fidelity: MonitoringFidelity, loss: number): boolean[] => {
    const { stage } = probed(fidelity, {
      days: 24,
      nodes: 12,
      network: `, loss: ${loss}, jitter: ${STATED.jitter}`,
      more: 'availability: { mtbf: never }\nsla: { aggregation: mean, floor: 0.98 }',
    });
    return factsOf(stage, 'node-scored').map(({ b }) => b === 0);
  };
  const share = (scores: readonly boolean[]): number => scores.filter(Boolean).length / scores.length;

  test('fail equally often: a tenth more loss would be found', () => {
    const interval = failures('interval', LOSS);
    const bound = 4 * Math.sqrt((2 * 0.25) / interval.length);
    expect(interval.length).toBe(96);
    expect(Math.abs(share(interval) - 0.5)).toBeLessThan(bound);
    expect(Math.abs(share(interval) - share(failures(other, LOSS)))).toBeLessThan(bound);
    expect(share(failures(other, 0.022)) - share(interval)).toBeGreaterThan(bound);
  });
});
