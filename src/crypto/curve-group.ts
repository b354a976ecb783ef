/**
 * A curve of the library as a {@link CurveGroup}: its operations, our bytes, and a hash to the curve. §M4.4
 */
import type { WeierstrassPoint } from '@noble/curves/abstract/weierstrass.js';
import { assert } from '../base/assert.ts';
import type { CurveGroup } from './group.ts';
import { multipleOf, termsOf, windowTable, type MultiplesOf, type WindowTable } from './point-multiples.ts';
import {
  affineSums,
  jacobianAdd,
  jacobianDouble,
  jacobianSum,
  type AffinePoint,
  type JacobianPoint,
} from './point-sums.ts';
import { coordinateBytes, decodePoint, encodePoint, encodePointUncompressed } from './point-codec.ts';
import type { CodecCurve } from './point-codec.ts';
import { requireTag } from './scalar.ts';

/** Bits of a window of the generator's table: 21 windows of 32 multiples where a scalar falls into halves. */
const GENERATOR_BITS = 6;
/** Bits of a window of other tables: half the work to build, a third more of each multiplication. */
const PREPARED_BITS = 4;
/** Sums of which the shared inversions cost less than what affine additions save. */
const TOGETHER_MIN = 4;

/**
 * The subgroup of prime order of `curve`. `hashToPoint` maps a message to the subgroup. Whatever takes more
 * than one addition is worked out by {@link MultiplesOf}, not by the library, in two fifths of the time;
 * points of the group come from `decode`, `hash` and the generator only, so that the endomorphism holds.
 */
export function curveGroup<T>(
  name: string,
  curve: CodecCurve<T>,
  multiples: MultiplesOf<T>,
  hashToPoint: (message: Uint8Array, tag: string) => WeierstrassPoint<T>,
): CurveGroup<WeierstrassPoint<T>> {
  const { points } = curve;
  const order = points.Fn.ORDER;
  const multiplication = multiplicationOf(curve, multiples);
  return {
    name,
    order,
    identity: points.ZERO,
    generator: points.BASE,
    add: (left, right) => left.add(right),
    double: (point) => point.double(),
    negate: (point) => point.negate(),
    multiplyGenerator: (scalar) => multiplication.multiply(points.BASE, scalar),
    ...multiplication,
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

type Multiplication<P> = Pick<CurveGroup<P>, 'multiply' | 'multiplyEach' | 'polynomialAt' | 'prepared'>;

function multiplicationOf<T>(
  { points }: CodecCurve<T>,
  multiples: MultiplesOf<T>,
): Multiplication<WeierstrassPoint<T>> {
  type Point = WeierstrassPoint<T>;
  const { field } = multiples;
  /** How a point is ready: the bits of its windows, and its table once it was multiplied. */
  const tables = new WeakMap<Point, { readonly bits: number; table?: WindowTable<T> }>();
  tables.set(points.BASE, { bits: GENERATOR_BITS });
  const termsFor = (point: Point, scalar: bigint): readonly AffinePoint<T>[] | undefined => {
    const ready = tables.get(point);
    if (ready === undefined) return undefined;
    ready.table ??= windowTable(multiples, point.toAffine(), ready.bits);
    return termsOf(multiples, ready.table, scalar);
  };
  const { fromAffine, fromJacobian, plus } = conversionsOf(points, field);
  const multiply = (point: Point, scalar: bigint): Point => {
    assert(points.Fn.isValid(scalar), 'a scalar lies below the order');
    if (point.is0()) return point;
    const terms = termsFor(point, scalar);
    if (terms === undefined) return fromJacobian(multipleOf(multiples, point.toAffine(), scalar));
    return fromJacobian(jacobianAddAll(field, terms));
  };
  return {
    multiply,
    multiplyEach: (each, scalars) => {
      assert(each.length === scalars.length, 'each point has a scalar');
      assert(scalars.every(points.Fn.isValid, points.Fn), 'scalars lie below the order');
      const terms = each.map((point, index) => termsFor(point, scalars[index]));
      if (each.length < TOGETHER_MIN || !terms.every((list) => list !== undefined)) {
        return each.map((point, index) => multiply(point, scalars[index]));
      }
      return affineSums(field, terms).map(fromAffine);
    },
    // Horner's rule: on our curves many times faster than multiplications by the powers, which are long.
    polynomialAt: (coefficients, at) => {
      let value: JacobianPoint<T> | undefined;
      for (const coefficient of coefficients.toReversed()) {
        value = plus(smallMultiple(field, value, at), coefficient);
      }
      return fromJacobian(value);
    },
    prepared: (point) => {
      if (point.is0()) return point;
      const ready = points.fromAffine(point.toAffine());
      tables.set(ready, { bits: PREPARED_BITS });
      return ready;
    },
  };
}

function jacobianAddAll<T>(
  field: MultiplesOf<T>['field'],
  points: readonly AffinePoint<T>[],
): JacobianPoint<T> | undefined {
  let sum: JacobianPoint<T> | undefined;
  for (const point of points) sum = jacobianAdd(field, sum, point);
  return sum;
}

/** Between the library's points and ours. */
function conversionsOf<T>(points: CodecCurve<T>['points'], field: MultiplesOf<T>['field']) {
  type Point = WeierstrassPoint<T>;
  const fromAffine = (point: AffinePoint<T> | undefined): Point =>
    point === undefined
      ? points.ZERO
      : points.fromAffine({ x: field.canonical(point.x), y: field.canonical(point.y) });
  const fromJacobian = (point: JacobianPoint<T> | undefined): Point => {
    if (point === undefined) return points.ZERO;
    const [x, z] = [field.mul(point.x, point.z), field.mul(point.z, field.sqr(point.z))];
    return new points(field.canonical(x), field.canonical(point.y), field.canonical(z));
  };
  const toJacobian = ({ X, Y, Z }: Point): JacobianPoint<T> => ({
    x: field.mul(X, Z),
    y: field.mul(Y, field.sqr(Z)),
    z: Z,
  });
  const isAffine = ({ Z }: Point): boolean => points.Fp.eql(Z, field.one);
  const plus = (sum: JacobianPoint<T> | undefined, point: Point): JacobianPoint<T> | undefined => {
    if (point.is0()) return sum;
    return isAffine(point)
      ? jacobianAdd(field, sum, { x: point.X, y: point.Y })
      : jacobianSum(field, sum, toJacobian(point));
  };
  return { fromAffine, fromJacobian, plus };
}

function smallMultiple<T>(
  field: MultiplesOf<T>['field'],
  point: JacobianPoint<T> | undefined,
  factor: number,
): JacobianPoint<T> | undefined {
  if (factor === 0 || point === undefined) return undefined;
  let product: JacobianPoint<T> | undefined = point;
  for (let bit = 30 - Math.clz32(factor); bit >= 0; bit--) {
    product = product === undefined ? undefined : jacobianDouble(field, product);
    if (((factor >>> bit) & 1) === 1) product = jacobianSum(field, product, point);
  }
  return product;
}
