/**
 * Seats of a coalition in groups that are drawn one after the other, where it may choose the best of some
 * draws: the last revealer and whoever grinds. §M4.1, §M4.2
 */
import type { CommitteeSize } from './committees.ts';
import { anyOf, hypergeometricTail } from './tails.ts';

/** One way in which a draw can be chosen: the best of `draws` (1 or more), with a probability. */
export interface Choice {
  readonly probability: number;
  readonly draws: number;
}

/**
 * E[max of `draws` independent hypergeometric numbers of seats] = Σₓ P(any ≥ x), x from 1. `draws` 1 or more;
 * 1: the plain mean n·K/N.
 */
export function meanOfBest(committee: CommitteeSize, draws: number): number {
  let mean = 0;
  for (let seats = 1; seats <= committee.members; seats++) mean += bestTail(committee, draws, seats);
  return mean;
}

/** P(the best of `draws` has x seats), x = 0 … members. */
export function lawOfBest(committee: CommitteeSize, draws: number): readonly number[] {
  return Array.from(
    { length: committee.members + 1 },
    (_, seats) => bestTail(committee, draws, seats) - bestTail(committee, draws, seats + 1),
  );
}

/**
 * P(exactly the last k places are marked, and not the one before them), k = 0 … marked, where `marked` of
 * `places` are, all sets of places equally likely: (s)ⱼ/(n)ⱼ is P(at least j).
 */
export function runAtEnd(places: number, marked: number): readonly number[] {
  const law: number[] = [];
  let atLeast = 1;
  for (let run = 0; run <= marked; run++) {
    const longer = run === places ? 0 : atLeast * ((marked - run) / (places - run));
    law.push(atLeast - longer);
    atLeast = longer;
  }
  return law;
}

/**
 * Mean over `months` (1 or more) of the expected seats in the month's group. The first group is a plain draw;
 * each after it the best of as many draws as `choicesOf` the seats before it says. A Markov chain, because
 * given their number the places of seats are uniform, whatever was chosen before.
 */
export function meanSeatsOverMonths(
  committee: CommitteeSize,
  months: number,
  choicesOf: (seats: number) => readonly Choice[],
): number {
  const laws = new Map<number, readonly number[]>();
  const lawOf = (draws: number): readonly number[] => {
    const law = laws.get(draws) ?? lawOfBest(committee, draws);
    laws.set(draws, law);
    return law;
  };
  let current = lawOf(1);
  let total = 0;
  for (let month = 0; month < months; month++) {
    total += current.reduce((mean, probability, seats) => mean + probability * seats, 0);
    const next = current.map(() => 0);
    current.forEach((probability, seats) => {
      for (const choice of choicesOf(seats)) {
        const weight = probability * choice.probability;
        lawOf(choice.draws).forEach((part, after) => (next[after] += weight * part));
      }
    });
    current = next;
  }
  return total / months;
}

/** P(any of `draws` has at least so many seats). */
function bestTail({ nodes, coalition, members }: CommitteeSize, draws: number, seats: number): number {
  return anyOf(draws, hypergeometricTail(nodes, coalition, members, seats));
}
