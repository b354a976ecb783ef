/**
 * How often a committee's key generation fails, and how many members it loses, where those who fail are
 * replaced by nodes drawn uniformly without replacement: the chains behind withholding and the ratchet. §M6.2
 */
import { assert } from '../base/assert.ts';
import { binomialPmf, hypergeometricPmf, hypergeometricTail } from './tails.ts';

/** A committee of `members` out of `nodes`, of which `coalition` are one coalition's. All have free slots. */
export interface DrawnCommittee {
  readonly nodes: number;
  readonly coalition: number;
  readonly members: number;
}

/** Means over one committee from its first key generation to its key. */
export interface EvictionMeans {
  /** Key generations that fail. */
  readonly failures: number;
  /** Nodes that are evicted. */
  readonly evictions: number;
}

/**
 * Failed key generations when each of a committee's k coalition members is silent with probability `share`,
 * and all who were are replaced at once. With e evicted so far there are N − n − e nodes left to draw from,
 * K − k − e of them the coalition's (whoever is evicted is, and never comes back); so (e, k) is a Markov
 * chain,
 *   F(e, k) = Σ_w Bin(w; k, share)·(1 + Σ_h Hyp(h; N − n − e, K − k − e, w)·F(e + w, k − w + h)), w ≥ 1,
 * and e only grows: each state is worked out once. Needs K ≤ N − n, so that nobody ever waits for a node.
 */
export function withholdingMeans(committee: DrawnCommittee, share = 1): EvictionMeans {
  const { nodes, coalition, members } = committee;
  assert(coalition <= nodes - members, 'there is a free node for everybody who may be evicted');
  const known = new Map<number, EvictionMeans>();
  const from = (evicted: number, seats: number): EvictionMeans => {
    const key = evicted * (members + 1) + seats;
    const means = known.get(key) ?? roundOf(committee, share, evicted, seats, from);
    known.set(key, means);
    return means;
  };
  const start = { failures: 0, evictions: 0 };
  for (let seats = 1; seats <= Math.min(members, coalition); seats++) {
    addTo(start, hypergeometricPmf(nodes, coalition, members, seats), from(0, seats));
  }
  return start;
}

/** One key generation with `seats` of the coalition, and all that follows it. */
function roundOf(
  { nodes, coalition, members }: DrawnCommittee,
  share: number,
  evicted: number,
  seats: number,
  from: (evicted: number, seats: number) => EvictionMeans,
): EvictionMeans {
  const means = { failures: 0, evictions: 0 };
  const free = nodes - members - evicted;
  const marked = coalition - seats - evicted;
  for (let silent = 1; silent <= seats; silent++) {
    const odds = binomialPmf(seats, share, silent);
    if (odds === 0) continue;
    addTo(means, odds, { failures: 1, evictions: silent });
    for (let drawn = Math.max(0, silent - (free - marked)); drawn <= Math.min(silent, marked); drawn++) {
      const then = from(evicted + silent, seats - silent + drawn);
      addTo(means, odds * hypergeometricPmf(free, marked, silent, drawn), then);
    }
  }
  return means;
}

function addTo(
  sum: { failures: number; evictions: number },
  weight: number,
  { failures, evictions }: EvictionMeans,
): void {
  sum.failures += weight * failures;
  sum.evictions += weight * evictions;
}

/**
 * Mean number of evictions when honest members are evicted one by one until the coalition has `goal` seats,
 * if it has any at the start: given k0 seats a negative hypergeometric law with the mean
 * (goal − k0)(N − n + 1)/(K − k0 + 1). Needs goal ≤ K, so that the goal is reached.
 */
export function ratchetMean({ nodes, coalition, members }: DrawnCommittee, goal: number): number {
  assert(goal <= Math.min(coalition, members), 'the coalition has nodes for the goal');
  let mean = 0;
  for (let seats = 1; seats < goal; seats++) {
    const evictions = ((goal - seats) * (nodes - members + 1)) / (coalition - seats + 1);
    mean += hypergeometricPmf(nodes, coalition, members, seats) * evictions;
  }
  return mean;
}

/**
 * P(more than `evictions` evictions) of the same process: among so many draws without replacement fewer than
 * goal − k0 were the coalition's.
 */
export function ratchetTail(
  { nodes, coalition, members }: DrawnCommittee,
  goal: number,
  evictions: number,
): number {
  let tail = 0;
  for (let seats = 1; seats < Math.min(goal, coalition + 1); seats++) {
    const won = hypergeometricTail(nodes - members, coalition - seats, evictions, goal - seats);
    tail += hypergeometricPmf(nodes, coalition, members, seats) * (1 - won);
  }
  return tail;
}
