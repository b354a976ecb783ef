/**
 * From the beacon to the draws of one act: which nodes a chain gets, who leaves at a turn. Anyone who knows
 * the beacon can make the same draws again. §M4.1
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** Acts that the beacon decides. */
export type ActPurpose = 'creation' | 'rotation' | 'exit' | 'beacon-group';

const DOMAIN = utf8ToBytes('elastinet act v1');
const PURPOSES: Readonly<Record<ActPurpose, Uint8Array>> = {
  creation: utf8ToBytes('/creation/'),
  rotation: utf8ToBytes('/rotation/'),
  exit: utf8ToBytes('/exit/'),
  'beacon-group': utf8ToBytes('/beacon-group/'),
};

// A network asks once for every chain, so nothing is allocated but the answer: the hash starts from a copy of
// its beginning, and the numbers and the hash lie in places of their own, written anew before they are read.
const BEGINNING = sha256.create().update(DOMAIN);
const HASHER = sha256.create();
const NUMBERS = new Uint8Array(8);
const NUMBERS_VIEW = new DataView(NUMBERS.buffer);
const HASH = new Uint8Array(32);
const HASH_VIEW = new DataView(HASH.buffer);

/**
 * H(beacon, chain, purpose, counter), cut to four 32-bit words: the state of the generator that draws for
 * this act. `subject` is the chain, or the month for an act of all chains; both 0 … 2^32 − 1.
 */
export function actWords(
  beacon: Uint8Array,
  purpose: ActPurpose,
  subject: number,
  counter: number,
): Uint32Array {
  NUMBERS_VIEW.setUint32(0, subject);
  NUMBERS_VIEW.setUint32(4, counter);
  // The library's name for a copy that allocates nothing, part of its published interface.
  // oxlint-disable-next-line no-underscore-dangle
  BEGINNING._cloneInto(HASHER).update(beacon).update(PURPOSES[purpose]).update(NUMBERS).digestInto(HASH);
  const words = new Uint32Array(4);
  for (let index = 0; index < 4; index++) words[index] = HASH_VIEW.getUint32(4 * index);
  return words;
}
