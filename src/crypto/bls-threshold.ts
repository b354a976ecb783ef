/**
 * Threshold BLS signatures: any t of n key shares make the group's one signature, fewer make none.
 * Combination is optimistic: first t shares are combined and the result verified once; only when that fails
 * is every share verified, and the false ones named. §M4.1, §M4.4
 */
import { requireInput } from './input-error.ts';
import { messagePoint, verifyPoint } from './bls-signature.ts';
import type { KeyPoint, PairingSuite, SignaturePoint } from './pairing-suite.ts';
import {
  commitmentAt,
  commitmentsOf,
  drawPolynomial,
  interpolatedPoint,
  isSeat,
  requireSeats,
  requireThreshold,
  valueAt,
} from './polynomial.ts';
import { inverse, requireSecret, type ByteSource } from './scalar.ts';

/** What everybody knows of a group of `members`, 1 … 256. */
export interface ThresholdKey {
  readonly suite: PairingSuite;
  readonly members: number;
  /**
   * Commitments to the coefficients of the group's polynomial, as many as a signature needs shares. The first
   * is the group's key; the key of any seat follows from them, and is worked out only when it is needed.
   */
  readonly vector: readonly KeyPoint[];
}

/**
 * Factors up to so many bits are added bit by bit: beyond, the windows of a linear combination cost less.
 */
const SMALL_BITS = 56;

/** A member's secret: the value of the group's polynomial at its seat, 1 … members. */
export interface KeyShare {
  readonly seat: number;
  readonly secret: bigint;
}

/** A member's part of a signature. */
export interface SignatureShare {
  readonly seat: number;
  readonly signature: SignaturePoint;
}

/**
 * The group's signature, or what was missing. `culprits`: seats whose shares are proven false, in order.
 */
export type CombineOutcome =
  | {
      readonly kind: 'signed';
      readonly signature: SignaturePoint;
      readonly culprits: readonly number[];
    }
  | { readonly kind: 'too-few'; readonly valid: number; readonly culprits: readonly number[] };

/** What a trusted dealer hands out: the public key, and the share of every seat. */
export interface DealtKey {
  readonly key: ThresholdKey;
  readonly shares: readonly KeyShare[];
}

/** Shares `secret`, 1 … order − 1, among `members` seats, 1 ≤ threshold ≤ members ≤ 256. */
export function dealKey(
  suite: PairingSuite,
  secret: bigint,
  threshold: number,
  members: number,
  source: ByteSource,
): DealtKey {
  requireThreshold(threshold, members);
  requireSecret(secret, suite.order, 'secret');
  const polynomial = drawPolynomial(suite.order, threshold, source, secret);
  const shares = Array.from({ length: members }, (_, index) => ({
    seat: index + 1,
    secret: valueAt(polynomial, index + 1, suite.order),
  }));
  return { key: thresholdKey(suite, commitmentsOf(suite.keys, polynomial), members), shares };
}

/** The public key of a group whose polynomial has these commitments, the constant's first. */
export function thresholdKey(
  suite: PairingSuite,
  vector: readonly KeyPoint[],
  members: number,
): ThresholdKey {
  requireThreshold(vector.length, members);
  return { suite, members, vector };
}

/** The key that the group's signatures verify under. */
export function groupKeyOf({ vector }: ThresholdKey): KeyPoint {
  return vector[0];
}

/** A member's share of the group's signature on `message`. */
export function signShare(suite: PairingSuite, share: KeyShare, message: Uint8Array): SignatureShare {
  return signSharePoint(suite, share, messagePoint(suite, message));
}

/** {@link signShare} of a message whose point is at hand. */
export function signSharePoint(suite: PairingSuite, share: KeyShare, point: SignaturePoint): SignatureShare {
  return { seat: share.seat, signature: suite.signatures.multiply(point, share.secret) };
}

/** Whether a share is that of its seat on `message`. */
export function verifyShare(key: ThresholdKey, message: Uint8Array, share: SignatureShare): boolean {
  return verifySharePoint(key, messagePoint(key.suite, message), share);
}

/**
 * The group's signature out of shares in any order; seats distinct, 1 … members. Shares beyond the
 * threshold are looked at only if a false one spoils the first combination. With `too-few`, `valid` counts
 * shares that were not proven false.
 */
