import { expect, test } from 'vitest';
import { dealKey, groupKeyOf } from '../../src/crypto/bls-threshold.ts';
import { sign, verify } from '../../src/crypto/bls-signature.ts';
import { pairingSuite } from '../../src/crypto/pairing-suite.ts';
import { lagrangeFactors } from '../../src/crypto/polynomial.ts';
import { realGroupKey } from '../../src/crypto/real-group-key.ts';
import { hashedBytes } from '../../src/crypto/scalar.ts';
import { hex } from './vectors.helpers.ts';

const suite = pairingSuite('bn254', 'g2');
const secret = 12_345n;
const dealt = dealKey(suite, secret, 3, 4, hashedBytes(Uint8Array.of(1), 'real group key test'));
const key = realGroupKey(suite, dealt.key.vector, dealt.shares);
const message = Uint8Array.of(1, 2, 3);
const whole = hex(suite.signatures.encode(sign(suite, secret, message)));
const handed = (seats: readonly number[], wrong: readonly number[]) =>
  seats.map((seat) => ({ seat, isRight: !wrong.includes(seat) }));

test('a group’s key and signature are the compressed bytes of the points', () => {
  expect(hex(key.publicKey())).toBe(hex(suite.keys.encode(groupKeyOf(dealt.key))));
  const signed = key.sign(message, handed([4, 2, 1], []));
  expect(signed).toMatchObject({ kind: 'signed', culprits: [] });
  const bytes = signed.kind === 'signed' ? signed.signature : new Uint8Array();
  expect(hex(bytes)).toBe(whole);
  const decoded = suite.signatures.decode(bytes, 'signature');
  expect(verify(suite, groupKeyOf(dealt.key), message, decoded)).toBe(true);
});

test('false shares are found out even where the factors of their seats add up to nothing', () => {
  // Found by this: false shares that are all off by the same point.
  const factors = lagrangeFactors([1, 2, 3], 0, suite.order);
  expect((factors[0] + factors[1]) % suite.order).toBe(0n);
  expect(key.sign(message, handed([1, 2, 3], [1, 2]))).toEqual({ kind: 'too-few', culprits: [1, 2] });
});

test('shares that are false are named in order, or go unseen behind the first t', () => {
  expect(key.sign(message, handed([4, 3, 2, 1], [4]))).toMatchObject({ kind: 'signed', culprits: [4] });
  expect(key.sign(message, handed([4, 3, 2, 1], [1]))).toMatchObject({ kind: 'signed', culprits: [] });
  expect(key.sign(message, handed([3, 1], [3]))).toEqual({ kind: 'too-few', culprits: [] });
  expect(key.sign(message, handed([4, 3, 2, 1], [3, 1]))).toEqual({ kind: 'too-few', culprits: [1, 3] });
});
