/** Every kind of bad input, by the functions that peers' bytes and a scenario's numbers come to. */
import { describe, expect, test } from 'vitest';
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { bn254 } from '@noble/curves/bn254.js';
import {
  aggregateKeys,
  aggregateSignatures,
  verifyDistinctMessages,
} from '../../src/crypto/bls-signature.ts';
import { combineShares, dealKey, thresholdKey, verifyShare } from '../../src/crypto/bls-threshold.ts';
import { BN254_G2_CONSTANTS, BN254_G2_SVDW } from '../../src/crypto/bn254.ts';
import { freshKeyRules } from '../../src/crypto/dkg-rules.ts';
import { idealCeremonies } from '../../src/crypto/ideal-ceremony.ts';
import { CryptoInputError, requireInput, type InputFault } from '../../src/crypto/input-error.ts';
import { keyParity } from '../../src/crypto/key-parity.ts';
import { pairingSuite, type CurveName, type KeyGroup } from '../../src/crypto/pairing-suite.ts';
import { requireSeats, requireThreshold } from '../../src/crypto/polynomial.ts';
import { realCeremonies } from '../../src/crypto/real-ceremony.ts';
import { decodeScalar, hashedBytes } from '../../src/crypto/scalar.ts';
import { mapToCurveSvdw } from '../../src/crypto/svdw.ts';
import { honestTask } from './key-ceremony.helpers.ts';
import { thrownBy } from './vectors.helpers.ts';

/** Checks that a call throws our error, which names the argument and its fault. */
function expectFault(act: () => unknown, argument: string, fault: InputFault): void {
  const error = thrownBy(act);
  expect(error).toBeInstanceOf(CryptoInputError);
  expect(error).toMatchObject({ name: 'CryptoInputError', argument, fault });
  expect((error as CryptoInputError).accepted).not.toBe('');
  expect((error as Error).message).toContain(`${argument}: ${fault.replaceAll('-', ' ')}`);
}

const SUITES: readonly (readonly [CurveName, KeyGroup])[] = [
  ['bn254', 'g1'],
  ['bn254', 'g2'],
  ['bls12-381', 'g1'],
  ['bls12-381', 'g2'],
];

// Found by these: any of the decoder's checks taken away; a library's own exception let out.
describe.each(SUITES)('points that a peer sends, on %s with keys in %s', (curve, keysIn) => {
  const suite = pairingSuite(curve, keysIn);
  const sides = [
    ['a key', suite.keys],
    ['a signature', suite.signatures],
  ] as const;

  test.each(sides)('%s off the curve is refused', (argument, group) => {
    const bytes = group.encodeUncompressed(group.generator as never);
    bytes[bytes.length - 1] ^= 1;
    expectFault(() => group.decode(bytes, argument), argument, 'not-on-curve');
  });

  test.each(sides)('%s that is not canonical is refused', (argument, group) => {
    const bytes = group.encodeUncompressed(group.generator as never);
    // The last coordinate is the modulus and more; the flags lie in the first.
    bytes.fill(0xff, bytes.length - 32);
    if (curve === 'bls12-381') bytes.fill(0xff, bytes.length - 48);
    expectFault(() => group.decode(bytes, argument), argument, 'non-canonical');
  });

  test.each(sides)('%s at infinity is refused', (argument, group) => {
    const infinity = group.identity as never;
    expectFault(() => group.decode(group.encode(infinity), argument), argument, 'infinity');
    expectFault(() => group.decode(group.encodeUncompressed(infinity), argument), argument, 'infinity');
  });

  test.each(sides)('%s of a wrong length or with false flags is refused', (argument, group) => {
    expectFault(() => group.decode(new Uint8Array(), argument), argument, 'wrong-length');
    const bytes = group.encode(group.generator as never);
    expectFault(() => group.decode(bytes.slice(1), argument), argument, 'wrong-length');
    // Neither curve has a compressed point without flags.
    bytes[0] &= curve === 'bn254' ? 0x3f : 0x1f;
    expectFault(() => group.decode(bytes, argument), argument, 'bad-flags');
  });
});

describe('points in the wrong subgroup', () => {
  test('are refused in each group that has more than one; G1 of BN254 has one only', () => {
    const outside2 = bn254.G2.Point.fromAffine(
      mapToCurveSvdw(BN254_G2_SVDW, BN254_G2_CONSTANTS, { c0: 5n, c1: 6n }),
    );
    const g2 = pairingSuite('bn254', 'g2').keys;
    const bytes2 = g2.encode(outside2 as never);
    expectFault(() => g2.decode(bytes2, 'a key'), 'a key', 'wrong-subgroup');

    const { Fp, Fp2 } = bls12_381.fields;
    const outside1 = bls12_381.G1.Point.fromAffine({ x: 4n, y: Fp.sqrt(68n) });
    const g1 = pairingSuite('bls12-381', 'g1').keys;
    expectFault(() => g1.decode(g1.encode(outside1 as never), 'a key'), 'a key', 'wrong-subgroup');

    // The first x = 1 + k·u with a point on the twist y² = x³ + 4(1 + u).
    const { b } = bls12_381.G2.Point.CURVE();
    const signatures = pairingSuite('bls12-381', 'g1').signatures;
    const on = Array.from({ length: 20 }, (_, k) => Fp2.fromBigTuple([1n, BigInt(k)]))
      .map((x) => ({ x, square: Fp2.add(Fp2.mul(Fp2.sqr(x), x), b) }))
      .find(({ square: { c0, c1 } }) => {
        const norm = Fp.add(Fp.sqr(c0), Fp.sqr(c1));
        return Fp.eql(Fp.pow(norm, (Fp.ORDER - 1n) / 2n), Fp.ONE);
      })!;
    const outside = bls12_381.G2.Point.fromAffine({ x: on.x, y: Fp2.sqrt(on.square) });
    expect(outside.isTorsionFree()).toBe(false);
    const bytes = signatures.encode(outside as never);
    expectFault(() => signatures.decode(bytes, 'a signature'), 'a signature', 'wrong-subgroup');
  });
});

