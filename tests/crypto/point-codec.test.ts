import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { bn254 } from '@noble/curves/bn254.js';
import { BLS12_381_G1, BLS12_381_G2 } from '../../src/crypto/bls12-381.ts';
import { BN254_G1, BN254_G2, BN254_G2_CONSTANTS, BN254_G2_SVDW } from '../../src/crypto/bn254.ts';
import type { CurveGroup } from '../../src/crypto/group.ts';
import { CryptoInputError, type InputFault } from '../../src/crypto/input-error.ts';
import { mapToCurveSvdw } from '../../src/crypto/svdw.ts';
import { bytes, hex, thrownBy } from './vectors.helpers.ts';

const groups = [BN254_G1, BN254_G2, BLS12_381_G1, BLS12_381_G2].map(
  (group) => [group.name, group as unknown as CurveGroup<object>] as const,
);

/** Checks that decoding throws our error, with its fault and the argument's name. */
function expectFault(group: CurveGroup<object>, encoded: Uint8Array, fault: InputFault): void {
  const error = thrownBy(() => group.decode(encoded, 'the key of seat 3'));
  expect(error).toBeInstanceOf(CryptoInputError);
  expect(error).toMatchObject({ argument: 'the key of seat 3', fault });
  expect((error as Error).message).toContain('the key of seat 3');
}

/** The bytes with the bits of `mask` in the first byte turned. */
function turned(encoded: Uint8Array, mask: number): Uint8Array {
  return encoded.map((byte, index) => (index === 0 ? byte ^ mask : byte));
}

describe.each(groups)('the bytes of points of %s', (_, group) => {
  const length = group.encodedBytes;
  const point = group.multiplyGenerator(123_456_789n);
  const compressed = group.encode(point);
  const uncompressed = group.encodeUncompressed(point);
  const isZcash = group.name.startsWith('BLS');

  test('come back as the point they were made of, in both forms', () => {
    expect([compressed.length, uncompressed.length]).toEqual([length, 2 * length]);
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: group.order - 1n }), (scalar) => {
        const some = group.multiplyGenerator(scalar);
        expect(group.equals(group.decode(group.encode(some), 'p'), some)).toBe(true);
        expect(group.equals(group.decode(group.encodeUncompressed(some), 'p'), some)).toBe(true);
      }),
      { numRuns: 4 },
    );
  });

  test('tell a point from its opposite by one flag', () => {
    const opposite = group.encode(group.negate(point));
    expect(hex(turned(compressed, isZcash ? 0x20 : 0x40))).toBe(hex(opposite));
  });

  test('are refused at any other length', () => {
    for (const wrong of [0, 1, length - 1, length + 1, 2 * length - 1, 2 * length + 1]) {
      expectFault(group, new Uint8Array(wrong), 'wrong-length');
    }
  });

  test('are refused for infinity by that name', () => {
    expectFault(group, group.encode(group.identity), 'infinity');
    expectFault(group, group.encodeUncompressed(group.identity), 'infinity');
    expect(hex(group.encode(group.identity))).toBe((isZcash ? 'c0' : '40').padEnd(2 * length, '0'));
  });

  test('are refused with flags that no point has', () => {
    const bad = isZcash
      ? [
          turned(compressed, 0x80),
          turned(compressed, 0x40),
          turned(uncompressed, 0x80),
          turned(uncompressed, 0x20),
        ]
      : [turned(compressed, 0x80), turned(uncompressed, 0x80), turned(uncompressed, 0x40)];
    // The flag of infinity over coordinates that are not zero.
    if (!isZcash) bad.push(turned(compressed, (compressed[0] & 0xc0) ^ 0x40));
    for (const encoded of bad) expectFault(group, encoded, 'bad-flags');
  });

  test('are refused for a coordinate that is not below the modulus', () => {
    const { ORDER } = isZcash ? bls12_381.fields.Fp : bn254.fields.Fp;
    const modulus = bytes(ORDER.toString(16));
    expectFault(
      group,
      turned(
        Uint8Array.from(compressed, (byte, i) => modulus[i] ?? byte),
        0x80,
      ),
      'non-canonical',
    );
    const places = uncompressed.length / modulus.length;
    for (let place = 0; place < places; place++) {
      const encoded = uncompressed.slice();
      encoded.set(modulus, place * modulus.length);
      expectFault(group, encoded, 'non-canonical');
    }
  });

  test('are refused off the curve', () => {
    const off = uncompressed.slice();
    off[off.length - 1] ^= 1;
    expectFault(group, off, 'not-on-curve');
    // Half of all x have no point; some of sixteen neighbours are among them.
    const faults = Array.from({ length: 16 }, (_none, step) => {
      const neighbour = compressed.slice();
      neighbour[length - 1] = step;
      try {
        group.decode(neighbour, 'p');
        return 'none';
      } catch (error) {
        return (error as CryptoInputError).fault;
      }
    });
    expect(faults).toContain('not-on-curve');
    expect(faults.every((fault) => ['none', 'not-on-curve', 'wrong-subgroup'].includes(fault))).toBe(true);
  });

  test('lead to a point or to our error, whatever they are', () => {
    const some = fc.oneof(
      fc.uint8Array({ minLength: length, maxLength: length }),
      fc.uint8Array({ minLength: 2 * length, maxLength: 2 * length }),
      fc.uint8Array({ maxLength: 3 * length }),
    );
    fc.assert(
      fc.property(some, (encoded) => {
        let decoded: object;
        try {
          decoded = group.decode(encoded, 'bytes');
        } catch (error) {
          expect(error).toBeInstanceOf(CryptoInputError);
          return;
        }
        const again = encoded.length === length ? group.encode(decoded) : group.encodeUncompressed(decoded);
        expect(hex(again)).toBe(hex(encoded));
      }),
      { numRuns: 60 },
    );
  });
});

