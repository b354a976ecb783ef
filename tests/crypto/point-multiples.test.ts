import { describe, expect, test } from 'vitest';
import type { WeierstrassPoint } from '@noble/curves/abstract/weierstrass.js';
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { bn254 } from '@noble/curves/bn254.js';
import {
  BLS12_381_G1,
  BLS12_381_G1_ENDOMORPHISM,
  BLS12_381_G2,
  BLS12_381_G2_ENDOMORPHISM,
} from '../../src/crypto/bls12-381.ts';
import {
  BN254_G1,
  BN254_G1_ENDOMORPHISM,
  BN254_G2,
  BN254_G2_CONSTANTS,
  BN254_G2_ENDOMORPHISM,
  BN254_G2_SVDW,
} from '../../src/crypto/bn254.ts';
import type { Endomorphism } from '../../src/crypto/endomorphism.ts';
import type { CurveGroup } from '../../src/crypto/group.ts';
import { CryptoInputError } from '../../src/crypto/input-error.ts';
import { drawScalar, hashedBytes, reduced } from '../../src/crypto/scalar.ts';
import { mapToCurveSvdw } from '../../src/crypto/svdw.ts';
import { thrownBy } from './vectors.helpers.ts';

type Point = WeierstrassPoint<unknown>;
interface Case {
  readonly group: CurveGroup<Point>;
  readonly endomorphism: Endomorphism<unknown>;
  /** What the endomorphism multiplies by. */
  readonly lambda: bigint;
}

const X = 4965661367192848881n;
const Z = 0xd201000000010000n;
const CASES = [
  [BN254_G1, BN254_G1_ENDOMORPHISM, 36n * X ** 3n + 18n * X ** 2n + 6n * X + 1n],
  [BN254_G2, BN254_G2_ENDOMORPHISM, 6n * X ** 2n],
  [BLS12_381_G1, BLS12_381_G1_ENDOMORPHISM, Z ** 2n - 1n],
  [BLS12_381_G2, BLS12_381_G2_ENDOMORPHISM, Z],
].map((each) => {
  const [group, endomorphism, lambda] = each as unknown as [CurveGroup<Point>, Endomorphism<unknown>, bigint];
  return [group.name, { group, endomorphism, lambda }] as [string, Case];
});

/** Ends of the range, neighbours of λ's powers and of windows' bounds, and 200 drawn from a fixed seed. */
function scalarsFor({ group, lambda }: Case): readonly bigint[] {
  const { order } = group;
  const source = hashedBytes(new Uint8Array(16), group.name);
  const bounds = [
    0n,
    order,
    ...[1n, 2n, 3n].map((power) => lambda ** power),
    ...[3n, 4n, 5n, 6n, 124n, 128n].map((bit) => 1n << bit),
    order / lambda,
    (order / lambda) * lambda,
    order - lambda,
    order / 2n,
  ];
  const edges = bounds.flatMap((bound) => [bound - 1n, bound, bound + 1n]);
  return [
    ...edges.filter((edge) => edge >= 0n && edge < order),
    ...Array.from({ length: 200 }, () => drawScalar(order, source)),
  ];
}

