import { expect, test } from 'vitest';
import { bucketsFollowSlots } from '../../../src/sim/invariants/buckets-follow-slots.ts';
import type { SpaceBuckets } from '../../../src/sim/network/placement/space-buckets.ts';
import type { World } from '../../../src/sim/network/world.ts';
import { DAY, ranUntil } from '../world.helpers.ts';

const soundWorld = (policy: string): World =>
  ranUntil(
    DAY,
    `network: { nodes: 12, validators: 3 }\nchains: { initial: { small: 6, medium: 4 } }\n` +
      `placement: { policy: ${policy} }\nrotation: { policy: exit-only }`,
  ).world;

const bookOf = (world: World): SpaceBuckets => world.free.book as SpaceBuckets;

test('a node in no bucket, or in the wrong one, breaks the promise', () => {
  for (const policy of ['sm-1.12', 'legacy-single-draw']) {
    const world = soundWorld(policy);
    expect(() => bucketsFollowSlots(world)).not.toThrow();
    bookOf(world).take(3);
    expect(() => bucketsFollowSlots(world)).toThrow('every node that takes members');
    bookOf(world).append(3, world.free.freeOf(3) - 1);
    expect(() => bucketsFollowSlots(world)).toThrow('in the bucket of its free slots');
  }
});

test('a count that is not the bucket’s, or a hidden node in a counted bucket, breaks the promise', () => {
  const world = soundWorld('sm-1.12');
  const level = world.free.freeOf(0);
  bookOf(world).counts.add(level, 1);
  expect(() => bucketsFollowSlots(world)).toThrow('the tree counts what a bucket holds');
  bookOf(world).counts.add(level, -1);
  world.free.hide(0);
  expect(() => bucketsFollowSlots(world)).not.toThrow();
  bookOf(world).append(0, level);
  expect(() => bucketsFollowSlots(world)).toThrow('a hidden node is in no bucket');
});
