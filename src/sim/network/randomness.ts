/** The network's public randomness, month by month, from the source that the scenario names. §M4 */
import { assert } from '../../base/assert.ts';
import { beaconMessage, beaconOfSignature, CONTRIBUTION_BITS } from '../../crypto/beacon.ts';
import { beaconOfReveals } from '../../crypto/commit-reveal.ts';
import type { HandedShare } from '../../crypto/key-ceremony.ts';
import type { Clock } from '../kernel/engine.ts';
import type { Streams } from '../kernel/streams.ts';
import { BEACON_PARTS, FACT, OFFENCES } from '../protocol/facts.ts';
import { lastBlockHash } from './acts.ts';
import type { BeaconGroup } from './beacon-group.ts';
import { groupDrawn } from './beacon-group.ts';
import { contributionsChecked, type Contributions } from './contribution-check.ts';
import { checkBeaconReveal, checkBeaconShare, checkBeaconSignature } from './enact.ts';
import { isAway } from './nodes.ts';
import { knownBeacon } from './observe.ts';
import { randomBytes } from './random-bytes.ts';
import { stakeSlashed } from './slashing.ts';
import type { World } from './world.ts';

/** The randomness in force. */
export interface Beacon {
  /** 32 bytes; before the first beacon, the seed's. */
  value: Uint8Array;
  /** The month's group did not make a beacon, so the old value stands and nobody rotates. */
  isStalled: boolean;
  /** The group of the month that comes next; none under `block-hash`. */
  next: BeaconGroup | undefined;
  /** What the hashes of mainnet's blocks hang on: nobody's to see. */
  readonly blockSeed: Uint8Array;
}

/** What precedes month 0: drawn from the seed. */
export function genesisBeacon(streams: Streams): Beacon {
  return {
    value: randomBytes(streams.of('beacon/genesis')),
    isStalled: false,
    next: undefined,
    blockSeed: randomBytes(streams.of('mainnet/blocks')),
  };
}

/** The group of `month` makes its beacon, and the group of the month after it is drawn. */
export function beaconPublished(world: World, month: number, clock: Clock): void {
  const { beacon } = world;
  const outcome = beaconOf(world, month, clock);
  beacon.isStalled = outcome.value === undefined;
  if (outcome.value === undefined) {
    clock.record(FACT['beacon-stalled'], month, outcome.contributions);
  } else {
    beacon.value = outcome.value;
    const words = new DataView(outcome.value.buffer, outcome.value.byteOffset);
    const whole = numberOf(outcome.value);
    clock.recordAmount(FACT['beacon-published'], month, words.getUint32(0), words.getUint32(4), whole);
  }
  groupDrawn(world, month + 1, clock);
}

/** A beacon, or undefined where it stalls, and how many contributed. */
interface Outcome {
  readonly value: Uint8Array | undefined;
  readonly contributions: number;
}

function beaconOf(world: World, month: number, clock: Clock): Outcome {
  const { beacon, params } = world;
  if (params.randomness.source === 'block-hash') return { value: lastBlockHash(world), contributions: 0 };
  const group = beacon.next;
  assert(group?.month === month, 'the group of a month is drawn before it');
  return params.randomness.source === 'commit-reveal'
    ? revealedBeacon(world, group, clock)
    : signedBeacon(world, group, clock);
}

/** Everybody contributes in the open, and the group signs the sum: threshold of both, or none. §M4.1 */
function signedBeacon(world: World, group: BeaconGroup, clock: Clock): Outcome {
  const { month, members, key } = group;
  const given = contributions(world, group, 'in-the-open', clock);
  const count = given.seats.length;
  if (key === undefined || count < key.threshold) return { value: undefined, contributions: count };
  contributionsChecked(world, group, given);
  const { sum } = given;
  const shares: HandedShare[] = [];
  members.forEach((node, seat) => {
    if (!isUp(world, node)) return;
    const choice = beaconSignature(world, node, month, sum);
    if (choice !== 'withhold') shares.push({ seat: seat + 1, isRight: choice === 'sign' });
    else withheld(world, month, node, 'signature', clock);
  });
  const outcome = key.sign(beaconMessage(month, sum), shares);
  for (const seat of outcome.culprits) {
    clock.record(FACT['beacon-share-false'], month, members[seat - 1]);
    penalised(world, members[seat - 1], clock);
  }
  if (outcome.kind === 'too-few') return { value: undefined, contributions: shares.length };
  if (given.seats.includes(group.rogueSeat)) {
    clock.record(FACT['beacon-forged'], month, members[group.rogueSeat]);
  }
  return { value: beaconOfSignature(outcome.signature), contributions: count };
}

/**
 * Everybody commits to a number, then reveals it, one after the other. Nobody's withholding stops it. §M4.2
 */