describe('numbers and lists', () => {
  const suite = pairingSuite('bn254', 'g1');
  const source = hashedBytes(Uint8Array.of(1), 'input error test');
  const { key } = dealKey(suite, 7n, 2, 3, source);
  const share = (seat: number) => ({ seat, signature: suite.signatures.generator });
  const message = new Uint8Array();
  const rules = (threshold: number) => () =>
    freshKeyRules(suite.keys, 'pedersen', message, [suite.keys.generator], threshold);

  // Found by these: a check of seats, thresholds or lengths taken away.
  test.each<[string, string, InputFault, () => unknown]>([
    ['index zero', 'shares', 'out-of-range', () => combineShares(key, message, [share(0), share(1)])],
    ['an index below', 'shares', 'out-of-range', () => combineShares(key, message, [share(-1), share(1)])],
    ['an index beyond', 'shares', 'out-of-range', () => combineShares(key, message, [share(4), share(1)])],
    ['a part of one', 'shares', 'out-of-range', () => combineShares(key, message, [share(1.5), share(1)])],
    ['no number', 'shares', 'out-of-range', () => combineShares(key, message, [share(NaN), share(1)])],
    ['one twice', 'shares', 'duplicate', () => combineShares(key, message, [share(2), share(2)])],
    ['one twice among few', 'shares', 'duplicate', () => requireSeats([3, 1, 3], 3, 'shares')],
    ['index zero alone', 'share', 'out-of-range', () => verifyShare(key, message, share(0))],
    ['t > n, dealt', 'threshold', 'out-of-range', () => dealKey(suite, 7n, 4, 3, source)],
    ['t > n, of a key', 'threshold', 'out-of-range', () => thresholdKey(suite, key.vector, 1)],
    ['t > n, of a run', 'threshold', 'out-of-range', rules(2)],
    ['t = 0', 'threshold', 'out-of-range', rules(0)],
    ['t > n, asked', 'threshold', 'out-of-range', () => requireThreshold(257, 256)],
    ['nobody', 'members', 'out-of-range', () => requireThreshold(0, 0)],
    ['too many', 'members', 'out-of-range', () => requireThreshold(1, 257)],
    ['no signatures', 'signatures', 'too-few', () => aggregateSignatures(suite, [])],
    ['no keys', 'keys', 'too-few', () => aggregateKeys(suite, [])],
    ['no messages', 'signed', 'too-few', () => verifyDistinctMessages(suite, [], share(1).signature)],
    ['a scalar too long', 's', 'wrong-length', () => decodeScalar(new Uint8Array(33), suite.order, 's')],
    [
      'a scalar too large',
      's',
      'non-canonical',
      () => decodeScalar(new Uint8Array(32).fill(255), suite.order, 's'),
    ],
    ['no such dealer', 'seat', 'out-of-range', () => keyParity(honestTask(2), 3, 0)],
    [
      't > n, of a ceremony',
      'threshold',
      'out-of-range',
      () => realCeremonies().begin(honestTask(2, { threshold: 3 })),
    ],
    [
      't > n, of an ideal one',
      'threshold',
      'out-of-range',
      () => idealCeremonies().begin(honestTask(2, { threshold: 3 })),
    ],
  ])('are refused: %s', (_, argument, fault, act) => {
    expectFault(act, argument, fault);
  });

  test('are no error where peers decide: too few shares and false ones are an outcome', () => {
    // A share that is infinity is only false, as any other that is not right.
    const { identity } = suite.signatures;
    const infinite = [1, 2].map((seat) => ({ seat, signature: identity }));
    expect(combineShares(key, message, [share(1)])).toEqual({ kind: 'too-few', valid: 1, culprits: [] });
    expect(combineShares(key, message, [])).toEqual({ kind: 'too-few', valid: 0, culprits: [] });
    expect(combineShares(key, message, infinite)).toEqual({ kind: 'too-few', valid: 0, culprits: [1, 2] });
  });
});

test('an input error says what would be accepted, and none is thrown for what is right', () => {
  expect(() => requireInput(true, 'a', 'infinity', 'b')).not.toThrow();
  const error = new CryptoInputError('the key of seat 3', 'wrong-subgroup', 'a point of the subgroup');
  expect(error.message).toBe('the key of seat 3: wrong subgroup; accepted: a point of the subgroup');
});
