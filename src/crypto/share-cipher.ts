/**
 * Shares sealed to their recipients: a Diffie–Hellman point between the dealing's one-time key and the
 * recipient's key, spread by expand_message_xmd to a pad, and the pad laid over the scalars. Nothing
 * authenticates the bytes: the dealing as a whole is signed, and a share is checked against the
 * commitments. §M6.1
 */
import { expand_message_xmd } from '@noble/curves/abstract/hash-to-curve.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import type { Group } from './group.ts';
import { encodeScalar, numberOf, scalarBytes } from './scalar.ts';

/** Who seals to whom, and the point that only both of them know. */
export interface SealedChannel<P> {
  /** The dealing's one-time public key. */
  readonly oneTimeKey: P;
  readonly recipientKey: P;
  /** One-time secret times recipient's key, which is recipient's secret times one-time key. */
  readonly shared: P;
  readonly context: Uint8Array;
}

const TAG = 'ELASTINET-V1-SHARE-CIPHER';

/**
 * The sealed bytes of scalars. A channel may seal once only: a second text under one pad gives both away.
 */
export function sealScalars<P>(
  group: Group<P>,
  channel: SealedChannel<P>,
  scalars: readonly bigint[],
): Uint8Array {
  const text = concatBytes(...scalars.map((scalar) => encodeScalar(scalar, group.order)));
  return underPad(group, channel, text);
}

/** The scalars of sealed bytes, or undefined if there are not `count` of them below the order. */
export function unsealScalars<P>(
  group: Group<P>,
  channel: SealedChannel<P>,
  sealed: Uint8Array,
  count: number,
): readonly bigint[] | undefined {
  const length = scalarBytes(group.order);
  if (sealed.length !== count * length) return undefined;
  const text = underPad(group, channel, sealed);
  const scalars = Array.from({ length: count }, (_, index) =>
    numberOf(text.subarray(index * length, (index + 1) * length)),
  );
  return scalars.every((scalar) => scalar < group.order) ? scalars : undefined;
}

function underPad<P>(group: Group<P>, channel: SealedChannel<P>, text: Uint8Array): Uint8Array {
  const points = [channel.shared, channel.oneTimeKey, channel.recipientKey];
  const secret = concatBytes(channel.context, ...points.map((point) => group.encode(point)));
  const pad = expand_message_xmd(secret, TAG, text.length, sha256);
  return text.map((byte, index) => byte ^ pad[index]);
}
