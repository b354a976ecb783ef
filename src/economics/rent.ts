/** What a chain prepays for its term, and how that is released month by month. §M3.4, §M10.2 */
import { assert } from '../base/assert.ts';
import { BASE_UNITS_PER_TOKEN, tokens } from '../base/units.ts';
import type { Tokens } from '../base/units.ts';
import { equalPart } from './equal-parts.ts';
import { LEVEL_AT_START } from './load-driven-price.ts';

/** How a chain's rent is set. §M3.4 */
export type RentPolicy =
  | FlatRent
  /** `base` times the level of the day over the level at the start. */
  | { readonly kind: 'load-driven'; readonly base: FlatRent };

/** A rent that takes no notice of the network's load. */
export type FlatRent =
  | { readonly kind: 'contract' }
  /** Millionths of a US dollar for each slot of each member and month of the term. */
  | { readonly kind: 'fixed-usd'; readonly microUsdPerSlotMonth: number };

/** What a chain asks for. All whole numbers. */
export interface RentRequest {
  /** Slots of each member's node, 0 (test chains) … slotsPerNode. */
  readonly slots: number;
  readonly members: number;
  /** Months of the term, at least 1; read by `fixed-usd`. */
  readonly months: number;
  /** Seconds of the term; read by `contract`. */
  readonly lifetimeSeconds: number;
  /** Slots of a node; the deployed contracts know only {@link SLOTS_PER_NODE}, which is the default. */
  readonly slotsPerNode?: number;
  /** Price of a token in millionths of a US dollar, positive; read by `fixed-usd`. */
  readonly priceMicroUsd: number;
  /** Level of the day, at least 1,000,000; read by `load-driven`, and needed there. */
  readonly loadLevel?: bigint;
}

/** 2^7 slots: 128 small chains fill a node. §M2.1 */
export const SLOTS_PER_NODE = 128;

/**
 * Deposit of a node at the time of the talk; whole nodes for a year cost twice that for each member. §M2.2
 */
const NODE_DEPOSIT = tokens(100);

/** 366 days, the year of the contracts. §M3.4 */
const SECONDS_OF_YEAR = 31_622_400n;

/** A chain without slots is a test chain and costs one token, whatever its term. §M3.4 */
const TEST_CHAIN_PRICE = tokens(1);

/** Base units that a chain prepays for its whole term. */
export function chainPrice(policy: RentPolicy, request: RentRequest): Tokens {
  const slotsPerNode = request.slotsPerNode ?? SLOTS_PER_NODE;
  assert(request.slots >= 0, 'a chain takes no negative number of slots');
  assert(request.slots <= slotsPerNode, 'a chain takes at most all slots of a node');
  if (policy.kind === 'load-driven') return loadDrivenPrice(policy.base, request);
  return policy.kind === 'contract'
    ? contractPrice(request, slotsPerNode)
    : fixedUsdPrice(request, policy.microUsdPerSlotMonth);
}

/** The division rounds down twice, as the contracts do: what is lost was never anybody's. §M3.4 */
function contractPrice({ slots, members, lifetimeSeconds }: RentRequest, slotsPerNode: number): Tokens {
  if (slots === 0) return TEST_CHAIN_PRICE;
  const secondsOfShare = (BigInt(slotsPerNode) * SECONDS_OF_YEAR) / BigInt(slots);
  return (NODE_DEPOSIT * BigInt(members) * BigInt(lifetimeSeconds) * 2n) / secondsOfShare;
}

/** Rounded up, as no use of slots is free: a base price that is not 0 stays above 0. §M3.4 */
function loadDrivenPrice(base: FlatRent, request: RentRequest): Tokens {
  const { loadLevel } = request;
  assert(loadLevel !== undefined, 'a load-driven price has a level');
  return (chainPrice(base, request) * loadLevel + LEVEL_AT_START - 1n) / LEVEL_AT_START;
}

/** Rounded up: the network never gets less than the stated dollars, and no use of slots is free. §M3.4 */
function fixedUsdPrice(request: RentRequest, microUsdPerSlotMonth: number): Tokens {
  const { slots, members, months, priceMicroUsd } = request;
  assert(priceMicroUsd > 0, 'a token has a price');
  const microUsd = BigInt(microUsdPerSlotMonth) * BigInt(slots) * BigInt(members) * BigInt(months);
  const price = BigInt(priceMicroUsd);
  return (microUsd * BASE_UNITS_PER_TOKEN + price - 1n) / price;
}

/**
 * Base units of a prepaid rent that are released in month `index` (0 … months − 1) of its term of `months`:
 * floor(total / months), the last month with the remainder.
 */
export function monthlyPart(total: Tokens, months: number, index: number): Tokens {
  return equalPart(total, months, index);
}

/** All of {@link monthlyPart}, in order; they sum to `total`. */
export function monthlyParts(total: Tokens, months: number): Tokens[] {
  return Array.from({ length: months }, (_, index) => monthlyPart(total, months, index));
}
