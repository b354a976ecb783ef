/**
 * The price level that follows the network's load, as the contracts of 1.8 and later compute it. They publish
 * it and charge by another rule; here it scales a chain's price. §M3.4
 */
import { assert } from '../base/assert.ts';
import type { Instant } from '../base/units.ts';

/** The level and what the last adjustment saw. */
export interface LoadPrice {
  /** Without a unit: {@link LEVEL_AT_START} at the start, {@link LEVEL_MIN} at least. */
  readonly level: bigint;
  /** Nodes at the last adjustment. */
  readonly nodes: number;
  readonly adjusted: Instant;
}

/** What the network looks like when an adjustment is asked for. */
export interface NetworkLoad {
  readonly now: Instant;
  /** Nodes that are in the network, those on their way out included. */
  readonly nodes: number;
  /** Slots that chains take: slots of a member times members, over all chains. */
  readonly slotsTaken: number;
  /** Slots of all those nodes. */
  readonly slotsInAll: number;
}

/** An adjustment, or why there is none; the state stays as it was then. */
export type Adjustment =
  | { readonly kind: 'adjusted'; readonly price: LoadPrice }
  /** A minute must have passed, in whole seconds, and one more second. */
  | { readonly kind: 'too-soon' }
  /** As many nodes as at the last adjustment. */
  | { readonly kind: 'same-nodes' }
  | { readonly kind: 'no-nodes' }
  /** Load is above the optimum, but so little that whole numbers show no rise. */
  | { readonly kind: 'too-small-a-rise' };

/** Where the level starts. §M3.4 */
export const LEVEL_AT_START = 5_000_000n;
/** Below this it never falls; a hundredth of load off the optimum moves it by a thousandth of this. §M3.4 */
export const LEVEL_MIN = 1_000_000n;
/** Percent of the slots. §M3.4 */
const OPTIMAL_LOAD = 80n;
/** Speed of adjustment. §M3.4 */
const SPEED = 1000n;
const SECONDS_BETWEEN = 60n;
const MILLIS_PER_SECOND = 1000;

/** The level at the network's start. */
export const firstLoadPrice = (now: Instant, nodes: number): LoadPrice => ({
  level: LEVEL_AT_START,
  nodes,
  adjusted: now,
});

/**
 * Adjusts the level when more than a minute has passed and the number of nodes differs. The change grows with
 * the time since the last adjustment and with the distance of load from 80 %, all quotients rounded down one
 * after the other. It falls to {@link LEVEL_MIN} at most and rises without limit. §M3.4
 *
 * @example from 5,000,000 at 512 slots, 320 taken, two minutes after a node of 128 joined: 4,700,000
 */
export function adjustLoadPrice(price: LoadPrice, network: NetworkLoad): Adjustment {
  assert(network.now >= price.adjusted, 'a price is adjusted after it was adjusted last');
  const seconds = wholeSeconds(network.now) - wholeSeconds(price.adjusted);
  if (seconds <= SECONDS_BETWEEN) return { kind: 'too-soon' };
  if (network.nodes === price.nodes) return { kind: 'same-nodes' };
  if (network.slotsInAll === 0) return { kind: 'no-nodes' };
  const capacity = BigInt(network.slotsInAll);
  const excess = 100n * BigInt(network.slotsTaken) - OPTIMAL_LOAD * capacity;
  const distance = excess < 0n ? -excess : excess;
  const change = (SPEED * distance * price.level * seconds) / SECONDS_BETWEEN / capacity / LEVEL_MIN;
  if (excess > 0n && change === 0n) return { kind: 'too-small-a-rise' };
  const moved = excess > 0n ? price.level + change : price.level - change;
  const level = moved < LEVEL_MIN ? LEVEL_MIN : moved;
  return { kind: 'adjusted', price: { level, nodes: network.nodes, adjusted: network.now } };
}

/** Blocks carry whole seconds. */
const wholeSeconds = (at: Instant): bigint => BigInt(Math.floor(at / MILLIS_PER_SECOND));
