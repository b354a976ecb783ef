import { describe, expect, test } from 'vitest';
import { beaconOf } from '../../../src/crypto/beacon.ts';
import { idealGroup } from '../../../src/crypto/ideal-threshold.ts';
import { actStream, beaconPublished } from '../../../src/sim/network/randomness.ts';
import { NODE_STATES } from '../../../src/sim/network/nodes.ts';
import type { Stream } from '../../../src/sim/kernel/streams.ts';
import { ruledBy } from '../ruled-strategy.helpers.ts';
import { factsOf, worldOf, type Stage } from '../world.helpers.ts';

/** 32 bytes of a stream, most significant word first. */
function bytesOf(stream: Stream): Buffer {
  const bytes = Buffer.alloc(32);
  for (let at = 0; at < 32; at += 4) bytes.writeUInt32BE(stream.u32(), at);
  return bytes;
}

/** The group of a month, drawn from the beacon in force: an order of all nodes, begun. */
function groupOf({ world }: Stage, month: number, size: number): number[] {
  const stream = actStream(world, 'beacon-group', month, 0);
  const nodes = [...world.nodes.state.keys()].filter((node) => world.nodes.state[node] !== 2);
  for (let place = 0; place < size; place++) {
    const other = place + stream.below(nodes.length - place);
    [nodes[place], nodes[other]] = [nodes[other], nodes[place]];
  }
  return nodes.slice(0, size);
}

function expectedBeacon(stage: Stage, month: number, members: readonly number[]): Buffer {
  const contributions = members.map((node) =>
    BigInt(`0x${bytesOf(stage.world.streams.of('beacon/contribution', node, month)).toString('hex')}`),
  );
  const secret = bytesOf(stage.world.streams.of('beacon/secret', month));
  const outcome = beaconOf(idealGroup(secret, members.length), month, contributions);
  if (outcome.kind !== 'published') throw new Error('the expected beacon stalled');
  return Buffer.from(outcome.value);
}

describe('the beacon of a month', () => {
  test('is made by the group that the beacon before it draws, of everybody’s own number', () => {
    const stage = worldOf('randomness: { group: 7 }');
    expect(Buffer.from(stage.world.beacon.value)).toEqual(bytesOf(stage.world.streams.of('beacon/genesis')));
    for (const month of [0, 1, 2]) {
      const members = groupOf(stage, month, 7);
      expect(new Set(members).size).toBe(7);
      const expected = expectedBeacon(stage, month, members);
      beaconPublished(stage.world, month, stage.engine);
      expect(Buffer.from(stage.world.beacon.value).toString('hex')).toBe(expected.toString('hex'));
      const { a, b, c } = factsOf(stage, 'beacon-published').at(-1)!;
      expect([a, b, c]).toEqual([month, expected.readUInt32BE(0), expected.readUInt32BE(4)]);
    }
    const published = factsOf(stage, 'beacon-published').map(({ b }) => b);
    expect(new Set(published).size).toBe(3);
  });

  test('is made by all where the group would be larger than the network', () => {
    const stage = worldOf('network: { nodes: 5, validators: 1 }\nrandomness: { group: 16 }');
    const expected = expectedBeacon(stage, 0, groupOf(stage, 0, 5));
    beaconPublished(stage.world, 0, stage.engine);
    expect(Buffer.from(stage.world.beacon.value)).toEqual(expected);
  });

  test('stalls when more than n − t members are down; the old one stands', () => {
    // Of 4 nodes in the group of 4, threshold 3.
    const stage = worldOf('network: { nodes: 4, validators: 1 }');
    const { world, engine } = stage;
    world.nodes.downCauses[2] = 1;
    beaconPublished(world, 0, engine);
    expect(world.beacon.isStalled).toBe(false);
    const standing = world.beacon.value;
    world.nodes.downCauses[1] = 1;
    beaconPublished(world, 1, engine);
    expect([world.beacon.isStalled, world.beacon.value]).toEqual([true, standing]);
    expect(factsOf(stage, 'beacon-stalled').map(({ a, b }) => [a, b])).toEqual([[1, 2]]);
    world.nodes.downCauses[1] = 0;
    beaconPublished(world, 2, engine);
    expect(world.beacon.isStalled).toBe(false);
    expect(world.beacon.value).not.toEqual(standing);
  });

  test('has nobody in its group who has left', () => {
    const stage = worldOf('network: { nodes: 6, validators: 1 }\nrandomness: { group: 6 }');
    const { world, engine } = stage;
    world.nodes.state[0] = NODE_STATES.indexOf('left');
    world.nodes.state[3] = NODE_STATES.indexOf('left');
    const members = groupOf(stage, 0, 4);
    expect(members.toSorted()).toEqual([1, 2, 4, 5]);
    const expected = expectedBeacon(stage, 0, members);
    beaconPublished(world, 0, engine);
    expect(Buffer.from(world.beacon.value)).toEqual(expected);
  });

  test('takes what a strategy contributes, and does without what it withholds', () => {
    const text =
      'network: { nodes: 4, validators: 1 }\n' +
      'adversaries: [{ name: x, members: { nodes: [1, 2] }, strategies: [{ use: ./x.ts }] }]';
    const beaconWith = (choice: bigint | 'withhold'): Stage => {
      const stage = worldOf(text, { './x.ts': ruledBy({ beaconShare: () => choice }) });
      beaconPublished(stage.world, 0, stage.engine);
      return stage;
    };
    expect(factsOf(beaconWith('withhold'), 'beacon-stalled').map(({ b }) => b)).toEqual([2]);
    expect(beaconWith(5n).world.beacon.value).toEqual(beaconWith(5n).world.beacon.value);
    expect(beaconWith(5n).world.beacon.value).not.toEqual(beaconWith(6n).world.beacon.value);
  });
});

test('an act’s generator is made of the beacon, the purpose, the subject and the counter', () => {
  const { world } = worldOf();
  const first = (purpose: 'creation' | 'exit', subject: number, counter: number): number =>
    actStream(world, purpose, subject, counter).u32();
  const draws = [
    first('creation', 1, 0),
    first('creation', 1, 1),
    first('creation', 2, 0),
    first('exit', 1, 0),
  ];
  expect(new Set(draws).size).toBe(4);
  expect(first('creation', 1, 0)).toBe(draws[0]);
  world.beacon.value = new Uint8Array(32);
  expect(first('creation', 1, 0)).not.toBe(draws[0]);
});
