/**
 * A list of culprits in an order that does not tell how they were found out: dealers by seat, then recipients
 * by seat, the faults of one seat by name; each fault of a seat once. §M6.2
 */
import type { Culprit } from './dkg-judgement.ts';

/** The culprits in order, without repeats. */
export function culpritList(culprits: readonly Culprit[]): readonly Culprit[] {
  const byName = new Map(culprits.map((culprit) => [nameOf(culprit), culprit]));
  return [...byName.values()].toSorted(order);
}

function nameOf({ role, seat, fault }: Culprit): string {
  return `${role} ${seat} ${fault}`;
}

function order(left: Culprit, right: Culprit): number {
  if (left.role !== right.role) return left.role === 'dealer' ? -1 : 1;
  if (left.seat !== right.seat) return left.seat - right.seat;
  if (left.fault === right.fault) return 0;
  return left.fault < right.fault ? -1 : 1;
}