describe('points outside the subgroup', () => {
  test('are refused on BLS12-381 G1', () => {
    // x = 4 has a point on the curve; nearly none of the curve's points lies in the subgroup.
    const { Point } = bls12_381.G1;
    const { Fp } = bls12_381.fields;
    const outside = Point.fromAffine({ x: 4n, y: Fp.sqrt(68n) });
    const group = BLS12_381_G1 as unknown as CurveGroup<object>;
    expectFault(group, group.encode(outside), 'wrong-subgroup');
    expectFault(group, group.encodeUncompressed(outside), 'wrong-subgroup');
  });

  test('are refused on BN254 G2, as EIP-197 demands', () => {
    const outside = bn254.G2.Point.fromAffine(
      mapToCurveSvdw(BN254_G2_SVDW, BN254_G2_CONSTANTS, { c0: 1n, c1: 2n }),
    );
    const group = BN254_G2 as unknown as CurveGroup<object>;
    expectFault(group, group.encode(outside), 'wrong-subgroup');
    expectFault(group, group.encodeUncompressed(outside), 'wrong-subgroup');
  });
});

test('BLS12-381 is written as the library writes it', () => {
  for (const scalar of [1n, 2n, 3n, 987_654_321n]) {
    const g1 = bls12_381.G1.Point.BASE.multiplyUnsafe(scalar);
    const g2 = bls12_381.G2.Point.BASE.multiplyUnsafe(scalar);
    for (const isCompressed of [true, false]) {
      const ours1 = isCompressed ? BLS12_381_G1.encode(g1) : BLS12_381_G1.encodeUncompressed(g1);
      const ours2 = isCompressed ? BLS12_381_G2.encode(g2) : BLS12_381_G2.encodeUncompressed(g2);
      expect([hex(ours1), hex(ours2)]).toEqual([g1.toHex(isCompressed), g2.toHex(isCompressed)]);
    }
  }
});
