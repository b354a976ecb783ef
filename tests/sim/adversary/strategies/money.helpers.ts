/** Views and occasions for strategies about money: what a test does not say is nothing. */
import { tokens } from '../../../../src/base/units.ts';
import type { AdversaryView } from '../../../../src/sim/protocol/view.ts';

/** A world of two validators: nodes by their state, each with its owner. */
export interface Small {
  readonly members: readonly number[];
  /** Owner of each node; −1: of the reserve. */
  readonly owners: readonly number[];
  /** Whole tokens of each validator, at a minimum of 100. */
  readonly stakes: readonly number[];
  readonly failed?: readonly number[];
  readonly marked?: readonly number[];
  readonly leaving?: readonly number[];
}

/** What a coalition sees of it. */
export function smallView({
  members,
  owners,
  stakes,
  failed = [],
  marked = [],
  leaving = [],
}: Small): AdversaryView {
  const isPresent = (node: number): boolean => owners[node] >= 0;
  const known: Partial<AdversaryView> = {
    members,
    month: 0,
    nodeCount: owners.length,
    validatorCount: stakes.length,
    minimumStake: tokens(100),
    isMember: (node) => members.includes(node),
    validatorOf: (node) => owners[node],
    nodesOf: (validator) => owners.flatMap((owner, node) => (owner === validator ? [node] : [])),
    isPresent,
    mayLeave: (node) => isPresent(node) && !leaving.includes(node),
    mayEnter: (node) => !isPresent(node),
    isMarked: (node) => marked.includes(node),
    lastScore: (node) => (failed.includes(node) ? 0 : 1),
    stakeOf: (validator) => tokens(stakes[validator]),
  };
  return known as AdversaryView;
}

/** A month's occasion with all that it takes to spend money. */
export const spending = (month: number, leftMicroUsd?: bigint, identityMicroUsd = 0n) => ({
  node: 0,
  month,
  leftMicroUsd,
  identityMicroUsd,
});
