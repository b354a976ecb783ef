/**
 * The contracts' generator: a seed that is hashed again for every draw. §M5.2
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { assert } from '../base/assert.ts';
import type { Draws } from '../base/draws.ts';

const SEED_BYTES = 32;
const BOUND_MAX = 4_294_967_296;

/**
 * A chain of hashes from a seed of 32 bytes: each draw replaces the seed by its SHA-256 and takes that for a
 * number, the most significant byte first.
 *
 * @example new HashChain(new Uint8Array(32)).below(100) // 81
 */
export class HashChain implements Draws {
  /** What it started from, however much was drawn since: some draws of the contracts start again. §M5.2 */
  readonly origin: Uint8Array;
  private seed: Uint8Array;

  constructor(seed: Uint8Array) {
    assert(seed.length === SEED_BYTES, 'a chain of hashes starts from 32 bytes');
    this.origin = seed;
    this.seed = seed;
  }

  /** A whole number, 0 … bound − 1, each equally likely; bound 1 … 2^32. One hash, hardly ever more. */
  below(bound: number): number {
    assert(Number.isInteger(bound) && bound >= 1 && bound <= BOUND_MAX, 'a bound is 1 … 2^32');
    let rest: number | undefined;
    do {
      this.seed = sha256(this.seed);
      rest = fairRest(this.seed, bound);
    } while (rest === undefined);
    return rest;
  }

  /**
   * Shuffles the first `count` places of `array` among themselves, all orders equally likely. count − 1
   * draws.
   */
  shuffle(array: Int32Array, count: number): void {
    assert(count <= array.length, 'what is shuffled lies within the array');
    for (let last = count - 1; last > 0; last--) {
      const other = this.below(last + 1);
      const moved = array[last];
      array[last] = array[other];
      array[other] = moved;
    }
  }
}

/**
 * The number that 32 bytes write, modulo `bound` (1 … 2^32); undefined for the numbers from
 * 2^256 − (2^256 mod bound) on, which would make some rests likelier.
 */
export function fairRest(bytes: Uint8Array, bound: number): number | undefined {
  const words = new DataView(bytes.buffer, bytes.byteOffset, SEED_BYTES);
  let rest = 0;
  // A rest is below 2^32, so that with 16 bits more it is exact in a double.
  for (let at = 0; at < SEED_BYTES; at += 2) rest = (rest * 65_536 + words.getUint16(at)) % bound;
  // What is left out are fewer than 2^32 numbers below 2^256: all words but the last are full.
  for (let at = 0; at < SEED_BYTES - 4; at += 4) if (words.getUint32(at) !== 0xffffffff) return rest;
  let unfair = 1;
  for (let at = 0; at < SEED_BYTES; at += 2) unfair = (unfair * 65_536) % bound;
  return words.getUint32(SEED_BYTES - 4) >= BOUND_MAX - unfair ? undefined : rest;
}
