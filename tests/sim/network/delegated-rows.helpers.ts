/** All delegations of a world as a table, to work out by hand what the register sums up. */
import { delegationsOf } from '../../../src/sim/network/economy.ts';
import type { DelegationId } from '../../../src/economics/delegation-rows.ts';
import type { World } from '../../../src/sim/network/world.ts';

/** A delegation that has not ended. */
export interface DelegatedRow {
  readonly id: DelegationId;
  readonly holder: number;
  readonly validator: number;
  readonly lock: number;
  readonly amount: bigint;
  /** Hundredths of a base unit. */
  readonly effective: bigint;
}

/** Sorted by validator, then holder: the order in which a run's first delegations are dealt. */
export function delegatedRows(world: World): DelegatedRow[] {
  const delegations = delegationsOf(world);
  const rows: DelegatedRow[] = [];
  for (let holder = 0; holder < world.params.delegation.holders; holder++) {
    delegations.ofHolder(holder, (id, validator) => {
      const [lock, amount] = [delegations.lockOf(id), delegations.amountOf(id)];
      rows.push({ id, holder, validator, lock, amount, effective: delegations.effectiveOf(id) });
    });
  }
  return rows.toSorted((one, other) => one.validator - other.validator || one.holder - other.holder);
}

/** Base units delegated to each validator. */
export function delegatedTo(world: World): bigint[] {
  const delegations = delegationsOf(world);
  return Array.from(world.nodes.nodesOfValidator, (_, validator) => delegations.delegated(validator));
}

/** The sum. */
export const total = (amounts: readonly bigint[]): bigint =>
  amounts.reduce((sum, amount) => sum + amount, 0n);
