/** What coalitions can use up, and what they hold of others: by coalition, at the start. §M16.1 */
import type { Adversary } from '../protocol/params.ts';
import { fullBudgets } from './budgets.ts';
import { noGasBids } from './gas-left.ts';
import type { World } from './world.ts';

/** Everything to spend, and nothing taken. */
export const coalitionMeans = (
  adversaries: readonly Adversary[],
): Pick<World, 'disruptionLeft' | 'budgets' | 'gasBids' | 'enclavesRead'> => ({
  disruptionLeft: adversaries.map(({ disruptionMax }) => disruptionMax ?? Number.MAX_SAFE_INTEGER),
  budgets: fullBudgets(adversaries),
  gasBids: noGasBids(adversaries.length),
  enclavesRead: adversaries.map(() => []),
});
