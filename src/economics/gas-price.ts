/** The price of mainnet's gas, in whole wei: given, or calm with spikes. §M15.1 */
import { assert } from '../base/assert.ts';
import type { Chance } from '../base/variates.ts';
import { drawnExponential, drawnUnit } from '../base/variates.ts';
import { milliseconds, PPM } from '../base/units.ts';
import type { Duration, Instant } from '../base/units.ts';
import { firstAfter } from './timed-rows.ts';

/** How the price of gas comes about. §M15.1 */
export type GasPricePolicy =
  | { readonly kind: 'constant'; readonly wei: bigint }
  /** Each price holds until the next row; before the first its price. Ascending, at least one row. */
  | { readonly kind: 'table'; readonly rows: readonly { readonly at: Instant; readonly wei: bigint }[] }
  | GasRegimes;

/**
 * Two regimes that take turns, each for an exponential time: a Markov chain whose spikes fill
 * spikeMean / (calmMean + spikeMean) of the time. J. D. Hamilton, A new approach to the economic analysis of
 * nonstationary time series and the business cycle, Econometrica 57 (1989).
 */
export interface GasRegimes {
  readonly kind: 'regimes';
  /** Wei in calm times. */
  readonly calm: bigint;
  /** What a spike multiplies it with, in millionths. */
  readonly spikePpm: number;
  /** Mean lengths, positive. */
  readonly calmMean: Duration;
  readonly spikeMean: Duration;
}

/** A gas price and what its process remembers. */
export interface GasPriceState {
  readonly wei: bigint;
  readonly at: Instant;
  readonly regime: 'calm' | 'spike';
  /** Where the regime ends: an instant or later than all instants; of no meaning to a table or constant. */
  readonly regimeEnds: number;
}

/** The gas price at an instant; a regime is drawn by its share of the time. */
export function startGasPrice(policy: GasPricePolicy, at: Instant, draws: Chance): GasPriceState {
  if (policy.kind !== 'regimes')
    return { wei: givenPrice(policy, at), at, regime: 'calm', regimeEnds: Infinity };
  const { calmMean, spikeMean } = policy;
  assert(Math.min(calmMean, spikeMean) > 0, 'calm times and spikes have a length');
  const regime = drawnUnit(draws) * (calmMean + spikeMean) < spikeMean ? 'spike' : 'calm';
  // What is left of an exponential time is as long as the whole.
  return stateIn(policy, regime, at, at + drawnLength(policy, regime, draws));
}

/**
 * The gas price at a later instant. Where regimes take turns their lengths are drawn as they are entered, so
 * that the path does not depend on how often the price is asked for.
 */
export function nextGasPrice(
  policy: GasPricePolicy,
  state: GasPriceState,
  at: Instant,
  draws: Chance,
): GasPriceState {
  assert(at >= state.at, 'a price is asked for at a later instant');
  if (policy.kind !== 'regimes') return { ...state, wei: givenPrice(policy, at), at };
  let { regime, regimeEnds } = state;
  while (regimeEnds <= at) {
    regime = regime === 'calm' ? 'spike' : 'calm';
    regimeEnds += drawnLength(policy, regime, draws);
  }
  return stateIn(policy, regime, at, regimeEnds);
}

/** Millionths of a dollar for `gas` units at this price, rounded up: the payer pays at least its cost. */
export function gasCostMicroUsd(gas: number, wei: bigint, etherMicroUsd: number): bigint {
  assert(Number.isSafeInteger(gas), 'gas is a whole number');
  return (BigInt(gas) * wei * BigInt(etherMicroUsd) + WEI_PER_ETHER - 1n) / WEI_PER_ETHER;
}

const WEI_PER_ETHER = 1_000_000_000_000_000_000n;

function givenPrice(policy: Exclude<GasPricePolicy, GasRegimes>, at: Instant): bigint {
  if (policy.kind === 'constant') return policy.wei;
  return policy.rows[Math.max(0, firstAfter(policy.rows, at) - 1)].wei;
}

/** Rounded up to a whole millisecond, so that no regime lasts no time and the turns come to an end. */
function drawnLength(policy: GasRegimes, regime: GasPriceState['regime'], draws: Chance): Duration {
  const mean = regime === 'calm' ? policy.calmMean : policy.spikeMean;
  return milliseconds(Math.ceil(mean * drawnExponential(draws)));
}

/** A spike's price is rounded down to a whole wei. */
function stateIn(
  { calm, spikePpm }: GasRegimes,
  regime: GasPriceState['regime'],
  at: Instant,
  regimeEnds: number,
): GasPriceState {
  const wei = regime === 'calm' ? calm : (calm * BigInt(spikePpm)) / BigInt(PPM);
  return { wei, at, regime, regimeEnds };
}
