/**
 * What came out of a key generation: the key and everybody's public share of it, or that too few dealt
 * rightly; and who is proven at fault either way. §M6.2
 */
import { assert } from '../base/assert.ts';
import type { DkgBoard } from './dkg-board.ts';
import { judge, rightReconstructions, type Culprit, type DkgJudgement } from './dkg-judgement.ts';
import { dealersNeeded } from './dkg-rules.ts';
import { linearCombination, sumOf } from './group.ts';
import { coefficientsThrough, commitmentsOf, lagrangeFactors } from './polynomial.ts';

/** How much a dealer's polynomial counts in the sum: 1, or Lagrange's factor in a resharing. */
export interface Contribution {
  readonly dealer: number;
  readonly factor: bigint;
}

/** The end of a run. `qualified`: dealers whose polynomials count, in order. */
export type DkgOutcome<P> =
  | {
      readonly kind: 'agreed';
      readonly groupKey: P;
      /** Commitments to the group's polynomial; the first is the key, any seat's key follows from them. */
      readonly vector: readonly P[];
      readonly contributions: readonly Contribution[];
      readonly qualified: readonly number[];
      readonly culprits: readonly Culprit[];
    }
  | {
      readonly kind: 'failed';
      readonly qualified: readonly number[];
      readonly culprits: readonly Culprit[];
    };

/**
 * The outcome of a closed run. It fails when fewer dealers are without fault than {@link dealersNeeded},
 * and under `pedersen` also when too few right shares were handed in for a dealer that opened nothing.
 */
export function resolve<P>(board: DkgBoard<P>): DkgOutcome<P> {
  assert(board.phase === 'closed', 'only a closed run is resolved');
  const { rules } = board;
  const { group } = rules;
  const judgement = judge(board);
  const { qualified, culprits } = judgement;
  if (qualified.length < dealersNeeded(rules)) return { kind: 'failed', qualified, culprits };
  const contributions = contributionsOf(board, qualified);
  const vectors = contributions.map(({ dealer }) => openVector(board, judgement, dealer));
  if (!vectors.every((vector) => vector !== undefined)) return { kind: 'failed', qualified, culprits };
  const old = rules.purpose.kind === 'refresh' ? rules.purpose.vector : undefined;
  const factors = contributions.map(({ factor }) => factor);
  const areOnes = factors.every((factor) => factor === 1n);
  const vector = Array.from({ length: rules.threshold }, (_, term) => {
    const points = vectors.map((commitments) => commitments[term]);
    // The tables of a linear combination would cost more than the sum.
    const sum = areOnes ? sumOf(group, points) : linearCombination(group, points, factors);
    return old === undefined ? sum : group.add(sum, old[term]);
  });
  return {
    kind: 'agreed',
    groupKey: vector[0],
    vector,
    contributions,
    qualified,
    culprits,
  };
}

/** In a resharing the first dealers that suffice, by Lagrange at zero; else all, each once. */
function contributionsOf<P>({ rules }: DkgBoard<P>, qualified: readonly number[]): readonly Contribution[] {
  if (rules.purpose.kind !== 'reshare') return qualified.map((dealer) => ({ dealer, factor: 1n }));
  const chosen = qualified.slice(0, rules.purpose.oldThreshold);
  const factors = lagrangeFactors(chosen, 0, rules.group.order);
  return chosen.map((dealer, index) => ({ dealer, factor: factors[index] }));
}

/**
 * A dealer's commitments in the open: as dealt, as opened later, or out of the shares that others hand in.
 */
function openVector<P>(
  board: DkgBoard<P>,
  { toReconstruct }: DkgJudgement,
  dealer: number,
): readonly P[] | undefined {
  const { rules } = board;
  if (rules.variant === 'joint-feldman') return board.dealings.get(dealer)?.commitments;
  if (!toReconstruct.includes(dealer)) return board.extractions.get(dealer)?.commitments;
  const shares = rightReconstructions(board, dealer).slice(0, rules.threshold);
  if (shares.length < rules.threshold) return undefined;
  const coefficients = coefficientsThrough(
    shares.map(({ recipient }) => recipient),
    shares.map(({ share }) => share),
    rules.group.order,
  );
  return commitmentsOf(rules.group, coefficients);
}
