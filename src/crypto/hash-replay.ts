/** The contracts' generator where it starts again and again from one seed. §M5.2 */
import { sha256 } from '@noble/hashes/sha2.js';
import { assert } from '../base/assert.ts';
import type { Draws } from '../base/draws.ts';
import { fairRest } from './hash-chain.ts';

const SEED_BYTES = 32;
const BOUND_MAX = 4_294_967_296;

/** The draws of a `HashChain` from `seed`, the first one again after each restart. Makes no hash twice. */
export class HashReplay implements Pick<Draws, 'below'> {
  /** The seed, then its hash, the hash of that, and so on as far as they were needed. */
  readonly #hashes: Uint8Array[];
  #drawn = 0;

  constructor(seed: Uint8Array) {
    assert(seed.length === SEED_BYTES, 'a chain of hashes starts from 32 bytes');
    this.#hashes = [seed];
  }

  /** The next draw is the first one again. */
  restart(): void {
    this.#drawn = 0;
  }

  /** A whole number, 0 … bound − 1, each equally likely; bound 1 … 2^32. */
  below(bound: number): number {
    assert(Number.isInteger(bound) && bound >= 1 && bound <= BOUND_MAX, 'a bound is 1 … 2^32');
    const hashes = this.#hashes;
    let rest: number | undefined;
    do {
      this.#drawn++;
      if (this.#drawn === hashes.length) hashes.push(sha256(hashes[this.#drawn - 1]));
      rest = fairRest(hashes[this.#drawn], bound);
    } while (rest === undefined);
    return rest;
  }
}
