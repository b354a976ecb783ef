/** The validators that a coalition has to itself. §M16.1 */
import type { AdversaryView } from '../../protocol/view.ts';

/** Validators with nodes in the network, all of which are the coalition's: ascending. */
export function ownValidators(view: AdversaryView): readonly number[] {
  const owners = new Set(
    view.members.filter((node) => view.isPresent(node)).map((node) => view.validatorOf(node)),
  );
  return [...owners]
    .filter((validator) => view.nodesOf(validator).every((node) => view.isMember(node)))
    .toSorted((one, other) => one - other);
}

/** How many of `wanted` nodes the coalition can pay for. */
export function affordable(wanted: number, leftMicroUsd: bigint | undefined, eachMicroUsd: bigint): number {
  if (leftMicroUsd === undefined || eachMicroUsd === 0n) return wanted;
  const most = leftMicroUsd / eachMicroUsd;
  return most < BigInt(wanted) ? Number(most) : wanted;
}

/** Nodes for which the validator's stake suffices; without a minimum as many as there may be. */
export function nodesAllowed(view: AdversaryView, validator: number): number {
  const { minimumStake } = view;
  return minimumStake === 0n ? view.nodeCount : Number(view.stakeOf(validator) / minimumStake);
}
