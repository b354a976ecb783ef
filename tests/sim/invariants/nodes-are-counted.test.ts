import { expect, test } from 'vitest';
import { nodesAreCounted } from '../../../src/sim/invariants/nodes-are-counted.ts';
import { enterState } from '../../../src/sim/network/nodes.ts';
import type { World } from '../../../src/sim/network/world.ts';
import { DAY, ranUntil } from '../world.helpers.ts';

const soundWorld = (): World =>
  ranUntil(
    4 * DAY + 1000,
    'network: { nodes: 12, nodesMax: 15, validators: 3 }\nchains: { initial: { small: 6 } }\n' +
      'availability: { mtbf: never }',
  ).world;

const DAMAGES: readonly [string, (world: World) => void][] = [
  ['is shown to placement while it is active', (world) => world.free.hide(5)],
  ['is shown to placement while it is active', (world) => world.free.show(13)],
  ['is shown to placement while it is active', (world) => (world.compliance.isMarked[5] = 1)],
  ['holds no seat', (world) => world.free.take(14, 1)],
  ['is nobody’s', (world) => (world.nodes.validatorOf[13] = 0)],
  ['has no outage', (world) => world.nodes.downCauses[13]++],
  ['who is away is counted', (world) => world.reserve.count--],
  ['who is away is counted', (world) => world.leftCount++],
  ['who may ask to leave is counted', (world) => world.active.remove(0)],
  ['a validator’s nodes are counted', (world) => world.nodes.nodesOfValidator[1]++],
  [
    'holds no seat',
    (world) => {
      // A node that has gone with its seats.
      const node = world.chains.nodeOfSeat[world.chains.firstSeat(0)];
      enterState(world.nodes, node, 'left');
      world.free.hide(node);
    },
  ],
];

test.each(DAMAGES)(
  'the promise that a node %s is broken by a world in which it does not hold',
  (promise, damage) => {
    const world = soundWorld();
    expect(() => nodesAreCounted(world)).not.toThrow();
    damage(world);
    expect(() => nodesAreCounted(world)).toThrow(promise);
  },
);
