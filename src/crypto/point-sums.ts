/**
 * Sums of points of y² = x³ + b in two ways: in Jacobian coordinates one after the other, and affine where
 * many sums are wanted at once, so that they share one inversion (Montgomery's trick). Infinity is
 * `undefined`. Formulas: Bernstein and Lange's Explicit-Formulas Database, `jacobian-0`.
 */
import type { LazyField } from './lazy-field.ts';

/** A point by its coordinates. */
export interface AffinePoint<T> {
  readonly x: T;
  readonly y: T;
}

/** The point (x / z², y / z³); z is not zero. */
export interface JacobianPoint<T> extends AffinePoint<T> {
  readonly z: T;
}

/** Twice a point. No point of odd order has y = 0. */
export function jacobianDouble<T>(field: LazyField<T>, { x, y, z }: JacobianPoint<T>): JacobianPoint<T> {
  const { add, sub, mul, sqr, mulDiff } = field;
  const xx = sqr(x);
  const yy = sqr(y);
  const yy2 = add(yy, yy);
  const distance = mul(add(x, x), yy2);
  const slope = add(add(xx, xx), xx);
  const doubled = sub(sqr(slope), add(distance, distance));
  return {
    x: doubled,
    y: mulDiff(slope, sub(distance, doubled), add(yy2, yy2), yy2),
    z: mul(add(y, y), z),
  };
}

/** The sum with a point in affine coordinates. */
export function jacobianAdd<T>(
  field: LazyField<T>,
  left: JacobianPoint<T> | undefined,
  right: AffinePoint<T>,
): JacobianPoint<T> | undefined {
  if (left === undefined) return { x: right.x, y: right.y, z: field.one };
  const { sub, mul, sqr } = field;
  const zz = sqr(left.z);
  const across = sub(mul(right.x, zz), left.x);
  const up = sub(mul(right.y, mul(left.z, zz)), left.y);
  return chordEnd(field, left, across, up, mul(left.z, across));
}

/** The sum of two points in Jacobian coordinates. */
export function jacobianSum<T>(
  field: LazyField<T>,
  left: JacobianPoint<T> | undefined,
  right: JacobianPoint<T> | undefined,
): JacobianPoint<T> | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  const { sub, mul, sqr } = field;
  const [zz1, zz2] = [sqr(left.z), sqr(right.z)];
  const scaled = { x: mul(left.x, zz2), y: mul(left.y, mul(right.z, zz2)), z: mul(left.z, right.z) };
  const across = sub(mul(right.x, zz1), scaled.x);
  const up = sub(mul(right.y, mul(left.z, zz1)), scaled.y);
  return chordEnd(field, scaled, across, up, mul(scaled.z, across));
}

/** The sum of `left` and the point `across` and `up` from it, in units of its z; `z` is left.z · across. */
function chordEnd<T>(
  field: LazyField<T>,
  left: JacobianPoint<T>,
  across: T,
  up: T,
  z: T,
): JacobianPoint<T> | undefined {
  const { add, sub, mul, sqr, mulDiff, isZero } = field;
  const square = sqr(across);
  if (isZero(square)) return isZero(sqr(up)) ? jacobianDouble(field, left) : undefined;
  const cube = mul(across, square);
  const distance = mul(left.x, square);
  const x = sub(sub(sqr(up), cube), add(distance, distance));
  return { x, y: mulDiff(up, sub(distance, x), left.y, cube), z };
}

/** The same points in affine coordinates. */
export function affinePoints<T>(
  field: LazyField<T>,
  points: readonly (JacobianPoint<T> | undefined)[],
): readonly (AffinePoint<T> | undefined)[] {
  const { mul, sqr } = field;
  const inverses = invertedAll(
    field,
    points.map((point) => point?.z ?? field.one),
  );
  return points.map((point, index) => {
    if (point === undefined) return undefined;
    const square = sqr(inverses[index]);
    return { x: mul(point.x, square), y: mul(point.y, mul(square, inverses[index])) };
  });
}

/** The sum of each list. Neighbours are added in rounds, all lists' at once: one inversion for a round. */
export function affineSums<T>(
  field: LazyField<T>,
  lists: readonly (readonly AffinePoint<T>[])[],
): readonly (AffinePoint<T> | undefined)[] {
  let rest = lists;
  while (rest.some((list) => list.length > 1)) {
    const pairs = rest.flatMap((list) =>
      Array.from({ length: list.length >> 1 }, (_, index) => [list[2 * index], list[2 * index + 1]] as const),
    );
    const sums = affinePairSums(field, pairs);
    let taken = 0;
    rest = rest.map((list) => {
      const half = sums.slice(taken, (taken += list.length >> 1));
      const left = list.length % 2 === 1 ? [...half, list[list.length - 1]] : half;
      return left.filter((point) => point !== undefined);
    });
  }
  return rest.map((list) => list.at(0));
}

/** The sum of each pair. */
export function affinePairSums<T>(
  field: LazyField<T>,
  pairs: readonly (readonly [AffinePoint<T>, AffinePoint<T>])[],
): readonly (AffinePoint<T> | undefined)[] {
  const { add, sub, mul, sqr, canonical, isZero } = field;
  const rises = pairs.map(([left, right]) => {
    const across = canonical(sub(right.x, left.x));
    if (!isZero(across)) return { across, up: sub(right.y, left.y) };
    if (!isZero(canonical(sub(right.y, left.y)))) return undefined;
    const square = sqr(left.x);
    return { across: add(left.y, left.y), up: add(add(square, square), square) };
  });
  const inverses = invertedAll(
    field,
    rises.map((rise) => rise?.across ?? field.one),
  );
  return rises.map((rise, index) => {
    if (rise === undefined) return undefined;
    const [left, right] = pairs[index];
    const slope = mul(rise.up, inverses[index]);
    const x = sub(sub(sqr(slope), left.x), right.x);
    return { x, y: sub(mul(slope, sub(left.x, x)), left.y) };
  });
}

/** The inverses of elements that are not zero, by one inversion. */
function invertedAll<T>({ one, mul, inv }: LazyField<T>, elements: readonly T[]): readonly T[] {
  const before: T[] = [];
  let product = one;
  for (const element of elements) {
    before.push(product);
    product = mul(product, element);
  }
  let inverse = inv(product);
  const inverses = [...elements];
  for (let index = elements.length - 1; index >= 0; index--) {
    inverses[index] = mul(inverse, before[index]);
    inverse = mul(inverse, elements[index]);
  }
  return inverses;
}
