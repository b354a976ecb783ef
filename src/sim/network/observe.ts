/** The only file that builds an adversary's view of the world. §M16.3 */
import { beaconMessage, beaconOfSignature } from '../../crypto/beacon.ts';
import type { AdversaryView } from '../protocol/view.ts';
import { blockDraws } from './acts.ts';
import { groupUnder, type BeaconGroup } from './beacon-group.ts';
import { isIncompliant } from './compliance.ts';
import { delegationsOf } from './economy.ts';
import { tokenPrice } from './market.ts';
import { isAbsent, isAway, stateOf } from './nodes.ts';
import { Exclusions } from './placement/exclusions.ts';
import { seatsTake } from './placement/policies.ts';
import type { World } from './world.ts';

/**
 * What a coalition with these members (ascending) sees from now on; it reads the world as it is at each call.
 */
export function observe(world: World, members: readonly number[]): AdversaryView {
  const { chains } = world;
  const own = new Uint8Array(world.nodes.count);
  for (const node of members) own[node] = 1;
  return {
    get now() {
      return world.now();
    },
    get month() {
      return world.month;
    },
    nodeCount: world.nodes.count,
    get chainCount() {
      return chains.count;
    },
    members,
    isMember: (node) => own[node] === 1,
    validatorOf: (node) => world.nodes.validatorOf[node],
    freeSlots: (node) => world.free.freeOf(node),
    committee: (chain) => Array.from(seatsOf(world, chain)),
    seats: (chain) => seatsOf(world, chain).reduce((seats, node) => seats + own[node], 0),
    threshold: (chain) => (isLive(world, chain) ? chains.thresholdOf(chain) : 0),
    lastScore: (node) => scoreOf(world, node),
    validatorCount: world.nodes.nodesOfValidator.length,
    nodesOf: (validator) => nodesOf(world, validator),
    isPresent: (node) => isNode(world, node) && !isAway(world.nodes, node),
    mayLeave: (node) =>
      isNode(world, node) && stateOf(world.nodes, node) === 'active' && !world.exits.asked.has(node),
    mayEnter: (node) => isNode(world, node) && isAbsent(world.nodes, node),
    isMarked: (node) => isNode(world, node) && isIncompliant(world, node),
    stakeOf: (validator) => delegationsOf(world).delegated(validator),
    feeOf: (validator) => delegationsOf(world).terms(validator).feePerMille,
    get minimumStake() {
      return world.economy.minimumStake;
    },
    get tokenPriceMicroUsd() {
      return tokenPrice(world);
    },
    enclaveOf: (node) => world.nodes.enclave[node],
    groupAfter: (beacon, month) => groupUnder(world, beacon, month + 1),
    committeeFor: (size, name) => committeeUnder(world, size, name),
  };
}

/**
 * What the operator of a member of a beacon's group can know of the beacon before the others: with the
 * threshold of key shares in its coalition's hands everything, else nothing. §M4.1
 */
export function knownBeacon(
  { operators }: World,
  node: number,
  { month, members, key }: Pick<BeaconGroup, 'month' | 'members' | 'key'>,
): (sum: bigint) => Uint8Array | undefined {
  const coalition = operators.coalitions.find((nodes) => nodes.includes(node)) ?? [];
  const shares = members.flatMap((member, seat) =>
    coalition.includes(member) ? [{ seat: seat + 1, isRight: true }] : [],
  );
  return (sum) => {
    if (key === undefined || shares.length < key.threshold) return undefined;
    const outcome = key.sign(beaconMessage(month, sum), shares);
    return outcome.kind === 'signed' ? beaconOfSignature(outcome.signature) : undefined;
  };
}

/** A request that was never sent: drawn on a copy of the table of free slots. */
function committeeUnder(world: World, size: number, name: string): readonly number[] | undefined {
  const { params } = world;
  const row = params.sizes[size];
  if (params.randomness.source !== 'block-hash' || row === undefined) return undefined;
  const free = world.free.copy();
  const { policy, d } = params.placement;
  const into = new Int32Array(row.members);
  const taken =
    free.eligibleCount(row.slots) < row.members
      ? 0
      : seatsTake(policy, d, free)(
          row.slots,
          row.members,
          new Exclusions(free.nodes),
          blockDraws(world, name),
          into,
        );
  return taken === row.members ? Array.from(into) : undefined;
}

/** A strategy may ask about a chain that nobody has requested yet. */
const isLive = ({ chains }: World, chain: number): boolean => chain < chains.count && chains.isLive(chain);

const isNode = ({ nodes }: World, node: number): boolean =>
  Number.isInteger(node) && node >= 0 && node < nodes.count;

function nodesOf({ nodes }: World, validator: number): readonly number[] {
  const own: number[] = [];
  for (let node = 0; node < nodes.count; node++) {
    if (nodes.validatorOf[node] === validator && !isAway(nodes, node)) own.push(node);
  }
  return own;
}

/** −1 stands for a node that had left. */
function scoreOf({ lastScores }: World, node: number): 0 | 1 | undefined {
  const score = lastScores?.[node];
  return score === 0 || score === 1 ? score : undefined;
}

function seatsOf(world: World, chain: number): Int32Array {
  const { chains } = world;
  if (!isLive(world, chain)) return new Int32Array(0);
  const first = chains.firstSeat(chain);
  return chains.nodeOfSeat.subarray(first, first + chains.rowOf(chain).members);
}
