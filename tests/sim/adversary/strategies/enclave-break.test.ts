import { describe, expect, test } from 'vitest';
import { enclaveBreak } from '../../../../src/sim/adversary/strategies/enclave-break.ts';
import { simulateRun } from '../../../../src/sim/simulate.ts';
import { factsOf, paramsOf, ranUntil, DAY } from '../../world.helpers.ts';
import { rulesOf, viewOf } from './rules.helpers.ts';

const read = (options: Readonly<Record<string, number>>) => {
  const { enclaves } = rulesOf(enclaveBreak, options);
  return [0, 1, 2, 3].map((month) => enclaves!({ node: 0, month }, viewOf(0)));
};

describe('enclave-break', () => {
  test('reads the oldest generation for a month, and no longer', () => {
    expect(read({})).toEqual([[0], [], [], []]);
  });

  test('reads a generation of its choice from a month on until the patch', () => {
    expect(read({ generation: 1.7, from: 1.2, lag: 2.9 })).toEqual([[], [1], [1], []]);
    expect(read({ from: 2, lag: 100 })).toEqual([[], [], [0], [0]]);
    expect(read({ lag: 0 })).toEqual([[], [], [], []]);
  });

  test('decides nothing else', () => {
    expect(Object.keys(rulesOf(enclaveBreak))).toEqual(['enclaves']);
  });

  const scenario = (options: string, enclaves: string, more = '') => `
horizon: 12 days
network: { nodes: 20, slots: 16, validators: 5, enclaves: ${enclaves} }
chains: { initial: { small: 10 }, private: 1 }
randomness: { source: block-hash }
availability: { mtbf: never }
adversaries:
  - { name: readers, members: { nodes: [7] }, strategies: [ { use: enclave-break, with: { ${options} } } ] }
metrics: [capture.any, capture.chains, capture.chainHours, halt.any, fork.chains]
${more}`;

  test('is told of as broken and patched, month by month', () => {
    const stage = ranUntil(11 * DAY, scenario('from: 1, lag: 2', '{ old: 1 }'));
    expect(factsOf(stage, 'enclave-broken', 'enclave-patched')).toEqual([
      { at: 3 * DAY, name: 'enclave-broken', a: 0, b: 0, c: 0, amount: 0n },
      { at: 9 * DAY, name: 'enclave-patched', a: 0, b: 0, c: 0, amount: 0n },
    ]);
  });

  test('one member captures every chain if all nodes are vulnerable, and can halt none of them', () => {
    const { metrics } = simulateRun(paramsOf(scenario('lag: 1', '{ old: 1 }')), 0);
    expect(metrics).toMatchObject({
      'capture.any': 1,
      'capture.chains': 10,
      'fork.chains': 10,
      'halt.any': 0,
    });
  });

  test('captures none if no node is vulnerable, or chains are open', () => {
    const none = simulateRun(paramsOf(scenario('generation: 1', '{ old: 1, new: 0 }')), 0).metrics;
    expect(none).toMatchObject({ 'capture.any': 0, 'fork.chains': 0 });
    const open = scenario('lag: 4', '{ old: 1 }').replace('private: 1', 'private: 0');
    expect(simulateRun(paramsOf(open), 0).metrics).toMatchObject({ 'capture.any': 0, 'fork.chains': 0 });
  });

  test('what was read stays known after the patch until the next key', () => {
    // Nobody turns, so no chain gets another key: nine of twelve days after the patch are captured as well.
    const still = scenario('lag: 1', '{ old: 1 }', 'rotation: { policy: exit-only }');
    const { metrics } = simulateRun(paramsOf(still), 0);
    expect(Number(metrics['capture.chainHours'])).toBeGreaterThan(10 * 11.9 * 24);
    const turning = scenario('lag: 1', '{ old: 1 }');
    const hours = Number(simulateRun(paramsOf(turning), 0).metrics['capture.chainHours']);
    expect(hours).toBeGreaterThan(10 * 2.9 * 24);
    expect(hours).toBeLessThan(10 * 3.1 * 24);
  });
});
