/** Yields of stake, before and after what new tokens take from every token. §M17 */
import { assert } from '../base/assert.ts';
import { PPM } from '../base/units.ts';
import type { Tokens } from '../base/units.ts';

/**
 * What a month's reward comes to in a year without compounding, in millionths of the stake, rounded down; 0
 * without stake. `shareOfYearPpm`: the month's length over a year's, positive.
 */
export function yearlyYieldPpm(reward: Tokens, stake: Tokens, shareOfYearPpm: number): bigint {
  assert(reward >= 0n, 'a reward is not negative');
  assert(shareOfYearPpm > 0, 'a month has a length');
  return stake === 0n ? 0n : (reward * BigInt(PPM) * BigInt(PPM)) / (stake * BigInt(shareOfYearPpm));
}

/**
 * New tokens over those that there were, in millionths, rounded towards 0; negative where more are burned.
 */
export function inflationPpm(supplyBefore: Tokens, supplyAfter: Tokens): bigint {
  assert(supplyBefore > 0n, 'a supply to compare with is positive');
  return ((supplyAfter - supplyBefore) * BigInt(PPM)) / supplyBefore;
}

/**
 * Growth of a holder's part of the supply, in millionths and rounded towards 0: (1 + yield) / (1 + inflation)
 * − 1, not the difference of the two. I. Fisher, The theory of interest (1930). Both over the same time.
 */
export function realYieldPpm(nominalPpm: bigint, inflation: bigint): bigint {
  assert(inflation > -BigInt(PPM), 'some supply is left');
  return ((nominalPpm - inflation) * BigInt(PPM)) / (BigInt(PPM) + inflation);
}
