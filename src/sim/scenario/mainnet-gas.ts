/** Gas that a scenario's network has in each block of mainnet. §M15.1 */
import { PPM } from '../../base/units.ts';
import { sharePpm } from './quantities.ts';

/** Gas of a block times the part of it that the network wins, rounded down. */
export function gasPerBlock({ gasLimit, gasShare }: { gasLimit: number; gasShare: number }): number {
  return Number((BigInt(gasLimit) * BigInt(sharePpm(gasShare) ?? 0)) / BigInt(PPM));
}
