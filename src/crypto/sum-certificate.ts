/**
 * One aggregate signature by which the members of a beacon's group certify the sum of their numbers: all sign
 * the same message, and their keys add up to the one that verifies it. So a key made of the others', which
 * nobody holds the secret of, lets its owner certify any sum alone; a proof of possession keeps it out. A10
 */
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { MonthIndex } from '../base/ids.ts';
import { beaconMessage } from './beacon.ts';
import {
  aggregateSignatures,
  provePossession,
  sign,
  verifyPossession,
  verifySameMessage,
} from './bls-signature.ts';
import { sumOf } from './group.ts';
import type { KeyPoint, PairingSuite, SignaturePoint } from './pairing-suite.ts';

const DOMAIN = utf8ToBytes('elastinet sum certificate v1');

/** A member's own key. */
export interface MemberKey {
  readonly secret: bigint;
  readonly key: KeyPoint;
}

/** The keys as they are registered, and the certificate under them. */
export interface SumCertificate {
  readonly keys: readonly KeyPoint[];
  readonly signature: SignaturePoint;
}

/**
 * The certificate of a sum for a month. `rogue` is the place of the member whose registered key cancels out
 * the others', so that its signature alone is the certificate; −1 if all registered their own.
 */
export function sumCertificate(
  suite: PairingSuite,
  month: MonthIndex,
  sum: bigint,
  members: readonly MemberKey[],
  rogue: number,
): SumCertificate {
  const message = messageOf(month, sum);
  const keys = members.map(({ key }) => key);
  if (rogue < 0) {
    const signatures = members.map(({ secret }) => sign(suite, secret, message));
    return { keys, signature: aggregateSignatures(suite, signatures) };
  }
  const others = keys.filter((_, place) => place !== rogue);
  return {
    keys: keys.with(rogue, rogueKey(suite, keys[rogue], others)),
    signature: sign(suite, members[rogue].secret, message),
  };
}

/** Whether the certificate holds for all whose keys are in it. */
export function isCertified(
  suite: PairingSuite,
  month: MonthIndex,
  sum: bigint,
  { keys, signature }: SumCertificate,
): boolean {
  return verifySameMessage(suite, keys, messageOf(month, sum), signature);
}

/** The key that adds up with `others` to `own`. */
export function rogueKey(suite: PairingSuite, own: KeyPoint, others: readonly KeyPoint[]): KeyPoint {
  return suite.keys.add(own, suite.keys.negate(sumOf(suite.keys, others)));
}

/** Whether the registry takes a rogue key: its owner has no other proof to show than with its own secret. */
export function isRogueKeyTaken(
  suite: PairingSuite,
  { secret, key }: MemberKey,
  others: readonly KeyPoint[],
): boolean {
  return verifyPossession(suite, rogueKey(suite, key, others), provePossession(suite, secret));
}

function messageOf(month: MonthIndex, sum: bigint): Uint8Array {
  return concatBytes(DOMAIN, beaconMessage(month, sum));
}
