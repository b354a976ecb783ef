/**
 * Chains prepay their term; a part of it is released each month, and a chain whose term is over renews or
 * goes. §M3.3
 */
import { between, PPM } from '../../base/units.ts';
import { monthStart } from '../../base/calendar-months.ts';
import type { Tokens } from '../../base/units.ts';
import { chainPrice } from '../../economics/rent.ts';
import type { Clock } from '../kernel/engine.ts';
import { FACT } from '../protocol/facts.ts';
import type { Params } from '../protocol/params.ts';
import { leaveCommittee } from './committee.ts';
import { keysForgotten } from './key-queue.ts';
import type { World } from './world.ts';

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
  rents.prepaid(chain, world.chains.sizeOf[chain], { month: world.month, months, total });
  clock.recordAmount(FACT['rent-prepaid'], chain, months, 0, total);
}

/** At a month's opening, chains whose term is over renew or are deleted. */
export function termsEnded(world: World, clock: Clock): void {
  const { rents } = world.economy;
  const { termMonths, renewalPpm } = world.params.chains.demand;
  rents.termsEnded((chain) => {
    const wantsToRenew = world.streams.of('renewal', chain, rents.termsOf(chain)).chance(renewalPpm, PPM);
    if (!wantsToRenew || !canPrepay(world, chain)) {
      chainDeleted(world, chain, clock);
      return false;
    }
    clock.record(FACT['chain-renewed'], chain, termMonths);
    prepayRent(world, chain, clock);
    return true;
  });
}

/** The month's part of every prepaid rent goes into the pool. §M10.2 */
export function rentReleased(world: World, month: number, clock: Clock): void {
  const { ledger, rents } = world.economy;
  const released = rents.release();
  ledger.transfer(ledger.system('rent-escrow'), ledger.system('pool'), released);
  clock.recordAmount(FACT['rent-released'], month, rents.count, 0, released);
}

function chainDeleted(world: World, chain: number, clock: Clock): void {
  const { chains, free } = world;
  const { slots, members } = chains.rowOf(chain);
  const first = chains.firstSeat(chain);
  world.holders?.dropped(chain);
  keysForgotten(world, chain, clock);
  for (let seat = 0; seat < members; seat++) {
    const node = leaveCommittee(world, first + seat);
    free.give(node, slots);
    clock.record(FACT['member-left'], chain, node, seat);
  }
  clock.record(FACT['chain-deleted'], chain, chains.sizeOf[chain]);
  chains.delete(chain);
}

/** The price of a term that begins now: its months are the coming calendar months. §M3.4 */
function priceOf(world: World, chain: number): Tokens {
  const { params, economy } = world;
  const { prices } = economy;
  const size = world.chains.sizeOf[chain];
  if (prices.month !== world.month) {
    prices.month = world.month;
    prices.bySize.length = 0;
  }
  return (prices.bySize[size] ??= termPrice(params, size, world.month));
}

function termPrice(params: Params, size: number, month: number): Tokens {
  const { slots, members } = params.sizes[size];
  const months = params.chains.demand.termMonths;
  const from = monthStart(params.calendar, month);
  const lifetime = between(from, monthStart(params.calendar, month + months));
  return chainPrice(params.chains.price, {
    slots,
    members,
    months,
    lifetimeSeconds: Math.floor(lifetime / 1000),
    slotsPerNode: params.network.slots,
    priceMicroUsd: params.market.priceMicroUsd,
  });
}
