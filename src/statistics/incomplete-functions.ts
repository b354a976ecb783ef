/**
 * The regularised incomplete gamma and beta functions, to about 1e-12 relative in both tails: the smaller
 * tail is never found as one minus the other.
 */
import { AssertionError } from '../base/assert.ts';
import { betaFront, gammaFront } from './saddle-point.ts';

/** Both tails of a distribution function at one point; they add up to 1, and each is precise on its own. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
}

/** Far more terms than any argument below 10^9 needs: both expansions take some ten times √size. */
const TERMS_MAX = 1_000_000;

/** Relative size of a term, or of a factor's distance from 1, at which an expansion ends. */
const TERM_SIZE_MIN = 1e-16;

/**
 * Regularised incomplete gamma functions P(a, x) and Q(a, x), a ≥ ½, x ≥ 0: below x = a + 1 by the series of
 * P (DLMF 8.11.4), above by the continued fraction of Q (DLMF 8.9.2).
 */
export function regularisedGamma(shape: number, x: number): Tails {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  const front = gammaFront(shape, x);
  if (x < shape + 1) {
    const lower = (front / shape) * gammaSeries(shape, x);
    return { lower, upper: 1 - lower };
  }
  const upper = front * gammaFraction(shape, x);
  return { lower: 1 - upper, upper };
}

/** 1 + x/(a + 1) + x²/((a + 1)(a + 2)) + …. */
function gammaSeries(shape: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; k < TERMS_MAX; k += 1) {
    term *= x / (shape + k);
    sum += term;
    if (term < sum * TERM_SIZE_MIN) return sum;
  }
  throw new AssertionError('an expansion converges within its terms');
}

/** 1/(x + 1 − a − 1(1 − a)/(x + 3 − a − 2(2 − a)/(x + 5 − a − …))), from the front by Lentz's method. */
function gammaFraction(shape: number, x: number): number {
  let divisor = x + 1 - shape;
  let above = Infinity;
  let below = 1 / divisor;
  let fraction = below;
  for (let k = 1; k < TERMS_MAX; k += 1) {
    const numerator = k * (shape - k);
    divisor += 2;
    below = 1 / (divisor + numerator * below);
    above = divisor + numerator / above;
    fraction *= above * below;
    if (Math.abs(above * below - 1) < TERM_SIZE_MIN * 4) return fraction;
  }
  throw new AssertionError('an expansion converges within its terms');
}

/**
 * Regularised incomplete beta functions I_x(a, b) and I_y(b, a), a, b ≥ ½, 0 ≤ x ≤ 1, by the continued
 * fraction of DLMF 8.17.22 on the side of (a + 1)/(a + b + 2) where it converges fast. `y` is 1 − x: pass it
 * when it is known more precisely than the subtraction gives.
 */
export function regularisedBeta(a: number, b: number, x: number, y: number = 1 - x): Tails {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (y <= 0) return { lower: 1, upper: 0 };
  const front = betaFront(a, b, x, y);
  if (x * (a + b + 2) < a + 1) {
    const lower = (front / a) * betaFraction(a, b, x, y);
    return { lower, upper: 1 - lower };
  }
  const upper = (front / b) * betaFraction(b, a, y, x);
  return { lower: 1 - upper, upper };
}

/** 1/(1 + d₁/(1 + d₂/(1 + …))), d₂ₘ = m(b − m)x/((a + 2m − 1)(a + 2m)), by Lentz's method. DLMF 8.17.23. */
function betaFraction(a: number, b: number, x: number, y: number): number {
  let above = 1;
  // 1 + d₁ = 1 − (a + b)x/(a + 1), in the form that cancels less: a million on one side would cost five
  // digits.
  let below = (a + 1) / (x < 0.5 ? a + 1 - (a + b) * x : 1 - b + (a + b) * y);
  let fraction = below;
  for (let m = 1; m < TERMS_MAX; m += 1) {
    const even = ((m * (b - m)) / (a + 2 * m - 1)) * (x / (a + 2 * m));
    below = 1 / (1 + even * below);
    above = 1 + even / above;
    fraction *= above * below;
    const odd = -(((a + m) * (a + b + m)) / (a + 2 * m)) * (x / (a + 2 * m + 1));
    below = 1 / (1 + odd * below);
    above = 1 + odd / above;
    fraction *= above * below;
    if (Math.abs(above * below - 1) < TERM_SIZE_MIN * 4) return fraction;
  }
  throw new AssertionError('an expansion converges within its terms');
}
