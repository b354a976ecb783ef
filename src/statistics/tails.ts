/**
 * Exact tails of counts: coalition seats in a committee (hypergeometric) and independent seats (binomial). A
 * tail is the sum of its own terms, each from its neighbour by a ratio, and never one minus the other tail.
 */
import { betaFront } from './saddle-point.ts';

/** Terms below this part of the sum cannot change it. */
const TERM_SIZE_MIN = 1e-18;

/**
 * P(X = count) for the marked among `draws` without replacement from `population`, `marked` of them marked:
 * C(K, x) C(N − K, n − x) / C(N, n). Relative error below 1e-12 down to 1e-300 for up to 10,000 draws or
 * marked.
 */
export function hypergeometricPmf(population: number, marked: number, draws: number, count: number): number {
  checkHypergeometric(population, marked, draws);
  // Draws and marked may change places: the shorter product is the more precise one.
  if (marked < draws) return hypergeometricPmf(population, draws, marked, count);
  if (count < Math.max(0, draws + marked - population) || count > draws) return 0;
  // C(n, x) K…(K − x + 1) (N − K)…/N…: factors above and below 1 alternate, so that nothing overflows on the
  // way.
  let product = 1;
  let grown = 0;
  for (let seat = 0; seat < draws; seat += 1) {
    const left = seat < count ? marked - seat : population - marked - (seat - count);
    product *= left / (population - seat);
    for (; grown < count && product < 1; grown += 1) product *= (draws - grown) / (count - grown);
  }
  for (; grown < count; grown += 1) product *= (draws - grown) / (count - grown);
  return product;
}

/** P(X ≥ atLeast) of the hypergeometric law; 1 at or below the least possible count, 0 above the greatest. */
export function hypergeometricTail(
  population: number,
  marked: number,
  draws: number,
  atLeast: number,
): number {
  checkHypergeometric(population, marked, draws);
  const least = Math.max(0, draws + marked - population);
  const greatest = Math.min(draws, marked);
  const mode = Math.floor(((draws + 1) * (marked + 1)) / (population + 2));
  const unmarkedOver = population - marked - draws;
  return sumTail({ least, greatest, mode, atLeast }, (x) => hypergeometricPmf(population, marked, draws, x), {
    up: (x) => ((marked - x) / (x + 1)) * ((draws - x) / (unmarkedOver + x + 1)),
    down: (x) => (x / (marked - x + 1)) * ((unmarkedOver + x) / (draws - x + 1)),
  });
}

/**
 * P(X = count) of Binomial(trials, p), by Loader's saddle point: no binomial coefficient is formed. The
 * relative error is below 1e-12 for up to 1,000 trials and grows like 1e-15 a trial in the far tail beyond.
 */
export function binomialPmf(trials: number, probability: number, count: number): number {
  checkBinomial(trials, probability);
  if (count < 0 || count > trials) return 0;
  if (probability === 0 || probability === 1) return count === trials * probability ? 1 : 0;
  if (count === 0) return Math.exp(trials * Math.log1p(-probability));
  if (count === trials) return Math.exp(trials * Math.log(probability));
  const front = betaFront(count, trials - count, probability, 1 - probability);
  return front * (trials / (count * (trials - count)));
}

/** P(X ≥ atLeast) of Binomial(trials, p); precision as {@link binomialPmf}. */
export function binomialTail(trials: number, probability: number, atLeast: number): number {
  checkBinomial(trials, probability);
  if (atLeast <= 0) return 1;
  if (atLeast > trials || probability === 0) return 0;
  if (probability === 1) return 1;
  const odds = probability / (1 - probability);
  const mode = Math.min(trials, Math.floor((trials + 1) * probability));
  return sumTail({ least: 0, greatest: trials, mode, atLeast }, (x) => binomialPmf(trials, probability, x), {
    up: (x) => ((trials - x) / (x + 1)) * odds,
    down: (x) => x / ((trials - x + 1) * odds),
  });
}

/**
 * P(at least one of `chains`), each with this probability and independent of the others: 1 − (1 − p)^C,
 * written so that small p survive. Chains that share a coalition are not independent: see {@link
 * anyOfBounds}.
 */
export function anyOf(chains: number, probability: number): number {
  if (chains === 0) return 0;
  return -Math.expm1(chains * Math.log1p(-probability));
}

/** Bounds p … min(1, C·p) on P(at least one of `chains`), whatever their dependence. */
export function anyOfBounds(chains: number, probability: number): readonly [number, number] {
  if (chains === 0) return [0, 0];
  return [probability, Math.min(1, chains * probability)];
}

/** Where a unimodal law on whole numbers lives and which tail of it is asked for. */
interface TailRange {
  readonly least: number;
  readonly greatest: number;
  readonly mode: number;
  readonly atLeast: number;
}

/** Ratios of neighbours: pmf(x + 1)/pmf(x) and pmf(x − 1)/pmf(x). */
interface Ratios {
  readonly up: (x: number) => number;
  readonly down: (x: number) => number;
}

/**
 * Sums outwards from the tail's largest term: a term that underflows then takes only negligible ones with it.
 */
function sumTail(range: TailRange, pmf: (x: number) => number, ratios: Ratios): number {
  if (range.atLeast <= range.least) return 1;
  if (range.atLeast > range.greatest) return 0;
  const start = Math.max(Math.ceil(range.atLeast), range.mode);
  const first = pmf(start);
  let sum = first;
  for (let x = start, term = first; x < range.greatest && term > sum * TERM_SIZE_MIN; x += 1) {
    term *= ratios.up(x);
    sum += term;
  }
  for (let x = start, term = first; x > range.atLeast && term > sum * TERM_SIZE_MIN; x -= 1) {
    term *= ratios.down(x);
    sum += term;
  }
  return Math.min(1, sum);
}

function checkHypergeometric(population: number, marked: number, draws: number): void {
  const isWhole = Number.isInteger(population) && Number.isInteger(marked) && Number.isInteger(draws);
  if (isWhole && 0 <= marked && marked <= population && 0 <= draws && draws <= population) return;
  throw new RangeError(`no ${draws} draws from ${population} with ${marked} marked`);
}

function checkBinomial(trials: number, probability: number): void {
  if (Number.isInteger(trials) && trials >= 0 && probability >= 0 && probability <= 1) return;
  throw new RangeError(`no ${trials} trials of probability ${probability}`);
}
