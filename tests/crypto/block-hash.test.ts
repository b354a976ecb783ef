import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { actSeed, blockHash } from '../../src/crypto/block-hash.ts';
import { bytes, hex } from './vectors.helpers.ts';

const seed = Uint8Array.from({ length: 32 }, (_, index) => index);

describe('the hash of a block', () => {
  test('is SHA-256 of domain, number and seed, as Node computes it', () => {
    const number = Buffer.from('000000000000012c', 'hex');
    const digest = createHash('sha256').update('elastinet mainnet block v1').update(number).update(seed);
    expect(hex(blockHash(seed, 300))).toBe(digest.digest('hex'));
  });

  test('is another for every block and seed', () => {
    // Found by this: a block's number cut to fewer bytes; the seed left out.
    const blocks = [0, 1, 2, 255, 256, 65_536, 4_294_967_296, Number.MAX_SAFE_INTEGER];
    const other = seed.slice();
    other[31] ^= 1;
    const hashes = [seed, other].flatMap((each) => blocks.map((block) => hex(blockHash(each, block))));
    expect(new Set(hashes).size).toBe(2 * blocks.length);
  });

  test('is asked for a block that there may be', () => {
    for (const block of [-1, 0.5, 2 ** 53, NaN]) {
      expect(() => blockHash(seed, block)).toThrow('broken promise');
    }
  });
});

describe('the seed of an act', () => {
  test('is Ethereum’s Keccak-256, not the standard’s SHA3-256', () => {
    // The published hash of nothing, with which every empty account of Ethereum is marked.
    expect(hex(keccak_256(new Uint8Array()))).toBe(
      'c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470',
    );
    // Of "abc", as Ethereum's libraries publish it.
    const abc = bytes('4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45');
    expect(hex(actSeed(blockHash(seed, 1), 'abc'))).toBe(
      hex(keccak_256(Uint8Array.of(...blockHash(seed, 1), ...abc))),
    );
  });

  test('is another for every block and name, whatever letters the name has', () => {
    // Found by this: the name, or the block, left out; names joined to the hash without a hash of their own.
    const names = ['', 'a', 'b', 'ab', 'chain 7', 'Kette größer', '鎖'];
    const seeds = [1, 2].flatMap((block) => names.map((name) => hex(actSeed(blockHash(seed, block), name))));
    expect(new Set(seeds).size).toBe(2 * names.length);
  });

  test('is of a block’s hash, which has 32 bytes', () => {
    expect(() => actSeed(new Uint8Array(31), 'a')).toThrow('broken promise');
  });
});
