/**
 * The price of a token in US dollars: given, drawn, or moved by what the network's people buy and sell.
 * Quotes are whole millionths of a dollar. §M13.1
 */
import { assert } from '../base/assert.ts';
import type { Chance } from '../base/variates.ts';
import { BASE_UNITS_PER_TOKEN, PPM } from '../base/units.ts';
import type { Instant, Tokens } from '../base/units.ts';
import { drawnDay, quoteAfter, TRILLION, withinRange } from './price-diffusion.ts';
import type { PriceDiffusion } from './price-diffusion.ts';
import { firstAfter } from './timed-rows.ts';

/** How the price of a token comes about. §M13.1 */
export type PricePolicy =
  | { readonly kind: 'constant'; readonly microUsd: number }
  | PriceTable
  /** Geometric Brownian motion; with jumps, Merton's jump diffusion. */
  | { readonly kind: 'diffusion'; readonly diffusion: PriceDiffusion }
  /**
   * A diffusion (of volatility 0 where nothing else is to move the price) that orders push besides, for good:
   * buying one hundredth of the tokens that could be sold, all else equal, raises the price by about
   * `multiplierPpm` / 1,000,000 hundredths. The reciprocal is the elasticity of demand. X. Gabaix and R. S.
   * J. Koijen, In search of the origins of financial fluctuations: the inelastic markets hypothesis, NBER
   * working paper 28967 (2021), find about 5 for stocks.
   */
  | { readonly kind: 'endogenous'; readonly diffusion: PriceDiffusion; readonly multiplierPpm: number };

/** Prices at instants, ascending, at least one. Before the first its price holds, after the last its own. */
export interface PriceTable {
  readonly kind: 'table';
  readonly rows: readonly PriceRow[];
  /** `step`: a price holds until the next. `linear`: on the straight line between them, rounded down. */
  readonly between: 'step' | 'linear';
}

/** A row of a table of prices. */
export interface PriceRow {
  readonly at: Instant;
  /** Positive. */
  readonly microUsd: number;
}

/** A price and what its process remembers. */
export interface PriceState {
  /** Quote in millionths of a US dollar, 1 … 10^15. */
  readonly microUsd: number;
  readonly at: Instant;
  /**
   * Trillionths of the natural logarithm of price over starting price, before the quote is rounded; whole.
   */
  readonly logPrice: number;
}

/** When a price is asked for, and what was traded since the last time. */
export interface PriceOccasion {
  readonly at: Instant;
  /** Read by `endogenous` only. */
  readonly flows?: TokenFlows;
}

/** What the network's people traded. Base units, none negative. */
export interface TokenFlows {
  /** Bought for rent and stake. */
  readonly bought: Tokens;
  /** Rewards, returned stake and kept rents that were sold. */
  readonly sold: Tokens;
  /** Tokens that could be sold: the depth of the market. With none the flows move nothing. */
  readonly liquid: Tokens;
}

const MILLIS_PER_DAY = 86_400_000;

/** The price at an instant before anything is drawn or traded. */
export function startPrice(policy: PricePolicy, at: Instant): PriceState {
  return { microUsd: quoteAt(policy, at, 0), at, logPrice: 0 };
}

/**
 * The price at a later instant. A diffusion takes one exact step at each day's beginning in between, whoever
 * asks and how often; then come the flows, once. Tables and constants draw nothing.
 */
export function nextPrice(
  policy: PricePolicy,
  state: PriceState,
  occasion: PriceOccasion,
  draws: Chance,
): PriceState {
  const { at, flows } = occasion;
  assert(at >= state.at, 'a price is asked for at a later instant');
  if (policy.kind === 'constant' || policy.kind === 'table') {
    return { microUsd: quoteAt(policy, at, 0), at, logPrice: 0 };
  }
  let { logPrice } = state;
  const days = Math.floor(at / MILLIS_PER_DAY) - Math.floor(state.at / MILLIS_PER_DAY);
  for (let day = 0; day < days; day += 1)
    logPrice = withinRange(logPrice + drawnDay(policy.diffusion, draws));
  if (policy.kind === 'endogenous' && flows !== undefined) {
    logPrice = withinRange(logPrice + pressure(policy.multiplierPpm, flows));
  }
  return { microUsd: quoteAt(policy, at, logPrice), at, logPrice };
}

/**
 * Millionths by which the price rose since `before`, rounded towards 0: −999,999 … 10^21, inexact only beyond
 * 2^53. What holders and reports call the change.
 */
export function priceChangePpm(before: number, after: number): number {
  assert(before > 0, 'a price to compare with is positive');
  return Number((BigInt(after - before) * BigInt(PPM)) / BigInt(before));
}

/** USD value of tokens in millionths, rounded down. */
export function valueMicroUsd(amount: Tokens, priceMicroUsd: number): bigint {
  return (amount * BigInt(priceMicroUsd)) / BASE_UNITS_PER_TOKEN;
}

function quoteAt(policy: PricePolicy, at: Instant, logPrice: number): number {
  switch (policy.kind) {
    case 'constant':
      return policy.microUsd;
    case 'table':
      return tabled(policy, at);
    case 'diffusion':
    case 'endogenous':
      return quoteAfter(policy.diffusion.startMicroUsd, logPrice);
  }
}

/**
 * Trillionths of the logarithm by which orders move the price: multiplier · net demand / liquid, rounded
 * towards 0. More than all liquid tokens cannot change hands: ±1 of them bounds the quotient.
 */
function pressure(multiplierPpm: number, { bought, sold, liquid }: TokenFlows): number {
  assert(multiplierPpm <= 1_000_000_000, 'a hundredth of the tokens moves the price by tenfold at most');
  assert(liquid >= 0n, 'the depth of a market is not negative');
  if (liquid === 0n) return 0;
  const net = bought - sold;
  const bounded = net > liquid ? liquid : net < -liquid ? -liquid : net;
  // At most multiplierPpm · 10^6, so at most 10^15: exact.
  return Number((BigInt(multiplierPpm) * (TRILLION / BigInt(PPM)) * bounded) / liquid);
}

function tabled({ rows, between }: PriceTable, at: Instant): number {
  const next = firstAfter(rows, at);
  if (next === 0) return rows[0].microUsd;
  const { at: from, microUsd } = rows[next - 1];
  if (between === 'step' || next === rows.length) return microUsd;
  const { at: to, microUsd: target } = rows[next];
  const rise = BigInt(target) - BigInt(microUsd);
  // From below, so that rounding down holds for falling prices too; both ends are whole and positive.
  const scaled = BigInt(microUsd) * BigInt(to - from) + rise * BigInt(at - from);
  return Number(scaled / BigInt(to - from));
}
