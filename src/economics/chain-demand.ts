/** How the number of chains asked for answers to their price. §M3.3 */
import { assert } from '../base/assert.ts';
import { exp, ln } from '../base/exact-math.ts';
import { PPM } from '../base/units.ts';

/** Demand never grows more than a thousandfold on account of the price. */
const SCALE_MAX_PPM = 1_000_000_000;

/**
 * Demand of constant elasticity: (price / reference)^(−elasticity) in millionths, a whole number 0 … 10^9, by
 * which a rate of arrivals is multiplied. Exactly 1,000,000 at the reference and at elasticity 0. Both prices
 * in millionths of a US dollar; a chain that costs nothing is asked for as often as demand can grow.
 */
export function demandPpm(priceMicroUsd: number, referenceMicroUsd: number, elasticityPpm: number): number {
  assert(referenceMicroUsd > 0, 'demand is stated for a positive price');
  assert(priceMicroUsd >= 0, 'a price is not negative');
  assert(elasticityPpm >= 0, 'demand does not grow with the price');
  if (elasticityPpm === 0) return PPM;
  // ln(0) is −∞, and then the scale is at its bound.
  const scale = exp((-elasticityPpm / PPM) * ln(priceMicroUsd / referenceMicroUsd));
  return Math.min(SCALE_MAX_PPM, Math.round(scale * PPM));
}
