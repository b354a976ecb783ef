/** What a validator's nodes earned is shared out: fee and dust to it, the rest to its holders. §M11.2 */
import { PPM, type Tokens } from '../../base/units.ts';
import type { Clock } from '../kernel/engine.ts';
import { FACT } from '../protocol/facts.ts';
import { delegationsOf } from './economy.ts';
import type { World } from './world.ts';

/** What validators and holders got in the running month; cleared when the next one has been decided about. */
export interface Earnings {
  /** By validator: fees and dust, and what went to its holders. Base units. */
  readonly fees: Tokens[];
  readonly rewards: Tokens[];
  /** By validator: the stake on which it was paid last. */
  readonly stakes: Tokens[];
  /** By validator: gas that it used since the price of gas last changed; whole numbers below 2^53. */
  readonly gas: Float64Array;
  /** By validator: what gas has cost it so far, in millionths of a dollar. */
  readonly gasMicroUsd: bigint[];
  /** What holders sold of their rewards, and how often. */
  sold: Tokens;
  sales: number;
}

/** Nothing yet. */
export const noEarnings = (validators: number): Earnings => ({
  fees: Array<Tokens>(validators).fill(0n),
  rewards: Array<Tokens>(validators).fill(0n),
  stakes: Array<Tokens>(validators).fill(0n),
  gas: new Float64Array(validators),
  gasMicroUsd: Array<bigint>(validators).fill(0n),
  sold: 0n,
  sales: 0,
});

/**
 * Shares `bounty` base units that lie in the pool: fee and dust to the validator, the rest to every holder's
 * account without an act of theirs. Holders sell at once the part of it that they sell. §M11.2, §M13.1
 */
export function validatorPaid(
  world: World,
  validator: number,
  bounty: Tokens,
  month: number,
  clock: Clock,
): void {
  if (bounty === 0n) return;
  const { ledger } = world.economy;
  const { earnings } = world;
  const pool = ledger.system('pool');
  const sellPpm = BigInt(world.params.behaviour.holders?.sellPpm ?? 0);
  let sold = 0n;
  const { fee, dust, byLock } = delegationsOf(world).pay(validator, bounty, (_id, holder, _lock, reward) => {
    if (sellPpm === 0n) return ledger.transfer(pool, ledger.holder(holder), reward);
    const part = (reward * sellPpm) / BigInt(PPM);
    sold += part;
    earnings.sales++;
    ledger.transfer(pool, ledger.holder(holder), reward - part);
  });
  // What holders sell is a sum on its way from the pool: it need not pass through each account.
  ledger.transfer(pool, ledger.system('market'), sold);
  world.economy.market.sold += sold;
  earnings.sold += sold;
  ledger.transfer(pool, ledger.validator(validator), fee + dust);
  clock.recordAmount(FACT['fee-paid'], validator, month, 0, fee + dust);
  earnings.fees[validator] += fee + dust;
  earnings.stakes[validator] = delegationsOf(world).delegated(validator);
  byLock.forEach((amount, lock) => {
    earnings.rewards[validator] += amount;
    if (amount > 0n) clock.recordAmount(FACT['reward-paid'], validator, month, lock, amount);
  });
}

/** The month has been decided about: the next one begins with nothing. */
export function earningsCleared({ fees, rewards, gas, gasMicroUsd }: Earnings): void {
  fees.fill(0n);
  rewards.fill(0n);
  gas.fill(0);
  gasMicroUsd.fill(0n);
}

/** A month is closed: tells what was sold of it. */
export function salesTold(world: World, month: number, clock: Clock): void {
  const { earnings } = world;
  if (earnings.sales > 0) clock.recordAmount(FACT['rewards-sold'], month, earnings.sales, 0, earnings.sold);
  earnings.sold = 0n;
  earnings.sales = 0;
}
