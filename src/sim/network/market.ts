/** Prices of the day: of a token, of gas on mainnet, of slots by the network's load. §M3.4, §M13, §M15.1 */
import { after, days, type Tokens } from '../../base/units.ts';
import { nextGasPrice, startGasPrice, type GasPriceState } from '../../economics/gas-price.ts';
import { adjustLoadPrice, firstLoadPrice, type LoadPrice } from '../../economics/load-driven-price.ts';
import { minimumStakeAt } from '../../economics/node-profit.ts';
import { nextPrice, startPrice, type PriceState } from '../../economics/token-price.ts';
import { instant } from '../../base/units.ts';
import type { Clock } from '../kernel/engine.ts';
import type { Stream, Streams } from '../kernel/streams.ts';
import { FACT } from '../protocol/facts.ts';
import type { Params } from '../protocol/params.ts';
import { EVENT } from './events.ts';
import { gasPaid } from './transaction.ts';
import type { World } from './world.ts';

/** What prices remember. */
export interface Market {
  price: PriceState;
  /** Quote when the running month opened, and when the one before did. */
  monthly: { readonly opened: number; readonly before: number };
  gas: GasPriceState;
  load: LoadPrice;
  /** What was traded since the last quote, in base units. */
  bought: Tokens;
  sold: Tokens;
  readonly draws: { readonly price: Stream; readonly gas: Stream };
}

/** The market before anything is traded. */
export function createMarket(params: Params, streams: Streams): Market {
  const start = instant(0);
  const draws = { price: streams.of('market/price'), gas: streams.of('market/gas') };
  const price = startPrice(params.market.price, start);
  return {
    price,
    monthly: { opened: price.microUsd, before: price.microUsd },
    gas: startGasPrice(params.market.gas, start, draws.gas),
    load: firstLoadPrice(start, params.network.nodes),
    bought: 0n,
    sold: 0n,
    draws,
  };
}

/** Price of a token now, in millionths of a dollar. */
export const tokenPrice = ({ economy }: World): number => economy.market.price.microUsd;

/** The run starts: where a price moves, it is quoted each day from now on. */
export function marketOpens(world: World, clock: Clock): void {
  if (arePricesStill(world.params)) return;
  clock.schedule(after(clock.now, days(1)), EVENT.dayBegins, 1);
}

const arePricesStill = ({ market }: Params): boolean =>
  market.price.kind === 'constant' && market.gas.kind === 'constant';

/** Quotes the day's prices, of which those are told that moved. */
export function dayBegins(world: World, day: number, clock: Clock): void {
  const { params, economy } = world;
  const { market, ledger } = economy;
  const at = clock.now;
  const flows = { bought: market.bought, sold: market.sold, liquid: ledger.balance(ledger.system('market')) };
  const before = { price: market.price.microUsd, gas: market.gas.wei };
  gasPaid(world);
  market.price = nextPrice(params.market.price, market.price, { at, flows }, market.draws.price);
  market.gas = nextGasPrice(params.market.gas, market.gas, at, market.draws.gas);
  market.bought = 0n;
  market.sold = 0n;
  if (market.price.microUsd !== before.price) {
    clock.recordAmount(FACT['price-moved'], day, 0, 0, BigInt(market.price.microUsd));
  }
  if (market.gas.wei !== before.gas) clock.recordAmount(FACT['gas-price-moved'], day, 0, 0, market.gas.wei);
  clock.schedule(after(at, days(1)), EVENT.dayBegins, day + 1);
}

/** A month opens: what a node needs follows the price where it is pegged, and the month's change is known. */
export function marketRevised(world: World, month: number, clock: Clock): void {
  const { params, economy } = world;
  const { market } = economy;
  market.monthly = { opened: market.price.microUsd, before: market.monthly.opened };
  const needed = minimumStakeAt(params.network.minimumStake, market.price.microUsd);
  if (needed === economy.minimumStake) return;
  economy.minimumStake = needed;
  clock.recordAmount(FACT['minimum-stake-set'], month, 0, 0, needed);
}

/** Level of the load-driven price of slots, adjusted if the number of nodes has changed. §M3.4 */
export function loadLevel(world: World): bigint {
  const { economy, params, free } = world;
  const { market } = economy;
  const nodes = world.nodes.count - world.leftCount - world.reserve.count;
  const slotsInAll = nodes * params.network.slots;
  const adjustment = adjustLoadPrice(market.load, {
    now: world.now(),
    nodes,
    slotsTaken: free.used().reduce((sum, used) => sum + used, 0),
    slotsInAll,
  });
  if (adjustment.kind === 'adjusted') market.load = adjustment.price;
  return market.load.level;
}
