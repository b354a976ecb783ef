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
import { requireSecret, type ByteSource } from './scalar.ts';

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
  const seats = shares.map(({ seat }) => seat);
  requireSeats(seats, key.members, 'shares');
  const threshold = key.vector.length;
  if (shares.length < threshold) return { kind: 'too-few', valid: shares.length, culprits: [] };
  const point = messagePoint(key.suite, message);
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
  const chosen = shares.slice(0, key.vector.length);
  return interpolatedPoint(
    key.suite.signatures,
    chosen.map(({ seat }) => seat),
    chosen.map(({ signature }) => signature),
    0,
  );
}
