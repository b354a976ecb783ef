/** How a score becomes a part of the pay, where nodes share a pool by weight. §M9.5, §M9.6 */
import { assert } from '../../base/assert.ts';
import { PPM } from '../../base/units.ts';
import { payment } from '../../sla/payment-policies.ts';
import { tierWeight } from '../../sla/tiers.ts';
import { delegationsOf } from './economy.ts';
import type { World } from './world.ts';

/**
 * Weights of nodes that take into account what each is paid of its due and which tier it has, made of those
 * that all would have if they passed.
 */
export function payParts(world: World, scores: Int8Array, byStake: readonly bigint[]): readonly bigint[] {
  const { records, params } = world;
  const { payment: policy, tiers } = params.sla;
  assert(records !== undefined, 'pay in parts goes by records');
  return byStake.map((weight, node) => {
    if (scores[node] < 0) return 0n;
    const score = scores[node] === 1 ? 1 : 0;
    const isStakeShort = isStakeShortOf(world, world.nodes.validatorOf[node]);
    const judged = records.judged(node, { score, lateChecks: 0, isStakeShort }, policy);
    const paid = weight * payment(policy, BigInt(PPM), judged).paid;
    return tiers.length === 0 ? paid : tierWeight(tiers, records.tierOf(node), paid);
  });
}

/** Has the validator less stake than its nodes need? It keeps them all the same. §M2.3 */
export function isStakeShortOf(world: World, validator: number): boolean {
  const needed = BigInt(world.nodes.nodesOfValidator[validator]) * world.economy.minimumStake;
  return delegationsOf(world).delegated(validator) < needed;
}
