/**
 * A yearly inflation that rises while too little is staked and falls while too much is: the rule of the
 * Cosmos SDK's module x/mint with months in the place of blocks. §M10.1
 */
import { assert } from '../base/assert.ts';
import type { Ppm, Tokens } from '../base/units.ts';

/** Parameters of the rule; all rates are yearly, in millionths, and may exceed the whole. */
export interface TargetStake {
  /** Part of the supply that is wanted staked, 1 … 1,000,000; the Cosmos Hub wants 670,000. */
  readonly targetPpm: Ppm;
  readonly minimumPpm: number;
  readonly maximumPpm: number;
  /** How far the rate moves in a year in which nothing is staked. */
  readonly speedPpm: number;
  /** The rate before the first month. */
  readonly startPpm: number;
}

/** Rates are whole multiples of 10^-18, as the decimals of the Cosmos SDK are. */
const RATE_ONE = 1_000_000_000_000_000_000n;
const RATE_OF_PPM = 1_000_000_000_000n;
const MONTHS_OF_YEAR = 12n;
const PPM_WHOLE = 1_000_000n;

/** A rate in millionths as a rate in 10^-18. */
export function rateOf(ppm: number): bigint {
  assert(Number.isSafeInteger(ppm) && ppm >= 0, 'a rate is a whole number of millionths from 0');
  return BigInt(ppm) * RATE_OF_PPM;
}

/**
 * The rate of the coming month: rate + (1 − staked / supply / target) · speed / 12, held between minimum and
 * maximum. The step is rounded towards 0, by less than 10^-18. With no supply the rate only keeps its bounds,
 * since no share of nothing is staked.
 */
export function nextRate(
  rule: TargetStake,
  rate: bigint,
  { supply, staked }: { readonly supply: Tokens; readonly staked: Tokens },
): bigint {
  const { targetPpm, minimumPpm, maximumPpm, speedPpm } = rule;
  assert(targetPpm > 0 && targetPpm <= 1_000_000, 'the target is 1 … 1,000,000 millionths');
  assert(minimumPpm <= maximumPpm, 'the least rate is not above the greatest');
  const wanted = supply * BigInt(targetPpm);
  const missing = wanted - staked * PPM_WHOLE;
  const step = wanted === 0n ? 0n : (missing * rateOf(speedPpm)) / (wanted * MONTHS_OF_YEAR);
  const moved = rate + step;
  const minimum = rateOf(minimumPpm);
  const maximum = rateOf(maximumPpm);
  if (moved < minimum) return minimum;
  return moved > maximum ? maximum : moved;
}

/** A month's part of the supply at a yearly rate, rounded down: the remainder is not minted. */
export function rateShare(supply: Tokens, rate: bigint): Tokens {
  return (supply * rate) / (RATE_ONE * MONTHS_OF_YEAR);
}
