/** What committees drawn without regard to the coalition owe it: odds of one, variance of many. */
import { assert } from '../base/assert.ts';
import { hypergeometricPmf, hypergeometricTail } from './tails.ts';

/** One committee out of a network. §M14.1 */
export interface CommitteeSize {
  readonly nodes: number;
  /** Nodes of the coalition, K = floor(share·N). §M16.1 */
  readonly coalition: number;
  readonly members: number;
}

/** A committee and the seats from which on it counts as reached (captured, haltable, forkable). */
export interface CommitteeGoal extends CommitteeSize {
  readonly atLeast: number;
}

/** Probabilities that one committee can be captured, halted, forked. */
export interface CommitteeOdds {
  readonly capture: number;
  readonly halt: number;
  readonly fork: number;
}

/**
 * Odds of one committee whose members are a uniform draw of distinct nodes: with X seats of the coalition,
 * hypergeometric, capture P(X ≥ t), halt P(X > n − t), fork P(X ≥ 2t − n) at threshold t. §M14.1
 */
export function committeeOdds(committee: CommitteeSize & { readonly threshold: number }): CommitteeOdds {
  const { nodes, coalition, members, threshold } = committee;
  const atLeast = (seats: number): number => hypergeometricTail(nodes, coalition, members, seats);
  return {
    capture: atLeast(threshold),
    halt: atLeast(members - threshold + 1),
    // A coalition needs a seat, also where 2t − n is none.
    fork: atLeast(Math.max(1, 2 * threshold - members)),
  };
}

/** A committee of two sides, each a uniform draw of its own nodes: a hybrid chain. §M3.5 */
export interface CommitteeSides {
  readonly threshold: number;
  /** Authorities and all others: nodes, those of the coalition among them, seats. */
  readonly sides: readonly [CommitteeSize, CommitteeSize];
}

/** The same where the coalition's seats are the sum of two independent hypergeometric numbers. §M14.1 */
export function hybridOdds({ threshold, sides: [named, open] }: CommitteeSides): CommitteeOdds {
  const members = named.members + open.members;
  const atLeast = (seats: number): number => {
    let sum = 0;
    for (let first = 0; first <= named.members; first += 1) {
      sum +=
        hypergeometricPmf(named.nodes, named.coalition, named.members, first) *
        hypergeometricTail(open.nodes, open.coalition, open.members, seats - first);
    }
    return sum;
  };
  return {
    capture: atLeast(threshold),
    halt: atLeast(members - threshold + 1),
    fork: atLeast(Math.max(1, 2 * threshold - members)),
  };
}

/**
 * Variance of the number of chains reached when their committees are independent draws, given K: C·p(1 − p).
 */
export function varianceIfIndependent(goal: CommitteeGoal & { readonly chains: number }): number {
  const p = hypergeometricTail(goal.nodes, goal.coalition, goal.members, goal.atLeast);
  return goal.chains * p * (1 - p);
}

/**
 * Variance over runs of the number of chains with X ≥ k coalition seats when every node sits in equally many
 * chains:
 *   C·(p(1 − p) − Cov(1{X ≥ k}, X)²/Var X).
 *
 * Why: given the packing, the coalition is a uniform K-subset, and the covariance of two committees depends
 * on their overlap o alone: g(o) = Σᵢ vᵢ φᵢ(o) by Hahn polynomials, where φᵢ(n) = 1 and Σᵢ vᵢ = p(1 − p). The
 * linear part is v₁ = Cov²/Var X with φ₁(o) = (o − n²/N)/(n − n²/N). Full load fixes the mean overlap of a
 * pair to n(S − 1)/(C − 1) (16·127/7999 in place of 16·16/1000), so that φ₁ has the mean −1/(C − 1): v₁ is
 * gone, exactly.
 *
 * Neglected: C·Σ_{i ≥ 2} vᵢ·εᵢ, where (C − 1)·E φᵢ(o) = εᵢ depends on the packing. For a uniform full packing
 * ε₂ ≈ (n − 1)/(C·n): at 1,000 nodes and 8,000 chains of 16 the variance grows by 2e-5 of itself for a third
 * of the nodes, 5e-5 for half. If chains fill the nodes layer by layer (`least-loaded`) ε₂ ≈ n/N: 0.2 % and
 * 0.7 %. {@link varianceGivenOverlaps} neglects nothing.
 */
