/** A key that lives on is kept for live chains alone, with the nodes that hold its shares now. §M6.4 */
import { assert } from '../../base/assert.ts';
import type { World } from '../network/world.ts';

/** Compares, seat by seat, who will deal a key with who signs with it. */
export function keptKeysAreHeld({ chains, holders, keys }: World): void {
  for (const [chain, { holders: kept }] of keys.inForce) {
    assert(chains.isLive(chain), 'a key is kept while its chain lives');
    assert(kept.length === chains.rowOf(chain).members, 'a kept key has a share for each seat');
    if (holders === undefined) continue;
    const first = chains.firstSeat(chain);
    const areHeld = kept.every((node, index) => holders.holderOf(first + index) === node);
    assert(areHeld, 'shares that will be dealt are held by those who sign');
  }
}
