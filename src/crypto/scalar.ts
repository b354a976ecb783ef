/** Scalars: whole numbers modulo the prime order of a group, their bytes, and how they are drawn. §M4.4 */
import { expand_message_xmd } from '@noble/curves/abstract/hash-to-curve.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { assert } from '../base/assert.ts';
import { CryptoInputError, requireInput } from './input-error.ts';

/** Where randomness comes in: the next `count` bytes. The caller says from which stream. */
export type ByteSource = (count: number) => Uint8Array;

/** Bytes drawn beyond the order's length, so that reduction leaves a bias below 2^−128. */
const SURPLUS_BYTES = 16;

/** `value` modulo the order, 0 … order − 1. */
export function reduced(value: bigint, order: bigint): bigint {
  const rest = value % order;
  return rest < 0n ? rest + order : rest;
}

/** The inverse of a scalar that is not 0 modulo the prime order, by the extended Euclidean algorithm. */
export function inverse(scalar: bigint, order: bigint): bigint {
  let [rest, nextRest] = [order, reduced(scalar, order)];
  let [factor, nextFactor] = [0n, 1n];
  assert(nextRest !== 0n, 'only a scalar that is not zero has an inverse');
  while (nextRest !== 0n) {
    const quotient = rest / nextRest;
    [rest, nextRest] = [nextRest, rest - quotient * nextRest];
    [factor, nextFactor] = [nextFactor, factor - quotient * nextFactor];
  }
  return reduced(factor, order);
}

/** Bytes of a scalar, most significant first. */
export function scalarBytes(order: bigint): number {
  return Math.ceil((order - 1n).toString(16).length / 2);
}

/** A uniform scalar, 0 … order − 1. */
export function drawScalar(order: bigint, source: ByteSource): bigint {
  return reduced(numberOf(source(scalarBytes(order) + SURPLUS_BYTES)), order);
}

/** A uniform scalar that is not 0: a secret key, or a nonce. */
export function drawSecret(order: bigint, source: ByteSource): bigint {
  return 1n + drawScalar(order - 1n, source);
}

/** The bytes of a scalar, most significant first, of the same length for every scalar. */
export function encodeScalar(scalar: bigint, order: bigint): Uint8Array {
  assert(scalar >= 0n && scalar < order, 'a scalar lies below the order');
  return bytesOf(scalar, scalarBytes(order));
}

/**
 * The scalar of its bytes; throws a CryptoInputError that names `argument` unless they are its one form.
 */
export function decodeScalar(bytes: Uint8Array, order: bigint, argument: string): bigint {
  const length = scalarBytes(order);
  requireInput(bytes.length === length, argument, 'wrong-length', `${length} bytes`);
  const scalar = numberOf(bytes);
  requireInput(scalar < order, argument, 'non-canonical', 'a number below the group’s order');
  return scalar;
}

/** Throws a CryptoInputError unless `secret` is 1 … order − 1. */
export function requireSecret(secret: bigint, order: bigint, argument: string): void {
  requireInput(secret > 0n && secret < order, argument, 'out-of-range', '1 … the group’s order − 1');
}

/** A scalar from public bytes, as a random oracle: expand_message_xmd of RFC 9380 with SHA-256, reduced. */
export function hashToScalar(order: bigint, tag: string, parts: readonly Uint8Array[]): bigint {
  const length = scalarBytes(order) + SURPLUS_BYTES;
  return reduced(numberOf(expand_message_xmd(concatBytes(...parts), tag, length, sha256)), order);
}

/**
 * An endless source of bytes out of a seed: SHA-256 over a domain, the seed and a counter. `purpose`
 * separates sources of one seed.
 */
export function hashedBytes(seed: Uint8Array, purpose: string): ByteSource {
  const start = concatBytes(utf8ToBytes(`elastinet byte source v1/${purpose}/`), sha256(seed));
  let counter = 0n;
  let rest = new Uint8Array();
  return (count) => {
    const blocks = [rest];
    for (let ready = rest.length; ready < count; ready += 32) {
      blocks.push(sha256(concatBytes(start, bytesOf(counter, 8))));
      counter += 1n;
    }
    const bytes = concatBytes(...blocks);
    rest = bytes.slice(count);
    return bytes.slice(0, count);
  };
}

/** Throws a CryptoInputError unless `tag` may separate domains: 1 … 255 characters of ASCII. */
export function requireTag(tag: string, argument: string): void {
  if (!/^[\u0020-\u007e]{1,255}$/.test(tag)) {
    throw new CryptoInputError(argument, 'out-of-range', '1 … 255 printable ASCII characters');
  }
}

/** The number of bytes, most significant first. */
export function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x0${bytesToHex(bytes)}`);
}

/** A number that is not negative as `length` bytes, most significant first. */
export function bytesOf(value: bigint, length: number): Uint8Array {
  const digits = value.toString(16).padStart(2 * length, '0');
  assert(digits.length === 2 * length, 'the number fits into its bytes');
  return hexToBytes(digits);
}
