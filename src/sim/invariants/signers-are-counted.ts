/** A chain's number of members that are down is the number of its members that are down. §M14.1 */
import { assert } from '../../base/assert.ts';
import type { World } from '../network/world.ts';

/** Counts afresh what the procedures count step by step. */
export function signersAreCounted(world: World): void {
  const { chains, nodes } = world;
  for (let chain = 0; chain < chains.count; chain++) {
    if (!chains.isLive(chain)) continue;
    const first = chains.firstSeat(chain);
    const end = first + chains.rowOf(chain).members;
    let down = 0;
    for (let seat = first; seat < end; seat++) if (nodes.downCauses[chains.nodeOfSeat[seat]] > 0) down++;
    assert(down === chains.membersDown[chain], 'members that are down are counted');
  }
}
