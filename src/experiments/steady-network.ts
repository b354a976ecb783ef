/** Scenarios in which nothing but strategies keeps a node from what it owes. */
import type { Params } from '../sim/protocol/params.ts';

/** Whether no node is ever down, or leaves, unless somebody sees to it. §M8.1, §M2.3 */
export function isAlwaysUp({ availability, network }: Params): boolean {
  return (
    availability.failure === undefined &&
    availability.correlated.length === 0 &&
    availability.maintenance === undefined &&
    availability.trace.length === 0 &&
    network.exitsPerMonth === 0
  );
}
