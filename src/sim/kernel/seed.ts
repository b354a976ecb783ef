/** Keys: from the scenario's seed text to the 128 bits that a run's random streams are derived from. §M1.4 */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import seedrandom from 'seedrandom';
import { assert } from '../../base/assert.ts';

/** Words in a key: 128 bits. */
const KEY_WORDS = 4;

/**
 * The master key of a scenario's seed text: four 32-bit words, the first outputs of seedrandom's ARC4.
 *
 * The generator repeats its key cyclically and keeps only the low byte of each character, so that the plain
 * texts `1` and `11` would give one and the same key. Hence the text goes in as its UTF-8 bytes, with their
 * count before it.
 */
export function masterKey(seedText: string): Uint32Array {
  const bytes = utf8ToBytes(seedText);
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const generator = seedrandom(`${bytes.length}:${binary}`);
  return Uint32Array.from({ length: KEY_WORDS }, () => generator.int32());
}

/**
 * The key of one run of an ensemble, `run` from 0: the same in every cell of a sweep (common random numbers).
 */
export function runKey(master: Uint32Array, run: number): Uint32Array {
  assert(Number.isSafeInteger(run) && run >= 0, 'a run has a whole number from 0');
  return derivedKey(master, `run ${run}`);
}

/**
 * A key for `purpose` under `key`: the first four words of SHA-256 over the key's words and the text,
 * big-endian.
 */
export function derivedKey(key: Uint32Array, purpose: string): Uint32Array {
  assert(key.length === KEY_WORDS, 'a key has four words');
  const message = new Uint8Array([...wordBytes(key), ...utf8ToBytes(purpose)]);
  const digest = new DataView(sha256(message).buffer);
  return Uint32Array.from({ length: KEY_WORDS }, (_, index) => digest.getUint32(4 * index));
}

/** The words' bytes, the highest of each first: typed arrays in memory would follow the machine. */
function wordBytes(words: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(4 * words.length);
  const view = new DataView(bytes.buffer);
  words.forEach((word, index) => view.setUint32(4 * index, word));
  return bytes;
}
