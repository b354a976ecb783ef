/** What it costs to own seats, and whether what they give access to is worth more. §M16.1, §M17 */
import { assert } from '../base/assert.ts';
import { expm1, log1p } from '../base/exact-math.ts';
import { BASE_UNITS_PER_TOKEN, PPM } from '../base/units.ts';
import type { Tokens } from '../base/units.ts';

/** How a purchase drives the price up. */
export type Slippage =
  | { readonly kind: 'none' }
  /** The price rises by `ppm` of itself when all liquid tokens are bought, and in proportion before. */
  | { readonly kind: 'linear'; readonly ppm: number; readonly liquid: Tokens }
  /**
   * Supply of constant elasticity: after x of L liquid tokens the price is (1 + x/L)^(1/elasticity) of the
   * first one. `elasticityPpm` positive, at least a hundredth.
   */
  | { readonly kind: 'constant-elasticity'; readonly elasticityPpm: number; readonly liquid: Tokens };

/** What an attacker has to set up. */
export interface SeatPurchase {
  /** Nodes that it needs: t for the seats of one committee, or a share of all for pooled security. */
  readonly nodes: number;
  /** Base units that each of them needs. §M2.2 */
  readonly minimumStake: Tokens;
  /** Price before the purchase, in millionths of a US dollar. */
  readonly priceMicroUsd: number;
  readonly slippage: Slippage;
  /** Machine and transactions of a node until the attack is over, in millionths of a US dollar. */
  readonly setupMicroUsd: bigint;
}

/** What a purchase costs, unless more tokens are needed than the market has. */
export type PurchaseCost =
  { readonly kind: 'costs'; readonly microUsd: bigint } | { readonly kind: 'not-for-sale' };

/** Cost of the stake and the set-up of so many nodes, the stake's part rounded up. */
export function seatCost(purchase: SeatPurchase): PurchaseCost {
  const { nodes, minimumStake, priceMicroUsd, slippage, setupMicroUsd } = purchase;
  assert(nodes >= 0, 'the number of nodes is not negative');
  const stake = tokensCost(BigInt(nodes) * minimumStake, priceMicroUsd, slippage);
  if (stake.kind !== 'costs') return stake;
  return { kind: 'costs', microUsd: stake.microUsd + BigInt(nodes) * setupMicroUsd };
}

/** Cost of buying `amount` base units one after the other at the rising price, rounded up. */
export function tokensCost(amount: Tokens, priceMicroUsd: number, slippage: Slippage): PurchaseCost {
  assert(amount >= 0n, 'an amount to buy is not negative');
  if (slippage.kind !== 'none' && amount > slippage.liquid) return { kind: 'not-for-sale' };
  const { above, below } = meanPriceRatio(amount, slippage);
  const atFirstPrice = amount * BigInt(priceMicroUsd);
  return { kind: 'costs', microUsd: ceilingQuotient(atFirstPrice * above, below * BASE_UNITS_PER_TOKEN) };
}

const ceilingQuotient = (above: bigint, below: bigint): bigint => (above + below - 1n) / below;

/** Steps of one in which a mean price of constant elasticity is kept. */
const TRILLION = 1_000_000_000_000n;

/** Mean price of the purchase over its first price, as a fraction. */
function meanPriceRatio(amount: Tokens, slippage: Slippage): { above: bigint; below: bigint } {
  if (slippage.kind === 'none' || amount === 0n) return { above: 1n, below: 1n };
  if (slippage.kind === 'linear') {
    // The price runs from 1 to 1 + ppm/10^6 · x/L along a straight line: the mean is in the middle.
    const below = 2n * BigInt(PPM) * slippage.liquid;
    return { above: below + BigInt(slippage.ppm) * amount, below };
  }
  assert(slippage.elasticityPpm * 100 >= PPM, 'the elasticity of supply is at least a hundredth');
  // ∫ (1 + x)^(1/e) dx from 0 to z, over z. Steps of 10^−12 in z move the mean less.
  const z = Number((amount * TRILLION) / slippage.liquid) / Number(TRILLION);
  if (z === 0) return { above: 1n, below: 1n };
  const power = 1 + PPM / slippage.elasticityPpm;
  const mean = expm1(power * log1p(z)) / (power * z);
  return { above: BigInt(Math.ceil(mean * Number(TRILLION))), below: TRILLION };
}

/** What an attack on each of some chains would bring at the given cost of taking one. */
export interface AttackBalance {
  /** Chains that hold more than taking them costs. */
  readonly profitable: number;
  /** What these chains hold, in millionths of a US dollar. */
  readonly atRisk: bigint;
  /**
   * Gain of the best single attack, its cost deducted; negative where none pays. Undefined without chains.
   */
  readonly best: bigint | undefined;
}

/**
 * Compares each chain's value with the cost of taking it. A chain that is not for sale is never profitable.
 */
export function attackBalance(values: readonly bigint[], cost: PurchaseCost): AttackBalance {
  if (cost.kind !== 'costs') return { profitable: 0, atRisk: 0n, best: undefined };
  const paying = values.filter((value) => value > cost.microUsd);
  const largest = values.reduce<bigint | undefined>(
    (most, value) => (most === undefined || value > most ? value : most),
    undefined,
  );
  return {
    profitable: paying.length,
    atRisk: paying.reduce((sum, value) => sum + value, 0n),
    best: largest === undefined ? undefined : largest - cost.microUsd,
  };
}

/**
 * Cost of attack over value at risk, in millionths, rounded down: below 1,000,000 the attack pays. Undefined
 * where there is nothing to win.
 */
export function securityMarginPpm(costMicroUsd: bigint, valueMicroUsd: bigint): bigint | undefined {
  assert(costMicroUsd >= 0n, 'a cost is not negative');
  return valueMicroUsd > 0n ? (costMicroUsd * BigInt(PPM)) / valueMicroUsd : undefined;
}
