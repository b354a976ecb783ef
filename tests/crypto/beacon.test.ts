import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { beaconMessage, beaconOfSignature, contributionSum, wordBytes } from '../../src/crypto/beacon.ts';
import { sign } from '../../src/crypto/bls-signature.ts';
import { pairingSuite } from '../../src/crypto/pairing-suite.ts';

const contributions = [5n, 1n << 200n, (1n << 256n) - 1n, 12_345_678_901_234_567_890n];
const suite = pairingSuite('bn254', 'g2');
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

const sha256 = (...parts: (string | Uint8Array)[]): Uint8Array => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

describe('what the group signs', () => {
  test('is month and sum, as Node writes them', () => {
    const sum = contributions.reduce((total, contribution) => total + contribution) % (1n << 256n);
    const word = Buffer.alloc(4);
    word.writeUInt32BE(3);
    const message = Buffer.concat([
      Buffer.from('elastinet beacon message v1'),
      word,
      Buffer.from(sum.toString(16).padStart(64, '0'), 'hex'),
    ]);
    expect(hex(beaconMessage(3, contributionSum(contributions)))).toBe(message.toString('hex'));
  });

  test('hangs on every bit of a contribution, and on the month', () => {
    const messageOf = (first: bigint, month: number): string =>
      hex(beaconMessage(month, contributionSum([first, ...contributions.slice(1)])));
    const seen = new Set([messageOf(contributions[0], 3), messageOf(contributions[0], 2)]);
    for (let bit = 0n; bit < 256n; bit++) seen.add(messageOf(contributions[0] ^ (1n << bit), 3));
    expect(seen.size).toBe(2 + 256);
  });

  test('adds modulo 2^256, in any order', () => {
    const whole = 1n << 256n;
    expect(contributionSum([whole - 1n, 1n, 0n])).toBe(0n);
    expect(contributionSum([whole - 1n, 9n, 0n])).toBe(8n);
    expect(contributionSum(contributions.toReversed())).toBe(contributionSum(contributions));
  });
});

describe('the beacon of a real signature', () => {
  const message = beaconMessage(3, contributionSum(contributions));
  const signature = suite.signatures.encode(sign(suite, 12_345n, message));

  test('is the hash of its compressed bytes, as Node computes it', () => {
    expect(signature).toHaveLength(32);
    expect(hex(beaconOfSignature(signature))).toBe(hex(sha256('elastinet beacon v1', signature)));
  });

  test('stays the same from version to version', () => {
    expect(hex(beaconOfSignature(signature))).toBe(
      'f78ea283c489a636d0ae1a496c0f15ef064971a8ffecab28ca03216ea35a088a',
    );
  });

  test('is another if one byte of the signature is flipped, whichever, or one is missing', () => {
    // Found by this: a beacon of a part of the signature only, such as x without its sign.
    const seen = new Set([hex(beaconOfSignature(signature)), hex(beaconOfSignature(signature.slice(1)))]);
    for (const index of signature.keys()) {
      for (const mask of [0x01, 0x80, 0xff]) {
        const flipped = signature.slice();
        flipped[index] ^= mask;
        seen.add(hex(beaconOfSignature(flipped)));
      }
    }
    expect(seen.size).toBe(2 + 3 * 32);
  });

  test('is of a message that tells month and sum, and of no other', () => {
    // Found by this: a sum that is not reduced, which has no 32 bytes; a message without its month.
    expect(contributionSum([])).toBe(0n);
    expect(contributionSum([(1n << 256n) - 1n, 2n])).toBe(1n);
    const messages = [
      [3, 1n],
      [3, 2n],
      [4, 1n],
      [3, 1n << 255n],
    ] as const;
    expect(new Set(messages.map(([month, sum]) => hex(beaconMessage(month, sum)))).size).toBe(4);
    expect(() => beaconMessage(0, 1n << 256n)).toThrow('broken promise');
  });
});

test('a word is four bytes, the most significant first', () => {
  for (const word of [0, 1, 255, 256, 0x01020304, 0x7fffffff, 0x80000000, 0xffffffff]) {
    const expected = Buffer.alloc(4);
    expected.writeUInt32BE(word);
    expect([...wordBytes(word)]).toEqual([...expected]);
  }
});
