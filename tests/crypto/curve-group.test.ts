import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expand_message_xmd } from '@noble/curves/abstract/hash-to-curve.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { BLS12_381_G1, BLS12_381_G2 } from '../../src/crypto/bls12-381.ts';
import { BN254_G1, BN254_G2 } from '../../src/crypto/bn254.ts';
import { linearCombination, sumOf, type CurveGroup } from '../../src/crypto/group.ts';
import { CryptoInputError } from '../../src/crypto/input-error.ts';
import { pairingSuite } from '../../src/crypto/pairing-suite.ts';
import { smallGroup } from './small-group.helpers.ts';
import { bytes, hex, number, rfcMessage, thrownBy, vectors } from './vectors.helpers.ts';

interface HashVectors {
  readonly tag: string;
  readonly cases: readonly { readonly message: string; readonly x: string[]; readonly y: string[] }[];
}
type BothGroups = Readonly<Record<'g1' | 'g2', HashVectors>>;

interface Precompiles {
  readonly add: Readonly<Record<'left' | 'right' | 'sum', string>>;
  readonly multiply: Readonly<Record<'point' | 'scalar' | 'product', string>>;
  readonly pairsToOne: readonly Readonly<Record<'g1' | 'g2', string>>[];
}

/** Uncompressed bytes: the components of x, then of y, the most significant first. */
const uncompressed = (x: readonly string[], y: readonly string[]): string =>
  [...x.toReversed(), ...y.toReversed()].join('');

describe('hash to curve', () => {
  test('expands messages as RFC 9380, appendix K.1, shows', () => {
    const { tag, cases } = vectors<{ tag: string; cases: { message: string; bytes: string }[] }>(
      'rfc9380-expand-message-xmd',
    );
    expect(cases).toHaveLength(10);
    for (const { message, bytes: expected } of cases) {
      const expanded = expand_message_xmd(rfcMessage(message), tag, expected.length / 2, sha256);
      expect(hex(expanded)).toBe(expected);
    }
  });

  const hashesAsPublished = <P>(group: CurveGroup<P>, { tag, cases }: HashVectors): void => {
    expect(cases).toHaveLength(5);
    for (const { message, x, y } of cases) {
      const point = group.hash(rfcMessage(message), tag);
      expect(hex(group.encodeUncompressed(point))).toBe(uncompressed(x, y));
    }
  };

  test('gives the points of RFC 9380, appendices J.9.1 and J.10.1, on BLS12-381', () => {
    const published = vectors<BothGroups>('rfc9380-bls12-381');
    hashesAsPublished(BLS12_381_G1, published.g1);
    hashesAsPublished(BLS12_381_G2, published.g2);
  });

  test('gives the points that gnark-crypto publishes on BN254', () => {
    const published = vectors<BothGroups>('bn254-hash-to-curve');
    hashesAsPublished(BN254_G1, published.g1);
    hashesAsPublished(BN254_G2, published.g2);
  });

  test.each(['', 'x'.repeat(256), 'tag\n', 'größe'])('refuses the tag %j', (tag) => {
    for (const act of [
      () => BN254_G1.hash(new Uint8Array(), tag),
      () => BLS12_381_G2.hash(new Uint8Array(), tag),
      () => pairingSuite('bn254', 'g1', { signature: 'a', possession: tag }),
    ]) {
      expect(thrownBy(act)).toBeInstanceOf(CryptoInputError);
    }
  });
});

describe('BN254', () => {
  const { add, multiply, pairsToOne } = vectors<Precompiles>('bn254-precompiles');
  const point = (digits: string): ReturnType<typeof BN254_G1.decode> =>
    BN254_G1.decode(bytes(digits), 'point');

  test('adds and multiplies as the precompiled contracts of Ethereum do', () => {
    const sum = BN254_G1.add(point(add.left), point(add.right));
    expect(hex(BN254_G1.encodeUncompressed(sum))).toBe(add.sum);
    const product = BN254_G1.multiply(point(multiply.point), number(multiply.scalar));
    expect(hex(BN254_G1.encodeUncompressed(product))).toBe(multiply.product);
  });

  test('pairs as the precompiled contract of Ethereum does', () => {
    const suite = pairingSuite('bn254', 'g1');
    const pairs = pairsToOne.map(({ g1, g2 }) => ({
      key: suite.keys.decode(bytes(g1), 'g1'),
      signature: suite.signatures.decode(bytes(g2), 'g2'),
    }));
    expect(suite.pairsToOne(pairs)).toBe(true);
    expect(suite.pairsToOne(pairs.slice(1))).toBe(false);
    expect(suite.pairsToOne([{ ...pairs[0], key: pairs[1].key }, pairs[1]])).toBe(false);
  });

  test('has the parameters of EIP-196 and EIP-197', () => {
    const order = 21888242871839275222246405745257275088548364400416034343698204186575808495617n;
    expect([BN254_G1.order, BN254_G2.order]).toEqual([order, order]);
    expect(hex(BN254_G1.encodeUncompressed(BN254_G1.generator))).toBe(
      '1'.padStart(64, '0') + '2'.padStart(64, '0'),
    );
    expect(hex(BN254_G2.encodeUncompressed(BN254_G2.generator))).toBe(
      [
        11559732032986387107991004021392285783925812861821192530917403151452391805634n,
        10857046999023057135944570762232829481370756359578518086990519993285655852781n,
        4082367875863433681332203403145435568316851327593401208105741076214120093531n,
        8495653923123431417604973247489272438418190587263600148770280649306958101930n,
      ]
        .map((component) => component.toString(16).padStart(64, '0'))
        .join(''),
    );
  });
});

