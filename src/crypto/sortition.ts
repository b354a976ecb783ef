/**
 * From the beacon to the draws of one act: which nodes a chain gets, who leaves at a turn. Anyone who knows
 * the beacon can make the same draws again. §M4.1
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { wordBytes } from './beacon.ts';

/** Acts that the beacon decides. */
export type ActPurpose = 'creation' | 'rotation' | 'exit' | 'beacon-group';

const DOMAIN = utf8ToBytes('elastinet act v1');
const PURPOSES: Readonly<Record<ActPurpose, Uint8Array>> = {
  creation: utf8ToBytes('/creation/'),
  rotation: utf8ToBytes('/rotation/'),
  exit: utf8ToBytes('/exit/'),
  'beacon-group': utf8ToBytes('/beacon-group/'),
};

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
  const hash = sha256(concatBytes(DOMAIN, beacon, PURPOSES[purpose], wordBytes(subject), wordBytes(counter)));
  const words = new Uint32Array(4);
  for (let index = 0; index < 4; index++) {
    const at = 4 * index;
    words[index] = ((hash[at] << 24) | (hash[at + 1] << 16) | (hash[at + 2] << 8) | hash[at + 3]) >>> 0;
  }
  return words;
}
