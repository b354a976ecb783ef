import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { actWords, type ActPurpose } from '../../src/crypto/sortition.ts';

const beacon = new Uint8Array(32).fill(9);
const PURPOSES: readonly ActPurpose[] = ['creation', 'rotation', 'exit', 'beacon-group'];
const NUMBERS = [0, 1, 2, 255, 256, 65_536, 2 ** 31, 2 ** 32 - 1];

/** The same by Node's own hash and buffers. */
function expectedWords(purpose: ActPurpose, subject: number, counter: number): number[] {
  const numbers = Buffer.alloc(8);
  numbers.writeUInt32BE(Math.floor(subject / 2), 0);
  numbers.writeUInt32BE(counter, 4);
  const digest = createHash('sha256')
    .update('elastinet act v2')
    .update(beacon)
    .update(purpose.padEnd(16, '\0'))
    .update(numbers)
    .digest();
  return [0, 4, 8, 12].map((at) => digest.readUInt32BE((subject % 2) * 16 + at));
}

describe('the words of an act', () => {
  test('are one half of the hash of beacon, purpose, pair of subjects and counter', () => {
    for (const purpose of PURPOSES) {
      for (const subject of NUMBERS) {
        for (const counter of NUMBERS) {
          expect([...actWords(beacon, purpose, subject, counter)]).toEqual(
            expectedWords(purpose, subject, counter),
          );
        }
      }
    }
  });

  test('stay the same from version to version', () => {
    expect([...actWords(beacon, 'creation', 7, 1)]).toEqual([
      2_855_327_528, 1_302_062_639, 94_121_003, 1_529_490_079,
    ]);
  });

  test('differ between all purposes, chains and counters', () => {
    const seen = new Set<string>();
    for (const purpose of PURPOSES) {
      for (let subject = 0; subject < 20; subject++) {
        for (let counter = 0; counter < 20; counter++) {
          seen.add(String(actWords(beacon, purpose, subject, counter)));
        }
      }
    }
    expect(seen.size).toBe(PURPOSES.length * 400);
  });

  test('hang on every bit of the beacon', () => {
    const seen = new Set([String(actWords(beacon, 'rotation', 0, 0))]);
    for (let bit = 0; bit < 256; bit++) {
      const other = beacon.slice();
      other[bit >> 3] ^= 1 << (bit & 7);
      seen.add(String(actWords(other, 'rotation', 0, 0)));
    }
    expect(seen.size).toBe(257);
  });
});
