/**
 * The contracts' three ways of selecting nodes. They draw whole committees and replacements, each from one
 * seed; they know no monthly turn. §M5.2
 */
import type { ContractPlacement, Params, PlacementPolicy } from '../../protocol/params.ts';
import type { FreeSlots } from '../free-slots.ts';
import { NodePools } from './node-pools.ts';
import type { SeatReplace, SeatsTake } from './policies.ts';
import { restartingReplace, restartingTake } from './restarting-draw.ts';
import { singleReplace, singleTake } from './single-draw.ts';
import type { SlotBook } from './slot-book.ts';
import { SpaceBuckets } from './space-buckets.ts';
import { twoPoolReplace, twoPoolTake } from './two-pool-draw.ts';

/** Is the policy one of the contracts'? */
export function isContractPlacement(policy: PlacementPolicy): policy is ContractPlacement {
  return policy === 'legacy-single-draw' || policy === 'sm-1.12' || policy === 'sm-talk-2019';
}

/** What the scenario's policy keeps beside free slots; undefined where these are enough. */
export function slotBook({
  placement,
  network,
}: Pick<Params, 'placement' | 'network'>): SlotBook | undefined {
  const { nodes, slots } = network;
  switch (placement.policy) {
    case 'legacy-single-draw':
      return new SpaceBuckets('as-listed', nodes, slots);
    case 'sm-1.12':
      return new SpaceBuckets('as-counted', nodes, slots);
    case 'sm-talk-2019':
      return new NodePools(nodes, slots);
    default:
      return undefined;
  }
}

/** Draws committees. Takes nothing where it cannot fill all seats. */
export function contractTake(policy: ContractPlacement, free: FreeSlots): SeatsTake {
  switch (policy) {
    case 'legacy-single-draw':
      return singleTake(free);
    case 'sm-1.12':
      return restartingTake(free);
    case 'sm-talk-2019':
      return twoPoolTake(free);
  }
}

/** Draws replacements. */
export function contractReplace(policy: ContractPlacement, free: FreeSlots): SeatReplace {
  switch (policy) {
    case 'legacy-single-draw':
      return singleReplace(free);
    case 'sm-1.12':
      return restartingReplace(free);
    case 'sm-talk-2019':
      return twoPoolReplace(free);
  }
}
