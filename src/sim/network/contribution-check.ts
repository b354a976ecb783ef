/**
 * The first layer of the beacon in real cryptography: members sign their numbers, and together certify the
 * sum by one aggregate signature, or by that of a rogue key which passes for it. §M4.1, A10
 */
import { assert } from '../../base/assert.ts';
import { signContribution, verifyContributions } from '../../crypto/beacon-contribution.ts';
import { publicKeyOf } from '../../crypto/bls-signature.ts';
import { sealingSecretOf } from '../../crypto/ceremony-randomness.ts';
import { pairingSuite, type PairingSuite } from '../../crypto/pairing-suite.ts';
import {
  isCertified,
  isRogueKeyTaken,
  sumCertificate,
  type MemberKey,
} from '../../crypto/sum-certificate.ts';
import type { BeaconGroup } from './beacon-group.ts';
import { randomBytes } from './random-bytes.ts';
import type { World } from './world.ts';

/** What the members of a group contributed: seats from 0, in order, with the number of each. */
export interface Contributions {
  readonly seats: readonly number[];
  readonly numbers: readonly bigint[];
  /** What is certified as their sum. */
  readonly sum: bigint;
}

/** Works out and verifies all signatures of the first layer; nothing under `ideal`. */
export function contributionsChecked(
  world: World,
  { month, members, rogueSeat }: BeaconGroup,
  { seats, numbers, sum }: Contributions,
): void {
  if (world.params.randomness.crypto !== 'real') return;
  const suite = suiteOf(world);
  const keys = seats.map((seat) => memberKey(world, suite, members[seat]));
  const signed = seats.map((seat, place) => ({
    seat: seat + 1,
    key: keys[place].key,
    number: numbers[place],
    signature: signContribution(suite, keys[place].secret, month, seat + 1, numbers[place]),
  }));
  assert(verifyContributions(suite, month, signed).length === 0, 'members’ signatures are right');
  const certificate = sumCertificate(suite, month, sum, keys, seats.indexOf(rogueSeat));
  assert(isCertified(suite, month, sum, certificate), 'a sum is certified');
}

/**
 * Whether the registry takes the rogue key of the member in `seat` (from 0): it does where no proof is asked
 * for. In real cryptography the proof is made and looked at.
 */
export function isRogueTaken(world: World, members: readonly number[], seat: number): boolean {
  const { crypto, possession } = world.params.randomness;
  if (possession === 'none') return true;
  if (crypto === 'ideal') return false;
  const suite = suiteOf(world);
  const keys = members.map((node) => memberKey(world, suite, node));
  const others = keys.filter((_, other) => other !== seat).map(({ key }) => key);
  return isRogueKeyTaken(suite, keys[seat], others);
}

function memberKey({ streams }: World, suite: PairingSuite, node: number): MemberKey {
  const secret = sealingSecretOf(suite.order, randomBytes(streams.of('dkg/sealing', node)));
  return { secret, key: publicKeyOf(suite, secret) };
}

function suiteOf({ params: { keyGeneration } }: World): PairingSuite {
  return pairingSuite(keyGeneration.curve, keyGeneration.keysIn);
}
