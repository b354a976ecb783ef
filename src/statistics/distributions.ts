/**
 * Tails and quantiles of the normal, Student, chi-square and Kolmogorov distributions; good to about 1e-11
 * relative.
 */
import { regularisedBeta, regularisedGamma } from './incomplete-functions.ts';
import { inverseBeta, inverseGamma } from './inverse-functions.ts';

/** P(Z > z) of the standard normal: ½ Q(½, z²/2) above 0, never one minus the other tail. DLMF 7.11.2. */
export function normalTail(z: number): number {
  const { lower, upper } = regularisedGamma(0.5, (z * z) / 2);
  return z >= 0 ? upper / 2 : (1 + lower) / 2;
}

/** The z with P(Z ≤ z) = `probability`, strictly between 0 and 1; relatively precise down to 1e-300. */
export function normalQuantile(probability: number): number {
  if (probability === 0.5) return 0;
  if (probability > 0.5) return -normalQuantile(1 - probability);
  return -Math.sqrt(2 * inverseGamma('upper', 2 * probability, 0.5));
}

/**
 * P(T > t) of Student's t with ν > 0 degrees of freedom: ½ I_x(ν/2, ½) at x = ν/(ν + t²), for t ≥ 0. DLMF
 * 8.17.
 */
export function studentTail(t: number, degreesOfFreedom: number): number {
  const square = t * t;
  const sum = degreesOfFreedom + square;
  const beta = regularisedBeta(degreesOfFreedom / 2, 0.5, degreesOfFreedom / sum, square / sum);
  return t >= 0 ? beta.lower / 2 : (1 + beta.upper) / 2;
}

/** The t with P(T > t) = `tailProbability`, at most ½, for ν ≥ 1 degrees of freedom: t² = ν (1 − x)/x. */
export function studentQuantile(tailProbability: number, degreesOfFreedom: number): number {
  if (tailProbability === 0.5) return 0;
  if (!(tailProbability > 0 && tailProbability < 0.5)) {
    throw new RangeError(`a tail's probability lies above 0 and at most at 0.5, not ${tailProbability}`);
  }
  const { value, complement } = inverseBeta('lower', 2 * tailProbability, degreesOfFreedom / 2, 0.5);
  return Math.sqrt(degreesOfFreedom * (complement / value));
}

/** P(χ² > x) with ν ≥ 1 degrees of freedom: Q(ν/2, x/2). */
export function chiSquareSurvival(x: number, degreesOfFreedom: number): number {
  return regularisedGamma(degreesOfFreedom / 2, x / 2).upper;
}

/**
 * Kolmogorov's limit P(K > x) = 2 Σ (−1)^(k−1) exp(−2k²x²); below x = 1 through the transformed sum
 * 1 − √(2π)/x · Σ exp(−(2k − 1)²π²/(8x²)), which converges there.
 */
export function kolmogorovSurvival(x: number): number {
  if (x <= 0) return 1;
  let sum = 0;
  if (x < 1) {
    for (let odd = 1; odd <= 9; odd += 2) sum += Math.exp(-(odd * odd * Math.PI * Math.PI) / (8 * x * x));
    return 1 - (Math.sqrt(2 * Math.PI) / x) * sum;
  }
  for (let k = 5; k >= 1; k -= 1) sum = Math.exp(-2 * k * k * x * x) - sum;
  return 2 * sum;
}
