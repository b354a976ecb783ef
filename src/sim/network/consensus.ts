/** Whether a chain can sign: live while at least the threshold of its key's holders is up. §M14.1 */
import type { Clock } from '../kernel/engine.ts';
import { FACT } from '../protocol/facts.ts';
import type { World } from './world.ts';

/** One holder more (+1) or fewer (−1) of the chain's key is down. */
export function signersChanged(world: World, chain: number, change: 1 | -1, clock: Clock): void {
  world.chains.holdersDown[chain] += change;
  signersSettle(world, chain, clock);
}

/**
 * Records the turn from live to halted or back, if the holders that are up no longer fit the chain's state.
 */
export function signersSettle(world: World, chain: number, clock: Clock): void {
  const { chains } = world;
  const signers = chains.rowOf(chain).members - chains.holdersDown[chain];
  const isHalted = signers < chains.thresholdOf(chain) ? 1 : 0;
  if (isHalted === chains.isHalted[chain]) return;
  chains.isHalted[chain] = isHalted;
  clock.record(isHalted === 1 ? FACT['chain-halted'] : FACT['chain-resumed'], chain, signers);
}
