/**
 * The monthly public randomness: every member of the group contributes a number, the group signs their sum,
 * the hash of the signature is the beacon. §M4.1
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { MonthIndex } from '../base/ids.ts';
import type { ThresholdGroup } from './threshold.ts';

const MESSAGE_DOMAIN = utf8ToBytes('elastinet beacon message v1');
const BEACON_DOMAIN = utf8ToBytes('elastinet beacon v1');

/** Contributions are whole numbers below 2^256. */
export const CONTRIBUTION_BITS = 256n;

/** A month's beacon, or a stall when fewer than the threshold contributed. */
export type BeaconOutcome =
  | { readonly kind: 'published'; readonly value: Uint8Array }
  | { readonly kind: 'stalled'; readonly contributions: number };

/**
 * Sums the contributions modulo 2^256, lets the group sign the sum with its month, and hashes the signature.
 */
export function beaconOf(
  group: ThresholdGroup,
  month: MonthIndex,
  contributions: readonly bigint[],
): BeaconOutcome {
  const sum = BigInt.asUintN(
    Number(CONTRIBUTION_BITS),
    contributions.reduce((total, contribution) => total + contribution, 0n),
  );
  const message = concatBytes(MESSAGE_DOMAIN, wordBytes(month), numberBytes(sum));
  const signature = group.sign(message, contributions.length);
  if (signature === undefined) return { kind: 'stalled', contributions: contributions.length };
  return { kind: 'published', value: sha256(concatBytes(BEACON_DOMAIN, signature)) };
}

/** The four bytes of a whole number 0 … 2^32 − 1, most significant first. */
export function wordBytes(word: number): Uint8Array {
  return Uint8Array.of(word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255);
}

function numberBytes(value: bigint): Uint8Array {
  const bytes = new Uint8Array(32);
  for (let index = 31, rest = value; index >= 0; index--, rest >>= 8n) bytes[index] = Number(rest & 255n);
  return bytes;
}
