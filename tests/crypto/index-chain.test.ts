import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { describe, expect, test } from 'vitest';
import { HashChain } from '../../src/crypto/hash-chain.ts';
import { HashReplay } from '../../src/crypto/hash-replay.ts';
import { IndexChain, plainRest, seedNumber } from '../../src/crypto/index-chain.ts';

const zeroSeed = (): Uint8Array => new Uint8Array(32);
const word = (value: bigint): Buffer => Buffer.from(value.toString(16).padStart(64, '0'), 'hex');
const keccakNumber = (...values: bigint[]): bigint =>
  BigInt(`0x${Buffer.from(keccak_256(Buffer.concat(values.map(word)))).toString('hex')}`);

describe('a number of 256 bits', () => {
  test('is read with the most significant byte first, and its rest is that of whole numbers', () => {
    const seed = zeroSeed();
    seed[0] = 1;
    seed[31] = 7;
    expect(seedNumber(seed)).toBe((1n << 248n) + 7n);
    expect(plainRest(seedNumber(seed), 1000)).toBe(Number(((1n << 248n) + 7n) % 1000n));
    expect(plainRest(0n, 1)).toBe(0);
  });

  test('has no rest of nothing, and a seed no other length', () => {
    expect(() => plainRest(1n, 0)).toThrow('a bound is at least 1');
    expect(() => seedNumber(new Uint8Array(31))).toThrow('a seed has 32 bytes');
  });
});

test('indices follow each other by Keccak-256 of number and index, 32 bytes each', () => {
  const chain = new IndexChain(zeroSeed());
  expect(chain.next(17)).toBe(0);
  const second = keccakNumber(0n, 0n);
  expect(chain.next(17)).toBe(Number(second % 17n));
  const third = keccakNumber(second, second % 17n);
  expect(chain.next(1000)).toBe(Number(third % 1000n));
});

describe('a generator that starts again', () => {
  test('gives the draws that the published generator gives from its seed, however often', () => {
    const replay = new HashReplay(zeroSeed());
    for (let start = 0; start < 3; start++) {
      replay.restart();
      expect([1, 2, 3, 4, 5].map(() => replay.below(100))).toEqual([81, 90, 51, 55, 11]);
    }
    replay.restart();
    expect([1, 2, 3, 4, 5].map(() => replay.below(128))).toEqual([37, 30, 87, 107, 59]);
  });

  test('is a chain of hashes from its first draw on, whatever the bounds', () => {
    const bounds = fc.array(fc.integer({ min: 1, max: 4_294_967_296 }), { maxLength: 12 });
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), bounds, bounds, (seed, first, second) => {
        const replay = new HashReplay(seed);
        for (const sequence of [first, second]) {
          const chain = new HashChain(seed);
          replay.restart();
          for (const bound of sequence) expect(replay.below(bound)).toBe(chain.below(bound));
        }
      }),
      { seed: 21, numRuns: 100 },
    );
  });
});

test('a chain of hashes knows what it started from after any number of draws', () => {
  const seed = new Uint8Array(createHash('sha256').update('origin').digest());
  const chain = new HashChain(seed);
  for (let drawn = 0; drawn < 5; drawn++) chain.below(1000);
  expect(Buffer.from(chain.origin)).toEqual(createHash('sha256').update('origin').digest());
});
