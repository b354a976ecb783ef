/**
 * Turns of committees without a month of monitoring: chains, beacon and rotation by the model's own
 * procedures. Keys are there at once, as no event is handled in which one could be made, and beacons come
 * from commitments: turns only ask that they are uniform, and a signature takes 2 ms.
 */
import { groupDrawn } from '../../../src/sim/network/beacon-group.ts';
import { initialChainsRequested } from '../../../src/sim/network/chain-creation.ts';
import { beaconPublished } from '../../../src/sim/network/randomness.ts';
import { rotateCommittees } from '../../../src/sim/network/rotation.ts';
import type { World } from '../../../src/sim/network/world.ts';
import type { Params } from '../../../src/sim/protocol/params.ts';
import { committeeOf, stageOf, type HeardFact, type Stage } from '../world.helpers.ts';

/** A network whose initial chains stand. */
export function standing(params: Params, run = 0): Stage {
  const keyGeneration: Params['keyGeneration'] = { ...params.keyGeneration, mode: 'instant' };
  const randomness: Params['randomness'] = { ...params.randomness, source: 'commit-reveal' };
  const stage = stageOf({ ...params, keyGeneration, randomness }, {}, run);
  groupDrawn(stage.world, 0, stage.engine);
  beaconPublished(stage.world, 0, stage.engine);
  initialChainsRequested(stage.world, stage.engine);
  return stage;
}

/** Committees of all live chains, by chain. */
export function committeesOf(world: World): Map<number, number[]> {
  const live = Array.from({ length: world.chains.count }, (_, chain) => chain).filter((chain) =>
    world.chains.isLive(chain),
  );
  return new Map(live.map((chain) => [chain, committeeOf(world, chain)]));
}

/** Free slots of all nodes together. */
export function freeSlotsOf({ nodes, free }: World): number {
  let sum = 0;
  for (let node = 0; node < nodes.count; node++) sum += free.freeOf(node);
  return sum;
}

/** Turns all committees once, with the beacon of `month`; returns what was recorded. */
export function turned({ world, engine, facts }: Stage, month: number): HeardFact[] {
  const before = facts.length;
  beaconPublished(world, month, engine);
  rotateCommittees(world, month, engine);
  return facts.slice(before);
}
