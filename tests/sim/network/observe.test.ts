import { describe, expect, test } from 'vitest';
import { chainAskedFor } from '../../../src/sim/network/chain-creation.ts';
import { NODE_STATES } from '../../../src/sim/network/nodes.ts';
import { observe } from '../../../src/sim/network/observe.ts';
import type { AdversaryView } from '../../../src/sim/protocol/view.ts';
import { committeeOf, DAY, runUntil, sizeNamed, start, worldOf, type Stage } from '../world.helpers.ts';

const PUBLIC = [
  'now',
  'month',
  'nodeCount',
  'chainCount',
  'members',
  'isMember',
  'validatorOf',
  'freeSlots',
  'committee',
  'seats',
  'threshold',
  'lastScore',
  'enclaveOf',
  'groupAfter',
  'committeeFor',
  'validatorCount',
  'nodesOf',
  'isPresent',
  'mayLeave',
  'mayEnter',
  'isMarked',
  'stakeOf',
  'feeOf',
  'minimumStake',
  'tokenPriceMicroUsd',
];

describe('a coalition’s view', () => {
  const stage = worldOf(
    'network: { nodes: 6, slots: 3, validators: 3, minimumStake: 1000 }\navailability: { mtbf: never }\n' +
      'chains: { initial: { small: 5 }, demand: { term: { months: 1, renewal: 0 } } }',
  );
  const view: AdversaryView = observe(stage.world, [1, 4]);
  start(stage);

  test('shows what is public and its own, and nothing else', () => {
    expect(Object.keys(view).toSorted()).toEqual(PUBLIC.toSorted());
    runUntil(stage, DAY);
    const { world } = stage;
    expect([view.now, view.month, view.nodeCount, view.chainCount]).toEqual([DAY, 0, 6, 5]);
    expect([0, 1, 2, 3, 4, 5].map((node) => view.isMember(node))).toEqual([
      false,
      true,
      false,
      false,
      true,
      false,
    ]);
    expect(view.members).toEqual([1, 4]);
    expect([0, 4, 5].map((node) => view.validatorOf(node))).toEqual([0, 1, 2]);
    for (let node = 0; node < 6; node++) expect(view.freeSlots(node)).toBe(world.free.freeOf(node));
    for (let node = 0; node < 6; node++) expect(view.enclaveOf(node)).toBe(world.nodes.enclave[node]);
    expect(new Set(world.nodes.enclave)).toEqual(new Set([0, 1]));
    expect(view.lastScore(0)).toBeUndefined();
    expect([view.validatorCount, view.nodesOf(1), view.feeOf(1)]).toEqual([3, [1, 4], 100]);
    expect([view.minimumStake, view.tokenPriceMicroUsd]).toEqual([1000n * 10n ** 18n, 100_000]);
    const stakes = [0, 1, 2].map((validator) => view.stakeOf(validator));
    expect(stakes.reduce((sum, stake) => sum + stake, 0n)).toBe(6000n * 10n ** 18n);
    // Node 6 is nobody's: there is no reserve.
    const states = [1, 6].map((node) => [view.isPresent(node), view.mayLeave(node), view.mayEnter(node)]);
    expect(states).toEqual([
      [true, true, false],
      [false, false, false],
    ]);
    expect(view.isMarked(1)).toBe(false);
  });

  test('tells committees, seats and thresholds of live chains', () => {
    const { world } = stage;
    for (let chain = 0; chain < 4; chain++) {
      const members = committeeOf(world, chain);
      expect(view.committee(chain)).toEqual(members);
      expect(view.seats(chain)).toBe(members.filter((node) => node === 1 || node === 4).length);
      expect(view.threshold(chain)).toBe(3);
    }
  });

  test('tells no committee of a chain that was refused, deleted, or never asked for', () => {
    // The fifth of five chains of four members does not fit on 18 slots.
    for (const chain of [4, 5, 6, 63, 1000, -1]) {
      expect([view.committee(chain), view.seats(chain), view.threshold(chain)]).toEqual([[], 0, 0]);
    }
    runUntil(stage, 3 * DAY + 1);
    expect([view.now, view.month, view.chainCount]).toEqual([3 * DAY + 1, 1, 5]);
    expect([view.committee(0), view.seats(0), view.threshold(0)]).toEqual([[], 0, 0]);
  });

  test('tells the scores of the last closed month, none for a node that had left', () => {
    expect([0, 1, 2, 3, 4, 5].map((node) => view.lastScore(node))).toEqual([1, 1, 1, 1, 1, 1]);
    stage.world.nodes.state[5] = NODE_STATES.indexOf('left');
    runUntil(stage, 6 * DAY + 1);
    expect([view.lastScore(4), view.lastScore(5)]).toEqual([1, undefined]);
  });

  test('gives copies: what a strategy does to them does not reach the world', () => {
    const fresh = worldOf('chains: { initial: { small: 1 } }');
    start(fresh);
    runUntil(fresh, 1);
    const seen = observe(fresh.world, []).committee(0) as number[];
    seen.fill(-1);
    expect(committeeOf(fresh.world, 0)).not.toContain(-1);
  });
});

// Catches a group that is drawn by another month's name, and one that shows what the world alone can know.
test('a coalition’s view tells the group that a beacon draws for the month after it', () => {
  const stage = worldOf('network: { nodes: 9, validators: 3 }');
  start(stage);
  runUntil(stage, DAY);
  const { world } = stage;
  const view = observe(world, [1]);
  expect(view.groupAfter(world.beacon.value, 0)).toEqual(world.beacon.next!.members);
  expect(view.groupAfter(world.beacon.value, 1)).not.toEqual(world.beacon.next!.members);
  expect(view.groupAfter(new Uint8Array(32), 0)).not.toEqual(world.beacon.next!.members);
});

describe('a coalition’s view of the committee that a name would get', () => {
  const named = (source: string): Stage =>
    worldOf(`network: { nodes: 9, slots: 6, validators: 3 }\nchains: { initial: { small: 3 } }\n${source}`);

  test('is that of the chain, should it ask for one now, and changes nothing', () => {
    const stage = named('randomness: { source: block-hash }');
    const { world, engine } = stage;
    start(stage);
    runUntil(stage, DAY);
    const view = observe(world, [1]);
    for (const [size, name] of [
      [0, 'one'],
      [0, 'two'],
      [1, 'one'],
    ] as const) {
      const told = view.committeeFor(size, name);
      expect(view.committeeFor(size, name)).toEqual(told);
      chainAskedFor(world, 0, { size, name, tries: 1 }, engine);
      expect(committeeOf(world, world.chains.count - 1)).toEqual(told);
    }
    expect(view.committeeFor(0, 'one')).not.toEqual(view.committeeFor(0, 'two'));
    // No six whole nodes are free any more; and there is no such size.
    expect(view.committeeFor(sizeNamed(world.params, 'medium-test'), 'x')).toBeUndefined();
    expect(view.committeeFor(99, 'x')).toBeUndefined();
  });

  test('is nobody’s to know where a beacon decides it', () => {
    const stage = named('');
    start(stage);
    runUntil(stage, DAY);
    expect(observe(stage.world, [1]).committeeFor(0, 'one')).toBeUndefined();
  });
});
