/**
 * How the first contracts drew: a number of 256 bits, modulo how many there are to choose from. §M5.2
 */
import { keccak_256 } from '@noble/hashes/sha3.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { assert } from '../base/assert.ts';
import { bytesOf, numberOf } from './scalar.ts';

const SEED_BYTES = 32;

/** The number that 32 bytes write, the most significant first. */
export function seedNumber(seed: Uint8Array): bigint {
  assert(seed.length === SEED_BYTES, 'a seed has 32 bytes');
  return numberOf(seed);
}

/**
 * `number` modulo `bound` (1 … 2^53 − 1). Nothing is rejected: with 256 bits the first rests are likelier by
 * less than bound / 2^256.
 */
export function plainRest(number: bigint, bound: number): number {
  assert(Number.isSafeInteger(bound) && bound >= 1, 'a bound is at least 1');
  return Number(number % BigInt(bound));
}

/**
 * Indices out of a seed, one after the other: each is the number modulo the bound, and the next number is
 * Keccak-256 of number and index, 32 bytes each.
 */
export class IndexChain {
  #number: bigint;

  constructor(seed: Uint8Array) {
    this.#number = seedNumber(seed);
  }

  /** The next index, 0 … bound − 1; bound 1 … 2^53 − 1. One hash. */
  next(bound: number): number {
    const index = plainRest(this.#number, bound);
    const preimage = concatBytes(bytesOf(this.#number, SEED_BYTES), bytesOf(BigInt(index), SEED_BYTES));
    this.#number = numberOf(keccak_256(preimage));
    return index;
  }
}
