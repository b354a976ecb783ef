/**
 * The binomial distribution, by ratios of neighbouring terms: only + − × ÷, so the same bits on every engine.
 */
import { assert } from '../base/assert.ts';

/**
 * P(at least `atLeast` successes in `trials` independent trials): a sum of positive terms, never 1 − the
 * rest. The relative error grows with the trials, to 10^-13 at a thousand; results below 10^-290 fade to 0.
 */
export function binomialTail(trials: number, probability: number, atLeast: number): number {
  const weights = binomialWeights(trials, probability);
  // Both sums run from the thin end, so that small terms are not lost against large ones.
  const inTail = sumDownTo(weights, Math.max(0, atLeast));
  return inTail / sumDownTo(weights, 0);
}

/**
 * Numbers in proportion to P(k successes), k = 0 … trials, the likeliest being 1. Starting there, and not at
 * k = 0, is what keeps 100,000 trials from underflowing where it matters.
 */
export function binomialWeights(trials: number, probability: number): Float64Array {
  assert(Number.isInteger(trials) && trials >= 0, 'trials are a whole number');
  assert(probability >= 0 && probability <= 1, 'a probability is 0 … 1');
  const weights = new Float64Array(trials + 1);
  const mode = Math.min(trials, Math.floor((trials + 1) * probability));
  weights[mode] = 1;
  for (let hits = mode; hits < trials; hits++) {
    weights[hits + 1] = ((weights[hits] * (trials - hits)) / (hits + 1)) * (probability / (1 - probability));
  }
  for (let hits = mode; hits > 0; hits--) {
    weights[hits - 1] = ((weights[hits] * hits) / (trials - hits + 1)) * ((1 - probability) / probability);
  }
  return weights;
}

/** The sum of the weights from the last down to index `lowest`. */
function sumDownTo(weights: Float64Array, lowest: number): number {
  let sum = 0;
  for (let index = weights.length - 1; index >= lowest; index--) sum += weights[index];
  return sum;
}