describe.each(CASES)('multiplication in %s', (_, given) => {
  const { group, endomorphism, lambda } = given;
  const { order } = group;
  const scalars = scalarsFor(given);
  const point = group.hash(new Uint8Array(), 'a point');
  const expected = scalars.map((scalar) => point.multiplyUnsafe(scalar));
  const wrongIn = (products: readonly Point[], right: readonly Point[] = expected): readonly bigint[] =>
    scalars.filter((_scalar, index) => !products[index].equals(right[index]));

  test('is the library’s, with tables, without, and together', () => {
    const ready = group.prepared(point);
    expect(wrongIn(scalars.map((scalar) => group.multiply(point, scalar)))).toEqual([]);
    expect(wrongIn(scalars.map((scalar) => group.multiply(ready, scalar)))).toEqual([]);
    const together = group.multiplyEach(
      scalars.map(() => ready),
      scalars,
    );
    expect(wrongIn(together)).toEqual([]);
    expect(wrongIn(group.multiplyEach([point, ...scalars.slice(1).map(() => ready)], scalars))).toEqual([]);
  });

  test('is the library’s of the generator, and of a point that is not affine', () => {
    const { generator } = group;
    const generated = scalars.map((scalar) => generator.multiplyUnsafe(scalar));
    expect(wrongIn(scalars.map(group.multiplyGenerator), generated)).toEqual([]);
    const sum = point.add(generator);
    for (const [index, scalar] of scalars.slice(0, 40).entries()) {
      expect(group.multiply(sum, scalar).equals(expected[index].add(generated[index]))).toBe(true);
    }
  });

  test('of infinity is infinity, and of a scalar out of range is refused', () => {
    expect(group.multiply(group.identity, 5n).is0()).toBe(true);
    expect(
      group.multiplyEach(Array(5).fill(group.identity), [0n, 1n, 2n, 3n, 4n]).every((each) => each.is0()),
    ).toBe(true);
    for (const scalar of [-1n, order]) {
      expect(() => group.multiply(point, scalar)).toThrow();
      expect(() => group.multiplyEach(Array(5).fill(group.generator), Array(5).fill(scalar))).toThrow();
    }
  });

  test('splits a scalar into short parts by the endomorphism’s factor', () => {
    const image = group.generator.multiplyUnsafe(lambda).toAffine();
    expect(endomorphism.apply(group.generator.toAffine())).toEqual(image);
    for (const scalar of scalars) {
      const parts = endomorphism.split(scalar);
      const whole = parts.reduceRight((sum, part) => reduced(sum * lambda + part, order), 0n);
      expect(whole).toBe(scalar);
      const bound = 1n << BigInt(endomorphism.partBits);
      expect(parts.every((part) => part < bound && -part < bound)).toBe(true);
    }
  });

  test('evaluates polynomials of affine and other points, infinity among them', () => {
    const coefficients = [point.add(group.generator), group.identity, point, point.negate(), group.generator];
    for (const at of [0, 1, 2, 3, 7, 16, 255, 256]) {
      const sum = coefficients.reduceRight((value, each) => value.multiplyUnsafe(BigInt(at)).add(each));
      expect(group.polynomialAt(coefficients, at).equals(sum)).toBe(true);
    }
    // 2·P − 2·P, and P + 2·P where doubling and adding meet one point.
    expect(group.polynomialAt([point.double().negate(), point], 2).is0()).toBe(true);
    expect(group.polynomialAt([point.double(), point], 2).equals(point.multiplyUnsafe(4n))).toBe(true);
    expect(group.polynomialAt([group.identity, group.identity], 3).is0()).toBe(true);
  });
});

describe('a point outside of the subgroup', () => {
  const { Fp2 } = bn254.fields;
  const onTwist = bn254.G2.Point.fromAffine(mapToCurveSvdw(BN254_G2_SVDW, BN254_G2_CONSTANTS, Fp2.ONE));
  const onBls = [1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n].flatMap((x) => {
    const { Fp } = bls12_381.fields;
    try {
      return [bls12_381.G1.Point.fromAffine({ x, y: Fp.sqrt(x ** 3n + 4n) })];
    } catch {
      return [];
    }
  });

  test('is not multiplied by the endomorphism’s factor', () => {
    const scalar = 6n * X ** 2n;
    expect(BN254_G2.multiply(onTwist, scalar).equals(onTwist.multiplyUnsafe(scalar))).toBe(false);
    expect(onBls.length).toBeGreaterThan(0);
    expect(onBls[0].isTorsionFree()).toBe(false);
    expect(BLS12_381_G1.multiply(onBls[0], Z ** 2n - 1n).equals(onBls[0].multiplyUnsafe(Z ** 2n - 1n))).toBe(
      false,
    );
  });

  test('never comes out of a decoder, which asks the library', () => {
    for (const act of [
      () => BN254_G2.decode(BN254_G2.encode(onTwist), 'point'),
      () => BN254_G2.decode(BN254_G2.encodeUncompressed(onTwist), 'point'),
      () => BLS12_381_G1.decode(BLS12_381_G1.encode(onBls[0]), 'point'),
    ]) {
      const error = thrownBy(act);
      expect(error).toBeInstanceOf(CryptoInputError);
      expect((error as CryptoInputError).message).toContain('subgroup');
    }
  });
});
