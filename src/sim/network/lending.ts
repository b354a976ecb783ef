/** Coalitions that borrow tokens, so that holders lend instead of staking. §M13, A26 */
import { BASE_UNITS_PER_TOKEN, PPM, type Tokens } from '../../base/units.ts';
import { delegationsOf } from './economy.ts';
import { tokenPrice } from './market.ts';
import type { World } from './world.ts';

/** Base units that holders of the kind `lending` have idle: what is lent. */
export function lentNow(world: World): Tokens {
  const { crowd, economy } = world;
  const { ledger } = economy;
  const delegations = delegationsOf(world);
  return crowd.active.reduce((sum, { holder, behaviour }) => {
    if (behaviour.kind !== 'lending') return sum;
    return sum + ledger.balance(ledger.holder(holder)) - delegations.bound(holder);
  }, 0n);
}

/** A twelfth of a year's interest on `lent` base units, in millionths of a dollar now, rounded up. */
export function monthsInterest(world: World, lent: Tokens, yieldPpm: number): bigint {
  const whole = 12n * BigInt(PPM) * BASE_UNITS_PER_TOKEN;
  return (lent * BigInt(yieldPpm) * BigInt(tokenPrice(world)) + whole - 1n) / whole;
}
