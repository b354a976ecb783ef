import { describe, expect, test } from 'vitest';
import { beaconMessage, beaconOfSignature, contributionSum } from '../../../src/crypto/beacon.ts';
import { actSeed, blockHash } from '../../../src/crypto/block-hash.ts';
import { HashChain } from '../../../src/crypto/hash-chain.ts';
import { idealCeremonies } from '../../../src/crypto/ideal-ceremony.ts';
import { HONEST_DEALING } from '../../../src/crypto/key-ceremony.ts';
import { thresholdOf } from '../../../src/crypto/threshold.ts';
import type { Draws } from '../../../src/base/draws.ts';
import { instant } from '../../../src/base/units.ts';
import { actStream } from '../../../src/sim/network/acts.ts';
import { groupDrawn } from '../../../src/sim/network/beacon-group.ts';
import { beaconPublished } from '../../../src/sim/network/randomness.ts';
import { NODE_STATES } from '../../../src/sim/network/nodes.ts';
import type { Stream } from '../../../src/sim/kernel/streams.ts';
import type { BeaconShareOccasion, Rules } from '../../../src/sim/protocol/decisions.ts';
import { ruledBy } from '../ruled-strategy.helpers.ts';
import { factsOf, worldOf, type Stage, type StrategiesByPath } from '../world.helpers.ts';

/** Keys are there at once: no event is handled here in which a group could make one. */
const AT_ONCE = 'keyGeneration: { mode: instant }\n';

/** A world whose first group is drawn. */
function drawn(yaml: string, strategies: StrategiesByPath = {}): Stage {
  const stage = worldOf(`${AT_ONCE}${yaml}`, strategies);
  groupDrawn(stage.world, 0, stage.engine);
  return stage;
}

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

const contributionOf = ({ world }: Stage, node: number, month: number): bigint =>
  BigInt(`0x${bytesOf(world.streams.of('beacon/contribution', node, month)).toString('hex')}`);

/** What the group signs when all contribute; its key is the run's key generation of the number `month`. */
function expectedBeacon(stage: Stage, month: number, members: readonly number[]): Buffer {
  const { streams } = stage.world;
  const ceremony = idealCeremonies().begin({
    curve: 'bn254',
    keysIn: 'g2',
    variant: 'joint-feldman',
    name: `key generation ${month}`,
    threshold: thresholdOf(members.length),
    members: members.map((node) => ({
      sealingSeed: bytesOf(streams.of('dkg/sealing', node)),
      dealingSeed: bytesOf(streams.of('dkg/dealing', node, month)),
      deed: HONEST_DEALING,
    })),
  });
  ceremony.judged(
    members.map(() => ({ accused: [] })),
    [],
  );
  const sum = contributionSum(members.map((node) => contributionOf(stage, node, month)));
  const shares = members.map((_, index) => ({ seat: index + 1, isRight: true }));
  const outcome = ceremony.key().sign(beaconMessage(month, sum), shares);
  if (outcome.kind !== 'signed') throw new Error('the expected beacon stalled');
  return Buffer.from(beaconOfSignature(outcome.signature));
}

describe('the beacon of a month', () => {
  test('is made by the group that the beacon before it draws, of everybody’s own number', () => {
    const stage = drawn('randomness: { group: 7 }');
    expect(Buffer.from(stage.world.beacon.value)).toEqual(bytesOf(stage.world.streams.of('beacon/genesis')));
    for (const month of [0, 1, 2]) {
      const members = groupOf(stage, month, 7);
      expect(new Set(members).size).toBe(7);
      expect(stage.world.beacon.next).toMatchObject({ month, members });
      const expected = expectedBeacon(stage, month, members);
      beaconPublished(stage.world, month, stage.engine);
      expect(Buffer.from(stage.world.beacon.value).toString('hex')).toBe(expected.toString('hex'));
      const { a, b, c, amount } = factsOf(stage, 'beacon-published').at(-1)!;
      expect([a, b, c]).toEqual([month, expected.readUInt32BE(0), expected.readUInt32BE(4)]);
      expect(amount).toBe(BigInt(`0x${expected.toString('hex')}`));
    }
    const published = factsOf(stage, 'beacon-published').map(({ b }) => b);
    expect(new Set(published).size).toBe(3);
  });

  test('is made by all where the group would be larger than the network', () => {
    const stage = drawn('network: { nodes: 5, validators: 1 }\nrandomness: { group: 16 }');
    const expected = expectedBeacon(stage, 0, groupOf(stage, 0, 5));
    beaconPublished(stage.world, 0, stage.engine);
    expect(Buffer.from(stage.world.beacon.value)).toEqual(expected);
  });

  test('stalls when more than n − t members are down; the old one stands', () => {
    // Of 4 nodes in the group of 4, threshold 3.
    const stage = drawn('network: { nodes: 4, validators: 1 }');
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
    const stage = worldOf(`${AT_ONCE}network: { nodes: 6, validators: 1 }\nrandomness: { group: 6 }`);
    const { world, engine } = stage;
    world.nodes.state[0] = NODE_STATES.indexOf('left');
    world.nodes.state[3] = NODE_STATES.indexOf('left');
    const members = groupOf(stage, 0, 4);
    expect(members.toSorted()).toEqual([1, 2, 4, 5]);
    groupDrawn(world, 0, engine);
    const expected = expectedBeacon(stage, 0, members);
    beaconPublished(world, 0, engine);
    expect(Buffer.from(world.beacon.value)).toEqual(expected);
  });

  test('takes what a strategy contributes, and does without what it withholds', () => {
    const text =
      'network: { nodes: 4, validators: 1 }\n' +
      'adversaries: [{ name: x, members: { nodes: [1, 2] }, strategies: [{ use: ./x.ts }] }]';
    const beaconWith = (choice: bigint | 'withhold'): Stage => {
      const stage = drawn(text, { './x.ts': ruledBy({ beaconShare: () => choice }) });
      beaconPublished(stage.world, 0, stage.engine);
      return stage;
    };
    expect(factsOf(beaconWith('withhold'), 'beacon-stalled').map(({ b }) => b)).toEqual([2]);
    expect(beaconWith(5n).world.beacon.value).toEqual(beaconWith(5n).world.beacon.value);
    expect(beaconWith(5n).world.beacon.value).not.toEqual(beaconWith(6n).world.beacon.value);
  });

  test('has a member out that has left since the group was drawn, and stalls without the threshold', () => {
    const stage = drawn('network: { nodes: 4, validators: 1 }');
    const { world, engine } = stage;
    const [first, second] = world.beacon.next!.members;
    world.nodes.state[first] = NODE_STATES.indexOf('left');
    world.nodes.state[second] = NODE_STATES.indexOf('left');
    beaconPublished(world, 0, engine);
    expect(factsOf(stage, 'beacon-stalled').map(({ a, b }) => [a, b])).toEqual([[0, 2]]);
  });

  // Catches a group whose key is there without its key generation.
  test('stalls where the group has no key, although all contribute', () => {
    const stage = worldOf();
    const { world, engine } = stage;
    groupDrawn(world, 0, engine);
    beaconPublished(world, 0, engine);
    expect(world.beacon.isStalled).toBe(false);
    beaconPublished(world, 1, engine);
    expect([world.beacon.isStalled, world.beacon.next!.month]).toEqual([true, 2]);
    expect(factsOf(stage, 'beacon-stalled').map(({ a, b }) => [a, b])).toEqual([[1, 4]]);
  });
});

