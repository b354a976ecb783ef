/** What coalitions leave of the network's gas, and what it costs then. §M15.1, A32 */
import { PPM } from '../../base/units.ts';
import type { World } from './world.ts';

/** By coalition: the part of the network's gas that it takes now, and the most that it takes this month. */
export interface GasBids {
  readonly now: number[];
  readonly ofMonth: number[];
}

/** Nobody takes any. */
export const noGasBids = (coalitions: number): GasBids => ({
  now: Array<number>(coalitions).fill(0),
  ofMonth: Array<number>(coalitions).fill(0),
});

/** The part that is taken away now, in millionths: 0 … 999,999. */
export const gasPartTaken = ({ gasBids }: World): number => gasBids.now.reduce((sum, part) => sum + part, 0);

/** Gas of a block that is left of `gasPerBlock`, at least 1. */
export const gasLeft = (gasPerBlock: number, part: number): number =>
  Math.max(1, Math.floor((gasPerBlock / PPM) * (PPM - part)));

/** Wei that a node offers for a unit of gas now, rounded up. §M15.1 */
export function gasPrice(world: World): bigint {
  const wei = dearer(world.economy.market.gas.wei, gasPartTaken(world));
  const { bidPpm } = world.params.mainnet;
  return bidPpm === PPM ? wei : (wei * BigInt(bidPpm) + BigInt(PPM) - 1n) / BigInt(PPM);
}

/**
 * Wei for a unit of what is left. Buyers of gas spend what they spend: where a part p is taken away the rest
 * costs 1/(1 − p) of what it did, rounded up.
 */
export function dearer(wei: bigint, part: number): bigint {
  if (part === 0) return wei;
  const rest = BigInt(PPM - part);
  return (wei * BigInt(PPM) + rest - 1n) / rest;
}
