import { describe, expect, test } from 'vitest';
import { stakeSplit } from '../../../../src/sim/adversary/strategies/stake-split.ts';
import { simulateRun } from '../../../../src/sim/simulate.ts';
import { paramsOf } from '../../world.helpers.ts';
import { smallView, spending } from './money.helpers.ts';
import { rulesOf } from './rules.helpers.ts';

const small = {
  members: [0, 1, 4, 5, 6, 7],
  owners: [0, 1, 2, 2, -1, -1, -1, -1],
  stakes: [350, 299, 900],
};
const entered = (left?: bigint, identity?: bigint, options = {}) =>
  rulesOf(stakeSplit, options).nodeLife!(spending(3, left, identity), smallView(small));

describe('stake-split', () => {
  test('sets up as many nodes as the stake of its validators allows, and no more than it has', () => {
    expect(entered()).toEqual({
      leave: [],
      enter: [
        { node: 4, validator: 0 },
        { node: 5, validator: 0 },
        { node: 6, validator: 1 },
      ],
    });
    const poor = rulesOf(stakeSplit).nodeLife!(spending(0), smallView({ ...small, stakes: [100, 50, 900] }));
    expect(poor.enter).toEqual([]);
    const rich = rulesOf(stakeSplit).nodeLife!(spending(0), smallView({ ...small, stakes: [9000, 50, 900] }));
    expect(rich.enter.map(({ node }) => node)).toEqual([4, 5, 6, 7]);
  });

  test('no more than it can pay for, and not before it is told to', () => {
    expect(entered(25n, 10n).enter.length).toBe(2);
    expect(entered(9n, 10n).enter).toEqual([]);
    expect(entered(undefined, 10n, { from: 4 }).enter).toEqual([]);
    expect(entered(undefined, 10n, { from: 3.5 }).enter.length).toBe(3);
  });

  const scenario = (use: string, weight: string): string => `
seed: split
network: { nodes: 12, nodesMax: 30, validators: 4, minimumStake: 100, regions: { here: 1 }, latency: [[20]], loss: 0 }
chains: { initial: { small: 0 } }
keyGeneration: { mode: instant }
availability: { mtbf: never }
bounty: { weight: ${weight}, rent: kept }
delegation: { holders: 40, staked: 2400, lockMonths: { 3: 1 } }
adversaries:
  - name: x
    members: { nodes: [0, 4, 8, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29] }
    strategies: [{ use: ${use} }]
`;

  test('pays by the node where nodes weigh alike, and not at all where stake does', () => {
    const share = (use: string, weight: string) => simulateRun(paramsOf(scenario(use, weight)), 0).metrics;
    const split = share('stake-split', 'equal');
    const nodes = Number(split['attack.nodesEnd']);
    expect(nodes).toBeGreaterThan(3);
    expect(split['attack.payShare']).toBeCloseTo(nodes / (nodes + 9), 12);
    expect(share('honest', 'equal')['attack.payShare']).toBeCloseTo(3 / 12, 12);
    const [byStake, honest] = ['stake-split', 'honest'].map((use) => share(use, 'effective-stake'));
    expect(byStake['attack.nodesEnd']).toBe(nodes);
    // Twelve parts in 10^12: weights of nodes are rounded down.
    expect(byStake['attack.payShare']).toBeCloseTo(Number(honest['attack.payShare']), 12);
  });
});
