import { describe, expect, test } from 'vitest';
import { checkInvariants } from '../../../src/sim/invariants/check-invariants.ts';
import { chainRequested } from '../../../src/sim/network/chain-creation.ts';
import { roomMade } from '../../../src/sim/network/seat-repair.ts';
import { factsOf, paramsOf, sizeNamed, type Stage } from '../world.helpers.ts';
import { committeesOf, freeSlotsOf, standing } from './turns.helpers.ts';

const networkOf = (nodes: number, moves: number): Stage =>
  standing(
    paramsOf(
      `network: { nodes: ${nodes}, slots: 128, validators: 1 }\nsizes: { small: { slots: 1, members: 16 } }\n` +
        `chains: { initial: { small: ${8 * nodes} } }\n` +
        `placement: { policy: uniform, repair: { movesPerMonth: ${moves} } }\n`,
    ),
  );
const placedIn = (stage: Stage): number => factsOf(stage, 'chain-created').length;
const movesIn = (stage: Stage): number => factsOf(stage, 'member-moved').length;

describe('moves that make room', () => {
  test('let uniform placement fill 1,000 nodes with 8,000 chains, which it never does alone', () => {
    const alone = placedIn(networkOf(1000, 0));
    // 7,996.2 on average, with a deviation of 0.95.
    expect(alone).toBeGreaterThan(7990);
    expect(alone).toBeLessThan(8000);
    const stage = networkOf(1000, 1000);
    expect([placedIn(stage), freeSlotsOf(stage.world)]).toEqual([8000, 0]);
    // A missing chain lacks at most sixteen nodes, and each move makes one of them fit.
    expect(movesIn(stage)).toBeGreaterThan(0);
    expect(movesIn(stage)).toBeLessThanOrEqual(16 * (8000 - alone));
    checkInvariants(stage.world);
  });

  test('stop at the month’s number, and do nothing where it would not be enough', () => {
    const moves = movesIn(networkOf(100, 1000));
    expect(moves).toBeGreaterThan(1);
    const short = networkOf(100, moves - 1);
    expect(placedIn(short)).toBeLessThan(800);
    expect(movesIn(short)).toBeLessThan(moves);
    expect(placedIn(networkOf(100, moves))).toBe(800);
  });

  test('empty the nodes that lack least, onto nodes that the request does not need', () => {
    // Twelve nodes of four slots, and chains of four members on one slot each: two thirds full.
    const stage = standing(
      paramsOf(
        'network: { nodes: 12, slots: 4, validators: 1 }\nchains: { initial: { small: 8 } }\n' +
          'sizes: { small: { slots: 1, members: 4 }, large: { slots: 4, members: 3 } }\n' +
          'placement: { policy: uniform, repair: { movesPerMonth: 100 } }\n',
      ),
      2,
    );
    const { world, engine } = stage;
    expect(world.free.eligibleCount(4)).toBeLessThan(3);
    const before = committeesOf(world);
    const asked = factsOf(stage, 'key-generated').length;
    chainRequested(world, sizeNamed(world.params, 'large'), engine);
    expect(factsOf(stage, 'chain-created').length).toBe(9);
    const moves = factsOf(stage, 'member-moved');
    const changed = new Set(moves.map(({ a }) => a));
    // One new key for every chain that changed, and one for the chain that came.
    expect(factsOf(stage, 'key-generated').length - asked).toBe(changed.size + 1);
    for (const [chain, members] of committeesOf(world)) {
      if (chain === 8) continue;
      expect(members.join() === before.get(chain)!.join()).toBe(!changed.has(chain));
    }
    checkInvariants(world);
  });

  test('leave everything as it was where there is no way', () => {
    // Sixteen free slots on five nodes: never three nodes that are empty and distinct from the members' own.
    const stage = standing(
      paramsOf(
        'network: { nodes: 5, slots: 4, validators: 1 }\nchains: { initial: { small: 3 } }\n' +
          'sizes: { small: { slots: 1, members: 4 }, large: { slots: 4, members: 2 } }\n' +
          'placement: { policy: uniform, repair: { movesPerMonth: 100 } }\n',
      ),
    );
    const { world, engine } = stage;
    const before = committeesOf(world);
    const free = [0, 1, 2, 3, 4].map((node) => world.free.freeOf(node));
    // Every chain sits on four of five nodes, so only one node can ever be empty.
    expect(roomMade(world, 4, 2, engine)).toBe(false);
    expect(committeesOf(world)).toEqual(before);
    expect([0, 1, 2, 3, 4].map((node) => world.free.freeOf(node))).toEqual(free);
    expect(factsOf(stage, 'member-moved')).toEqual([]);
    checkInvariants(world);
  });
});
