/**
 * The Shallue–van de Woestijne map from a field to a curve y² = x³ + Ax + B, and the search for its
 * constant Z: RFC 9380, sections 6.6.1 and H.1. It takes any curve, also those with A = 0 such as BN254,
 * for which the library has no hash to curve. §M4.4
 */
import type { IField } from '@noble/curves/abstract/modular.js';
import { assert } from '../base/assert.ts';

/** A curve over a field of odd characteristic, with what the map asks of the field. */
export interface SvdwCurve<T> {
  readonly field: IField<T>;
  readonly a: T;
  readonly b: T;
  /** Whether a square root exists; zero counts as a square. */
  isSquare(value: T): boolean;
  /** The sign of a field element as in RFC 9380, section 4.1. */
  isNegative(value: T): boolean;
}

/** Constants of the map: Z, and c1 … c4 of RFC 9380, section 6.6.1. */
export interface SvdwConstants<T> {
  readonly z: T;
  readonly c1: T;
  readonly c2: T;
  readonly c3: T;
  readonly c4: T;
}

/** A point that is not infinity. */
export interface AffineXy<T> {
  readonly x: T;
  readonly y: T;
}

/**
 * The first of `candidates` that meets the four criteria of RFC 9380, section 6.6.1. The RFC tries 1, −1,
 * 2, −2 …; undefined when none is fit.
 */
export function findSvdwZ<T>(curve: SvdwCurve<T>, candidates: Iterable<T>): T | undefined {
  for (const z of candidates) if (isFitForSvdw(curve, z)) return z;
  return undefined;
}

/** The RFC's order of candidates: start, −start, start + 1, −(start + 1) …, `count` pairs. */
export function* svdwCandidates<T>(field: IField<T>, start: T, count: number): Generator<T> {
  let candidate = start;
  for (let tried = 0; tried < count; tried++) {
    yield candidate;
    yield field.neg(candidate);
    candidate = field.add(candidate, field.ONE);
  }
}

/** c1 … c4 for a Z that meets the criteria. */
export function svdwConstants<T>(curve: SvdwCurve<T>, z: T): SvdwConstants<T> {
  assert(isFitForSvdw(curve, z), 'Z meets the criteria of RFC 9380, section 6.6.1');
  const { field } = curve;
  const gz = rightSide(curve, z);
  const slope = slopeAt(curve, z);
  const root = field.sqrt(field.neg(field.mul(gz, slope)));
  return {
    z,
    c1: gz,
    c2: field.neg(field.div(z, field.add(field.ONE, field.ONE))),
    c3: curve.isNegative(root) ? field.neg(root) : root,
    c4: field.neg(field.div(fourTimes(field, gz), slope)),
  };
}

/** The point of `u`. Every field element has one, and it is never infinity. RFC 9380, section 6.6.1. */
export function mapToCurveSvdw<T>(curve: SvdwCurve<T>, constants: SvdwConstants<T>, u: T): AffineXy<T> {
  const { field } = curve;
  const { z, c1, c2, c3, c4 } = constants;
  const product = field.mul(field.sqr(u), c1);
  const sum = field.add(field.ONE, product);
  const difference = field.sub(field.ONE, product);
  const inverse = inverseOrZero(field, field.mul(difference, sum));
  const step = field.mul(field.mul(field.mul(u, difference), inverse), c3);
  const candidates = [
    field.sub(c2, step),
    field.add(c2, step),
    // The third candidate's right side is a square whenever those of the first two are not.
    field.add(field.mul(field.sqr(field.mul(field.sqr(sum), inverse)), c4), z),
  ];
  for (const x of candidates) {
    const gx = rightSide(curve, x);
    if (!curve.isSquare(gx)) continue;
    const y = field.sqrt(gx);
    return { x, y: curve.isNegative(y) === curve.isNegative(u) ? y : field.neg(y) };
  }
  // Skałba's identity: with a Z that meets the criteria one of the three right sides is a square.
  assert(false, 'one of three right sides is a square');
}

/** x³ + Ax + B. */
export function rightSide<T>({ field, a, b }: SvdwCurve<T>, x: T): T {
  return field.add(field.mul(field.add(field.sqr(x), a), x), b);
}

function isFitForSvdw<T>(curve: SvdwCurve<T>, z: T): boolean {
  const { field, isSquare } = curve;
  const gz = rightSide(curve, z);
  if (field.is0(gz)) return false;
  const ratio = field.neg(field.div(slopeAt(curve, z), fourTimes(field, gz)));
  if (field.is0(ratio) || !isSquare(ratio)) return false;
  return isSquare(gz) || isSquare(rightSide(curve, field.neg(field.div(z, field.add(field.ONE, field.ONE)))));
}

/** 3Z² + 4A. */
function slopeAt<T>({ field, a }: SvdwCurve<T>, z: T): T {
  const square = field.sqr(z);
  return field.add(field.add(square, field.add(square, square)), fourTimes(field, a));
}

function fourTimes<T>(field: IField<T>, value: T): T {
  const twice = field.add(value, value);
  return field.add(twice, twice);
}

function inverseOrZero<T>(field: IField<T>, value: T): T {
  return field.is0(value) ? field.ZERO : field.inv(value);
}
