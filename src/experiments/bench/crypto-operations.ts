/**
 * What each operation takes: those that src/crypto/cost.ts is composed of, in the group of keys, and those of
 * signatures. The constants of cost.ts are these figures, rounded.
 */
import {
  aggregateSignatures,
  messagePoint,
  provePossession,
  verifyPoint,
  verifyPossession,
} from '../../crypto/bls-signature.ts';
import { combineShares, dealKey, groupKeyOf, signShare, verifyShare } from '../../crypto/bls-threshold.ts';
import type { PairingSuite } from '../../crypto/pairing-suite.ts';
import { drawSecret, reduced, type ByteSource } from '../../crypto/scalar.ts';
import { thresholdOf } from '../../crypto/threshold.ts';
import { microsOfCall } from './crypto-timing.ts';

/** Microseconds of processor time, the engine warm. */
export interface OperationFigures extends GroupFigures, SignatureFigures {}

/** In the group of keys; the hash goes to the group of signatures. */
interface GroupFigures {
  readonly multiplyMicros: number;
  /** Of a point whose tables are made. */
  readonly multiplyPreparedMicros: number;
  readonly multiplyGeneratorMicros: number;
  readonly addMicros: number;
  readonly doubleMicros: number;
  /** To compressed bytes. */
  readonly encodeMicros: number;
  /** Of uncompressed bytes, the check of the subgroup included. */
  readonly decodeMicros: number;
  readonly hashToCurveMicros: number;
  readonly multiplyScalarsMicros: number;
}

/** Of n members, t of whom sign. */
interface SignatureFigures {
  /** The hash of the message included, as in the four that follow. */
  readonly signShareMicros: number;
  readonly verifyShareMicros: number;
  /** Of the t shares in the last seats, and the verification. */
  readonly combineOptimisticMicros: number;
  readonly verifyMicros: number;
  /** Two pairings with one final exponentiation, of points not met before. */
  readonly pairingCheckMicros: number;
  /** The sum of n signatures. */
  readonly aggregateMicros: number;
  readonly provePossessionMicros: number;
  readonly verifyPossessionMicros: number;
}

/** Points or scalars that an operation is repeated over. */
const SAMPLES = 32;
/** Repetitions of what takes microseconds, and of what takes tens of milliseconds. */
const MANY = 2000;
const FEW = 6;

/** Measures all operations of a suite. */
export function operationFigures(suite: PairingSuite, members: number, source: ByteSource): OperationFigures {
  return { ...groupFigures(suite, source), ...signatureFigures(suite, members, source) };
}

function groupFigures({ keys, signatures, order, tags }: PairingSuite, source: ByteSource): GroupFigures {
  const scalars = Array.from({ length: SAMPLES }, () => drawSecret(order, source));
  const points = scalars.map((scalar) => keys.multiplyGenerator(scalar));
  const prepared = keys.prepared(points[0]);
  const bytes = points.map((point) => keys.encodeUncompressed(point));
  const pointAt = (index: number) => points[index % SAMPLES];
  // Sums have a denominator, as the points that are encoded in a key generation do.
  const sums = points.map((point, index) => keys.add(point, pointAt(index + 1)));
  return {
    multiplyMicros: microsOfCall(SAMPLES, (index) => keys.multiply(points[index], scalars[index])),
    multiplyPreparedMicros: microsOfCall(SAMPLES, (index) => keys.multiply(prepared, scalars[index])),
    multiplyGeneratorMicros: microsOfCall(SAMPLES, (index) => keys.multiplyGenerator(scalars[index])),
    addMicros: microsOfCall(MANY, (index) => keys.add(sums[index % SAMPLES], pointAt(index))),
    doubleMicros: microsOfCall(MANY, (index) => keys.double(sums[index % SAMPLES])),
    encodeMicros: microsOfCall(SAMPLES, (index) => keys.encode(sums[index])),
    decodeMicros: microsOfCall(SAMPLES, (index) => keys.decode(bytes[index], 'bytes')),
    hashToCurveMicros: microsOfCall(SAMPLES, (index) =>
      signatures.hash(Uint8Array.of(index), tags.signature),
    ),
    multiplyScalarsMicros: microsOfCall(MANY, (index) =>
      reduced(scalars[index % SAMPLES] * scalars[(index + 1) % SAMPLES], order),
    ),
  };
}

function signatureFigures(suite: PairingSuite, members: number, source: ByteSource): SignatureFigures {
  const { keys, signatures } = suite;
  const secret = drawSecret(suite.order, source);
  const { key, shares } = dealKey(suite, secret, thresholdOf(members), members, source);
  const message = new TextEncoder().encode('operations');
  const point = messagePoint(suite, message);
  const signed = shares.map((share) => signShare(suite, share, message));
  const combined = combineShares(key, message, signed);
  const signature = signatures.multiply(point, secret);
  if (combined.kind !== 'signed' || !signatures.equals(combined.signature, signature)) {
    throw new Error('the shares make the signature of the secret');
  }
  const proof = provePossession(suite, secret);
  const groupKey = groupKeyOf(key);
  // The last seats: their factors have a common denominator, as those of most seats have.
  const late = signed.toReversed();
  return {
    signShareMicros: microsOfCall(FEW, (index) => signShare(suite, shares[index % members], message)),
    verifyShareMicros: microsOfCall(FEW, (index) => verifyShare(key, message, signed[index % members])),
    combineOptimisticMicros: microsOfCall(FEW, () => combineShares(key, message, late)),
    verifyMicros: microsOfCall(FEW, () =>
      verifyPoint(suite, groupKey, messagePoint(suite, message), signature),
    ),
    pairingCheckMicros: microsOfCall(FEW, (index) =>
      // Doubling makes other points of them, whose lines are not known.
      suite.pairsToOne([
        { key: keys.double(groupKey), signature: signatures.double(signed[index % members].signature) },
        { key: keys.generator, signature: signatures.double(signature) },
      ]),
    ),
    aggregateMicros: microsOfCall(FEW, () =>
      aggregateSignatures(
        suite,
        signed.map((share) => share.signature),
      ),
    ),
    provePossessionMicros: microsOfCall(FEW, () => provePossession(suite, secret)),
    verifyPossessionMicros: microsOfCall(FEW, () => verifyPossession(suite, groupKey, proof)),
  };
}
