import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { idealGroup } from '../../src/crypto/ideal-threshold.ts';

const secret = Uint8Array.from({ length: 32 }, (_, index) => index);
const message = Uint8Array.of(1, 2, 3);
const sha256 = (...parts: (string | Uint8Array)[]): Uint8Array => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** The bytes with one bit turned. */
function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = bytes.slice();
  copy[bit >> 3] ^= 1 << (bit & 7);
  return copy;
}

describe('an ideal group of sixteen', () => {
  const group = idealGroup(secret, 16);

  test('signs with eleven, and not with ten', () => {
    expect([group.members, group.threshold]).toEqual([16, 11]);
    for (let participants = 0; participants < 11; participants++) {
      expect(group.sign(message, participants)).toBeUndefined();
    }
    expect(group.sign(message, 11)).toBeDefined();
  });

  test('has one signature for one message, whatever the quorum', () => {
    const signature = group.sign(message, 11);
    for (let participants = 12; participants <= 16; participants++) {
      expect(group.sign(message, participants)).toEqual(signature);
    }
    expect(idealGroup(secret, 16).sign(message, 11)).toEqual(signature);
  });

  test('signs with SHA-256 over its domain, the hashed secret and the message, as Node computes it', () => {
    const expected = sha256('elastinet ideal threshold signature v1', sha256(secret), message);
    expect(Buffer.from(group.sign(message, 16)!).toString('hex')).toBe(Buffer.from(expected).toString('hex'));
  });

  test('signs differently for every flipped bit of message and secret', () => {
    const seen = new Set([String(group.sign(message, 16))]);
    for (let bit = 0; bit < 24; bit++) seen.add(String(group.sign(flipped(message, bit), 16)));
    for (let bit = 0; bit < 256; bit++) {
      seen.add(String(idealGroup(flipped(secret, bit), 16).sign(message, 16)));
    }
    expect(seen.size).toBe(1 + 24 + 256);
  });
});

test('a group has 1 to 256 members and a secret of at least 16 bytes', () => {
  expect(() => idealGroup(secret.slice(0, 15), 16)).toThrow('at least 128 bits');
  expect(() => idealGroup(secret.slice(0, 16), 16)).not.toThrow();
  expect(() => idealGroup(secret, 0)).toThrow('1 to 256 members');
  expect(() => idealGroup(secret, 257)).toThrow('1 to 256 members');
  expect(idealGroup(secret, 1).sign(message, 1)).toBeDefined();
});
