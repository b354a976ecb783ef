import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beaconOfReveals, commitmentOf, isCommitted } from '../../src/crypto/commit-reveal.ts';
import { CryptoInputError } from '../../src/crypto/input-error.ts';
import { hex, thrownBy } from './vectors.helpers.ts';

const numbers = fc.bigInt({ min: 0n, max: (1n << 256n) - 1n });
const word = (value: number): Buffer => Buffer.from(value.toString(16).padStart(8, '0'), 'hex');
const long = (value: bigint): Buffer => Buffer.from(value.toString(16).padStart(64, '0'), 'hex');

describe('a commitment', () => {
  test('is SHA-256 of domain, month, seat and number, as Node computes it', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 256 }), numbers, (month, seat, number) => {
        const digest = createHash('sha256').update('elastinet commitment v1').update(word(month));
        expect(hex(commitmentOf(month, seat, number))).toBe(
          digest.update(word(seat)).update(long(number)).digest('hex'),
        );
      }),
    );
  });

  test('opens to the number, seat and month that it was made for only', () => {
    // Found by this: a commitment compared with itself; month or seat left out, so that another's is repeated.
    fc.assert(
      fc.property(numbers, fc.nat({ max: 255 }), (number, bit) => {
        const commitment = commitmentOf(3, 5, number);
        expect(isCommitted(commitment, 3, 5, number)).toBe(true);
        expect(isCommitted(commitment, 3, 5, number ^ (1n << BigInt(bit)))).toBe(false);
        expect(isCommitted(commitment, 3, 6, number)).toBe(false);
        expect(isCommitted(commitment, 4, 5, number)).toBe(false);
        const flipped = commitment.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
        expect(isCommitted(flipped, 3, 5, number)).toBe(false);
        expect(isCommitted(commitment.slice(1), 3, 5, number)).toBe(false);
      }),
    );
  });

  test.each([
    ['seat', 0, 1n],
    ['seat', 257, 1n],
    ['seat', 1.5, 1n],
    ['number', 1, -1n],
    ['number', 1, 1n << 256n],
  ])('refuses a bad %s', (argument, seat, number) => {
    const error = thrownBy(() => commitmentOf(0, seat, number));
    expect(error).toBeInstanceOf(CryptoInputError);
    expect(error).toMatchObject({ argument, fault: 'out-of-range' });
  });
});

test('the beacon is SHA-256 of domain, month and the sum of what was revealed', () => {
  const digest = createHash('sha256').update('elastinet commit-reveal beacon v1').update(word(7));
  expect(hex(beaconOfReveals(7, 99n))).toBe(digest.update(long(99n)).digest('hex'));
  // A member that withholds changes the sum, and with it everything.
  expect(hex(beaconOfReveals(7, 98n))).not.toBe(hex(beaconOfReveals(7, 99n)));
  expect(hex(beaconOfReveals(8, 99n))).not.toBe(hex(beaconOfReveals(7, 99n)));
});
