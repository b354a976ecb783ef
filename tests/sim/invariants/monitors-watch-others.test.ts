import { expect, test } from 'vitest';
import { monitorsWatchOthers } from '../../../src/sim/invariants/monitors-watch-others.ts';
import { soundWorld } from './damaged.helpers.ts';

test('a node that watches itself, or one target twice, breaks the promise', () => {
  const world = soundWorld();
  expect(() => monitorsWatchOthers(world)).not.toThrow();
  const { first, monitors } = world.monitoring.window!.assignment;
  const at = first[4];
  const [one, other] = [monitors[at], monitors[at + 1]];
  monitors[at] = 4;
  expect(() => monitorsWatchOthers(world)).toThrow('no node watches itself');
  monitors[at] = other;
  expect(() => monitorsWatchOthers(world)).toThrow('no node watches a target twice');
  monitors[at] = one;
  expect(() => monitorsWatchOthers(world)).not.toThrow();
  world.monitoring.window = undefined;
  expect(() => monitorsWatchOthers(world)).not.toThrow();
});
