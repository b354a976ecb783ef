/** What a scenario's network has of mainnet: gas in each block, and a place by its bid. §M15.1 */
import { PPM } from '../../base/units.ts';
import { sharePpm } from './quantities.ts';

/** Gas of a block times the part of it that the network wins, rounded down. */
export function gasPerBlock({ gasLimit, gasShare }: { gasLimit: number; gasShare: number }): number {
  return Number((BigInt(gasLimit) * BigInt(sharePpm(gasShare) ?? 0)) / BigInt(PPM));
}

/** A row of the table that says how long a bid waits. */
export interface InclusionRow {
  /** A multiple of the day's price of gas. */
  readonly bid: number;
  readonly blocks: number;
}

/**
 * Blocks that the bid waits: those of the last row, ascending by bid, that it reaches; 0 without a table.
 * Undefined for a bid that no row covers.
 */
export function blocksWaited({
  bid,
  inclusion,
}: {
  readonly bid: number;
  readonly inclusion?: readonly InclusionRow[];
}): number | undefined {
  if (inclusion === undefined) return 0;
  return inclusion.findLast((row) => row.bid <= bid)?.blocks;
}
