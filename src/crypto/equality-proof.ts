/**
 * Chaum and Pedersen's proof that two points have one logarithm: A = s·G and K = s·B for the same s,
 * without telling s; made non-interactive by hashing. A dealer shows by it what a sealed share was. §M6.2
 */
import type { Group } from './group.ts';
import { drawSecret, hashToScalar, reduced, type ByteSource } from './scalar.ts';

/** The challenge, which is the hash of everything, and the answer to it. */
export interface EqualityProof {
  readonly challenge: bigint;
  readonly answer: bigint;
}

/** What a proof is about: `image` = s·generator and `product` = s·`base`; `context` binds it to its use. */
export interface EqualityClaim<P> {
  readonly image: P;
  readonly base: P;
  readonly product: P;
  readonly context: Uint8Array;
}

const TAG = 'ELASTINET-V1-EQUALITY-PROOF';

/** The proof for the holder of `secret`. */
export function proveEquality<P>(
  group: Group<P>,
  claim: EqualityClaim<P>,
  secret: bigint,
  source: ByteSource,
): EqualityProof {
  const nonce = drawSecret(group.order, source);
  const challenge = challengeOf(
    group,
    claim,
    group.multiplyGenerator(nonce),
    group.multiply(claim.base, nonce),
  );
  return { challenge, answer: reduced(nonce + challenge * secret, group.order) };
}

/** Whether the proof holds. */
export function verifyEquality<P>(
  group: Group<P>,
  claim: EqualityClaim<P>,
  { challenge, answer }: EqualityProof,
): boolean {
  const isScalar = (number: bigint): boolean => number >= 0n && number < group.order;
  if (!isScalar(challenge) || !isScalar(answer)) return false;
  const withoutSecret = (answered: P, point: P): P =>
    group.add(answered, group.negate(group.multiply(point, challenge)));
  const first = withoutSecret(group.multiplyGenerator(answer), claim.image);
  const second = withoutSecret(group.multiply(claim.base, answer), claim.product);
  return challengeOf(group, claim, first, second) === challenge;
}

function challengeOf<P>(group: Group<P>, claim: EqualityClaim<P>, first: P, second: P): bigint {
  const points = [group.generator, claim.image, claim.base, claim.product, first, second];
  return hashToScalar(group.order, TAG, [claim.context, ...points.map((point) => group.encode(point))]);
}
