/**
 * How many small chains fit before no large one does: exact by a Markov chain on the count of wholly empty
 * nodes.
 */
import { hypergeometricPmf } from './tails.ts';

/** A network that fills with small chains, one slot a member. §M3.1 */
export interface SmallChainPacking {
  readonly nodes: number;
  /** Members of a small chain, each on another node. */
  readonly members: number;
  /** Wholly empty nodes that a large chain needs. */
  readonly largeMembers: number;
}

/** Mean and variance of a count. */
export interface MeanAndVariance {
  readonly mean: number;
  readonly variance: number;
}

/**
 * Small chains placed when fewer than `largeMembers` nodes are wholly empty, under the policy `uniform`. With
 * E empty nodes a chain takes H ~ Hypergeometric(N, E, n) of them, so that the remaining count T(E) = 1 + T(E
 * − H). Hence
 *   mean:     μ(E)·(1 − p₀) = 1 + Σ_{h ≥ 1} pₕ μ(E − h)
 *   variance: v(E)·(1 − p₀) = Σ_{h ≥ 1} pₕ v(E − h) + Σₕ pₕ (1 + μ(E − h) − μ(E))².
 * Exact as long as no node is full, for then all N are eligible: at 1,000 nodes, 16 members and 128 slots a
 * node holds some 4 chains at the end. The mean is near N (H(N) − H(n − 1))/n. §M5.3
 */
export function smallBeforeNoLargeUniform(packing: SmallChainPacking): MeanAndVariance {
  const { nodes, members, largeMembers } = packing;
  const means = new Float64Array(nodes + 1);
  const variances = new Float64Array(nodes + 1);
  for (let empty = Math.max(1, largeMembers); empty <= nodes; empty += 1) {
    const hits = Math.min(members, empty);
    const odds = Array.from({ length: hits + 1 }, (_, h) => hypergeometricPmf(nodes, empty, members, h));
    let moved = 0;
    let mean = 1;
    for (let h = 1; h <= hits; h += 1) {
      moved += odds[h];
      mean += odds[h] * means[empty - h];
    }
    means[empty] = mean / moved;
    let variance = odds[0];
    for (let h = 1; h <= hits; h += 1) {
      variance += odds[h] * (variances[empty - h] + (1 + means[empty - h] - means[empty]) ** 2);
    }
    variances[empty] = variance / moved;
  }
  return { mean: means[nodes], variance: variances[nodes] };
}

/**
 * The same count under `least-loaded`, where it is certain: as long as enough nodes are empty, every chain
 * takes `members` of them, so it is the least j with N − j·n < `largeMembers`. §M5.3
 */
export function smallBeforeNoLargeLeastLoaded(packing: SmallChainPacking): number {
  const spare = packing.nodes - packing.largeMembers;
  return spare < 0 ? 0 : Math.floor(spare / packing.members) + 1;
}
