import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BN254_G1 } from '../../src/crypto/bn254.ts';
import { proveEquality, verifyEquality, type EqualityClaim } from '../../src/crypto/equality-proof.ts';
import { hashedBytes } from '../../src/crypto/scalar.ts';
import { smallGroup as group } from './small-group.helpers.ts';

const source = hashedBytes(Uint8Array.of(5), 'equality proof tests');
const context = new TextEncoder().encode('dealer 3, recipient 9');
const scalars = fc.bigInt({ min: 1n, max: group.order - 1n });
const claimOf = (secret: bigint, base: bigint): EqualityClaim<bigint> => ({
  image: group.multiplyGenerator(secret),
  base,
  product: group.multiply(base, secret),
  context,
});

describe('a proof that two points have one logarithm', () => {
  test('holds for the secret it was made with, whatever the base', () => {
    fc.assert(
      fc.property(scalars, scalars, (secret, exponent) => {
        const claim = claimOf(secret, group.multiplyGenerator(exponent));
        expect(verifyEquality(group, claim, proveEquality(group, claim, secret, source))).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test('holds for no claim or answer that differs in anything', () => {
    fc.assert(
      fc.property(scalars, scalars, (secret, exponent) => {
        const claim = claimOf(secret, group.multiplyGenerator(exponent));
        const proof = proveEquality(group, claim, secret, source);
        for (const changed of [
          { ...claim, image: group.double(claim.image) },
          { ...claim, base: group.double(claim.base) },
          { ...claim, product: group.double(claim.product) },
          { ...claim, context: Uint8Array.of(1) },
        ]) {
          expect(verifyEquality(group, changed, proof)).toBe(false);
        }
        const { challenge, answer } = proof;
        expect(verifyEquality(group, claim, { challenge, answer: answer ^ 1n })).toBe(false);
        expect(verifyEquality(group, claim, { challenge: challenge ^ 1n, answer })).toBe(false);
        // A second form of the same scalar would be a second proof of the same claim.
        expect(verifyEquality(group, claim, { challenge, answer: answer + group.order })).toBe(false);
        expect(verifyEquality(group, claim, { challenge: challenge - group.order, answer })).toBe(false);
      }),
      { numRuns: 30 },
    );
  });

  test('cannot be made for points of different logarithms with the secret of either', () => {
    const base = group.multiplyGenerator(77n);
    const claim = { ...claimOf(5n, base), product: group.multiply(base, 6n) };
    expect(verifyEquality(group, claim, proveEquality(group, claim, 5n, source))).toBe(false);
    expect(verifyEquality(group, claim, proveEquality(group, claim, 6n, source))).toBe(false);
  });

  test('is made with a new nonce each time: two with one nonce would give the secret away', () => {
    const claim = claimOf(9n, 4n ** 3n);
    const [first, second] = [1, 2].map(() => proveEquality(group, claim, 9n, source));
    expect(first.challenge).not.toBe(second.challenge);
  });

  test('works on a curve', () => {
    const base = BN254_G1.multiplyGenerator(123n);
    const claim = {
      image: BN254_G1.multiplyGenerator(9n),
      base,
      product: BN254_G1.multiply(base, 9n),
      context,
    };
    const proof = proveEquality(BN254_G1, claim, 9n, source);
    expect(verifyEquality(BN254_G1, claim, proof)).toBe(true);
    expect(verifyEquality(BN254_G1, { ...claim, product: base }, proof)).toBe(false);
  });
});
