import { describe, expect, test } from 'vitest';
import { hash128, Murmur128, toHex } from '../../src/base/murmur-hash.ts';

/** The hash of a text whose UTF-8 bytes fill whole words. */
function hashOfText(text: string, seed: number): string {
  const bytes = new TextEncoder().encode(text);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const hash = new Murmur128(seed);
  for (let offset = 0; offset < bytes.length; offset += 4) hash.word(view.getUint32(offset, true));
  return toHex(hash.finish());
}

describe('MurmurHash3_x86_128', () => {
  // The 32-bit vectors of Dovecot's src/lib/test-murmurhash3.c.
  test.each([
    ['', 0, '00000000000000000000000000000000'],
    ['', 1, '88c4adec54d201b954d201b954d201b9'],
    ['', 0xffffffff, '051e08a9989d49f7989d49f7989d49f7'],
    ['\0\0\0\0', 0, 'cc066f1f9e5178409e5178409e517840'],
    ['aaaa', 0x9747b28c, '36804cef2a61c2242a61c2242a61c224'],
    ['abcd', 0x9747b28c, '4795c529cec1885ecec1885ecec1885e'],
    ['π'.repeat(8), 0x9747b28c, 'af2ad3253a74df8838cc7534f197cc0d'],
    ['a'.repeat(256), 0x9747b28c, 'd3f2b7bbf666c0ccd4a400605ec8d32a'],
  ])('agrees with Dovecot on %j, seed %i', (text, seed, expected) => {
    expect(hashOfText(text, seed)).toBe(expected);
  });

  // The x86_128 vectors of daisuke-t-jp/MurmurHash-Swift whose length is a multiple of four.
  test.each([
    ['Hell', '7f771597e65bee6ae65bee6ae65bee6a'],
    ['Hello Wo', 'db37ce0fe9a99ae0da8c411bda8c411b'],
    ['Hello World!', '6bee9883eb1be4f59dfb7172ae3fbea9'],
    ['Hello World! Hel', '82475db0161f88d8850474822a76794a'],
    ['Hello World! Hello World', '776c2a21a491f2be85e490296ce4db25'],
    ['Hello World! Hello World! He', '846027381e604d1d88f1ce28caafed7d'],
    ['Hello World! Hello World! Hello ', '4855a598c76f875e7760fe307dcc7b58'],
    ['Hello World! Hello World! Hello Worl', '436b1e30e43564f7ad455aa64d1f128a'],
  ])('agrees with MurmurHash-Swift on %j', (text, expected) => {
    expect(hashOfText(text, 0)).toBe(expected);
  });

  test('finishing does not disturb what follows', () => {
    const asked = new Murmur128(7);
    const silent = new Murmur128(7);
    for (let word = 0; word < 11; word++) {
      asked.word(word);
      asked.finish();
      silent.word(word);
    }
    expect(asked.finish()).toEqual(silent.finish());
  });

  test('a word counts modulo 2^32', () => {
    const signed = new Murmur128(0);
    const unsigned = new Murmur128(0);
    for (let count = 0; count < 5; count++) {
      signed.word(-2);
      unsigned.word(2 ** 32 - 2);
    }
    expect(signed.finish()).toEqual(unsigned.finish());
  });
});

describe('hash128', () => {
  test('is the streaming hash of three words under four seeds', () => {
    const seed = Uint32Array.of(5, 5, 5, 5);
    const hash = new Murmur128(5);
    hash.word(1);
    hash.word(2);
    hash.word(3);
    expect(hash128(seed, 1, 2, 3)).toEqual(hash.finish());
  });

  test('each of its words matters', () => {
    const seed = Uint32Array.of(1, 2, 3, 4);
    const texts = [
      hash128(seed, 0, 0, 0),
      hash128(seed, 1, 0, 0),
      hash128(seed, 0, 1, 0),
      hash128(seed, 0, 0, 1),
      hash128(Uint32Array.of(1, 2, 3, 5), 0, 0, 0),
    ].map(toHex);
    expect(new Set(texts).size).toBe(5);
  });

  test('gives the all-zero state for the seed that its length cancels: streams must guard', () => {
    expect([...hash128(Uint32Array.of(12, 12, 12, 12), 0, 0, 0)]).toEqual([0, 0, 0, 0]);
  });
});
