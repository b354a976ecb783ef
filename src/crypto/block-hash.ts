/**
 * Public randomness as it shipped: the hash of mainnet's previous block, with the chain's name. The requester
 * may try names and blocks, and a proposer may drop a block. §M4.3
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { assert } from '../base/assert.ts';
import { bytesOf } from './scalar.ts';

const DOMAIN = utf8ToBytes('elastinet mainnet block v1');

/**
 * What stands for the hash of a mainnet block in this model, 32 bytes: nobody without `seed` knows it before
 * the block. `block` is a whole number 0 … 2^53 − 1.
 */
export function blockHash(seed: Uint8Array, block: number): Uint8Array {
  assert(Number.isSafeInteger(block) && block >= 0, 'a block has a whole number that is not negative');
  return sha256(concatBytes(DOMAIN, bytesOf(BigInt(block), 8), seed));
}

/**
 * The 32 bytes that seed the contracts' generator for an act of the chain called `name`: Keccak-256 of the
 * previous block's hash and the chain's hash, which is Keccak-256 of its name. §M5.2
 */
export function actSeed(previousBlockHash: Uint8Array, name: string): Uint8Array {
  assert(previousBlockHash.length === 32, 'a block’s hash has 32 bytes');
  return keccak_256(concatBytes(previousBlockHash, keccak_256(utf8ToBytes(name))));
}
