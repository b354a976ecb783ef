/** Do counts follow a law, and do two samples follow the same one? */
import { chiSquareSurvival, kolmogorovSurvival } from './distributions.ts';

/** Pearson's rule of thumb: below five expected counts a cell is not yet normal enough. */
const EXPECTED_MIN = 5;

/** Largest product of sample sizes whose p-value is counted exactly: some 50 ms. */
const EXACT_PATHS_MAX = 10_000_000;

/** A chi-square test's outcome. */
export interface ChiSquare {
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
  /** Cells left after pooling. */
  readonly cells: number;
}

/**
 * Pearson's chi-square test, Σ(O − E)²/E over cells in their order. Neighbours are pooled, from the first on,
 * until five are expected; what is left over at the end joins the last cell. Both sides must have the same
 * total (tails belong into the outer cells), and `fitted` parameters taken from the data cost a degree of
 * freedom each.
 */
export function chiSquare(
  observed: ArrayLike<number>,
  expected: ArrayLike<number>,
  fitted: number = 0,
): ChiSquare {
  const cells = pool(observed, expected);
  const degreesOfFreedom = cells.length - 1 - fitted;
  if (degreesOfFreedom < 1) throw new RangeError(`${cells.length} cells leave nothing to test`);
  let statistic = 0;
  for (const cell of cells) statistic += (cell.observed - cell.expected) ** 2 / cell.expected;
  const pValue = chiSquareSurvival(statistic, degreesOfFreedom);
  return { statistic, degreesOfFreedom, pValue, cells: cells.length };
}

interface Cell {
  observed: number;
  expected: number;
}

function pool(observed: ArrayLike<number>, expected: ArrayLike<number>): readonly Cell[] {
  if (observed.length !== expected.length) throw new RangeError('as many cells observed as expected');
  const cells: Cell[] = [];
  const total: Cell = { observed: 0, expected: 0 };
  let open: Cell = { observed: 0, expected: 0 };
  for (let index = 0; index < observed.length; index += 1) {
    for (const cell of [open, total]) {
      cell.observed += observed[index];
      cell.expected += expected[index];
    }
    if (open.expected < EXPECTED_MIN) continue;
    cells.push(open);
    open = { observed: 0, expected: 0 };
  }
  if (Math.abs(total.observed - total.expected) > 1e-6 * total.expected) {
    throw new RangeError(`${total.observed} observed but ${total.expected} expected in all`);
  }
  const last = cells.at(-1);
  if (last !== undefined) {
    last.observed += open.observed;
    last.expected += open.expected;
  }
  return cells;
}

/** A two-sample test's outcome. */
export interface TwoSample {
  /** Greatest distance of the two empirical distribution functions, 0 … 1. */
  readonly statistic: number;
  readonly pValue: number;
  /** Exact given the pattern of ties, or by Kolmogorov's limit. */
  readonly method: 'exact' | 'asymptotic';
}

/**
 * Kolmogorov and Smirnov's two-sided two-sample test. Up to 10^7 pairs the p-value is counted exactly over
 * all orders of the pooled sample, with its ties as they are; beyond, it is Kolmogorov's limit at D·√(mn/(m +
 * n)), which is conservative under ties.
 */
export function twoSample(first: ArrayLike<number>, second: ArrayLike<number>): TwoSample {
  const m = first.length;
  const n = second.length;
  if (m === 0 || n === 0) throw new RangeError('both samples need values');
  const { distance, isTieEnd } = greatestDistance(ascending(first), ascending(second));
  const statistic = distance / (m * n);
  if (m * n > EXACT_PATHS_MAX) {
    const pValue = kolmogorovSurvival(statistic * Math.sqrt((m / (m + n)) * n));
    return { statistic, pValue, method: 'asymptotic' };
  }
  return { statistic, pValue: shareOfPathsReaching(m, n, distance, isTieEnd), method: 'exact' };
}

function ascending(sample: ArrayLike<number>): Float64Array {
  return Float64Array.from(sample).toSorted((a, b) => a - b);
}

/** The statistic as the whole number max |i·n − j·m|, and after which of the pooled values no tie is cut. */
function greatestDistance(
  first: Float64Array,
  second: Float64Array,
): { distance: number; isTieEnd: Uint8Array } {
  const isTieEnd = new Uint8Array(first.length + second.length + 1);
  let distance = 0;
  let i = 0;
  let j = 0;
  while (i < first.length || j < second.length) {
    const value = Math.min(first[i] ?? Infinity, second[j] ?? Infinity);
    while (i < first.length && first[i] <= value) i += 1;
    while (j < second.length && second[j] <= value) j += 1;
    isTieEnd[i + j] = 1;
    distance = Math.max(distance, Math.abs(i * second.length - j * first.length));
  }
  return { distance, isTieEnd };
}

/**
 * P(max |i·n − j·m| ≥ distance) over equally likely lattice paths from (0, 0) to (m, n), looked at where a
 * tie ends. The last step into (i, j) was in i with probability i/(i + j); every term is positive, so small
 * values stay precise. Hodges, The significance probability of the Smirnov two-sample test (1958).
 */
function shareOfPathsReaching(m: number, n: number, distance: number, isTieEnd: Uint8Array): number {
  const reached = new Float64Array(n + 1);
  for (let i = 0; i <= m; i += 1) {
    for (let j = 0; j <= n; j += 1) {
      if (isTieEnd[i + j] === 1 && Math.abs(i * n - j * m) >= distance) {
        reached[j] = 1;
      } else if (i + j > 0) {
        const throughFirst = i === 0 ? 0 : i * reached[j];
        const throughSecond = j === 0 ? 0 : j * reached[j - 1];
        reached[j] = (throughFirst + throughSecond) / (i + j);
      }
    }
  }
  return reached[n];
}
