/** A chain's number of key holders that cannot sign is the number of those that are down or behind. §M14.1 */
import { assert } from '../../base/assert.ts';
import { NONE } from '../network/chains.ts';
import type { World } from '../network/world.ts';

/** Counts afresh what the procedures count step by step. */
export function signersAreCounted({ catchUp, chains, holders, nodes }: World): void {
  if (holders === undefined) return;
  for (let chain = 0; chain < chains.count; chain++) {
    if (!chains.isLive(chain)) continue;
    const first = chains.firstSeat(chain);
    const end = first + chains.rowOf(chain).members;
    let down = 0;
    for (let seat = first; seat < end; seat++) {
      const holder = holders.holderOf(seat);
      if (holder === NONE) continue;
      if (nodes.downCauses[holder] > 0 || catchUp?.isBehind(seat) === true) down++;
    }
    assert(down === chains.holdersDown[chain], 'holders of a key that are down are counted');
  }
}
