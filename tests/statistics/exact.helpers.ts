/** Exact rational arithmetic on BigInt, as the outside truth for sums of binomial coefficients. */

/** A fraction; the denominator is positive, common factors stay. */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/** C(n, k), exact; 0 outside 0 … n. */
export function choose(n: number, k: number): bigint {
  if (k < 0 || k > n) return 0n;
  let product = 1n;
  for (let i = 1; i <= Math.min(k, n - k); i += 1) product = (product * BigInt(n - i + 1)) / BigInt(i);
  return product;
}

/** P(X ≥ atLeast) of the hypergeometric law. */
export function exactHypergeometricTail(
  population: number,
  marked: number,
  draws: number,
  atLeast: number,
): Fraction {
  let over = 0n;
  for (let x = Math.max(0, atLeast); x <= draws; x += 1) {
    over += choose(marked, x) * choose(population - marked, draws - x);
  }
  return { over, under: choose(population, draws) };
}

/** P(X ≥ atLeast) of Binomial(trials, p) for p the very double that is passed. */
export function exactBinomialTail(trials: number, probability: number, atLeast: number): Fraction {
  const { over: hit, under: whole } = fractionOf(probability);
  let over = 0n;
  for (let x = Math.max(0, atLeast); x <= trials; x += 1) {
    over += choose(trials, x) * hit ** BigInt(x) * (whole - hit) ** BigInt(trials - x);
  }
  return { over, under: whole ** BigInt(trials) };
}

/** The double as a fraction, exactly. */
export function fractionOf(value: number): Fraction {
  let scaled = value;
  let under = 1n;
  for (; !Number.isInteger(scaled); under *= 2n) scaled *= 2;
  return { over: BigInt(scaled), under };
}

/** |value/truth − 1|, itself good to some fifteen digits. */
export function relativeError(value: number, truth: Fraction): number {
  const { over, under } = fractionOf(value);
  const difference = over * truth.under - truth.over * under;
  const scaled = ((difference < 0n ? -difference : difference) * 10n ** 30n) / (truth.over * under);
  return Number(scaled) / 1e30;
}

/** The fraction as a double, for values in the range of normal doubles. */
export function toNumber({ over, under }: Fraction): number {
  const shift = BigInt(Math.max(0, under.toString(2).length - over.toString(2).length + 64));
  let value = Number((over << shift) / under);
  for (let left = Number(shift); left > 0; left -= 1000) value /= 2 ** Math.min(left, 1000);
  return value;
}
