/**
 * Daily steps of a price whose logarithm drifts, trembles and jumps: geometric Brownian motion, and the jump
 * diffusion of R. C. Merton, Option pricing when underlying stock returns are discontinuous, Journal of
 * Financial Economics 3 (1976). Increments are exact in law whatever the step, and are kept as whole
 * trillionths of the logarithm, so that adding them up loses nothing. §M13.1
 */
import { exp, expm1 } from '../base/exact-math.ts';
import { PPM } from '../base/units.ts';
import { drawnNormal, drawnPoisson } from '../base/variates.ts';
import type { Chance } from '../base/variates.ts';

/** A price that moves by itself. All whole numbers; a year has 365.25 days. */
export interface PriceDiffusion {
  /** Positive. */
  readonly startMicroUsd: number;
  /**
   * Growth of the expected price: it is start · e^(drift · years), jumps included. Millionths a year, of
   * either sign.
   */
  readonly driftPpm: number;
  /** Standard deviation of the logarithm over a year without its jumps, in millionths; 0 draws nothing. */
  readonly volatilityPpm: number;
  readonly jumps?: PriceJumps;
}

/** Jumps of the logarithm, normal, as a Poisson process. */
export interface PriceJumps {
  /** Mean number a year, in millionths. */
  readonly perYearPpm: number;
  /** Mean of a jump of the logarithm, in millionths, of either sign. */
  readonly meanPpm: number;
  /** Its standard deviation, in millionths. */
  readonly deviationPpm: number;
}

/** Parts of the unit in which logarithms are kept. */
export const TRILLION = 1_000_000_000_000n;
const TRILLIONTHS = Number(TRILLION);
const DAYS_PER_YEAR = 365.25;
/** e^±300 lies far beyond every quote, and the sum of two such logarithms is still exact in a double. */
const LOG_MAX = 300 * TRILLIONTHS;
/** A billion dollars a token. */
const QUOTE_MAX = 1e15;

/** One day's change of the logarithm in whole trillionths. Two whole numbers are drawn, more with jumps. */
export function drawnDay({ driftPpm, volatilityPpm, jumps }: PriceDiffusion, draws: Chance): number {
  const volatility = volatilityPpm / PPM;
  let change = (driftPpm / PPM - (volatility * volatility) / 2) / DAYS_PER_YEAR;
  if (volatility > 0) change += volatility * Math.sqrt(1 / DAYS_PER_YEAR) * drawnNormal(draws);
  if (jumps !== undefined) change += drawnJumps(jumps, draws);
  return Math.round(change * TRILLIONTHS);
}

/** The jumps of a day, less what they add to the expected price. The sum of n normal jumps is normal. */
function drawnJumps({ perYearPpm, meanPpm, deviationPpm }: PriceJumps, draws: Chance): number {
  const mean = meanPpm / PPM;
  const deviation = deviationPpm / PPM;
  const perDay = perYearPpm / PPM / DAYS_PER_YEAR;
  const compensation = perDay * expm1(mean + (deviation * deviation) / 2);
  const count = drawnPoisson(perDay, draws);
  if (count === 0) return -compensation;
  return count * mean + Math.sqrt(count) * deviation * drawnNormal(draws) - compensation;
}

/** A logarithm that exact arithmetic and {@link quoteAfter} can bear; it holds at the bounds. */
export const withinRange = (logPrice: number): number => Math.max(-LOG_MAX, Math.min(LOG_MAX, logPrice));

/** start · e^logPrice in whole millionths of a dollar, rounded to the nearest, 1 … 10^15. */
export function quoteAfter(startMicroUsd: number, logPrice: number): number {
  const quote = Math.round(startMicroUsd * exp(logPrice / TRILLIONTHS));
  return Math.max(1, Math.min(QUOTE_MAX, quote));
}
