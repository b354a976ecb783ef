/** All whole-world promises, in the order in which a break is easiest to understand. §M18 */
import type { World } from '../network/world.ts';
import { bucketsFollowSlots } from './buckets-follow-slots.ts';
import { keptKeysAreHeld } from './kept-keys-are-held.ts';
import { membersAreDistinct } from './members-are-distinct.ts';
import { nodesAreCounted } from './nodes-are-counted.ts';
import { sidesAreKept } from './sides-are-kept.ts';
import { signersAreCounted } from './signers-are-counted.ts';
import { slotsAddUp } from './slots-add-up.ts';
import { supplyIsConserved } from './supply-is-conserved.ts';

/** Throws an AssertionError at the first promise that is broken; reads only. */
export function checkInvariants(world: World): void {
  membersAreDistinct(world);
  sidesAreKept(world);
  slotsAddUp(world);
  bucketsFollowSlots(world);
  nodesAreCounted(world);
  signersAreCounted(world);
  keptKeysAreHeld(world);
  supplyIsConserved(world);
}
