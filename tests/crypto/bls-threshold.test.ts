import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sign, verify } from '../../src/crypto/bls-signature.ts';
import {
  combineShares,
  dealKey,
  groupKeyOf,
  signShare,
  verifyShare,
  type CombineOutcome,
  type SignatureShare,
} from '../../src/crypto/bls-threshold.ts';
import { CryptoInputError } from '../../src/crypto/input-error.ts';
import { pairingSuite, type SignaturePoint } from '../../src/crypto/pairing-suite.ts';
import { interpolated, interpolatedPoint } from '../../src/crypto/polynomial.ts';
import { drawSecret, hashedBytes } from '../../src/crypto/scalar.ts';

const suite = pairingSuite('bn254', 'g2');
const { signatures, order } = suite;
const message = new TextEncoder().encode('beacon 12');
const source = hashedBytes(Uint8Array.of(7), 'threshold tests');

/** Elements in an order drawn by fast-check. */
const shuffled = <T>(elements: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...elements], { minLength: elements.length });
const signatureOf = (outcome: CombineOutcome): SignaturePoint => {
  if (outcome.kind !== 'signed') throw new Error('no signature came about');
  return outcome.signature;
};
const corrupted = (share: SignatureShare): SignatureShare => ({
  ...share,
  signature: signatures.double(share.signature),
});

const secret = drawSecret(order, source);
const { key, shares } = dealKey(suite, secret, 11, 16, source);
const parts = shares.map((share) => signShare(suite, share, message));
const whole = sign(suite, secret, message);

describe('eleven of sixteen', () => {
  test('make the signature of the reconstructed key, whichever eleven', () => {
    expect(verify(suite, groupKeyOf(key), message, whole)).toBe(true);
    fc.assert(
      fc.property(shuffled(parts), (some) => {
        const outcome = combineShares(key, message, some.slice(0, 11));
        expect(signatures.equals(signatureOf(outcome), whole)).toBe(true);
        expect(outcome.culprits).toEqual([]);
      }),
      { numRuns: 3 },
    );
    const seats = shares.slice(5).map(({ seat }) => seat);
    expect(
      interpolated(
        seats,
        shares.slice(5).map((share) => share.secret),
        0,
        order,
      ),
    ).toBe(secret);
  });

  test('are needed: ten make nothing, neither by the rule nor by interpolation', () => {
    expect(combineShares(key, message, parts.slice(0, 10))).toEqual({
      kind: 'too-few',
      valid: 10,
      culprits: [],
    });
    const ten = parts.slice(0, 10);
    const guess = interpolatedPoint(
      signatures,
      ten.map(({ seat }) => seat),
      ten.map(({ signature }) => signature),
      0,
    );
    expect(signatures.equals(guess, whole)).toBe(false);
    expect(verify(suite, groupKeyOf(key), message, guess)).toBe(false);
  });

  test('each have a share that verifies under the seat’s key, on that message only', () => {
    expect(verifyShare(key, message, parts[3])).toBe(true);
    expect(verifyShare(key, Uint8Array.of(1), parts[3])).toBe(false);
    expect(verifyShare(key, message, { ...parts[3], seat: 5 })).toBe(false);
    expect(verifyShare(key, message, corrupted(parts[3]))).toBe(false);
  });
});

describe('corrupted shares', () => {
  test('are named, and the others still make the signature', () => {
    const some = parts
      .map((part, index) => (index === 2 || index === 9 ? corrupted(part) : part))
      .toReversed();
    const outcome = combineShares(key, message, some);
    expect(outcome.culprits).toEqual([3, 10]);
    expect(signatures.equals(signatureOf(outcome), whole)).toBe(true);
  });

  test('are named when too few are left', () => {
    const some = parts.slice(0, 12).map((part, index) => (index < 2 ? corrupted(part) : part));
    expect(combineShares(key, message, some)).toEqual({ kind: 'too-few', valid: 10, culprits: [1, 2] });
  });

  test('are not looked for beyond the threshold while the first ones do', () => {
    const some = parts.map((part, index) => (index === 15 ? corrupted(part) : part));
    const outcome = combineShares(key, message, some);
    expect(outcome.culprits).toEqual([]);
    expect(signatures.equals(signatureOf(outcome), whole)).toBe(true);
  });

  test('are swapped seats too: two right shares under each other’s seat', () => {
    const some = [{ ...parts[0], seat: 2 }, { ...parts[1], seat: 1 }, ...parts.slice(2)];
    expect(combineShares(key, message, some).culprits).toEqual([1, 2]);
  });
});

