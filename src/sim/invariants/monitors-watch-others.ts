/** No verdict of a node on itself: nobody is assigned to watch itself, or one target twice. §M18 */
import { assert } from '../../base/assert.ts';
import { NONE } from '../network/chains.ts';
import type { World } from '../network/world.ts';

/** Looks at the open window's assignment, if one is open. */
export function monitorsWatchOthers(world: World): void {
  const assignment = world.monitoring.window?.assignment;
  if (assignment === undefined) return;
  const { first, monitors } = assignment;
  const seenBy = new Int32Array(world.nodes.count).fill(NONE);
  for (let target = 0; target < world.nodes.count; target++) {
    for (let index = first[target]; index < first[target + 1]; index++) {
      assert(monitors[index] !== target, 'no node watches itself');
      assert(seenBy[monitors[index]] !== target, 'no node watches a target twice');
      seenBy[monitors[index]] = target;
    }
  }
}
