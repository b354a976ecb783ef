import { describe, expect, test } from 'vitest';
import { checkInvariants } from '../../../src/sim/invariants/check-invariants.ts';
import type { World } from '../../../src/sim/network/world.ts';
import { soundWorld } from './damaged.helpers.ts';

const DAMAGES: readonly [string, (world: World) => void][] = [
  ['distinct', (world) => (world.chains.nodeOfSeat[1] = world.chains.nodeOfSeat[0])],
  ['add up', (world) => world.free.take(0, 1)],
  ['are counted', (world) => world.chains.holdersDown[1]++],
];

describe('all invariants', () => {
  test('hold in a sound world, and looking changes nothing', () => {
    const world = soundWorld();
    const before = Array.from(world.chains.nodeOfSeat);
    checkInvariants(world);
    expect(Array.from(world.chains.nodeOfSeat)).toEqual(before);
  });

  test.each(DAMAGES)('throw where something is no longer %s', (promise, damage) => {
    const world = soundWorld();
    damage(world);
    expect(() => checkInvariants(world)).toThrow(promise);
  });
});