export function combineShares(
  key: ThresholdKey,
  message: Uint8Array,
  shares: readonly SignatureShare[],
): CombineOutcome {
  return combineSharesPoint(key, messagePoint(key.suite, message), shares);
}

/** {@link combineShares} of a message whose point is at hand. */
export function combineSharesPoint(
  key: ThresholdKey,
  point: SignaturePoint,
  shares: readonly SignatureShare[],
): CombineOutcome {
  const seats = shares.map(({ seat }) => seat);
  requireSeats(seats, key.members, 'shares');
  const threshold = key.vector.length;
  if (shares.length < threshold) return { kind: 'too-few', valid: shares.length, culprits: [] };
  const hoped = combined(key, shares);
  if (verifyPoint(key.suite, groupKeyOf(key), point, hoped)) {
    return { kind: 'signed', signature: hoped, culprits: [] };
  }
  const isValid = shares.map((share) => verifySharePoint(key, point, share));
  const valid = shares.filter((_, index) => isValid[index]);
  const culprits = seats.filter((_, index) => !isValid[index]).toSorted((a, b) => a - b);
  if (valid.length < threshold) return { kind: 'too-few', valid: valid.length, culprits };
  return { kind: 'signed', signature: combined(key, valid), culprits };
}

function verifySharePoint(key: ThresholdKey, point: SignaturePoint, share: SignatureShare): boolean {
  const { suite, members, vector } = key;
  requireInput(isSeat(share.seat, members), 'share', 'out-of-range', `seats 1 … ${members}`);
  return verifyPoint(suite, commitmentAt(suite.keys, vector, share.seat), point, share.signature);
}

/** Lagrange's combination at zero of the first t shares. */
function combined(key: ThresholdKey, shares: readonly SignatureShare[]): SignaturePoint {
  const { signatures } = key.suite;
  const chosen = shares.slice(0, key.vector.length);
  const seats = chosen.map(({ seat }) => seat);
  const points = chosen.map(({ signature }) => signature);
  const { factors, divisor } = wholeLagrangeFactors(seats);
  const bits = Math.max(...factors.map((factor) => magnitude(factor).toString(2).length));
  if (bits > SMALL_BITS) return interpolatedPoint(signatures, seats, points, 0);
  const sum = smallCombination(signatures, points, factors, bits);
  return divisor === 1n ? sum : signatures.multiply(sum, inverse(divisor, signatures.order));
}

/**
 * Lagrange's factors at zero without their common denominator, not reduced: Σ factorᵢ·valueᵢ ÷ divisor. Whole
 * numbers of few bits, since seats are small; of seats 1 … t they are binomials, and the divisor is 1.
 */
function wholeLagrangeFactors(seats: readonly number[]): {
  readonly factors: readonly bigint[];
  readonly divisor: bigint;
} {
  const fractions = seats.map((seat) => {
    const others = seats.filter((other) => other !== seat);
    const above = others.reduce((product, other) => product * BigInt(other), 1n);
    const below = others.reduce((product, other) => product * BigInt(other - seat), 1n);
    const common = greatestDivisor(above, magnitude(below));
    return { above: below < 0n ? -above / common : above / common, below: magnitude(below) / common };
  });
  const divisor = fractions.reduce(
    (multiple, { below }) => (multiple / greatestDivisor(multiple, below)) * below,
    1n,
  );
  return { factors: fractions.map(({ above, below }) => above * (divisor / below)), divisor };
}

/** Σ factorᵢ·pointᵢ for factors of `bits` bits at most: all terms share the doublings. */
function smallCombination(
  group: PairingSuite['signatures'],
  points: readonly SignaturePoint[],
  factors: readonly bigint[],
  bits: number,
): SignaturePoint {
  const signed = points.map((point, index) => (factors[index] < 0n ? group.negate(point) : point));
  let sum = group.identity;
  for (let bit = bits - 1; bit >= 0; bit--) {
    sum = group.double(sum);
    for (const [index, point] of signed.entries()) {
      if (((magnitude(factors[index]) >> BigInt(bit)) & 1n) === 1n) sum = group.add(sum, point);
    }
  }
  return sum;
}

const magnitude = (number: bigint): bigint => (number < 0n ? -number : number);

/** Euclid's algorithm; both above 0. */
function greatestDivisor(left: bigint, right: bigint): bigint {
  return right === 0n ? left : greatestDivisor(right, left % right);
}
