/**
 * Multiples of points by signed windows: of any point with doublings, of a point that is multiplied often
 * out of a table that holds them, so that only sums are left.
 */
import type { Endomorphism } from './endomorphism.ts';
import type { LazyField } from './lazy-field.ts';
import {
  affinePairSums,
  affinePoints,
  jacobianAdd,
  jacobianDouble,
  type AffinePoint,
  type JacobianPoint,
} from './point-sums.ts';

/** A subgroup of prime order, its field and its endomorphism. */
export interface MultiplesOf<T> {
  readonly field: LazyField<T>;
  readonly endomorphism: Endomorphism<T>;
}

/**
 * Multiples 1 … 2^(bits − 1) of 2^(bits·window) times the point, window by window; then their images under
 * the endomorphism, as far as they were needed.
 */
export interface WindowTable<T> {
  readonly bits: number;
  readonly images: readonly (AffinePoint<T> | undefined)[][];
}

/** The table of a point for windows of `bits` bits. */
export function windowTable<T>(
  { field, endomorphism }: MultiplesOf<T>,
  point: AffinePoint<T>,
  bits: number,
): WindowTable<T> {
  const windows = windowsOf(endomorphism, bits);
  const chain: JacobianPoint<T>[] = [{ ...point, z: field.one }];
  while (chain.length < windows) {
    let next = chain[chain.length - 1];
    for (let bit = 0; bit < bits; bit++) next = jacobianDouble(field, next);
    chain.push(next);
  }
  const bases = finite(affinePoints(field, chain));
  // By multiple, then by window. Each round adds the last row to all: twice the rows for one inversion.
  const rows = [bases];
  while (rows.length < 1 << (bits - 1)) {
    const last = rows[rows.length - 1];
    const pairs = rows.flatMap((row) => row.map((multiple, window) => [multiple, last[window]] as const));
    const sums = finite(affinePairSums(field, pairs));
    for (let start = 0; start < sums.length; start += windows) rows.push(sums.slice(start, start + windows));
  }
  const entries = bases.flatMap((_, window) => rows.map((row) => row[window]));
  return { bits, images: endomorphism.split(0n).map((_, part) => (part === 0 ? entries : [])) };
}

/** The points of a table whose sum is the multiple. */
export function termsOf<T>(
  { field, endomorphism }: MultiplesOf<T>,
  { bits, images }: WindowTable<T>,
  scalar: bigint,
): readonly AffinePoint<T>[] {
  const windows = windowsOf(endomorphism, bits);
  return endomorphism.split(scalar).flatMap((part, power) => {
    const terms: AffinePoint<T>[] = [];
    for (const [window, digit] of signedDigits(part, bits, windows).entries()) {
      if (digit === 0) continue;
      const index = (window << (bits - 1)) + Math.abs(digit) - 1;
      const { x, y } = imageAt(endomorphism, images, power, index);
      terms.push(digit < 0 ? { x, y: field.neg(y) } : { x, y });
    }
    return terms;
  });
}

/** A multiple of a point without a table. */
export function multipleOf<T>(
  { field, endomorphism }: MultiplesOf<T>,
  point: AffinePoint<T>,
  scalar: bigint,
): JacobianPoint<T> | undefined {
  const images = smallMultiples(field, point, endomorphism);
  const windows = windowsOf(endomorphism, WALK_BITS);
  const digits = endomorphism.split(scalar).map((part) => signedDigits(part, WALK_BITS, windows));
  let sum: JacobianPoint<T> | undefined;
  for (let window = windows - 1; window >= 0; window--) {
    for (let bit = 0; bit < WALK_BITS && sum !== undefined; bit++) sum = jacobianDouble(field, sum);
    for (const [power, partDigits] of digits.entries()) {
      const digit = partDigits[window];
      if (digit === 0) continue;
      const { x, y } = images[power][Math.abs(digit) - 1];
      sum = jacobianAdd(field, sum, digit < 0 ? { x, y: field.neg(y) } : { x, y });
    }
  }
  return sum;
}

/** Bits of a window where doublings are shared: 8 multiples. */
const WALK_BITS = 4;

/** Multiples 1 … 2^(WALK_BITS − 1), and their images. */
function smallMultiples<T>(
  field: LazyField<T>,
  point: AffinePoint<T>,
  endomorphism: Endomorphism<T>,
): readonly (readonly AffinePoint<T>[])[] {
  const multiples: JacobianPoint<T>[] = [{ ...point, z: field.one }];
  for (let factor = 2; factor <= 1 << (WALK_BITS - 1); factor++) {
    const next = jacobianAdd(field, multiples[factor - 2], point);
    if (next !== undefined) multiples.push(next);
  }
  let row = finite(affinePoints(field, multiples));
  return endomorphism.split(0n).map((_, power) => {
    if (power > 0) row = row.map((multiple) => endomorphism.apply(multiple));
    return row;
  });
}

function imageAt<T>(
  endomorphism: Endomorphism<T>,
  images: WindowTable<T>['images'],
  power: number,
  index: number,
): AffinePoint<T> {
  const known = images[power][index];
  if (known !== undefined) return known;
  const image = endomorphism.apply(imageAt(endomorphism, images, power - 1, index));
  images[power][index] = image;
  return image;
}

/** One window more than the bits fill takes the last carry. */
function windowsOf({ partBits }: { readonly partBits: number }, bits: number): number {
  return Math.floor(partBits / bits) + 1;
}

/** Digits −2^(bits − 1) + 1 … 2^(bits − 1) whose sum by powers of 2^bits is `number`, the lowest first. */
function signedDigits(number: bigint, bits: number, windows: number): readonly number[] {
  const size = 1 << bits;
  const sign = number < 0n ? -1 : 1;
  let rest = number < 0n ? -number : number;
  const shift = BigInt(bits);
  return Array.from({ length: windows }, () => {
    let digit = Number(BigInt.asUintN(bits, rest));
    rest >>= shift;
    if (digit > size / 2) {
      digit -= size;
      rest += 1n;
    }
    return sign * digit;
  });
}

/** Small multiples of a point of large prime order are never infinity. */
function finite<T>(points: readonly (AffinePoint<T> | undefined)[]): readonly AffinePoint<T>[] {
  return points.filter((point) => point !== undefined);
}
