import { describe, expect, test } from 'vitest';
import { instant } from '../../../../src/base/units.ts';
import { whitewashing } from '../../../../src/sim/adversary/strategies/whitewashing.ts';
import type { AdversaryView } from '../../../../src/sim/protocol/view.ts';
import { simulateRun } from '../../../../src/sim/simulate.ts';
import { factsOf, ranUntil, paramsOf, DAY } from '../../world.helpers.ts';
import { smallView, spending } from './money.helpers.ts';
import { rulesOf } from './rules.helpers.ts';

/** Validator 0 is the coalition's, with nodes 0 and 1; of validator 1 it has node 2 only. Nodes 4 and 5 are fresh. */
const small = {
  members: [0, 1, 2, 4, 5],
  owners: [0, 0, 1, 1, -1, -1],
  stakes: [200, 200],
};
const choose = (view: AdversaryView, left?: bigint, identity?: bigint) =>
  rulesOf(whitewashing).nodeLife!(spending(1, left, identity), view);
const NOTHING = { leave: [], enter: [] };

describe('whitewashing', () => {
  test('swaps whoever was scored 0 or is marked, of validators that it has to itself', () => {
    expect(choose(smallView({ ...small, failed: [1, 2] }))).toEqual({
      leave: [1],
      enter: [{ node: 4, validator: 0 }],
    });
    expect(choose(smallView({ ...small, marked: [0], failed: [1] }))).toEqual({
      leave: [0, 1],
      enter: [
        { node: 4, validator: 0 },
        { node: 5, validator: 0 },
      ],
    });
    expect(choose(smallView(small))).toEqual(NOTHING);
  });

  test('nobody leaves for whom nobody comes: without reserve, without money', () => {
    const bad = smallView({ ...small, failed: [0, 1] });
    expect(choose(bad, 10n, 10n).leave).toEqual([0]);
    expect(choose(bad, 9n, 10n)).toEqual(NOTHING);
    expect(choose(bad, 0n, 0n).leave).toEqual([0, 1]);
    const alone = smallView({ ...small, members: [0, 1, 5], failed: [0, 1] });
    expect(choose(alone)).toEqual({ leave: [0], enter: [{ node: 5, validator: 0 }] });
    // Stake for one node, of two that there are: the second comes for nobody.
    expect(choose(smallView({ ...small, stakes: [100, 200], failed: [0] })).enter).toEqual([]);
  });

  test('asks once more for a node that was refused', () => {
    const { nodeLife } = rulesOf(whitewashing);
    expect(nodeLife!(spending(1), smallView({ ...small, failed: [0] })).enter).toEqual([
      { node: 4, validator: 0 },
    ]);
    const waiting = smallView({ ...small, leaving: [0] });
    expect(nodeLife!(spending(2), waiting)).toEqual({ leave: [], enter: [{ node: 4, validator: 0 }] });
    const entered = smallView({ ...small, owners: [-1, 0, 1, 1, 0, -1], members: [1, 2, 4, 5] });
    expect(nodeLife!(spending(3), entered)).toEqual(NOTHING);
  });

  test('stays, if it is told to, and serves for as long as it is told to', () => {
    const bad = smallView({ ...small, failed: [0, 1] });
    const rules = rulesOf(whitewashing, { after: 'stay', serves: 2.9 });
    expect(rules.nodeLife!(spending(1), bad)).toEqual(NOTHING);
    const window = { node: 0, windowStart: instant(0), windowEnd: instant(1) };
    const replies = [0, 1, 2, 3, 4, 5, 6].map((month) => rules.probeReply!(window, { ...bad, month }));
    expect(replies.map((reply) => reply === 'ignore')).toEqual([
      false,
      false,
      true,
      false,
      false,
      true,
      false,
    ]);
    expect(Object.keys(rulesOf(whitewashing, { serves: 0 }))).toEqual(['nodeLife']);
  });

  const scenario = `
horizon: 18 days
network: { nodes: 8, nodesMax: 12, validators: 4, regions: { here: 1 }, latency: [[20]], loss: 0, exit: { policy: POLICY } }
chains: { initial: { small: 2 } }
keyGeneration: { mode: instant }
availability: { mtbf: never }
bounty: { weight: equal, rent: kept }
sla: { tierMonths: 2, tiers: [{ id: new, floor: 0.5, weight: 0 }, { id: old, floor: 0.9, weight: 1 }] }
adversaries:
  - { name: x, members: { nodes: [0, 4, 8, 9, 10, 11] }, strategies: [{ use: whitewashing, with: { serves: 1, after: AFTER } }] }
`;

  test('comes back fresh when a month without service is over, and is paid as newcomers are', () => {
    const text = (after: string) => scenario.replace('POLICY', 'at-once').replace('AFTER', after);
    const stage = ranUntil(12 * DAY + 1, text('rejoin'));
    expect(factsOf(stage, 'node-left').map(({ at, a }) => [at / DAY, a])).toEqual([
      [6, 0],
      [6, 4],
      [12, 8],
      [12, 9],
    ]);
    expect(factsOf(stage, 'node-entered').map(({ at, a, b }) => [at / DAY, a, b])).toEqual([
      [6, 8, 0],
      [6, 9, 0],
      [12, 10, 0],
      [12, 11, 0],
    ]);
    // A newcomer's weight is 0, and nobody of it serves for the two months that make a good name.
    const { metrics } = simulateRun(paramsOf(text('rejoin')), 0);
    expect(metrics['attack.payShare']).toBe(0);
  });

  test('has patience with exits that take their time', () => {
    const text = scenario.replace('POLICY', 'freeze').replace('AFTER', 'rejoin');
    expect(() => ranUntil(18 * DAY, text)).not.toThrow();
  });
});
