/**
 * From the beacon to the draws of one act: which nodes a chain gets, who leaves at a turn. Anyone who knows
 * the beacon can make the same draws again. §M4.1
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { assert } from '../base/assert.ts';
import type { Draws } from '../base/draws.ts';

/** Acts that the beacon decides. */
export type ActPurpose = 'creation' | 'rotation' | 'exit' | 'beacon-group' | 'eviction' | 'group-eviction';

const DOMAIN = 'elastinet act v2';
/** Bytes of one block of SHA-256, of the domain, and of a beacon. */
const BLOCK = 64;
const DOMAIN_BYTES = 16;
const BEACON_BYTES = 32;

/** A hash that has taken its first block: domain, beacon, purpose. */
interface Beginning {
  readonly beacon: Uint8Array;
  readonly hasher: ReturnType<typeof sha256.create>;
}

/** By purpose, the block for the beacon that was asked for last: what all acts of a month begin with. */
const BEGINNINGS = new Map<ActPurpose, Beginning>();

// A network asks once for every chain, so nothing is allocated: numbers and hash lie in places of their own,
// and the hash stays for the other chain of its pair.
const HASHER = sha256.create();
const NUMBERS = new Uint8Array(8);
const NUMBERS_VIEW = new DataView(NUMBERS.buffer);
const HASH = new Uint8Array(32);
const HASH_VIEW = new DataView(HASH.buffer);
const hashed = { beginning: undefined as Beginning | undefined, pair: 0, counter: 0 };

/**
 * Four 32-bit words: the state of the generator that draws for this act. They are the first half (even
 * `subject`) or the second (odd) of a SHA-256 over a block of 64 bytes, domain (16), beacon (32) and purpose
 * (text, then zeros), and over floor(subject / 2) and `counter`, four bytes each with the highest first. The
 * block is the same for all acts of one beacon and purpose, so two acts cost one compression. `subject` is
 * the chain, or the month for an act of all chains; both numbers 0 … 2^32 − 1. Writes into `words` and
 * returns it.
 */
export function actWords(
  beacon: Uint8Array,
  purpose: ActPurpose,
  subject: number,
  counter: number,
  words: Uint32Array = new Uint32Array(4),
): Uint32Array {
  const beginning = beginningOf(beacon, purpose);
  const pair = subject >>> 1;
  if (hashed.beginning !== beginning || hashed.pair !== pair || hashed.counter !== counter) {
    NUMBERS_VIEW.setUint32(0, pair);
    NUMBERS_VIEW.setUint32(4, counter);
    // The library's name for a copy that allocates nothing, part of its published interface.
    // oxlint-disable-next-line no-underscore-dangle
    beginning.hasher._cloneInto(HASHER).update(NUMBERS).digestInto(HASH);
    hashed.beginning = beginning;
    hashed.pair = pair;
    hashed.counter = counter;
  }
  const from = (subject & 1) * 16;
  for (let index = 0; index < 4; index++) words[index] = HASH_VIEW.getUint32(from + 4 * index);
  return words;
}

/**
 * `size` of the candidates, or all if there are fewer, each set and order of them equally likely. Reorders
 * the candidates.
 */
export function drawnWithoutReplacement(candidates: number[], size: number, draws: Draws): number[] {
  const count = Math.min(size, candidates.length);
  for (let drawn = 0; drawn < count; drawn++) {
    const at = drawn + draws.below(candidates.length - drawn);
    [candidates[drawn], candidates[at]] = [candidates[at], candidates[drawn]];
  }
  return candidates.slice(0, count);
}

function beginningOf(beacon: Uint8Array, purpose: ActPurpose): Beginning {
  const known = BEGINNINGS.get(purpose);
  if (known !== undefined && areEqual(known.beacon, beacon)) return known;
  assert(beacon.length === BEACON_BYTES, 'a beacon has 32 bytes');
  const block = new Uint8Array(BLOCK);
  block.set(utf8ToBytes(DOMAIN));
  block.set(beacon, DOMAIN_BYTES);
  block.set(utf8ToBytes(purpose), DOMAIN_BYTES + BEACON_BYTES);
  const beginning = { beacon: beacon.slice(), hasher: sha256.create().update(block) };
  BEGINNINGS.set(purpose, beginning);
  return beginning;
}

/** Whoever changes a beacon's bytes in place is found out, too. */
function areEqual(one: Uint8Array, other: Uint8Array): boolean {
  for (let index = 0; index < BEACON_BYTES; index++) if (one[index] !== other[index]) return false;
  return one.length === other.length;
}