function revealedBeacon(world: World, group: BeaconGroup, clock: Clock): Outcome {
  const { month, members } = group;
  const given = contributions(world, group, 'committed', clock);
  let sum = 0n;
  let revealed = 0;
  given.seats.forEach((seat, place) => {
    const node = members[seat];
    const contribution = given.numbers[place];
    const places = given.seats.length;
    if (beaconReveal(world, { node, month, place, places, contribution, sum }) === 'withhold') {
      withheld(world, month, node, 'reveal', clock);
      return;
    }
    sum = added(sum, contribution);
    revealed++;
  });
  return { value: revealed === 0 ? undefined : beaconOfReveals(month, sum), contributions: revealed };
}

function contributions(
  world: World,
  group: BeaconGroup,
  how: 'in-the-open' | 'committed',
  clock: Clock,
): Contributions {
  const { month, members } = group;
  const seats: number[] = [];
  const numbers: bigint[] = [];
  let sum = 0n;
  members.forEach((node, seat) => {
    // A node that is down cannot contribute.
    if (!isUp(world, node)) return;
    const contribution = numberOf(randomBytes(world.streams.of('beacon/contribution', node, month)));
    const seen = how === 'committed' ? 0n : sum;
    const choice = beaconShare(world, group, node, seat, contribution, seen);
    if (choice === 'withhold') {
      withheld(world, month, node, 'contribution', clock);
      return;
    }
    seats.push(seat);
    numbers.push(choice);
    sum = added(sum, choice);
  });
  const { rogueSeat } = group;
  if (!seats.includes(rogueSeat)) return { seats, numbers, sum };
  // Its key cancels out the others', so that it alone certifies a sum for all of them. A10
  return { seats, numbers, sum: numbers[seats.indexOf(rogueSeat)] };
}

/** Where outages are no events, the node's own process is followed up to now. */
function isUp({ nodes, ownFailures, now }: World, node: number): boolean {
  if (isAway(nodes, node)) return false;
  return nodes.downCauses[node] === 0 && ownFailures?.isDown(node, now()) !== true;
}

function beaconShare(
  world: World,
  { month, members, key }: BeaconGroup,
  node: number,
  place: number,
  contribution: bigint,
  sum: bigint,
): bigint | 'withhold' {
  const { operators } = world;
  if (operators.hasRule.beaconShare[node] === 0) return contribution;
  const beaconOfSum = knownBeacon(world, node, { month, members, key });
  const places = members.length;
  const occasion = { node, month, contribution, place, places, sum, beaconOf: beaconOfSum };
  return checkBeaconShare(world, node, operators.ask('beaconShare', node, occasion));
}

function beaconReveal(
  world: World,
  occasion: {
    readonly node: number;
    readonly month: number;
    readonly place: number;
    readonly places: number;
    readonly contribution: bigint;
    readonly sum: bigint;
  },
): 'reveal' | 'withhold' {
  const { operators } = world;
  const { node } = occasion;
  if (operators.hasRule.beaconReveal[node] === 0) return 'reveal';
  return checkBeaconReveal(world, node, operators.ask('beaconReveal', node, occasion));
}

function beaconSignature(
  world: World,
  node: number,
  month: number,
  sum: bigint,
): 'sign' | 'withhold' | 'false' {
  const { operators } = world;
  if (operators.hasRule.beaconSignature[node] === 0) return 'sign';
  return checkBeaconSignature(world, node, operators.ask('beaconSignature', node, { node, month, sum }));
}

/** A contribution that was never promised costs nothing; what was, does. §M12.1 */
function withheld(
  world: World,
  month: number,
  node: number,
  part: (typeof BEACON_PARTS)[number],
  clock: Clock,
): void {
  clock.record(FACT['beacon-withheld'], month, node, BEACON_PARTS.indexOf(part));
  if (part !== 'contribution') penalised(world, node, clock);
}

function penalised(world: World, node: number, clock: Clock): void {
  const penalty = world.params.slashing.withheldBeacon;
  if (penalty.tokens === 0n && penalty.sharePpm === 0) return;
  stakeSlashed(world, node, OFFENCES.indexOf('withheld-beacon'), -1, penalty, clock);
}

const added = (sum: bigint, contribution: bigint): bigint =>
  BigInt.asUintN(Number(CONTRIBUTION_BITS), sum + contribution);

/** The number that 32 bytes write, most significant first. */
function numberOf(bytes: Uint8Array): bigint {
  const words = new DataView(bytes.buffer, bytes.byteOffset);
  let value = 0n;
  for (let at = 0; at < 32; at += 8) value = (value << 64n) | words.getBigUint64(at);
  return value;
}
