/**
 * The monthly public randomness: every member of the group contributes a number, the group signs their sum,
 * the hash of the signature is the beacon. Members sign their own numbers in beacon-contribution.ts. §M4.1
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { MonthIndex } from '../base/ids.ts';
import { bytesOf } from './scalar.ts';

const MESSAGE_DOMAIN = utf8ToBytes('elastinet beacon message v1');
const BEACON_DOMAIN = utf8ToBytes('elastinet beacon v1');

/** Contributions are whole numbers below 2^256. */
export const CONTRIBUTION_BITS = 256n;

/** The sum of contributions modulo 2^256. */
export function contributionSum(contributions: readonly bigint[]): bigint {
  const sum = contributions.reduce((total, contribution) => total + contribution, 0n);
  return BigInt.asUintN(Number(CONTRIBUTION_BITS), sum);
}

/** What the group signs for a month whose contributions add up to `sum`, 0 … 2^256 − 1. */
export function beaconMessage(month: MonthIndex, sum: bigint): Uint8Array {
  return concatBytes(MESSAGE_DOMAIN, wordBytes(month), bytesOf(sum, 32));
}

/** The beacon out of the group's signature on {@link beaconMessage}, its compressed bytes. */
export function beaconOfSignature(signature: Uint8Array): Uint8Array {
  return sha256(concatBytes(BEACON_DOMAIN, signature));
}

/** The four bytes of a whole number 0 … 2^32 − 1, most significant first. */
export function wordBytes(word: number): Uint8Array {
  return Uint8Array.of(word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255);
}
