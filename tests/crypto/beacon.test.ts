import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { beaconOf, wordBytes } from '../../src/crypto/beacon.ts';
import { idealGroup } from '../../src/crypto/ideal-threshold.ts';

const secret = new Uint8Array(32).fill(7);
const group = idealGroup(secret, 4);
const contributions = [5n, 1n << 200n, (1n << 256n) - 1n, 12_345_678_901_234_567_890n];

/** The published beacon as hexadecimal digits. */
function beacon(of: readonly bigint[], month = 3, by = group): string {
  const outcome = beaconOf(by, month, of);
  if (outcome.kind !== 'published') throw new Error('the beacon stalled');
  return Buffer.from(outcome.value).toString('hex');
}

const sha256 = (...parts: (string | Uint8Array)[]): Uint8Array => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

describe('the beacon', () => {
  test('is the hash of the group’s signature on month and sum, as Node computes it', () => {
    const sum = contributions.reduce((total, contribution) => total + contribution) % (1n << 256n);
    const word = Buffer.alloc(4);
    word.writeUInt32BE(3);
    const message = Buffer.concat([
      Buffer.from('elastinet beacon message v1'),
      word,
      Buffer.from(sum.toString(16).padStart(64, '0'), 'hex'),
    ]);
    const signature = sha256('elastinet ideal threshold signature v1', sha256(secret), message);
    expect(beacon(contributions)).toBe(Buffer.from(sha256('elastinet beacon v1', signature)).toString('hex'));
  });

  test('stays the same from version to version', () => {
    expect(beacon(contributions)).toBe('ad6fc5906f250646dbae8cc61a7f60c9c0a4c03f1d295a892bd3baeff84d2c7c');
  });

  test('hangs on every bit of a contribution, on the month and on the secret', () => {
    const seen = new Set([beacon(contributions)]);
    for (let bit = 0n; bit < 256n; bit++) {
      seen.add(beacon([contributions[0] ^ (1n << bit), ...contributions.slice(1)]));
    }
    seen.add(beacon(contributions, 2));
    const otherSecret = secret.slice();
    otherSecret[31] ^= 1;
    seen.add(beacon(contributions, 3, idealGroup(otherSecret, 4)));
    expect(seen.size).toBe(1 + 256 + 1 + 1);
  });

  test('adds modulo 2^256, in any order', () => {
    const whole = 1n << 256n;
    expect(beacon([whole - 1n, 1n, 0n])).toBe(beacon([0n, 0n, 0n]));
    expect(beacon([whole - 1n, 9n, 0n])).toBe(beacon([8n, 0n, 0n]));
    expect(beacon(contributions.toReversed())).toBe(beacon(contributions));
    expect(beacon([whole - 1n, 1n, 1n])).not.toBe(beacon([0n, 0n, 0n]));
  });

  test('needs the threshold: three of four contribute, or it stalls', () => {
    expect(beaconOf(group, 0, [1n, 2n])).toEqual({ kind: 'stalled', contributions: 2 });
    expect(beaconOf(group, 0, [])).toEqual({ kind: 'stalled', contributions: 0 });
    expect(beaconOf(group, 0, [1n, 2n, 3n]).kind).toBe('published');
    expect(beacon([1n, 2n, 3n])).toBe(beacon([1n, 2n, 3n, 0n]));
  });
});

test('a word is four bytes, the most significant first', () => {
  for (const word of [0, 1, 255, 256, 0x01020304, 0x7fffffff, 0x80000000, 0xffffffff]) {
    const expected = Buffer.alloc(4);
    expected.writeUInt32BE(word);
    expect([...wordBytes(word)]).toEqual([...expected]);
  }
});
