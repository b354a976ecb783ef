/**
 * BLS signatures as in draft-irtf-cfrg-bls-signature-05: keys, signing, aggregation, proof of possession.
 * An aggregate on one message is safe only if every key in it came with its proof: else a rogue key, made
 * of the others', forges it. §M4.4, A10
 */
import { CryptoInputError, requireInput } from './input-error.ts';
import type { KeyPoint, PairingSuite, PointPair, SignaturePoint } from './pairing-suite.ts';
import { sumOf } from './group.ts';
import { requireSecret } from './scalar.ts';

/** The public key of a secret, 1 … order − 1. */
export function publicKeyOf(suite: PairingSuite, secret: bigint): KeyPoint {
  requireSecret(secret, suite.order, 'secret');
  return suite.keys.multiplyGenerator(secret);
}

/** The point that a message is signed as. */
export function messagePoint(suite: PairingSuite, message: Uint8Array): SignaturePoint {
  return suite.signatures.hash(message, suite.tags.signature);
}

/** The one signature of a secret on a message. */
export function sign(suite: PairingSuite, secret: bigint, message: Uint8Array): SignaturePoint {
  requireSecret(secret, suite.order, 'secret');
  return suite.signatures.multiply(messagePoint(suite, message), secret);
}

/** Whether `signature` is that of `key` on `message`. Infinity is no key, and so has no signature. */
export function verify(
  suite: PairingSuite,
  key: KeyPoint,
  message: Uint8Array,
  signature: SignaturePoint,
): boolean {
  return verifyPoint(suite, key, messagePoint(suite, message), signature);
}

/** {@link verify} of a message whose point is at hand. */
export function verifyPoint(
  suite: PairingSuite,
  key: KeyPoint,
  point: SignaturePoint,
  signature: SignaturePoint,
): boolean {
  return verifyPairs(suite, [{ key, signature: point }], signature);
}

/** The sum of signatures, of one message or of many; at least one. */
export function aggregateSignatures(
  suite: PairingSuite,
  signatures: readonly SignaturePoint[],
): SignaturePoint {
  requireInput(signatures.length > 0, 'signatures', 'too-few', 'one signature or more');
  return sumOf(suite.signatures, signatures);
}

/** The key under which the aggregate of one message's signatures is valid; at least one key. */
export function aggregateKeys(suite: PairingSuite, keys: readonly KeyPoint[]): KeyPoint {
  requireInput(keys.length > 0, 'keys', 'too-few', 'one key or more');
  return sumOf(suite.keys, keys);
}

/** Whether all `keys` signed `message`. Each key must have proved its possession before. */
export function verifySameMessage(
  suite: PairingSuite,
  keys: readonly KeyPoint[],
  message: Uint8Array,
  signature: SignaturePoint,
): boolean {
  if (keys.some((key) => suite.keys.isIdentity(key))) return false;
  return verify(suite, aggregateKeys(suite, keys), message, signature);
}

/**
 * Whether each key signed its own message, all of them distinct: then no proof of possession is needed. A
 * repeated message is the caller's error, for that signature could be forged by a rogue key.
 */
export function verifyDistinctMessages(
  suite: PairingSuite,
  signed: readonly { readonly key: KeyPoint; readonly message: Uint8Array }[],
  signature: SignaturePoint,
): boolean {
  requireInput(signed.length > 0, 'signed', 'too-few', 'one message or more');
  const texts = new Set(signed.map(({ message }) => message.join()));
  if (texts.size !== signed.length) {
    throw new CryptoInputError('signed', 'duplicate', 'distinct messages, or verifySameMessage');
  }
  const pairs = signed.map(({ key, message }) => ({ key, signature: messagePoint(suite, message) }));
  return verifyPairs(suite, pairs, signature);
}

/** The proof that one holds the secret of one's key: the key's bytes, signed under a tag of their own. */
export function provePossession(suite: PairingSuite, secret: bigint): SignaturePoint {
  const key = publicKeyOf(suite, secret);
  return suite.signatures.multiply(possessionPoint(suite, key), secret);
}

/** Whether `proof` proves that the secret of `key` is held. */
export function verifyPossession(suite: PairingSuite, key: KeyPoint, proof: SignaturePoint): boolean {
  return verifyPoint(suite, key, possessionPoint(suite, key), proof);
}

function possessionPoint(suite: PairingSuite, key: KeyPoint): SignaturePoint {
  return suite.signatures.hash(suite.keys.encode(key), suite.tags.possession);
}

/**
 * e(G, signature) = Π e(keyᵢ, pointᵢ), with everything on one side. Infinity as a key signs every message by
 * infinity, and joins every aggregate unseen.
 */
function verifyPairs(suite: PairingSuite, pairs: readonly PointPair[], signature: SignaturePoint): boolean {
  const { keys, signatures } = suite;
  if (pairs.some(({ key }) => keys.isIdentity(key))) return false;
  return suite.pairsToOne([...pairs, { key: keys.generator, signature: signatures.negate(signature) }]);
}
