/** The network's public randomness: one beacon a month, and the draws of every act from it. §M4.1 */
import { beaconOf, type BeaconOutcome } from '../../crypto/beacon.ts';
import { idealGroup } from '../../crypto/ideal-threshold.ts';
import { actWords, type ActPurpose } from '../../crypto/sortition.ts';
import type { Clock } from '../kernel/engine.ts';
import { Stream, type Streams } from '../kernel/streams.ts';
import type { Rule } from '../protocol/decisions.ts';
import { FACT } from '../protocol/facts.ts';
import { checkBeaconShare } from './enact.ts';
import { hasLeft } from './nodes.ts';
import type { World } from './world.ts';

/** Written anew at every act. */
const WORDS = new Uint32Array(4);

/** The beacon in force. */
export interface Beacon {
  /** 32 bytes; before the first beacon, the seed's. */
  value: Uint8Array;
  /** The month's group did not reach its threshold, so the old value stands and nobody rotates. */
  isStalled: boolean;
}

/** What precedes month 0: drawn from the seed. */
export function genesisBeacon(streams: Streams): Beacon {
  return { value: randomBytes(streams.of('beacon/genesis')), isStalled: false };
}

/**
 * The generator of one act of one chain (or, for a turn, of the month). Anyone can make it from the beacon.
 */
export function actStream(world: World, purpose: ActPurpose, subject: number, counter: number): Stream {
  actWords(world.beacon.value, purpose, subject, counter, WORDS);
  return new Stream(WORDS[0], WORDS[1], WORDS[2], WORDS[3]);
}

/** The group of month `month`, drawn by the beacon before it, makes the beacon of that month. */
export function beaconPublished(world: World, month: number, clock: Clock): void {
  const members = beaconGroup(world, month);
  const contributions: bigint[] = [];
  for (const node of members) {
    // A node that is down cannot contribute.
    if (isDown(world, node)) continue;
    const own = bytesToNumber(randomBytes(world.streams.of('beacon/contribution', node, month)));
    const choice = beaconShare(world, node, month, own);
    if (choice !== 'withhold') contributions.push(choice);
  }
  const secret = randomBytes(world.streams.of('beacon/secret', month));
  const outcome = groupBeacon(secret, members.length, month, contributions);
  world.beacon.isStalled = outcome.kind === 'stalled';
  if (outcome.kind === 'stalled') {
    clock.record(FACT['beacon-stalled'], month, outcome.contributions);
    return;
  }
  world.beacon.value = outcome.value;
  const words = new DataView(outcome.value.buffer, outcome.value.byteOffset);
  clock.record(FACT['beacon-published'], month, words.getUint32(0), words.getUint32(4));
}

/** Where outages are no events, the node's own process is followed up to now. */
function isDown({ nodes, ownFailures, now }: World, node: number): boolean {
  return nodes.downCauses[node] > 0 || ownFailures?.isDown(node, now()) === true;
}

/** A network that everybody has left has no group, and its beacon stalls. */
function groupBeacon(
  secret: Uint8Array,
  members: number,
  month: number,
  contributions: readonly bigint[],
): BeaconOutcome {
  if (members === 0) return { kind: 'stalled', contributions: 0 };
  return beaconOf(idealGroup(secret, members), month, contributions);
}

/**
 * Distinct nodes that have not left, drawn without replacement: the parameter's number, or all if there are
 * fewer.
 */
function beaconGroup(world: World, month: number): number[] {
  const nodes: number[] = [];
  for (let node = 0; node < world.nodes.count; node++) {
    if (!hasLeft(world.nodes, node)) nodes.push(node);
  }
  const size = Math.min(world.params.randomness.group, nodes.length);
  const stream = actStream(world, 'beacon-group', month, 0);
  for (let drawn = 0; drawn < size; drawn++) {
    const at = drawn + stream.below(nodes.length - drawn);
    [nodes[drawn], nodes[at]] = [nodes[at], nodes[drawn]];
  }
  return nodes.slice(0, size);
}

function beaconShare(
  world: World,
  node: number,
  month: number,
  contribution: bigint,
): ReturnType<Rule<'beaconShare'>> {
  if (world.operators.hasRule.beaconShare[node] === 0) return contribution;
  const choice = world.operators.ask('beaconShare', node, { node, month, contribution });
  return checkBeaconShare(world, node, choice);
}

function randomBytes(stream: Stream): Uint8Array {
  const bytes = new Uint8Array(32);
  const words = new DataView(bytes.buffer);
  for (let index = 0; index < 32; index += 4) words.setUint32(index, stream.u32());
  return bytes;
}

/** The number that 32 bytes write, most significant first. */
function bytesToNumber(bytes: Uint8Array): bigint {
  const words = new DataView(bytes.buffer, bytes.byteOffset);
  let value = 0n;
  for (let at = 0; at < 32; at += 8) value = (value << 64n) | words.getBigUint64(at);
  return value;
}
