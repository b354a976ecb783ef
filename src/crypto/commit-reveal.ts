/**
 * Public randomness by commitments: each member commits to a number, then reveals it; the hash of the sum of
 * what was revealed is the beacon. Who reveals last sees the outcome, and may withhold. §M4.2
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { MonthIndex } from '../base/ids.ts';
import { wordBytes } from './beacon.ts';
import { contributionBytes } from './contribution-bytes.ts';
import { bytesOf } from './scalar.ts';

const COMMITMENT_DOMAIN = utf8ToBytes('elastinet commitment v1');
const BEACON_DOMAIN = utf8ToBytes('elastinet commit-reveal beacon v1');

/**
 * What a member publishes before anybody reveals: 32 bytes that bind it to its number, 0 … 2^256 − 1, and do
 * not tell it if it is drawn uniformly. Month and seat are in it, so that nobody can repeat another's.
 */
export function commitmentOf(month: MonthIndex, seat: number, number: bigint): Uint8Array {
  return sha256(concatBytes(COMMITMENT_DOMAIN, contributionBytes(month, seat, number)));
}

/** Whether `number` is what the member in `seat` committed to for the month. */
export function isCommitted(
  commitment: Uint8Array,
  month: MonthIndex,
  seat: number,
  number: bigint,
): boolean {
  return bytesToHex(commitment) === bytesToHex(commitmentOf(month, seat, number));
}

/** The beacon of a month in which what was revealed adds up to `sum` modulo 2^256. */
export function beaconOfReveals(month: MonthIndex, sum: bigint): Uint8Array {
  return sha256(concatBytes(BEACON_DOMAIN, wordBytes(month), bytesOf(sum, 32)));
}
