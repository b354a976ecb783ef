/** The contracts draw from a seed of 256 bits, and some of them again and again from the same one. §M5.2 */
import { assert } from '../../../base/assert.ts';
import type { Draws } from '../../../base/draws.ts';
import { HashChain } from '../../../crypto/hash-chain.ts';

/** The 32 bytes that an act draws from, whatever was drawn before. */
export function seedOf(stream: Draws): Uint8Array {
  assert(stream instanceof HashChain, 'under the contracts’ policies an act has a seed');
  return stream.origin;
}
