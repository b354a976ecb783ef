/**
 * The hypergeometric distribution: how many marked ones are among draws without replacement. Monitors of a
 * target and members of a committee are such draws. Terms are whole numbers and are added exactly; only the
 * last step rounds.
 */
import { assert } from '../base/assert.ts';

/**
 * P(at least `atLeast` marked among `draws` taken without replacement from `population` with `marked` marked
 * ones). The relative error is below 2^-52 however small the result; below 10^-308 it fades to 0.
 * @example hypergeometricTail(1000, 333, 16, 11) // 3.7420e-3: a third captures a chain of 16
 */
export function hypergeometricTail(
  population: number,
  marked: number,
  draws: number,
  atLeast: number,
): number {
  const ways = waysToDraw(population, marked, draws);
  let tail = 0n;
  for (let hits = Math.max(0, atLeast); hits <= draws; hits++) tail += ways[hits];
  return ratio(tail, total(ways));
}

/** P(exactly k marked) for k = 0 … draws, each rounded once. */
export function hypergeometricTerms(population: number, marked: number, draws: number): Float64Array {
  const ways = waysToDraw(population, marked, draws);
  const all = total(ways);
  return Float64Array.from(ways, (count) => ratio(count, all));
}

/** In how many ways k marked ones come among the draws, k = 0 … draws. */
function waysToDraw(population: number, marked: number, draws: number): bigint[] {
  const parts = [population, marked, draws];
  assert(
    parts.every((part) => Number.isInteger(part) && part >= 0 && part <= population),
    'marked and draws are whole numbers up to the population',
  );
  const plain = population - marked;
  const ways = Array.from({ length: draws + 1 }, () => 0n);
  const fewest = Math.max(0, draws - plain);
  ways[fewest] = choose(marked, fewest) * choose(plain, draws - fewest);
  for (let hits = fewest; hits < Math.min(draws, marked); hits++) {
    // C(m, k+1)·C(p, d−k−1) from C(m, k)·C(p, d−k): the quotient is the next count, so nothing is left over.
    const gained = ways[hits] * BigInt(marked - hits) * BigInt(draws - hits);
    ways[hits + 1] = gained / (BigInt(hits + 1) * BigInt(plain - draws + hits + 1));
  }
  return ways;
}

/** The binomial coefficient; every intermediate quotient is itself one, hence whole. */
function choose(from: number, taken: number): bigint {
  let ways = 1n;
  for (let step = 1; step <= taken; step++) ways = (ways * BigInt(from - taken + step)) / BigInt(step);
  return ways;
}

function total(ways: readonly bigint[]): bigint {
  return ways.reduce((sum, count) => sum + count, 0n);
}

/** `part` / `whole` as the nearest double but for 2^-60 of it; 0 ≤ part ≤ whole. */
function ratio(part: bigint, whole: bigint): number {
  assert(part >= 0n && part <= whole, 'a part is not more than the whole');
  // The quotient gets 60 to 68 bits, so cutting it off costs nothing that a double could hold.
  const shift = bitsOf(whole) - bitsOf(part) + 64;
  let quotient = Number((part << BigInt(shift)) / whole);
  for (let step = 0; step < shift; step++) quotient /= 2;
  return quotient;
}

/** Bits of a whole number, rounded up to whole hexadecimal digits. */
function bitsOf(count: bigint): number {
  return 4 * count.toString(16).length;
}
