/** The groups that make the beacons: each is drawn a month ahead and has that long to make its key. §M4.1 */
import { assert } from '../../base/assert.ts';
import { HONEST_DEALING, type GroupKey } from '../../crypto/key-ceremony.ts';
import { drawnWithoutReplacement } from '../../crypto/sortition.ts';
import type { Clock } from '../kernel/engine.ts';
import { FACT } from '../protocol/facts.ts';
import { actStream, beaconDraws } from './acts.ts';
import { isRogueTaken } from './contribution-check.ts';
import { checkKeyRegistration } from './enact.ts';
import { ceremonyTask } from './key-deeds.ts';
import { keyGenerationDropped, keyQueued } from './key-queue.ts';
import { BEACON_GROUP } from './key-state.ts';
import { isAway, type Nodes } from './nodes.ts';
import type { World } from './world.ts';

/** A group of one month's beacon. */
export interface BeaconGroup {
  readonly month: number;
  /** Nodes in order of seats; whoever fails the key generation is replaced. */
  readonly members: number[];
  /** Undefined until it is made; under `commit-reveal` none is. */
  key: GroupKey | undefined;
  /** Seat from 0 of the member whose registered key cancels out all others, −1 if there is none. A10 */
  rogueSeat: number;
  /** Nodes that failed it. */
  readonly exceptions: Set<number>;
}

/** Draws the group of `month` by the beacon in force, and lets it make its key. */
export function groupDrawn(world: World, month: number, clock: Clock): void {
  const { params, beacon, nodes } = world;
  if (params.randomness.source === 'block-hash') return;
  const draws = actStream(world, 'beacon-group', month, 0);
  const members = groupOf(nodes, params.randomness.group, draws);
  beacon.next = { month, members, key: undefined, rogueSeat: -1, exceptions: new Set() };
  clock.record(FACT['beacon-group-drawn'], month, members.length);
  members.forEach((node, seat) => clock.record(FACT['beacon-group-joined'], month, node, seat));
  if (params.randomness.source !== 'threshold-bls' || members.length === 0) return;
  keysRegistered(world, beacon.next, clock);
  // The network starts with the key of its first group.
  if (month === 0 || params.keyGeneration.mode === 'instant') {
    keyMadeAtOnce(world);
    return;
  }
  keyGenerationDropped(world, BEACON_GROUP, clock);
  world.keys.attempts.delete(BEACON_GROUP);
  keyQueued(world, BEACON_GROUP, 'first', clock);
}

/** The group that a beacon would draw for `month`: public, and so everybody's to work out. */
export function groupUnder({ nodes, params }: World, beacon: Uint8Array, month: number): readonly number[] {
  return groupOf(nodes, params.randomness.group, beaconDraws(beacon, 'beacon-group', month, 0));
}

/** The group whose month comes next. */
export function nextGroup({ beacon }: World): BeaconGroup {
  assert(beacon.next !== undefined, 'a group is drawn before it is asked for');
  return beacon.next;
}

/** The next group has its key. */
export function beaconKeyGenerated(world: World, key: GroupKey): void {
  nextGroup(world).key = key;
}

/**
 * Members that failed the key generation leave the group, and others are drawn for their seats. False when
 * there is nobody else: then the group waits, and its month has no beacon.
 */
export function groupMembersReplaced(world: World, nodes: readonly number[], clock: Clock): boolean {
  const group = nextGroup(world);
  for (const node of nodes) group.exceptions.add(node);
  for (const node of nodes) {
    const seat = group.members.indexOf(node);
    const candidates = presentNodes(world.nodes).filter(
      (other) => !group.members.includes(other) && !group.exceptions.has(other),
    );
    if (candidates.length === 0) return false;
    const draws = actStream(world, 'group-eviction', group.month, group.exceptions.size * 256 + seat);
    group.members[seat] = candidates[draws.below(candidates.length)];
    // Whoever comes has a key of its own.
    if (seat === group.rogueSeat) group.rogueSeat = -1;
    clock.record(FACT['beacon-group-joined'], group.month, group.members[seat], seat);
  }
  return true;
}

/** Members have their keys registered in order of seats; what comes without proof is refused. A10 */
function keysRegistered(world: World, group: BeaconGroup, clock: Clock): void {
  const { operators } = world;
  if (!operators.areAsked.keyRegistration) return;
  const { members, month } = group;
  members.forEach((node, place) => {
    if (operators.hasRule.keyRegistration[node] === 0) return;
    const occasion = { node, month, place, places: members.length };
    const choice = checkKeyRegistration(world, node, operators.ask('keyRegistration', node, occasion));
    if (choice === 'own') return;
    if (isRogueTaken(world, members, place)) group.rogueSeat = place;
    else clock.record(FACT['key-refused'], month, node);
  });
}

/** A ceremony in which all deal and nothing is late. */
function keyMadeAtOnce(world: World): void {
  const group = nextGroup(world);
  if (group.members.length === 0) return;
  const task = ceremonyTask(world, world.keys.count++, group.members, () => HONEST_DEALING);
  const ceremony = world.ceremonies.begin(task);
  ceremony.accusations();
  const culprits = ceremony.judged(
    group.members.map(() => ({ accused: [] })),
    [],
  );
  assert(culprits.length === 0, 'honest members make a key');
  group.key = ceremony.key();
}

/** Distinct nodes that have not left, drawn without replacement: `size`, or all if there are fewer. */
function groupOf(nodes: Nodes, size: number, draws: ReturnType<typeof actStream>): number[] {
  return drawnWithoutReplacement(presentNodes(nodes), size, draws);
}

function presentNodes(nodes: Nodes): number[] {
  const present: number[] = [];
  for (let node = 0; node < nodes.count; node++) if (!isAway(nodes, node)) present.push(node);
  return present;
}
