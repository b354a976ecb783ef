import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Murmur128, toHex } from '../../../src/base/murmur-hash.ts';
import { FACT, FACT_KINDS } from '../../../src/sim/protocol/facts.ts';
import { combineDigests, DigestTap } from '../../../src/sim/record/digest.ts';

type Fact = readonly [at: number, kind: number, a: number, b: number, c: number, amount: bigint];

function digestOf(...facts: readonly Fact[]): string {
  const tap = new DigestTap();
  for (const fact of facts) tap.fact(...fact);
  return tap.digest();
}

const text = (trace: readonly Fact[]): string => trace.map((one) => one.join()).join(';');

const usual: Fact = [5, FACT['bounty-paid'], 1, 2, 3, 4n];
const number = fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.constantFrom(-1, 0, 2 ** 32 - 1, 2 ** 32));
const fact: fc.Arbitrary<Fact> = fc.tuple(
  fc.oneof(fc.nat(9), fc.maxSafeNat()),
  fc.nat(FACT_KINDS.length - 1),
  number,
  number,
  number,
  fc.oneof(fc.constant(0n), fc.bigInt(0n, 2n ** 200n)),
);

describe('the digest', () => {
  test('is MurmurHash3 over the words that the facts are written in', () => {
    const hash = new Murmur128(0);
    const kind = FACT['bounty-paid'];
    // The instant, the head (one limb of amount; c is wide), three numbers, c's high word, the limb.
    for (const word of [1, 2, kind | (1 << 16) | (4 << 24), 3, -4, 6, -1, 9, 8]) hash.word(word);
    const wide: Fact = [2 * 2 ** 32 + 1, kind, 3, -4, 6 - 2 ** 32, 8n * 2n ** 32n + 9n];
    expect(digestOf(wide)).toBe(toHex(hash.finish()));
  });

  test('changes with any part of any fact, its sign and its high bits included', () => {
    const changed: Fact[] = [
      [6, usual[1], 1, 2, 3, 4n],
      [5 + 2 ** 32, usual[1], 1, 2, 3, 4n],
      [5, FACT['fee-paid'], 1, 2, 3, 4n],
      [5, usual[1], -1, 2, 3, 4n],
      [5, usual[1], 2 ** 32 - 1, 2, 3, 4n],
      [5, usual[1], 1 + 2 ** 32, 2, 3, 4n],
      [5, usual[1], 1, 2 + 2 ** 32, 3, 4n],
      [5, usual[1], 1, 2, 3 + 2 ** 32, 4n],
      [5, usual[1], 1, 2, 3, 0n],
      [5, usual[1], 1, 2, 3, 4n + 2n ** 32n],
      [5, usual[1], 1, 2, 3, 4n + 2n ** 64n],
      [5, usual[1], 1, 2, 3, 4n + 2n ** 128n],
    ];
    const digests = [usual, ...changed].map((one) => digestOf(one));
    expect(new Set(digests).size).toBe(digests.length);
  });

  test('tells different traces apart and gives equal ones the same', () => {
    const traces = fc.array(fact, { maxLength: 4 });
    fc.assert(
      fc.property(traces, traces, (left, right) => {
        expect(digestOf(...left) === digestOf(...right)).toBe(text(left) === text(right));
        expect(digestOf(...left)).toBe(digestOf(...left));
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  test('depends on the order of facts', () => {
    const other: Fact = [5, usual[1], 9, 9, 9, 0n];
    expect(digestOf(usual, other)).not.toBe(digestOf(other, usual));
  });

  test('reads all kinds but the details', () => {
    const { kinds } = new DigestTap();
    expect(kinds).not.toContain(FACT['verdict-given']);
    expect(kinds).toContain(FACT['chain-refused']);
    expect(kinds.length).toBe(FACT_KINDS.filter((kind) => kind.class !== 'detail').length);
  });

  test('refuses fractions, NaN and negative amounts', () => {
    expect(() => digestOf([0, 0, 0.5, 0, 0, 0n])).toThrow('whole numbers');
    expect(() => digestOf([0, 0, 0, NaN, 0, 0n])).toThrow('whole numbers');
    expect(() => digestOf([0, 0, 0, 0, 0, -1n])).toThrow('never negative');
    expect(() => digestOf([0, 0, 0, 0, 0, 2n ** 4096n])).toThrow('below 2^4096');
  });
});

describe('the digest of an ensemble', () => {
  const [one, two] = [digestOf(usual), digestOf()];

  test('depends on each run’s digest and on their order', () => {
    const combined = [[one, two], [two, one], [one], [one, one], []].map((list) => combineDigests(list));
    expect(new Set(combined).size).toBe(combined.length);
    for (const digest of combined) expect(digest).toMatch(/^[0-9a-f]{32}$/);
  });

  test('of no runs is the head of SHA-256 of nothing (FIPS 180-4)', () => {
    expect(combineDigests([])).toBe('e3b0c44298fc1c149afbf4c8996fb924');
  });

  test('takes digests only', () => {
    expect(() => combineDigests([one.toUpperCase()])).toThrow('32 hexadecimal digits');
    expect(() => combineDigests([`${one}\n${two}`])).toThrow('32 hexadecimal digits');
  });
});