describe('a member that contributes', () => {
  const text = (nodes: readonly number[]): string =>
    `network: { nodes: 4, validators: 1 }\nadversaries: [{ name: x, members: { nodes: [${nodes.join()}] }, strategies: [{ use: ./x.ts }] }]`;

  /** Occasions of a coalition of these nodes, and the world after the beacon. */
  function seen(nodes: readonly number[]): { occasions: BeaconShareOccasion[]; stage: Stage } {
    const occasions: BeaconShareOccasion[] = [];
    const rules: Rules = {
      beaconShare: (occasion) => {
        occasions.push(occasion);
        return occasion.contribution;
      },
    };
    const stage = drawn(text(nodes), { './x.ts': ruledBy(rules) });
    beaconPublished(stage.world, 0, stage.engine);
    return { occasions, stage };
  }

  test('sees its number, its place, and the sum of those before it', () => {
    const { occasions, stage } = seen([0, 1, 2, 3]);
    const members = groupOf(drawn('network: { nodes: 4, validators: 1 }'), 0, 4);
    expect(occasions.map(({ node, place, places, month }) => [node, place, places, month])).toEqual(
      members.map((node, place) => [node, place, 4, 0]),
    );
    const numbers = members.map((node) => contributionOf(stage, node, 0));
    expect(occasions.map(({ contribution }) => contribution)).toEqual(numbers);
    expect(occasions.map(({ sum }) => sum)).toEqual(
      members.map((_, place) => contributionSum(numbers.slice(0, place))),
    );
  });

  // Threshold 3 of 4. Catches shares that are counted whoever holds them.
  test('knows the beacon of a sum with the threshold of shares in its coalition’s hands, and never else', () => {
    const { occasions, stage } = seen([0, 1, 3]);
    const last = occasions.at(-1)!;
    const whole = contributionSum([0, 1, 2, 3].map((node) => contributionOf(stage, node, 0)));
    expect(last.beaconOf(whole)).toEqual(stage.world.beacon.value);
    expect(last.beaconOf(whole ^ 1n)).not.toEqual(stage.world.beacon.value);
    for (const { beaconOf } of seen([0, 1]).occasions) expect(beaconOf(whole)).toBeUndefined();
  });
});

test('an act’s generator is made of the beacon, the purpose, the subject and the counter', () => {
  const { world } = worldOf();
  const first = (purpose: 'creation' | 'exit', subject: number, counter: number): number => {
    const draws: Draws = actStream(world, purpose, subject, counter);
    return draws.below(2 ** 32);
  };
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

test('an act’s generator under block-hash is made of the last block, and of the act’s name', () => {
  const { world } = worldOf('randomness: { source: block-hash }');
  const first = (subject: number, block: number): number => {
    const at = { ...world, mainnet: world.mainnet, now: () => instant(13_000 * block + 12_999) };
    return actStream(at, 'creation', subject, 0).below(2 ** 32);
  };
  const name = (subject: number): string => `creation/${subject}/0`;
  const expected = (subject: number, block: number): number =>
    new HashChain(actSeed(blockHash(world.beacon.blockSeed, block), name(subject))).below(2 ** 32);
  for (const block of [0, 1, 77]) {
    for (const subject of [0, 1]) expect(first(subject, block)).toBe(expected(subject, block));
  }
  world.beacon.value = new Uint8Array(32);
  expect(first(1, 77)).toBe(expected(1, 77));
  expect(new Set([first(0, 0), first(1, 0), first(0, 1)]).size).toBe(3);
});
