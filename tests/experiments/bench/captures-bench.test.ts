import { expect, test } from 'vitest';
import { CAPTURES_ALONE, capturesBench } from '../../../src/experiments/bench/captures-bench.ts';
import { talkNetwork } from '../../../src/experiments/bench/talk-network.ts';
import { simulateRun } from '../../../src/sim/simulate.ts';

test('runs whole years as often as it is asked to, and says how many fit into a second', () => {
  const result = capturesBench({ nodes: 60, chains: 300, months: 6, runs: 4 });
  expect(result.runs).toBe(4);
  expect(result.yearsPerSecond).toBeGreaterThan(0);
  expect(result.yearsPerCpuSecond).toBeGreaterThan(0);
});

test('measures runs without outages, monitoring and accounts', () => {
  const params = talkNetwork({ nodes: 60, chains: 300, months: 2 }, { ...CAPTURES_ALONE });
  expect(simulateRun(params, 0).parts).toEqual({ outages: false, monitoring: false, accounts: false });
});
