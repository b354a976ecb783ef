import { describe, expect, test } from 'vitest';
import { checkInvariants } from '../../../src/sim/invariants/check-invariants.ts';
import { validatorNodeLeaves } from '../../../src/sim/network/node-exit.ts';
import { stateOf } from '../../../src/sim/network/nodes.ts';
import { EXIT_OBSTACLES } from '../../../src/sim/protocol/facts.ts';
import { committeeOf, DAY, factsOf, HOUR, paramsOf, runUntil, type Stage } from '../world.helpers.ts';
import { standing } from './turns.helpers.ts';

const BLOCK = 10_000;
const FREEZE = 12 * HOUR;

/** Blocks of 10 s that take many calls each, and nothing else that happens. */
const networkOf = (nodes: number, slots: number, chains: number, pace = 'after-freeze'): Stage =>
  standing(
    paramsOf(
      `network: { nodes: ${nodes}, slots: ${slots}, validators: 2, exit: { policy: freeze, pace: ${pace} } }\n` +
        `chains: { initial: { small: ${chains} } }\navailability: { mtbf: never }\ndelegation: { holders: 4 }\n` +
        'sizes: { small: { slots: 1, members: 4 } }\nmainnet: { blockTime: 10 s, gasShare: 1 }',
    ),
  );

const leftAt = (stage: Stage): [number, number][] => factsOf(stage, 'node-left').map(({ at, a }) => [a, at]);
const deferralsOf = (stage: Stage, node: number): [number, string][] =>
  factsOf(stage, 'exit-deferred')
    .filter(({ a }) => a === node)
    .map(({ at, c }) => [at, EXIT_OBSTACLES[c]]);

describe('an exit with frozen chains', () => {
  test('moves one chain each freeze: a node in 128 chains takes 64 days, and 129 blocks', () => {
    const stage = networkOf(6, 200, 192);
    const { world, engine } = stage;
    expect(world.free.freeOf(3)).toBe(200 - 128);
    expect(validatorNodeLeaves(world, 3, engine)).toBe('asked');
    runUntil(stage, 100 * DAY);
    // The first call freezes; each of 128 more is sent a freeze after the one before and waits for a block.
    expect(leftAt(stage)).toEqual([[3, BLOCK + 128 * (FREEZE + BLOCK)]]);
    expect(factsOf(stage, 'exit-frozen').map(({ at, a, b }) => [at, a, b])).toEqual([[BLOCK, 3, 128]]);
    const moves = factsOf(stage, 'member-replaced');
    expect(new Set(moves.map(({ at }) => at)).size).toBe(128);
    expect(deferralsOf(stage, 3)).toEqual([]);
    checkInvariants(world);
  });

  test('takes as many blocks as it has chains, and one, where calls follow at once', () => {
    const stage = networkOf(6, 8, 6, 'at-once');
    const { world, engine } = stage;
    const chains = 8 - world.free.freeOf(2);
    expect(chains).toBe(4);
    validatorNodeLeaves(world, 2, engine);
    runUntil(stage, DAY);
    expect(leftAt(stage)).toEqual([[2, (1 + chains) * BLOCK]]);
  });

  test('leaves the node active, and shown to placement, until its chains are frozen', () => {
    const stage = networkOf(6, 8, 6);
    const { world, engine } = stage;
    validatorNodeLeaves(world, 2, engine);
    expect([stateOf(world.nodes, 2), world.free.isHidden(2)]).toEqual(['active', false]);
    expect(validatorNodeLeaves(world, 2, engine)).toBe('not-active');
    runUntil(stage, BLOCK + 1);
    expect([stateOf(world.nodes, 2), world.free.isHidden(2)]).toEqual(['leaving', true]);
    checkInvariants(world);
  });
});

describe('two exits from one chain', () => {
  /** Two members of the only chain ask at once. */
  function both(pace: string): { readonly stage: Stage; readonly first: number; readonly second: number } {
    const stage = networkOf(8, 2, 1, pace);
    const [first, second] = committeeOf(stage.world, 0);
    validatorNodeLeaves(stage.world, first, stage.engine);
    validatorNodeLeaves(stage.world, second, stage.engine);
    runUntil(stage, 10 * DAY);
    return { stage, first, second };
  }

  test('go one after the other: the second freezes when the freeze of the first is over', () => {
    const { stage, first, second } = both('at-once');
    // Frozen in block 1 for twelve hours; a call that is sent when they end is in the next block.
    const begun = 2 * BLOCK + FREEZE;
    expect(deferralsOf(stage, second)).toEqual([[BLOCK, 'occupied']]);
    expect(leftAt(stage)).toEqual([
      [first, 2 * BLOCK],
      [second, begun + BLOCK],
    ]);
    checkInvariants(stage.world);
  });

  test('leave a freeze between the changes of the chain, however late the first one moves', () => {
    const { stage, first, second } = both('after-freeze');
    // The first moves when its freeze is over, and so freezes the chain again: the second begins after that.
    const moved = BLOCK + FREEZE + BLOCK;
    const begun = moved + FREEZE + BLOCK;
    expect(deferralsOf(stage, second).map(([at]) => at)).toEqual([BLOCK, moved]);
    expect(leftAt(stage)).toEqual([
      [first, moved],
      [second, begun + FREEZE + BLOCK],
    ]);
  });
});

describe('a call of an exit comes to nothing', () => {
  test('while a chain has no key, and is sent again after a phase', () => {
    const stage = networkOf(8, 2, 1, 'at-once');
    const { world, engine } = stage;
    const [node] = committeeOf(world, 0);
    world.keys.queue.push(0, false);
    validatorNodeLeaves(world, node, engine);
    runUntil(stage, BLOCK + 1);
    expect(deferralsOf(stage, node)).toEqual([[BLOCK, 'key-unfinished']]);
    expect(stateOf(world.nodes, node)).toBe('active');
    world.keys.queue.remove(0);
    runUntil(stage, DAY);
    const begun = BLOCK + world.params.keyGeneration.phaseLimit + BLOCK;
    expect(factsOf(stage, 'exit-frozen').map(({ at }) => at)).toEqual([begun]);
  });

  test('while nobody has room, and is sent again after a freeze', () => {
    const stage = networkOf(5, 4, 5);
    const { world, engine } = stage;
    validatorNodeLeaves(world, 1, engine);
    runUntil(stage, 2 * DAY);
    const tries = [1, 2, 3].map((call) => BLOCK + call * (FREEZE + BLOCK));
    expect(deferralsOf(stage, 1)).toEqual(tries.map((at) => [at, 'no-free-node']));
    expect(stateOf(world.nodes, 1)).toBe('leaving');
    checkInvariants(world);
  });
});
