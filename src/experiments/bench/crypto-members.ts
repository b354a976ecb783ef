/**
 * What one member's part of a key generation takes, measured beside what src/crypto/cost.ts composes. The
 * member is alone: points come as bytes, and nothing is prepared.
 */
import { dkgCost, type SignatureShape } from '../../crypto/cost.ts';
import { deal, isShareRight, judgeResponse, openShare, responseTo } from '../../crypto/dkg-dealing.ts';
import type { Dealing } from '../../crypto/dkg-dealing.ts';
import { freshKeyRules, type DkgRules } from '../../crypto/dkg-rules.ts';
import type { CurveGroup } from '../../crypto/group.ts';
import { pairingSuite, type KeyPoint } from '../../crypto/pairing-suite.ts';
import { drawSecret, type ByteSource } from '../../crypto/scalar.ts';
import { microsOfCall, processorTime } from './crypto-timing.ts';

/** Microseconds of processor time. Names with `Composed`: out of the constants of src/crypto/cost.ts. */
export interface MemberFigures {
  readonly dealMicros: number;
  readonly dealComposedMicros: number;
  /** Decoding all n dealings. */
  readonly readMicros: number;
  readonly readComposedMicros: number;
  /** Opening and checking a share of all n. */
  readonly verifyAllMicros: number;
  readonly verifyAllComposedMicros: number;
  readonly respondMicros: number;
  readonly respondComposedMicros: number;
  readonly judgeMicros: number;
  readonly judgeComposedMicros: number;
}

/** Measures the part of one of n members of a joint-feldman run. */
export function memberFigures(shape: SignatureShape, source: ByteSource): MemberFigures {
  const { keys, order } = pairingSuite(shape.curve, shape.keysIn);
  const secretKeys = Array.from({ length: shape.members }, () => drawSecret(order, source));
  const rules = bareRules(keys, secretKeys, shape.threshold);
  const dealt = processorTime(() => secretKeys.map((_, index) => deal(rules, index + 1, source)));
  const sent = dealt.result.map(({ dealing }) => inBytes(keys, dealing));
  const read = processorTime(() => sent.map((bytes) => bytes.map((point) => keys.decode(point, 'dealing'))));
  const dealings = dealt.result.map(({ dealing }, index) => withPoints(dealing, read.result[index]));
  const verifyAllMicros = microsOfCall(1, () => verifiedAll(rules, dealings, secretKeys[0]));
  const { secret } = dealt.result[0];
  const respondMicros = microsOfCall(2, () => responseTo(rules, secret, 2, source));
  const response = responseTo(rules, secret, 2, source);
  const judgeMicros = microsOfCall(2, () => judgeResponse(rules, dealings[0], response));
  const composed = dkgCost({ ...shape, variant: 'joint-feldman' });
  return {
    dealMicros: (dealt.seconds * 1e6) / shape.members,
    dealComposedMicros: composed.dealMicros,
    readMicros: read.seconds * 1e6,
    readComposedMicros: composed.readMicros,
    verifyAllMicros,
    verifyAllComposedMicros: composed.verifyMicros,
    respondMicros,
    respondComposedMicros: composed.respondMicros,
    judgeMicros,
    judgeComposedMicros: composed.judgeMicros,
  };
}

/** Rules with the recipients' keys as they came, without the tables that members of a simulation share. */
function bareRules(
  keys: CurveGroup<KeyPoint>,
  secretKeys: readonly bigint[],
  threshold: number,
): DkgRules<KeyPoint> {
  const recipientKeys = secretKeys.map((secretKey) => keys.multiplyGenerator(secretKey));
  const rules = freshKeyRules(keys, 'joint-feldman', new Uint8Array(), recipientKeys, threshold);
  return { ...rules, recipientKeys };
}

function inBytes(keys: CurveGroup<KeyPoint>, dealing: Dealing<KeyPoint>): readonly Uint8Array[] {
  return [...dealing.commitments, dealing.oneTimeKey].map((point) => keys.encodeUncompressed(point));
}

function withPoints(dealing: Dealing<KeyPoint>, points: readonly KeyPoint[]): Dealing<KeyPoint> {
  return { ...dealing, commitments: points.slice(0, -1), oneTimeKey: points[points.length - 1] };
}

function verifiedAll(
  rules: DkgRules<KeyPoint>,
  dealings: readonly Dealing<KeyPoint>[],
  secretKey: bigint,
): void {
  const areRight = dealings.every((dealing) => {
    const opened = openShare(rules, dealing, 1, secretKey);
    return opened !== undefined && isShareRight(rules, dealing, 1, opened);
  });
  if (!areRight) throw new Error('honest shares are right');
}
