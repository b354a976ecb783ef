import { expect, test } from 'vitest';
import { membersAreDistinct } from '../../../src/sim/invariants/members-are-distinct.ts';
import { NONE } from '../../../src/sim/network/chains.ts';
import { soundWorld } from './damaged.helpers.ts';

test('an empty seat or a member that sits twice breaks the promise', () => {
  const world = soundWorld();
  expect(() => membersAreDistinct(world)).not.toThrow();
  const seat = world.chains.firstSeat(3);
  const { nodeOfSeat } = world.chains;
  const node = nodeOfSeat[seat + 3];
  nodeOfSeat[seat + 3] = nodeOfSeat[seat];
  expect(() => membersAreDistinct(world)).toThrow('the members of a chain are distinct');
  nodeOfSeat[seat + 3] = NONE;
  expect(() => membersAreDistinct(world)).toThrow('every seat of a live chain is taken');
  nodeOfSeat[seat + 3] = node;
  expect(() => membersAreDistinct(world)).not.toThrow();
});
