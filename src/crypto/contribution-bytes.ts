/** The bytes of a member's number for a month's beacon, as they are signed and committed to. §M4.1, §M4.2 */
import { concatBytes } from '@noble/hashes/utils.js';
import type { MonthIndex } from '../base/ids.ts';
import { CONTRIBUTION_BITS, wordBytes } from './beacon.ts';
import { requireInput } from './input-error.ts';
import { isSeat, SEATS_MAX } from './polynomial.ts';
import { bytesOf } from './scalar.ts';

/**
 * Month and seat as four bytes each, the number as 32. A seat is 1 … 256, a number 0 … 2^256 − 1; else a
 * CryptoInputError names the argument.
 */
export function contributionBytes(month: MonthIndex, seat: number, number: bigint): Uint8Array {
  requireInput(isSeat(seat, SEATS_MAX), 'seat', 'out-of-range', `1 … ${SEATS_MAX}`);
  const isContribution = number >= 0n && number < 1n << CONTRIBUTION_BITS;
  requireInput(isContribution, 'number', 'out-of-range', `0 … 2^${CONTRIBUTION_BITS} − 1`);
  return concatBytes(wordBytes(month), wordBytes(seat), bytesOf(number, 32));
}
