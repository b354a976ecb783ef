import { expect, test } from 'vitest';
import { Stream } from '../../../src/sim/kernel/streams.ts';
import { randomBytes } from '../../../src/sim/network/random-bytes.ts';

const streamOf = (last: number): Stream => new Stream(1, 2, 3, last);

// Catches the lowest byte first, and a word that is drawn and thrown away.
test('32 bytes are eight words of the stream, each with its highest byte first, and no more', () => {
  for (let last = 0; last < 50; last++) {
    const words = streamOf(last);
    const expected = Buffer.alloc(32);
    for (let at = 0; at < 32; at += 4) expected.writeUInt32BE(words.u32(), at);
    const stream = streamOf(last);
    expect(Buffer.from(randomBytes(stream)).toString('hex')).toBe(expected.toString('hex'));
    expect(stream.u32()).toBe(words.u32());
  }
});

test('every call gives bytes of its own', () => {
  const stream = streamOf(9);
  const first = randomBytes(stream);
  const copy = first.slice();
  const second = randomBytes(stream);
  expect(first).toEqual(copy);
  expect(second).not.toEqual(first);
});
