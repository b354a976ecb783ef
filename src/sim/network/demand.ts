/** When chains are asked for: a Poisson process whose rate may grow and react to the price. §M3.3 */
import { expm1, log1p } from '../../base/exact-math.ts';
import { valueMicroUsd } from '../../economics/token-price.ts';
import { demandPpm } from '../../economics/chain-demand.ts';
import { after, milliseconds, PPM, type Duration } from '../../base/units.ts';
import type { Clock } from '../kernel/engine.ts';
import type { Params } from '../protocol/params.ts';
import { drawDuration } from './duration-laws.ts';
import { EVENT } from './events.ts';
import { tokenPrice } from './market.ts';
import { quotedPrice } from './rent.ts';
import type { World } from './world.ts';

/** 30 days: the month that rates of demand and exits refer to. §M3.3 */
export const RATE_MONTH = 30 * 86_400_000;

const MONTHS_PER_YEAR = 12;
/** Rates below one request in a thousand such months are none: the gap would outlast every run. */
const RATE_MIN = 0.001;

/**
 * Puts the next request into the calendar: gap exponential, size by the mix. Where the rate varies it is
 * that of the running month, and a gap that reaches beyond the month is dropped: what is left of an
 * exponential gap is drawn anew when the next month opens, which changes nothing in law.
 */
export function scheduleRequest(world: World, clock: Clock): void {
  const { mix } = world.params.chains.demand;
  const mean = meanGap(world);
  if (mean === undefined) return;
  const stream = world.draws.demand;
  const gap = drawDuration({ kind: 'exponential', mean }, stream);
  let rest = stream.below(mix.reduce((total, part) => total + part.weightPpm, 0));
  const part = mix.find(({ weightPpm }) => (rest -= weightPpm) < 0)!;
  const at = after(clock.now, gap);
  if (isSteady(world.params) || at < world.monthEnd) clock.schedule(at, EVENT.chainRequested, part.size);
}

/** A later month opens, and the demand may have a new rate. */
export function demandRevised(world: World, clock: Clock): void {
  if (!isSteady(world.params)) scheduleRequest(world, clock);
}

const isSteady = ({ chains: { demand }, market }: Params): boolean =>
  demand.growthPpm === 0 && market.demandElasticityPpm === 0;

/** Mean time between requests, from 2592 ms at the greatest rate on; undefined: nobody asks. */
function meanGap(world: World): Duration | undefined {
  const { params, month } = world;
  const { arrivalsPerMonth, growthPpm } = params.chains.demand;
  const rate = arrivalsPerMonth * grownBy(growthPpm, month) * answered(world);
  if (rate < (isSteady(params) ? Number.MIN_VALUE : RATE_MIN)) return undefined;
  return milliseconds(Math.max(1, Math.round(RATE_MONTH / rate)));
}

/**
 * By how much the price in dollars of the first chain of the mix, against that of the start, moves
 * demand.
 */
function answered(world: World): number {
  const { market, chains } = world.params;
  if (market.demandElasticityPpm === 0) return 1;
  const [{ size }] = chains.demand.mix;
  const priceMicroUsd = Number(valueMicroUsd(quotedPrice(world, size), tokenPrice(world)));
  world.economy.firstQuote ??= Math.max(1, priceMicroUsd);
  return demandPpm(priceMicroUsd, world.economy.firstQuote, market.demandElasticityPpm) / PPM;
}

/** What a yearly growth makes of 1 by a month, compounded month by month. */
function grownBy(growthPpm: number, month: number): number {
  if (growthPpm === 0) return 1;
  return 1 + expm1((log1p(growthPpm / PPM) * month) / MONTHS_PER_YEAR);
}
