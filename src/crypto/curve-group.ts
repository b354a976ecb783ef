/**
 * A curve of the library as a {@link CurveGroup}: its operations, our bytes, and a hash to the curve. §M4.4
 */
import type { WeierstrassPoint } from '@noble/curves/abstract/weierstrass.js';
import { assert } from '../base/assert.ts';
import type { CurveGroup } from './group.ts';
import { coordinateBytes, decodePoint, encodePoint, encodePointUncompressed } from './point-codec.ts';
import type { CodecCurve } from './point-codec.ts';
import { requireTag } from './scalar.ts';

/**
 * The subgroup of prime order of `curve`. `hashToPoint` maps a message to the subgroup. Multiplication is
 * the library's variable-time one: its constant-time one draws randomness for blinding, which must not be
 * here.
 */
export function curveGroup<T>(
  name: string,
  curve: CodecCurve<T>,
  hashToPoint: (message: Uint8Array, tag: string) => WeierstrassPoint<T>,
): CurveGroup<WeierstrassPoint<T>> {
  const { points } = curve;
  const order = points.Fn.ORDER;
  return {
    name,
    order,
    identity: points.ZERO,
    generator: points.BASE,
    add: (left, right) => left.add(right),
    double: (point) => point.double(),
    negate: (point) => point.negate(),
    multiply: (point, scalar) => point.multiplyUnsafe(scalar),
    multiplyGenerator: (scalar) => points.BASE.multiplyUnsafe(scalar),
    // Tables of windows of four bits: built for the work of one multiplication, each then costs a fifth.
    prepared: (point) => (point.is0() ? point : points.fromAffine(point.toAffine()).precompute(4)),
    equals: (left, right) => left.equals(right),
    isIdentity: (point) => point.is0(),
    encode: (point) => encodePoint(curve, point),
    hash: (message, tag) => {
      requireTag(tag, 'tag');
      const point = hashToPoint(message, tag);
      assert(!point.is0(), 'no message is known that hashes to infinity');
      return point;
    },
    encodedBytes: coordinateBytes(curve),
    encodeUncompressed: (point) => encodePointUncompressed(curve, point),
    decode: (bytes, argument) => decodePoint(curve, bytes, argument),
  };
}
