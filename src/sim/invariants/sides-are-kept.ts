/** §M3.5, §M18: named authorities, and nobody else, hold the seats of a hybrid chain that are theirs. */
import { assert } from '../../base/assert.ts';
import { NONE } from '../network/chains.ts';
import type { World } from '../network/world.ts';

/** Asserts it for every seat of every hybrid chain. */
export function sidesAreKept(world: World): void {
  const { chains, hybrid } = world;
  if (hybrid === undefined) return;
  for (let chain = 0; chain < chains.count; chain++) {
    if (!chains.isLive(chain) || chains.isHybrid[chain] === 0) continue;
    const first = chains.firstSeat(chain);
    for (let seat = first; seat < first + chains.rowOf(chain).members; seat++) {
      const node = chains.nodeOfSeat[seat];
      const isNamed = node !== NONE && hybrid.isAuthority[node] === 1;
      const isTheirs = seat - first < hybrid.seatsOfSize[chains.sizeOf[chain]];
      assert(node === NONE || isNamed === isTheirs, 'either side of a hybrid chain keeps to its seats');
    }
  }
}
