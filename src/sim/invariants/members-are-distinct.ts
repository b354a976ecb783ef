/** A committee is exactly its number of members, all distinct. §M18 */
import { assert } from '../../base/assert.ts';
import { NONE } from '../network/chains.ts';
import type { World } from '../network/world.ts';

/** Walks over all seats; `seenBy` holds the last chain in which a node was seen. */
export function membersAreDistinct(world: World): void {
  const { chains, nodes } = world;
  const seenBy = new Int32Array(nodes.count).fill(NONE);
  for (let chain = 0; chain < chains.count; chain++) {
    if (!chains.isLive(chain)) continue;
    const first = chains.firstSeat(chain);
    const end = first + chains.rowOf(chain).members;
    for (let seat = first; seat < end; seat++) {
      const node = chains.nodeOfSeat[seat];
      assert(node !== NONE, 'every seat of a live chain is taken');
      assert(seenBy[node] !== chain, 'the members of a chain are distinct');
      seenBy[node] = chain;
    }
  }
}
