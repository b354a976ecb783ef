import { expect, test } from 'vitest';
import { medianRun, modelBench } from '../../../src/experiments/bench/model-bench.ts';
import { talkNetwork } from '../../../src/experiments/bench/talk-network.ts';
import { simulateRun } from '../../../src/sim/simulate.ts';

test('what is timed is one run of the talk’s network, everything on', () => {
  const network = { nodes: 40, chains: 320, months: 1 };
  const { seconds, processorSeconds, nodeMonthsPerSecond, peakMB, digest } = modelBench(network);
  const { metrics, digest: expected } = simulateRun(talkNetwork(network), 0);
  expect(digest).toBe(expected);
  expect(metrics['chains.placed']).toBe(320);
  expect(metrics['slots.utilisation']).toBe(1);
  expect(nodeMonthsPerSecond * seconds).toBeCloseTo(40);
  expect(peakMB).toBeGreaterThan(20);
  // The engine compiles on threads of its own: processor time may exceed the clock's, by the number of threads.
  expect(processorSeconds).toBeGreaterThan(0);
  expect(processorSeconds).toBeLessThan(64 * seconds);
});

test('monitoring is followed as asked: the draws differ, hence the digests', () => {
  const network = { nodes: 40, chains: 0, months: 1 };
  const digests = (['interval', 'causal'] as const).map((fidelity) => {
    const { digest } = modelBench({ ...network, fidelity });
    expect(digest).toBe(simulateRun(talkNetwork(network, { monitoring: { fidelity } }), 0).digest);
    return digest;
  });
  expect(new Set(digests).size).toBe(2);
  expect(modelBench(network).digest).toBe(digests[0]);
});

test('monitoring alone has no chains and keeps no accounts, and scores the same', () => {
  const network = { nodes: 40, chains: 320, months: 1 };
  const alone = modelBench({ ...network, only: 'monitoring' });
  const scores = ['sla.passed', 'sla.falseFail', 'sla.falsePass'];
  const run = simulateRun(talkNetwork({ ...network, chains: 0 }, { metrics: scores }), 0);
  expect(alone.digest).toBe(run.digest);
  expect(run.parts).toEqual({ outages: true, monitoring: true, accounts: false });
  const { metrics } = simulateRun(talkNetwork(network), 0);
  for (const id of scores) expect(run.metrics[id]).toBe(metrics[id]);
});

test('of several runs the one that took the median time counts, the lower of two in the middle', () => {
  const run = (seconds: number) => ({
    seconds,
    processorSeconds: 1,
    nodeMonthsPerSecond: 1,
    peakMB: 1,
    digest: '',
  });
  expect(medianRun([3, 1, 2].map(run)).seconds).toBe(2);
  expect(medianRun([4, 1, 3, 2].map(run)).seconds).toBe(2);
  expect(medianRun([run(5)]).seconds).toBe(5);
});