describe('every threshold', () => {
  test('of small groups: t shares suffice, t − 1 do not', () => {
    for (const [threshold, members] of [
      [1, 1],
      [1, 3],
      [2, 2],
      [3, 4],
      [4, 4],
    ]) {
      const some = drawSecret(order, source);
      const dealt = dealKey(suite, some, threshold, members, source);
      const signed = dealt.shares.slice(-threshold).map((share) => signShare(suite, share, message));
      const outcome = combineShares(dealt.key, message, signed);
      expect(signatures.equals(signatureOf(outcome), sign(suite, some, message))).toBe(true);
      expect(combineShares(dealt.key, message, signed.slice(1)).kind).toBe('too-few');
    }
  });

  test('of any small group: any t, in any order, make the signature of the key that their shares make', () => {
    // Found by this: a combination that leaves out a share; a polynomial of one term too few, which t − 1
    // shares would tell.
    const groups = fc.integer({ min: 1, max: 7 }).chain((members) =>
      fc.integer({ min: 1, max: members }).chain((threshold) =>
        fc.record({
          threshold: fc.constant(threshold),
          members: fc.constant(members),
          secret: fc.bigInt({ min: 1n, max: order - 1n }),
          seats: shuffled(Array.from({ length: members }, (_, index) => index + 1)),
        }),
      ),
    );
    fc.assert(
      fc.property(groups, ({ threshold, members, secret: some, seats }) => {
        const dealt = dealKey(suite, some, threshold, members, source);
        const chosen = seats.slice(0, threshold).map((seat) => dealt.shares[seat - 1]);
        const secretAt = (from: typeof chosen): bigint =>
          interpolated(
            from.map(({ seat }) => seat),
            from.map((share) => share.secret),
            0,
            order,
          );
        expect(secretAt(chosen)).toBe(some);
        const signed = chosen.map((share) => signShare(suite, share, message));
        const outcome = combineShares(dealt.key, message, signed);
        expect(outcome).toMatchObject({ kind: 'signed', culprits: [] });
        const expected = sign(suite, some, message);
        expect(signatures.equals(signatureOf(outcome), expected)).toBe(true);
        expect(verify(suite, groupKeyOf(dealt.key), message, signatureOf(outcome))).toBe(true);
        const fewer = signed.slice(1);
        expect(combineShares(dealt.key, message, fewer)).toMatchObject({ kind: 'too-few', culprits: [] });
        if (threshold === 1) return;
        expect(secretAt(chosen.slice(1))).not.toBe(some);
        const guess = interpolatedPoint(
          signatures,
          fewer.map(({ seat }) => seat),
          fewer.map(({ signature }) => signature),
          0,
        );
        expect(signatures.equals(guess, expected)).toBe(false);
      }),
      { numRuns: 25 },
    );
  });

  test('goes up to 171 of 256', () => {
    const dealt = dealKey(suite, secret, 171, 256, source);
    const signed = dealt.shares.slice(85).map((share) => signShare(suite, share, message));
    expect(signatures.equals(signatureOf(combineShares(dealt.key, message, signed)), whole)).toBe(true);
    expect(combineShares(dealt.key, message, signed.slice(1)).kind).toBe('too-few');
  });

  test.each([
    ['bn254', 'g1'],
    ['bls12-381', 'g1'],
    ['bls12-381', 'g2'],
  ] as const)('holds on %s with keys in %s', (curve, keysIn) => {
    const another = pairingSuite(curve, keysIn);
    const dealt = dealKey(another, 31_337n, 3, 4, source);
    const signed = dealt.shares.slice(1).map((share) => signShare(another, share, message));
    const signature = signatureOf(combineShares(dealt.key, message, signed));
    expect(another.signatures.equals(signature, sign(another, 31_337n, message))).toBe(true);
  });
});

describe('bad input', () => {
  test.each([
    ['shares', 'duplicate', () => combineShares(key, message, [...parts, parts[0]])],
    ['shares', 'out of range', () => combineShares(key, message, [{ ...parts[0], seat: 0 }, ...parts])],
    [
      'shares',
      'out of range',
      () => combineShares(key, message, [{ ...parts[0], seat: 17 }, ...parts.slice(1)]),
    ],
    ['share', 'out of range', () => verifyShare(key, message, { ...parts[0], seat: 0 })],
    ['threshold', 'out of range', () => dealKey(suite, 1n, 5, 4, source)],
    ['members', 'out of range', () => dealKey(suite, 1n, 1, 257, source)],
    ['secret', 'out of range', () => dealKey(suite, 0n, 1, 4, source)],
  ])('is refused: %s %s', (argument, fault, act) => {
    expect(act).toThrow(CryptoInputError);
    expect(act).toThrow(`${argument}: ${fault}`);
  });
});
