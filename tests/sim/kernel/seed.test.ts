import { sha256 } from '@noble/hashes/sha2.js';
import seedrandom from 'seedrandom';
import { describe, expect, test } from 'vitest';
import { toHex } from '../../../src/base/murmur-hash.ts';
import { derivedKey, masterKey, runKey } from '../../../src/sim/kernel/seed.ts';

describe('keys', () => {
  test('a seed text’s master key never changes', () => {
    expect(toHex(masterKey('1'))).toBe('8b339fe75aeaa290262adcbac2ff0806');
    expect(toHex(masterKey('Zürich'))).toBe('1fd107bfed45f7a244cad41c09a46c13');
  });

  test('the generator gives the number that its own manual shows', () => {
    expect(seedrandom('hello.')()).toBe(0.9282578795792454);
  });

  test('texts that repeat each other, or differ only beyond Latin letters, give different keys', () => {
    const texts = [
      '',
      '1',
      '11',
      '111',
      'ab',
      'abab',
      'a',
      'ą',
      '√',
      '1:1',
      '3:1:1',
      'x'.repeat(300),
      'x'.repeat(301),
    ];
    expect(new Set(texts.map((text) => toHex(masterKey(text)))).size).toBe(texts.length);
  });

  test('a derived key is the head of SHA-256 over the key’s big-endian words and the text', () => {
    const message = Uint8Array.of(1, 2, 3, 4, 0, 0, 0, 5, 0, 0, 0, 6, 255, 255, 255, 255, 0xc3, 0xbc);
    const expected = Buffer.from(sha256(message)).toString('hex').slice(0, 32);
    expect(toHex(derivedKey(Uint32Array.of(0x01020304, 5, 6, 0xffffffff), 'ü'))).toBe(expected);
  });

  test('runs and masters have keys of their own', () => {
    const keys = ['1', '2'].flatMap((seed) => [0, 1, 10].map((run) => toHex(runKey(masterKey(seed), run))));
    expect(new Set(keys).size).toBe(6);
  });

  test('a run is a whole number from 0', () => {
    expect(() => runKey(masterKey('1'), -1)).toThrow('whole number from 0');
    expect(() => runKey(masterKey('1'), 1.5)).toThrow('whole number from 0');
  });
});
