import { describe, expect, test } from 'vitest';
import {
  signContribution,
  verifyContributions,
  type SignedContribution,
} from '../../src/crypto/beacon-contribution.ts';
import { publicKeyOf, verify } from '../../src/crypto/bls-signature.ts';
import { CryptoInputError } from '../../src/crypto/input-error.ts';
import { pairingSuite } from '../../src/crypto/pairing-suite.ts';
import { thrownBy } from './vectors.helpers.ts';

const suite = pairingSuite('bn254', 'g2');
const MONTH = 12;
const contributions = [3, 1, 7].map((seat): SignedContribution => {
  const secret = 1000n + BigInt(seat);
  const number = (1n << 255n) + BigInt(seat);
  const signature = signContribution(suite, secret, MONTH, seat, number);
  return { seat, key: publicKeyOf(suite, secret), number, signature };
});
const changed = (at: number, change: Partial<SignedContribution>): readonly SignedContribution[] =>
  contributions.map((contribution, index) => (index === at ? { ...contribution, ...change } : contribution));

describe('signed contributions', () => {
  test('are all right together, or none of none', () => {
    expect(verifyContributions(suite, MONTH, contributions)).toEqual([]);
    expect(verifyContributions(suite, MONTH, [])).toEqual([]);
  });

  test('take one check while they are right, and one each only when they are not', () => {
    // Found by this: every signature verified alone from the start.
    let checks = 0;
    const counting: typeof suite = {
      ...suite,
      pairsToOne: (pairs) => {
        checks++;
        return suite.pairsToOne(pairs);
      },
    };
    verifyContributions(counting, MONTH, contributions);
    expect(checks).toBe(1);
    verifyContributions(counting, MONTH, changed(0, { number: 1n }));
    expect(checks).toBe(1 + 1 + contributions.length);
  });

  test('are those of their month, seat, number and key only, and the false are named in order', () => {
    // Found by this: month, seat or number left out of the message; the seats' places named for the seats.
    expect(verifyContributions(suite, MONTH + 1, contributions)).toEqual([1, 3, 7]);
    expect(verifyContributions(suite, MONTH, changed(0, { number: 1n }))).toEqual([3]);
    expect(verifyContributions(suite, MONTH, changed(2, { seat: 8 }))).toEqual([8]);
    expect(verifyContributions(suite, MONTH, changed(1, { key: contributions[0].key }))).toEqual([1]);
    expect(verifyContributions(suite, MONTH, changed(1, { key: suite.keys.identity }))).toEqual([1]);
    expect(verifyContributions(suite, MONTH, changed(1, { signature: suite.signatures.identity }))).toEqual([
      1,
    ]);
  });

  test('pass together when two are swapped, and neither passes alone', () => {
    const [first, second, third] = contributions;
    const swapped = [
      { ...first, signature: second.signature },
      { ...second, signature: first.signature },
      third,
    ];
    // The sum is the same, and proves as before that the holder of each key signed its number.
    expect(verifyContributions(suite, MONTH, swapped)).toEqual([]);
    expect(verifyContributions(suite, MONTH, swapped.slice(0, 1))).toEqual([3]);
  });

  test('are signed in a domain of their own: domain, month, seat, number', () => {
    // Found by this: no domain, so that a contribution signs something else, too.
    const [{ key, signature, number }] = contributions;
    const message = Buffer.concat([
      Buffer.from('elastinet beacon contribution v1'),
      Buffer.from('0000000c00000003', 'hex'),
      Buffer.from(number.toString(16).padStart(64, '0'), 'hex'),
    ]);
    expect(verify(suite, key, Uint8Array.from(message), signature)).toBe(true);
  });

  test.each([
    ['contributions', 'duplicate', () => verifyContributions(suite, MONTH, changed(0, { seat: 1 }))],
    ['contributions', 'out-of-range', () => verifyContributions(suite, MONTH, changed(0, { seat: 0 }))],
    ['number', 'out-of-range', () => verifyContributions(suite, MONTH, changed(0, { number: 1n << 256n }))],
    ['number', 'out-of-range', () => signContribution(suite, 1n, MONTH, 1, -1n)],
    ['seat', 'out-of-range', () => signContribution(suite, 1n, MONTH, 257, 1n)],
    ['secret', 'out-of-range', () => signContribution(suite, 0n, MONTH, 1, 1n)],
  ])('refuse bad input: %s %s', (argument, fault, act) => {
    const error = thrownBy(act);
    expect(error).toBeInstanceOf(CryptoInputError);
    expect(error).toMatchObject({ argument, fault });
  });
});
