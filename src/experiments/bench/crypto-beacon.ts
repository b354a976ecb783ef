/**
 * A whole round of the two-layer beacon, and the first threshold signature of a process: both by the model's
 * own path, the key of a group. §M4.1
 */
import { contributionSum, beaconMessage, beaconOfSignature } from '../../crypto/beacon.ts';
import { signContribution, verifyContributions } from '../../crypto/beacon-contribution.ts';
import { dealKey } from '../../crypto/bls-threshold.ts';
import type { GroupKey, GroupSignature } from '../../crypto/key-ceremony.ts';
import {
  pairingSuite,
  type CurveName,
  type KeyGroup,
  type PairingSuite,
} from '../../crypto/pairing-suite.ts';
import { realGroupKey } from '../../crypto/real-group-key.ts';
import { drawSecret, hashedBytes, numberOf, type ByteSource } from '../../crypto/scalar.ts';
import { thresholdOf } from '../../crypto/threshold.ts';
import { processorTime, threadSeconds } from './crypto-timing.ts';
import type { MonthIndex } from '../../base/ids.ts';

const MONTH = 0 as MonthIndex;

/**
 * Seconds of processor time: every member signs its number, all are verified, the group signs the sum, and
 * the hash of the signature is the beacon.
 */
export function twoLayerBeacon(suite: PairingSuite, members: number, source: ByteSource): number {
  const secrets = Array.from({ length: members }, () => drawSecret(suite.order, source));
  const keys = secrets.map((secret) => suite.keys.multiplyGenerator(secret));
  const numbers = secrets.map(() => numberOf(source(32)));
  const group = dealtGroup(suite, members, source);
  const { result, seconds } = processorTime(() => {
    const contributions = numbers.map((number, index) => ({
      seat: index + 1,
      key: keys[index],
      number,
      signature: signContribution(suite, secrets[index], MONTH, index + 1, number),
    }));
    const unsigned = verifyContributions(suite, MONTH, contributions);
    const signed = signedByAll(group, beaconMessage(MONTH, contributionSum(numbers)));
    return signed.kind === 'signed' && unsigned.length === 0
      ? beaconOfSignature(signed.signature)
      : undefined;
  });
  if (result === undefined) throw new Error('an honest group makes a beacon');
  return seconds;
}

/** Seconds of a first signature. */
export interface FirstSignature {
  /** By the clock, which runs on while other programs compute. */
  readonly firstSignatureSeconds: number;
  /** Of its thread on a processor; only where the system tells. */
  readonly firstSignatureThreadSeconds?: number;
}

/**
 * The first threshold signature after start-up, all shares, combination and verification: the engine has
 * compiled nothing but the dealing of the key.
 */
export function firstSignature(curve: CurveName, keysIn: KeyGroup, members: number): FirstSignature {
  const suite = pairingSuite(curve, keysIn);
  const group = dealtGroup(suite, members, hashedBytes(new Uint8Array(), 'first signature'));
  const threadBegin = threadSeconds();
  const begin = performance.now();
  const signed = signedByAll(group, new TextEncoder().encode('first'));
  const firstSignatureSeconds = (performance.now() - begin) / 1000;
  const threadEnd = threadSeconds();
  if (signed.kind !== 'signed') throw new Error('honest members sign');
  return threadBegin === undefined || threadEnd === undefined
    ? { firstSignatureSeconds }
    : { firstSignatureSeconds, firstSignatureThreadSeconds: threadEnd - threadBegin };
}

/** A key by a trusted dealer. */
function dealtGroup(suite: PairingSuite, members: number, source: ByteSource): GroupKey {
  const secret = drawSecret(suite.order, source);
  const { key, shares } = dealKey(suite, secret, thresholdOf(members), members, source);
  return realGroupKey(suite, key.vector, shares);
}

function signedByAll(group: GroupKey, message: Uint8Array): GroupSignature {
  const shares = Array.from({ length: group.members }, (_, index) => ({ seat: index + 1, isRight: true }));
  return group.sign(message, shares);
}
