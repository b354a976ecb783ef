/**
 * Chains prepay their term; a part of it is released each month, and a chain whose term is over renews or
 * goes. §M3.3
 */
import { between } from '../../base/units.ts';
import { monthStart } from '../../base/calendar-months.ts';
import type { Tokens } from '../../base/units.ts';
import { chainPrice, monthlyPart } from '../../economics/rent.ts';
import type { Clock } from '../kernel/engine.ts';
import { FACT } from '../protocol/facts.ts';
import { leaveCommittee } from './committee.ts';
import type { World } from './world.ts';

/** What a chain has prepaid. */
export interface PrepaidRent {
  readonly total: Tokens;
  readonly months: number;
  /** Months released so far. */
  released: number;
  /** Terms that were prepaid, the running one included. */
  terms: number;
}

/** Can whoever asks for the chain pay its term? */
export function canPrepay(world: World, chain: number): boolean {
  const { ledger } = world.economy;
  return ledger.balance(ledger.system('market')) >= priceOf(world, chain);
}

/** A new chain, or one that renews, pays its whole term into escrow. */
export function prepayRent(world: World, chain: number, clock: Clock): void {
  const { ledger, rents } = world.economy;
  const total = priceOf(world, chain);
  const months = world.params.chains.demand.termMonths;
  ledger.transfer(ledger.system('market'), ledger.system('rent-escrow'), total);
  rents.set(chain, { total, months, released: 0, terms: (rents.get(chain)?.terms ?? 0) + 1 });
  clock.recordAmount(FACT['rent-prepaid'], chain, months, 0, total);
}

/** At a month's opening, chains whose term is over renew or are deleted. */
export function termsEnded(world: World, clock: Clock): void {
  const { rents } = world.economy;
  const { termMonths, renewalPpm } = world.params.chains.demand;
  for (const [chain, rent] of rents) {
    if (rent.released < rent.months) continue;
    const wantsToRenew = world.streams.of('renewal', chain, rent.terms).chance(renewalPpm, 1_000_000);
    if (wantsToRenew && canPrepay(world, chain)) {
      clock.record(FACT['chain-renewed'], chain, termMonths);
      prepayRent(world, chain, clock);
    } else {
      chainDeleted(world, chain, clock);
    }
  }
}

/** The month's part of every prepaid rent goes into the pool. §M10.2 */
export function rentReleased(world: World, month: number, clock: Clock): void {
  const { ledger, rents } = world.economy;
  let released = 0n;
  for (const rent of rents.values()) released += monthlyPart(rent.total, rent.months, rent.released++);
  ledger.transfer(ledger.system('rent-escrow'), ledger.system('pool'), released);
  clock.recordAmount(FACT['rent-released'], month, rents.size, 0, released);
}

function chainDeleted(world: World, chain: number, clock: Clock): void {
  const { chains, free, economy } = world;
  const { slots, members } = chains.rowOf(chain);
  const first = chains.firstSeat(chain);
  for (let seat = first; seat < first + members; seat++) free.give(leaveCommittee(world, seat), slots);
  economy.rents.delete(chain);
  clock.record(FACT['chain-deleted'], chain, chains.sizeOf[chain]);
  chains.delete(chain);
}

/** The price of a term that begins now: its months are the coming calendar months. §M3.4 */
function priceOf(world: World, chain: number): Tokens {
  const { params, economy } = world;
  const { slots, members } = world.chains.rowOf(chain);
  const months = params.chains.demand.termMonths;
  const key = `${world.month} ${slots} ${members}`;
  const known = economy.prices.get(key);
  if (known !== undefined) return known;
  const from = monthStart(params.calendar, world.month);
  const lifetime = between(from, monthStart(params.calendar, world.month + months));
  const price = chainPrice(params.chains.price, {
    slots,
    members,
    months,
    lifetimeSeconds: Math.floor(lifetime / 1000),
    slotsPerNode: params.network.slots,
    priceMicroUsd: params.market.priceMicroUsd,
  });
  economy.prices.set(key, price);
  return price;
}
