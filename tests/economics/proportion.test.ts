import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { proportion } from '../../src/economics/proportion.ts';

test('a part equals the rounded-down quotient of plain division, however large the numbers', () => {
  fc.assert(
    fc.property(
      fc.bigInt(0n, 1n << 100n),
      fc.bigInt(1n, 1n << 100n),
      fc.array(fc.bigInt(0n, 1n << 100n), { maxLength: 20 }),
      (amount, whole, seeds) => {
        const share = proportion(amount, whole);
        for (const part of [0n, 1n, whole - 1n, whole, ...seeds.map((seed) => seed % (whole + 1n))]) {
          expect(share(part)).toBe((amount * part) / whole);
        }
      },
    ),
    { seed: 1201, numRuns: 500 },
  );
});

test('a part is exact where the quotient is a whole number or just short of one', () => {
  // The parts for which amount · part leaves the remainder 0, or whole − 1, are where a reciprocal that is
  // rounded down, or too short, goes wrong first.
  fc.assert(
    fc.property(fc.bigInt(1n, 1n << 90n), fc.bigInt(2n, 1n << 90n), (seed, whole) => {
      const amount = coprimeFrom(seed, whole);
      const justShort = whole - inverse(amount, whole);
      expect((amount * justShort) % whole).toBe(whole - 1n);
      expect(proportion(amount, whole)(justShort)).toBe((amount * justShort) / whole);
      expect(proportion(amount * whole, whole)(justShort)).toBe(amount * justShort);
    }),
    { seed: 1202, numRuns: 500 },
  );
});

test('every part of every small whole is exact', () => {
  for (let amount = 0n; amount < 40n; amount += 1n) {
    for (let whole = 1n; whole < 40n; whole += 1n) {
      const share = proportion(amount, whole);
      for (let part = 0n; part <= whole; part += 1n) expect(share(part)).toBe((amount * part) / whole);
    }
  }
});

test('nothing can be shared over nothing', () => {
  expect(() => proportion(1n, 0n)).toThrow('positive whole');
  expect(() => proportion(-1n, 1n)).toThrow('not negative');
});

/** The least number from `seed` on without a common factor with `whole`. */
function coprimeFrom(seed: bigint, whole: bigint): bigint {
  const divisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : divisor(b, a % b));
  return divisor(seed, whole) === 1n ? seed : coprimeFrom(seed + 1n, whole);
}

/** x in 1 … whole − 1 with value · x = 1 modulo whole (extended Euclid). */
function inverse(value: bigint, whole: bigint): bigint {
  let [remainder, next] = [whole, value % whole];
  let [factor, nextFactor] = [0n, 1n];
  while (next !== 0n) {
    const quotient = remainder / next;
    [remainder, next] = [next, remainder - quotient * next];
    [factor, nextFactor] = [nextFactor, factor - quotient * nextFactor];
  }
  return ((factor % whole) + whole) % whole;
}
