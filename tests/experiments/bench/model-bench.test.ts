import { expect, test } from 'vitest';
import { modelBench } from '../../../src/experiments/bench/model-bench.ts';
import { talkNetwork } from '../../../src/experiments/bench/talk-network.ts';
import { simulateRun } from '../../../src/sim/simulate.ts';

test('what is timed is one run of the talk’s network, everything on', () => {
  const network = { nodes: 40, chains: 320, months: 1 };
  const { seconds, nodeMonthsPerSecond, peakMB, digest } = modelBench(network);
  const { metrics, digest: expected } = simulateRun(talkNetwork(network), 0);
  expect(digest).toBe(expected);
  expect(metrics['chains.placed']).toBe(320);
  expect(metrics['slots.utilisation']).toBe(1);
  expect(nodeMonthsPerSecond * seconds).toBeCloseTo(40);
  expect(peakMB).toBeGreaterThan(20);
});

test('monitoring alone has no chains, and scores as many nodes', () => {
  const network = { nodes: 40, chains: 320, months: 1 };
  const alone = modelBench({ ...network, only: 'monitoring' });
  expect(alone.digest).toBe(simulateRun(talkNetwork({ ...network, chains: 0 }), 0).digest);
  expect(alone.digest).not.toBe(modelBench(network).digest);
});
