/** Used and free slots add up to the node's slots, on every node. §M18 */
import { assert } from '../../base/assert.ts';
import { NONE } from '../network/chains.ts';
import type { World } from '../network/world.ts';

/** Counts the slots of every node's seats afresh. */
export function slotsAddUp(world: World): void {
  const { chains, free, nodes } = world;
  for (let node = 0; node < nodes.count; node++) {
    let used = 0;
    for (let seat = chains.firstOn(node); seat !== NONE; seat = chains.nextOn(seat)) {
      used += chains.rowOf(chains.chainOfSeat[seat]).slots;
    }
    assert(used + free.freeOf(node) === free.slots, 'used and free slots add up to the node’s slots');
  }
}
