/** Classes of nodes by their record: a higher one promises more, costs more and weighs more. §M9.6 */
import { assert } from '../base/assert.ts';
import { PPM } from '../base/units.ts';
import type { Tokens } from '../base/units.ts';
import type { Agreement } from './agreement.ts';
import { binaryScore } from './payment.ts';
import type { MonthMeasured } from './payment.ts';

/** One class. Multipliers are millionths of the usual, whole, from 0, and may exceed 1,000,000. */
export interface Tier extends Agreement {
  readonly id: string;
  /** Weight of a node's share in the pool. */
  readonly weightPpm: number;
  /** Price of a chain on nodes of this tier. */
  readonly pricePpm: number;
}

/** What is known about a node. */
export interface TierRecord {
  /** Months that must have been kept, at least 1. */
  readonly months: number;
  /** The node's full months, the latest last. */
  readonly history: readonly MonthMeasured[];
}

/**
 * Index in `tiers` (ascending by floor) of the highest whose agreement the node kept in each of the last
 * `months` months, judged as {@link binaryScore} does: exactly at a bound it is kept, and a month that
 * nobody measured is. A node with fewer months behind it can only have the lowest tier, if it kept that in
 * those that it has. −1 when it kept not even the lowest.
 */
export function tierOf(tiers: readonly Tier[], record: TierRecord): number {
  const { months, history } = record;
  assertTiers(tiers);
  assert(Number.isSafeInteger(months) && months >= 1, 'a tier asks for at least one month');
  const judged = history.slice(-months);
  const highest = judged.length < months ? Math.min(0, tiers.length - 1) : tiers.length - 1;
  for (let index = highest; index >= 0; index--) {
    if (judged.every((month) => binaryScore(tiers[index], month) === 1)) return index;
  }
  return -1;
}

/**
 * A node's weight in its tier, in millionths of `weight`: nothing is divided, so weights compare exactly. A
 * node without a tier (−1) weighs 0.
 */
export function tierWeight(tiers: readonly Tier[], tier: number, weight: bigint): bigint {
  return tier < 0 ? 0n : weight * BigInt(tiers[tier].weightPpm);
}

/** Price of a chain in a tier in base units, rounded down: the remainder stays with who pays. */
export function tierPrice(tier: Tier, price: Tokens): Tokens {
  assert(price >= 0n, 'a price is not negative');
  return (price * BigInt(tier.pricePpm)) / BigInt(PPM);
}

function assertTiers(tiers: readonly Tier[]): void {
  tiers.forEach(({ floorPpm, weightPpm, pricePpm }, index) => {
    assert(Number.isSafeInteger(weightPpm) && weightPpm >= 0, 'the weight of a tier is not negative');
    assert(Number.isSafeInteger(pricePpm) && pricePpm >= 0, 'the price of a tier is not negative');
    assert(index === 0 || tiers[index - 1].floorPpm < floorPpm, 'tiers ascend by their floors');
  });
}
