/** Exact arithmetic that the closed forms are held against; slow and plain on purpose. */

/** n! */
export function factorial(count: number): bigint {
  let product = 1n;
  for (let factor = 2; factor <= count; factor++) product *= BigInt(factor);
  return product;
}

/** C(from, taken) by factorials; 0 outside 0 … from. */
export function choose(from: number, taken: number): bigint {
  if (taken < 0 || taken > from) return 0n;
  return factorial(from) / (factorial(taken) * factorial(from - taken));
}

/** part / whole as a double, correct to 2^-52, through its first twenty significant decimal digits. */
export function quotient(part: bigint, whole: bigint): number {
  if (part === 0n) return 0;
  let exponent = String(part).length - String(whole).length - 20;
  const digits =
    exponent < 0 ? (part * 10n ** BigInt(-exponent)) / whole : part / (whole * 10n ** BigInt(exponent));
  if (digits === 0n) exponent = 0;
  return Number(`${digits}e${exponent}`);
}

/** P(X = k) of Binomial(trials, numerator/denominator), numerators over denominator^trials. */
export function binomialWays(trials: number, numerator: bigint, denominator: bigint): bigint[] {
  return Array.from({ length: trials + 1 }, (_, hits) => {
    const misses = trials - hits;
    return choose(trials, hits) * numerator ** BigInt(hits) * (denominator - numerator) ** BigInt(misses);
  });
}

/** All subsets of 0 … population − 1 with `size` elements. */
export function subsets(population: number, size: number): number[][] {
  if (size === 0) return [[]];
  if (population < size) return [];
  const without = subsets(population - 1, size);
  const withLast = subsets(population - 1, size - 1).map((rest) => [...rest, population - 1]);
  return [...without, ...withLast];
}

/** |actual − expected| over expected; 0 when both are 0. */
export function relativeError(actual: number, expected: number): number {
  return actual === expected ? 0 : Math.abs(actual - expected) / Math.abs(expected);
}
