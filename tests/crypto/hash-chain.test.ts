import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fairRest, HashChain } from '../../src/crypto/hash-chain.ts';
import { bytesOf, numberOf } from '../../src/crypto/scalar.ts';

const zero = new Uint8Array(32);
const WHOLE = 1n << 256n;
const bounds = fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 4_294_967_296 }));

/** What the chain's definition says, in whole numbers of any length. */
function defined(value: bigint, bound: number): number | undefined {
  const range = BigInt(bound);
  return value >= WHOLE - (WHOLE % range) ? undefined : Number(value % range);
}

describe('the contracts’ generator', () => {
  test('draws from seed 0 what the contracts drew', () => {
    // Found by this: the seed taken for the first value; words taken from the other end.
    const drawn = (bound: number): readonly number[] => {
      const chain = new HashChain(zero);
      return Array.from({ length: 5 }, () => chain.below(bound));
    };
    expect(drawn(100)).toEqual([81, 90, 51, 55, 11]);
    expect(drawn(128)).toEqual([37, 30, 87, 107, 59]);
  });

  test('hashes its seed again for each draw, as Node hashes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), bounds, (seed, bound) => {
        const before = seed.slice();
        const chain = new HashChain(seed);
        let bytes: Uint8Array = before;
        for (let draw = 0; draw < 4; draw++) {
          bytes = createHash('sha256').update(bytes).digest();
          // A number that is rejected comes once in 2^224 draws.
          expect(chain.below(bound)).toBe(defined(numberOf(bytes), bound));
        }
        expect(seed).toEqual(before);
      }),
      { numRuns: 40 },
    );
  });

  test('leaves out the highest numbers, which would make some results likelier', () => {
    // Found by this: no rejection; rejection of one number too many or too few.
    const fromTop = fc.oneof(fc.bigInt({ min: 0n, max: 300n }), fc.bigInt({ min: 0n, max: 1n << 33n }));
    fc.assert(
      fc.property(fromTop, bounds, (distance, bound) => {
        const value = WHOLE - 1n - distance;
        expect(fairRest(bytesOf(value, 32), bound)).toBe(defined(value, bound));
      }),
      { numRuns: 500 },
    );
    for (const bound of [3, 100, 1_000_003, 4_294_967_295]) {
      const first = WHOLE - (WHOLE % BigInt(bound));
      expect(fairRest(bytesOf(first, 32), bound)).toBeUndefined();
      expect(fairRest(bytesOf(first - 1n, 32), bound)).toBe(bound - 1);
    }
    for (const bound of [1, 128, 4_294_967_296]) {
      expect(fairRest(bytesOf(WHOLE - 1n, 32), bound)).toBe(bound - 1);
    }
  });

  test('reads its number out of the middle of other bytes', () => {
    const longer = new Uint8Array(40).fill(9);
    longer.set(bytesOf(123_456n, 32), 4);
    expect(fairRest(longer.subarray(4, 36), 1000)).toBe(456);
  });

  test('shuffles some places from the last on, with one draw each, and leaves the rest', () => {
    const shuffled = Int32Array.from({ length: 10 }, (_, index) => index);
    const expected = [...shuffled];
    const [one, other] = [new HashChain(zero), new HashChain(zero)];
    one.shuffle(shuffled, 6);
    for (let last = 5; last > 0; last--) {
      const place = other.below(last + 1);
      [expected[last], expected[place]] = [expected[place], expected[last]];
    }
    expect([...shuffled]).toEqual(expected);
    expect(one.below(1000)).toBe(other.below(1000));
    expect([...shuffled.subarray(6)]).toEqual([6, 7, 8, 9]);
    one.shuffle(shuffled, 0);
    expect([...shuffled]).toEqual(expected);
  });

  test('refuses a bound, a count or a seed that is none', () => {
    const chain = new HashChain(zero);
    for (const bound of [0, -1, 1.5, 4_294_967_297, NaN]) {
      expect(() => chain.below(bound)).toThrow('broken promise');
    }
    expect(() => chain.shuffle(new Int32Array(3), 4)).toThrow('broken promise');
    expect(() => new HashChain(new Uint8Array(31))).toThrow('broken promise');
  });
});
