/**
 * The bytes of points of y² = x³ + b: compressed to x and a sign, or both coordinates; numbers are written
 * most significant byte first, an element c0 + c1·u of the quadratic field as c1, c0. Every point has one
 * form of each kind, and every other string of bytes is refused with its reason. §M4.4
 */
import type { IField } from '@noble/curves/abstract/modular.js';
import type { WeierstrassPoint, WeierstrassPointCons } from '@noble/curves/abstract/weierstrass.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { CryptoInputError, requireInput } from './input-error.ts';
import { bytesOf, numberOf } from './scalar.ts';

/** The flags in the top bits of the first byte. */
export interface PointFlags {
  readonly mask: number;
  readonly compressedSmaller: number;
  readonly compressedLarger: number;
  readonly compressedInfinity: number;
  readonly uncompressedInfinity: number;
}

/** ZCash's flags, as the BLS signature draft demands for BLS12-381: compressed, infinity, larger y. */
export const ZCASH_FLAGS: PointFlags = {
  mask: 0xe0,
  compressedSmaller: 0x80,
  compressedLarger: 0xa0,
  compressedInfinity: 0xc0,
  uncompressedInfinity: 0x40,
};

/**
 * Flags in the two free bits of a 254-bit modulus, as gnark-crypto writes BN254. Uncompressed there are
 * none, which gives the form of EIP-196 and EIP-197.
 */
export const TWO_BIT_FLAGS: PointFlags = {
  mask: 0xc0,
  compressedSmaller: 0x80,
  compressedLarger: 0xc0,
  compressedInfinity: 0x40,
  uncompressedInfinity: 0x00,
};

/**
 * A curve's points and how its coordinates fall into numbers below `modulus`, the most significant first.
 */
export interface CodecCurve<T> {
  readonly points: WeierstrassPointCons<T>;
  readonly field: IField<T>;
  readonly flags: PointFlags;
  readonly modulus: bigint;
  readonly components: number;
  split(element: T): readonly bigint[];
  join(components: readonly bigint[]): T;
  isSquare(element: T): boolean;
}

/** Bytes of a coordinate. */
export function coordinateBytes<T>({ modulus, components }: CodecCurve<T>): number {
  return components * componentBytes(modulus);
}

/** The compressed form. */
export function encodePoint<T>(curve: CodecCurve<T>, point: WeierstrassPoint<T>): Uint8Array {
  const { flags, field } = curve;
  if (point.is0()) return flagged(new Uint8Array(coordinateBytes(curve)), flags.compressedInfinity);
  const { x, y } = point.toAffine();
  const isLarger = isLargerOf(curve.split(y), curve.split(field.neg(y)));
  return flagged(encodeElement(curve, x), isLarger ? flags.compressedLarger : flags.compressedSmaller);
}

/** The uncompressed form. */
export function encodePointUncompressed<T>(curve: CodecCurve<T>, point: WeierstrassPoint<T>): Uint8Array {
  const { flags } = curve;
  if (point.is0()) return flagged(new Uint8Array(2 * coordinateBytes(curve)), flags.uncompressedInfinity);
  const { x, y } = point.toAffine();
  return concatBytes(encodeElement(curve, x), encodeElement(curve, y));
}

/**
 * The point of its bytes, in the subgroup and not infinity; else a CryptoInputError that names `argument`.
 */
export function decodePoint<T>(
  curve: CodecCurve<T>,
  bytes: Uint8Array,
  argument: string,
): WeierstrassPoint<T> {
  const { mask } = curve.flags;
  const length = coordinateBytes(curve);
  const isCompressed = bytes.length === length;
  requireInput(
    isCompressed || bytes.length === 2 * length,
    argument,
    'wrong-length',
    `${length} bytes compressed, ${2 * length} bytes uncompressed`,
  );
  const flag = bytes[0] & mask;
  const body = Uint8Array.from(bytes, (byte, index) => (index === 0 ? byte & ~mask : byte));
  refuseInfinity(curve.flags, isCompressed, flag, body, argument);
  const x = decodeElement(curve, body.subarray(0, length), argument);
  const y = isCompressed
    ? signedRoot(curve, x, flag, argument)
    : decodeElement(curve, body.subarray(length), argument);
  const isOnCurve = curve.field.eql(curve.field.sqr(y), rightSide(curve, x));
  requireInput(isOnCurve, argument, 'not-on-curve', 'a point of the curve');
  const point = curve.points.fromAffine({ x, y });
  requireInput(point.isTorsionFree(), argument, 'wrong-subgroup', 'a point of the subgroup of prime order');
  return point;
}

/** Refuses infinity by that name, and flags that no point has. */
function refuseInfinity(
  flags: PointFlags,
  isCompressed: boolean,
  flag: number,
  body: Uint8Array,
  argument: string,
): void {
  const infinity = isCompressed ? flags.compressedInfinity : flags.uncompressedInfinity;
  if (flag === infinity && body.every((byte) => byte === 0)) {
    throw new CryptoInputError(argument, 'infinity', 'a point other than infinity');
  }
  const isFlagged = isCompressed
    ? flag === flags.compressedSmaller || flag === flags.compressedLarger
    : flag === 0;
  requireInput(
    isFlagged,
    argument,
    'bad-flags',
    `the flags of ${isCompressed ? 'a' : 'an un'}compressed point`,
  );
}

/** The root of x³ + b that the flag asks for. */
function signedRoot<T>(curve: CodecCurve<T>, x: T, flag: number, argument: string): T {
  const { field, flags } = curve;
  const square = rightSide(curve, x);
  requireInput(curve.isSquare(square), argument, 'not-on-curve', 'an x that the curve has a point for');
  const root = field.sqrt(square);
  const isLarger = isLargerOf(curve.split(root), curve.split(field.neg(root)));
  return isLarger === (flag === flags.compressedLarger) ? root : field.neg(root);
}

function rightSide<T>({ field, points }: CodecCurve<T>, x: T): T {
  return field.add(field.mul(field.sqr(x), x), points.CURVE().b);
}

/** Whether the first is the larger, compared from the most significant component on. */
function isLargerOf(left: readonly bigint[], right: readonly bigint[]): boolean {
  const index = left.findIndex((component, place) => component !== right[place]);
  return index >= 0 && left[index] > right[index];
}

function componentBytes(modulus: bigint): number {
  return Math.ceil(modulus.toString(16).length / 2);
}

function encodeElement<T>({ modulus, split }: CodecCurve<T>, element: T): Uint8Array {
  return concatBytes(...split(element).map((component) => bytesOf(component, componentBytes(modulus))));
}

function decodeElement<T>(
  { modulus, components, join }: CodecCurve<T>,
  bytes: Uint8Array,
  argument: string,
): T {
  const length = componentBytes(modulus);
  const numbers = Array.from({ length: components }, (_, index) =>
    numberOf(bytes.subarray(index * length, (index + 1) * length)),
  );
  const isCanonical = numbers.every((number) => number < modulus);
  requireInput(isCanonical, argument, 'non-canonical', 'coordinates below the field’s modulus');
  return join(numbers);
}

function flagged(bytes: Uint8Array, flag: number): Uint8Array {
  bytes[0] |= flag;
  return bytes;
}
