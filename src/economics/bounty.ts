/** The month's pool shared among the nodes that passed. §M10.2 */
import { assert } from '../base/assert.ts';
import type { ValidatorIndex } from '../base/ids.ts';
import type { Tokens } from '../base/units.ts';
import { proportion } from './proportion.ts';

/** How nodes that passed are weighed against each other. §M10.2 */
export type BountyWeight = 'effective-stake' | 'equal';

/** What a payday does with the pool: `carried` + the sum of `paid` = pool. */
export interface BountySplit {
  /** Base units of each node, in the order of the weights. */
  readonly paid: readonly Tokens[];
  /** Base units that stay in the pool for the next month. */
  readonly carried: Tokens;
}

/**
 * Splits `pool` over nodes by `weights` (0 for a node that failed): each gets floor(pool · weight / sum of
 * weights). What rounding leaves, fewer base units than nodes, is carried to the next month; all is, when
 * nobody passed.
 */
export function splitBounty(payday: { pool: Tokens; weights: readonly bigint[] }): BountySplit {
  const { pool, weights } = payday;
  assert(pool >= 0n, 'the pool is not negative');
  let whole = 0n;
  for (const weight of weights) {
    assert(weight >= 0n, 'the weight of a node is not negative');
    whole += weight;
  }
  if (whole === 0n) return { paid: weights.map(() => 0n), carried: pool };

  const share = proportion(pool, whole);
  let carried = pool;
  const paid = weights.map((weight) => {
    const amount = share(weight);
    carried -= amount;
    return amount;
  });
  assert(carried >= 0n, 'no more is paid than the pool holds');
  return { paid, carried };
}

/** A month's nodes as the bounty sees them. */
export interface ScoredNodes {
  readonly policy: BountyWeight;
  /** Owner of each node. */
  readonly validatorOf: ArrayLike<ValidatorIndex>;
  /** Of each node: 1 passed, 0 failed, −1 not scored, because it is not in the network. */
  readonly scores: ArrayLike<number>;
  /** Effective stake of each validator in base units. §M11.1 */
  readonly effective: readonly bigint[];
}

/**
 * Weight of each node, for {@link splitBounty}. `effective-stake`: a validator's effective stake is dealt
 * evenly over its scored nodes, failed ones included, so that a failure takes its part out of the sum and
 * thereby gives it to all that passed, not to the same validator's others. `equal`: 1. A node that did not
 * pass weighs 0.
 */
export function nodeWeights(month: ScoredNodes): bigint[] {
  const { policy, validatorOf, scores, effective } = month;
  assert(validatorOf.length === scores.length, 'every node has an owner and a score');
  const weightOfNode = policy === 'equal' ? undefined : evenShares(validatorOf, scores, effective);
  return Array.from(scores, (score, node) => {
    if (score !== 1) return 0n;
    return weightOfNode === undefined ? 1n : weightOfNode[validatorOf[node]];
  });
}

/**
 * A node's weight by validator. It is rounded down: a weight, not money, so nothing is owed for the
 * remainder.
 */
function evenShares(
  validatorOf: ArrayLike<ValidatorIndex>,
  scores: ArrayLike<number>,
  effective: readonly bigint[],
): readonly bigint[] {
  const counts = new Uint32Array(effective.length);
  for (let node = 0; node < scores.length; node += 1) {
    assert(validatorOf[node] < effective.length, 'the owner of a node is a validator');
    if (scores[node] >= 0) counts[validatorOf[node]] += 1;
  }
  return effective.map((stake, validator) =>
    counts[validator] === 0 ? 0n : stake / BigInt(counts[validator]),
  );
}