describe.each(['bn254', 'bls12-381'] as const)('the pairing of %s', (curve) => {
  test('is bilinear and not degenerate', () => {
    const suite = pairingSuite(curve, 'g1');
    const { keys, signatures, order } = suite;
    const scalar = fc.bigInt({ min: 1n, max: order - 1n });
    fc.assert(
      fc.property(scalar, scalar, (a, b) => {
        const key = keys.multiplyGenerator(a);
        const signature = signatures.multiplyGenerator(b);
        const opposite = { key: keys.negate(keys.generator), signature: signatures.generator };
        const product = signatures.multiplyGenerator((a * b) % order);
        expect(
          suite.pairsToOne([
            { key, signature },
            { ...opposite, signature: product },
          ]),
        ).toBe(true);
        const other = signatures.add(product, signatures.generator);
        expect(
          suite.pairsToOne([
            { key, signature },
            { ...opposite, signature: other },
          ]),
        ).toBe(false);
      }),
      { numRuns: 2 },
    );
  });

  test('is one with infinity on either side, and of no pairs at all', () => {
    const suite = pairingSuite(curve, 'g2');
    const { keys, signatures } = suite;
    expect(suite.pairsToOne([])).toBe(true);
    expect(suite.pairsToOne([{ key: keys.identity, signature: signatures.generator }])).toBe(true);
    expect(suite.pairsToOne([{ key: keys.generator, signature: signatures.identity }])).toBe(true);
    expect(suite.pairsToOne([{ key: keys.generator, signature: signatures.generator }])).toBe(false);
  });
});

describe.each([
  ['a small group', smallGroup],
  ['BN254 G1', BN254_G1],
  ['BLS12-381 G2', BLS12_381_G2],
] as const)('arithmetic in %s', (_, given) => {
  // The laws are the same whatever the points are.
  const group = given as typeof smallGroup;
  const scalar = fc.bigInt({ min: 0n, max: group.order - 1n });
  const numRuns = group === smallGroup ? 100 : 3;

  test('combines points as multiplication and addition one by one do', () => {
    fc.assert(
      fc.property(fc.array(scalar, { maxLength: 4 }), (scalars) => {
        const points = scalars.map((_scalar, index) => group.multiplyGenerator(BigInt(index + 1)));
        const products = points.map((point, index) => group.multiply(point, scalars[index]));
        const combined = linearCombination(group, points, scalars);
        expect(group.equals(combined, sumOf(group, products))).toBe(true);
      }),
      { numRuns },
    );
  });

  test('multiplies alike by small numbers, by tables, and of the generator', () => {
    fc.assert(
      fc.property(scalar, fc.nat({ max: 1000 }), (secret, small) => {
        const point = group.multiplyGenerator(secret);
        expect(group.equals(point, group.multiply(group.generator, secret))).toBe(true);
        const product = group.multiply(point, BigInt(small));
        expect(group.equals(group.polynomialAt([group.identity, point], small), product)).toBe(true);
        expect(
          group.equals(group.multiply(group.prepared(point), secret), group.multiply(point, secret)),
        ).toBe(true);
      }),
      { numRuns },
    );
  });

  test('has its order, and identity as its zero', () => {
    const { generator, identity, order } = group;
    expect(group.equals(group.add(group.multiply(generator, order - 1n), generator), identity)).toBe(true);
    expect(group.equals(group.add(generator, group.negate(generator)), identity)).toBe(true);
    expect([identity, generator].map(group.isIdentity)).toEqual([true, false]);
    expect(group.equals(group.double(generator), group.add(generator, generator))).toBe(true);
    expect(linearCombination(group, [], [])).toBe(identity);
  });
});
