import { expect, test } from 'vitest';
import { keptKeysAreHeld } from '../../../src/sim/invariants/kept-keys-are-held.ts';
import type { World } from '../../../src/sim/network/world.ts';
import { ranUntil } from '../world.helpers.ts';

/** Three chains whose first keys are there, to be reshared. */
const keptWorld = (): World =>
  ranUntil(3_600_000, 'chains: { initial: { small: 3 } }\nkeyGeneration: { atTurn: reshare }\n').world;

test('a kept key of the nodes that hold its shares is sound', () => {
  const world = keptWorld();
  expect(world.keys.inForce.size).toBe(3);
  expect(() => keptKeysAreHeld(world)).not.toThrow();
});

test('one of other nodes, or of the same in other seats, is not', () => {
  const world = keptWorld();
  const kept = world.keys.inForce.get(1)!;
  world.keys.inForce.set(1, { ...kept, holders: kept.holders.toReversed() });
  expect(() => keptKeysAreHeld(world)).toThrow('shares that will be dealt are held by those who sign');
  world.keys.inForce.set(1, { ...kept, holders: kept.holders.slice(1) });
  expect(() => keptKeysAreHeld(world)).toThrow('a kept key has a share for each seat');
});

test('one of a chain that is gone is not', () => {
  const world = keptWorld();
  // A request that waits.
  world.keys.inForce.set(world.chains.request(0), world.keys.inForce.get(1)!);
  expect(() => keptKeysAreHeld(world)).toThrow('a key is kept while its chain lives');
});
