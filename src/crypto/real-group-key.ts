/**
 * The key of a group whose members hold shares of it: signatures out of shares, combined and verified. §M4.4
 */
import { messagePoint } from './bls-signature.ts';
import {
  combineSharesPoint,
  groupKeyOf,
  signSharePoint,
  thresholdKey,
  type KeyShare,
  type SignatureShare,
} from './bls-threshold.ts';
import type { GroupKey, GroupSignature, HandedShare } from './key-ceremony.ts';
import type { KeyPoint, PairingSuite, SignaturePoint } from './pairing-suite.ts';
import { requireSeats } from './polynomial.ts';

/** The key of commitments `vector`, the constant's first, and the shares of all seats in order. */
export function realGroupKey(
  suite: PairingSuite,
  vector: readonly KeyPoint[],
  shares: readonly KeyShare[],
): GroupKey {
  const key = thresholdKey(suite, vector, shares.length);
  return {
    members: shares.length,
    threshold: vector.length,
    publicKey: () => suite.keys.encode(groupKeyOf(key)),
    sign: (message, handed): GroupSignature => {
      const seats = handed.map(({ seat }) => seat);
      requireSeats(seats, shares.length, 'shares');
      // Every member multiplies it: its tables cost one multiplication, and each then takes a fifth.
      const point = suite.signatures.prepared(messagePoint(suite, message));
      const given = handed.map((share) => handedIn(suite, shares[share.seat - 1], share, point));
      const outcome = combineSharesPoint(key, point, given);
      const { culprits } = outcome;
      if (outcome.kind === 'too-few') return { kind: 'too-few', culprits };
      return { kind: 'signed', signature: suite.signatures.encode(outcome.signature), culprits };
    },
  };
}

/**
 * A share of a signature, or twice that point. To add one point to several shares would not do: where
 * Lagrange's factors of their seats add up to 0, as those of 1 and 2 among 1, 2, 3, the signature is right.
 */
function handedIn(
  suite: PairingSuite,
  share: KeyShare,
  { isRight }: HandedShare,
  point: SignaturePoint,
): SignatureShare {
  const signed = signSharePoint(suite, share, point);
  return isRight ? signed : { ...signed, signature: suite.signatures.double(signed.signature) };
}
