/**
 * Gamma and beta densities without large logarithms that cancel: Stirling's formula with its error written
 * out. Loader, Fast and accurate computation of binomial probabilities (2000).
 */

/** Stirling's series for ln Γ(z + 1) in 1/z: B(2k) / (2k (2k − 1)), k = 1 … 7. DLMF 5.11.1. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360, 1 / 156];

/** From here on seven terms of {@link STIRLING} leave less than 1e-17. */
const STIRLING_FROM = 15;

/**
 * Error of Stirling's formula, δ(z) = ln Γ(z + 1) − (z + ½) ln z + z − ½ ln 2π, for z > 0. Small arguments
 * climb by δ(z) = δ(z + 1) + (z + ½) ln(1 + 1/z) − 1. Loader, Fast and accurate computation of binomial
 * probabilities (2000).
 */
export function stirlingError(z: number): number {
  let climbed = 0;
  let argument = z;
  for (; argument < STIRLING_FROM; argument += 1) climbed += (argument + 0.5) * Math.log1p(1 / argument) - 1;
  const square = argument * argument;
  let series = 0;
  for (let k = STIRLING.length - 1; k >= 0; k -= 1) series = series / square + STIRLING[k];
  return climbed + series / argument;
}

/**
 * Deviance D(x, m) = x ln(x/m) + m − x for x, m > 0: the exponent of a Poisson or binomial probability. Where
 * x is close to m the three terms cancel, so there it is summed as a series in v = (x − m)/(x + m). Loader
 * (2000).
 */
export function deviance(x: number, mean: number): number {
  const difference = x - mean;
  if (Math.abs(difference) >= 0.1 * (x + mean)) return x * Math.log(x / mean) - difference;
  const ratio = difference / (x + mean);
  let power = 2 * x * ratio;
  let sum = difference * ratio;
  for (let odd = 3; ; odd += 2) {
    power *= ratio * ratio;
    const next = sum + power / odd;
    if (next === sum) return sum;
    sum = next;
  }
}

/** x^a e^(−x) / Γ(a) for a > 0 and x > 0: the gamma density times x, without large numbers that cancel. */
export function gammaFront(shape: number, x: number): number {
  return Math.sqrt(shape / (2 * Math.PI)) * Math.exp(-stirlingError(shape) - deviance(shape, x));
}

/** x^a y^b / B(a, b) for a, b > 0 and y = 1 − x: the beta density times x·y. Loader (2000). */
export function betaFront(a: number, b: number, x: number, y: number): number {
  const total = a + b;
  const errors = stirlingError(total) - stirlingError(a) - stirlingError(b);
  const exponent = errors - deviance(a, total * x) - deviance(b, total * y);
  return Math.sqrt((a * (b / total)) / (2 * Math.PI)) * Math.exp(exponent);
}
