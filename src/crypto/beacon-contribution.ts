/**
 * The first layer of the beacon: each member signs its number with its own key, so that nobody contributes in
 * another's name, or denies what it said. Real cryptography only. §M4.1
 */
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { MonthIndex } from '../base/ids.ts';
import { aggregateSignatures, sign, verify, verifyDistinctMessages } from './bls-signature.ts';
import { contributionBytes } from './contribution-bytes.ts';
import type { KeyPoint, PairingSuite, SignaturePoint } from './pairing-suite.ts';
import { requireSeats, SEATS_MAX } from './polynomial.ts';

const DOMAIN = utf8ToBytes('elastinet beacon contribution v1');

/** A member's number, 0 … 2^256 − 1, under its signature. */
export interface SignedContribution {
  /** 1 … 256. */
  readonly seat: number;
  readonly key: KeyPoint;
  readonly number: bigint;
  readonly signature: SignaturePoint;
}

/** The signature of the holder of `secret`, 1 … order − 1, on its number for a month. */
export function signContribution(
  suite: PairingSuite,
  secret: bigint,
  month: MonthIndex,
  seat: number,
  number: bigint,
): SignaturePoint {
  return sign(suite, secret, messageOf(month, seat, number));
}

/**
 * The seats whose contributions are not signed by their keys, ascending; seats must be distinct. All are
 * checked at once, and one by one only if that fails. False signatures whose errors cancel pass: they add up
 * to what only the holders of all those keys together can make.
 */
export function verifyContributions(
  suite: PairingSuite,
  month: MonthIndex,
  contributions: readonly SignedContribution[],
): readonly number[] {
  const seats = contributions.map(({ seat }) => seat);
  requireSeats(seats, SEATS_MAX, 'contributions');
  if (contributions.length === 0) return [];
  const signed = contributions.map(({ seat, key, number }) => ({
    key,
    message: messageOf(month, seat, number),
  }));
  const signatures = contributions.map(({ signature }) => signature);
  if (verifyDistinctMessages(suite, signed, aggregateSignatures(suite, signatures))) return [];
  const isSigned = signed.map(({ key, message }, index) => verify(suite, key, message, signatures[index]));
  return seats.filter((_, index) => !isSigned[index]).toSorted((a, b) => a - b);
}

function messageOf(month: MonthIndex, seat: number, number: bigint): Uint8Array {
  return concatBytes(DOMAIN, contributionBytes(month, seat, number));
}
