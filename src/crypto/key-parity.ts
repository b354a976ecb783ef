/**
 * What a rushing dealer works out before it deals: a bit of the key that would come of each polynomial it
 * could deal. Who deals last thereby chooses among keys. A9, Gennaro, Jarecki, Krawczyk, Rabin 1999
 */
import { secretOf, withPolynomial } from './ceremony-randomness.ts';
import { requireInput } from './input-error.ts';
import type { CeremonyTask } from './key-ceremony.ts';
import { pairingSuite } from './pairing-suite.ts';
import { isSeat } from './polynomial.ts';

/**
 * The lowest bit of the x coordinate of the group's key, if `seat` deals its polynomial number `polynomial`
 * and the others deal as the task says. The dealer adds up commitments that it sees; the sum of what they
 * commit to is the same key for one multiplication. Under `pedersen` the commitments are blinded, and nobody
 * can work the bit out in time.
 */
export function keyParity(task: CeremonyTask, seat: number, polynomial: number): 0 | 1 {
  const dealt = withPolynomial(task, seat, polynomial);
  const { length } = dealt.members;
  requireInput(isSeat(seat, length), 'seat', 'out-of-range', `seats 1 … ${length}`);
  const { keys, order } = pairingSuite(task.curve, task.keysIn);
  return parityOf(keys.encode(keys.multiplyGenerator(secretOf(dealt, order))));
}

/** The same bit of a public key's compressed bytes: both curves write x, or its c0, last. */
export function parityOf(publicKey: Uint8Array): 0 | 1 {
  return (publicKey[publicKey.length - 1] & 1) === 0 ? 0 : 1;
}
