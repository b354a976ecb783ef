import { expect, test } from 'vitest';
import { slotsAddUp } from '../../../src/sim/invariants/slots-add-up.ts';
import { soundWorld } from './damaged.helpers.ts';

test('a slot taken without a seat, or a seat without a slot, breaks the promise', () => {
  const world = soundWorld();
  expect(() => slotsAddUp(world)).not.toThrow();
  world.free.take(5, 1);
  expect(() => slotsAddUp(world)).toThrow('used and free slots add up');
  world.free.give(5, 1);
  expect(() => slotsAddUp(world)).not.toThrow();
  world.chains.unseat(world.chains.firstSeat(0));
  expect(() => slotsAddUp(world)).toThrow('used and free slots add up');
});