export function varianceAtFullLoad(goal: CommitteeGoal & { readonly chains: number }): number {
  const { nodes, coalition, members, atLeast } = goal;
  const share = coalition / nodes;
  const spread = (members * share * (1 - share) * (nodes - members)) / (nodes - 1);
  if (!(spread > 0)) return 0;
  const covariance = covarianceWithSeats(goal);
  const p = hypergeometricTail(nodes, coalition, members, atLeast);
  return Math.max(0, goal.chains * (p * (1 - p) - (covariance * covariance) / spread));
}

/**
 * Cov(1{X ≥ k}, X) = Σ_{x ≥ k} P(x)(x − EX), or the same over x < k with the sign changed: the side without
 * cancellation.
 */
function covarianceWithSeats(goal: CommitteeGoal): number {
  const { nodes, coalition, members, atLeast } = goal;
  const mean = (members * coalition) / nodes;
  const isUpper = atLeast > mean;
  let sum = 0;
  for (let seats = 0; seats <= members; seats += 1) {
    if (seats >= atLeast !== isUpper) continue;
    sum += hypergeometricPmf(nodes, coalition, members, seats) * Math.abs(seats - mean);
  }
  return sum;
}

/**
 * h(o): probability that two committees with `overlap` common members both hold X ≥ k, for a coalition that
 * is a uniform subset: a of the coalition among the common, b among the rest of the first, then a tail for
 * the rest of the second,
 *   Σₐ P(a; N, K, o) Σ_b P(b; N − o, K − a, n − o)·P(≥ k − a; N − n, K − a − b, n − o).
 */
export function jointTail(goal: CommitteeGoal, overlap: number): number {
  const { nodes, coalition, members, atLeast } = goal;
  const own = members - overlap;
  assert(overlap >= 0 && own >= 0 && members + own <= nodes, 'two such committees fit into the network');
  let sum = 0;
  for (let common = 0; common <= Math.min(overlap, coalition); common += 1) {
    const commonOdds = hypergeometricPmf(nodes, coalition, overlap, common);
    if (commonOdds === 0) continue;
    const left = coalition - common;
    for (let first = Math.max(0, atLeast - common); first <= Math.min(own, left); first += 1) {
      const firstOdds = hypergeometricPmf(nodes - overlap, left, own, first);
      if (firstOdds === 0) continue;
      sum +=
        commonOdds * firstOdds * hypergeometricTail(nodes - members, left - first, own, atLeast - common);
    }
  }
  return sum;
}

/**
 * The same variance for one given packing, full or not, exactly: C·p(1 − p) + 2·Σₒ pairs(o)·(h(o) − p²),
 * where `pairsByOverlap[o]` unordered pairs of chains share o members. Independent draws and a full load
 * differ in these counts alone.
 */
export function varianceGivenOverlaps(goal: CommitteeGoal, pairsByOverlap: ArrayLike<number>): number {
  const { nodes, coalition, members, atLeast } = goal;
  const p = hypergeometricTail(nodes, coalition, members, atLeast);
  let pairs = 0;
  let covariances = 0;
  for (let overlap = 0; overlap < pairsByOverlap.length; overlap += 1) {
    if (pairsByOverlap[overlap] === 0) continue;
    pairs += pairsByOverlap[overlap];
    covariances += pairsByOverlap[overlap] * (jointTail(goal, overlap) - p * p);
  }
  // C chains make C (C − 1)/2 pairs.
  const chains = (1 + Math.sqrt(1 + 8 * pairs)) / 2;
  assert(Number.isInteger(chains), 'every pair of chains is counted once');
  return chains * p * (1 - p) + 2 * covariances;
}
