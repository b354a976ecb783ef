/** What coalitions can still spend, in millionths of a dollar. §M16.1 */
import { assert } from '../../base/assert.ts';
import type { Clock } from '../kernel/engine.ts';
import { FACT, SPENDINGS } from '../protocol/facts.ts';
import type { Adversary } from '../protocol/params.ts';
import type { World } from './world.ts';

/** By coalition; undefined: without limit. */
export type Budgets = (bigint | undefined)[];

/** Nothing is spent. */
export const fullBudgets = (adversaries: readonly Adversary[]): Budgets =>
  adversaries.map(({ budgetMicroUsd }) => budgetMicroUsd);

/** Can the coalition pay so much? */
export function canSpend({ budgets }: World, coalition: number, microUsd: bigint): boolean {
  const left = budgets[coalition];
  return left === undefined || microUsd <= left;
}

/** Pays for a deed of the running month; what costs nothing is not told. */
export function spent(
  world: World,
  coalition: number,
  purpose: (typeof SPENDINGS)[number],
  microUsd: bigint,
  clock: Clock,
): void {
  if (microUsd === 0n) return;
  const left = world.budgets[coalition];
  assert(microUsd > 0n && canSpend(world, coalition, microUsd), 'a coalition spends what it has');
  if (left !== undefined) world.budgets[coalition] = left - microUsd;
  clock.recordAmount(FACT['budget-spent'], coalition, world.month, SPENDINGS.indexOf(purpose), microUsd);
}
