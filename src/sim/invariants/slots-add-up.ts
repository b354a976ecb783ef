/** Used and free slots add up to the node's slots, on every node. §M18 */
import { assert } from '../../base/assert.ts';
import { NONE } from '../network/chains.ts';
import type { World } from '../network/world.ts';

/** Counts the slots of every node's seats afresh: seat by seat in memory's order, not node by node. */
export function slotsAddUp(world: World): void {
  const { chains, free, nodes } = world;
  const used = new Int32Array(nodes.count);
  const seats = new Int32Array(nodes.count);
  for (let chain = 0; chain < chains.count; chain++) {
    if (!chains.isLive(chain)) continue;
    const { slots, members } = chains.rowOf(chain);
    const first = chains.firstSeat(chain);
    for (let seat = first; seat < first + members; seat++) {
      const node = chains.nodeOfSeat[seat];
      if (node === NONE) continue;
      used[node] += slots;
      seats[node]++;
    }
  }
  for (let node = 0; node < nodes.count; node++) {
    assert(used[node] + free.freeOf(node) === free.slots, 'used and free slots add up to the node’s slots');
    if (!chains.isListed) continue;
    assert(
      seats[node] === chains.seatsOn(node).length,
      'a node’s list holds as many seats as committees give it',
    );
  }
}
