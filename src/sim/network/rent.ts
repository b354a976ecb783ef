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
import { tierPrice } from '../../sla/tiers.ts';
import { leaveCommittee } from './committee.ts';
import { keysForgotten } from './key-queue.ts';
import { loadLevel, tokenPrice } from './market.ts';
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
  const { months } = world.params.chains.demand.terms[termOf(world, chain)];
  ledger.transfer(ledger.system('market'), ledger.system('rent-escrow'), total);
  world.economy.market.bought += total;
  rents.prepaid(chain, { months, total });
  clock.recordAmount(FACT['rent-prepaid'], chain, months, 0, total);
}

/** Which of the terms a chain asks for, each time that it prepays. §M3.3 */
function termOf({ params, streams }: World, chain: number): number {
  const { terms } = params.chains.demand;
  if (terms.length === 1) return 0;
  let rest = streams.of('chain/term', chain).below(PPM);
  return terms.findIndex(({ weightPpm }) => (rest -= weightPpm) < 0);
}

/** At a month's opening, chains whose term is over renew or are deleted. */
export function termsEnded(world: World, clock: Clock): void {
  const { rents } = world.economy;
  const { terms, renewalPpm } = world.params.chains.demand;
  rents.termsEnded((chain) => {
    const wantsToRenew = world.streams.of('renewal', chain, rents.termsOf(chain)).chance(renewalPpm, PPM);
    if (!wantsToRenew || !canPrepay(world, chain)) {
      chainDeleted(world, chain, clock);
      return false;
    }
    clock.record(FACT['chain-renewed'], chain, terms[termOf(world, chain)].months);
    prepayRent(world, chain, clock);
    return true;
  });
}

/**
 * Chains that are given up before their term is over. Nothing is paid back: what they prepaid and is not yet
 * released, is released at once. Returns it.
 */
function chainsGivenUp(world: World, month: number, clock: Clock): Tokens {
  const { deletionPpm } = world.params.chains.demand;
  if (deletionPpm === 0) return 0n;
  return world.economy.rents.broken((chain) => {
    if (!world.streams.of('deletion', chain, month).chance(deletionPpm, PPM)) return false;
    chainDeleted(world, chain, clock);
    return true;
  });
}

/** The month's part of every prepaid rent goes where the scenario says. §M10.2 */
export function rentReleased(world: World, month: number, clock: Clock): void {
  const { ledger, rents } = world.economy;
  const givenUp = month > 0 ? chainsGivenUp(world, month, clock) : 0n;
  const released = givenUp + rents.release();
  const to = RENT_ACCOUNTS[world.params.bounty.rent];
  ledger.transfer(ledger.system('rent-escrow'), ledger.system(to), released);
  clock.recordAmount(FACT['rent-released'], month, rents.count, 0, released);
}

/** Where released rents lie until validators get them, if they do. */
const RENT_ACCOUNTS = { pool: 'pool', kept: 'rent-kept', 'node-seconds': 'rent-due' } as const;

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
  const size = world.chains.sizeOf[chain];
  return priceOfKind(world, size, termOf(world, chain), world.chains.tier[chain]);
}

/** What the first term and tier would cost a chain of a size now. */
export function quotedPrice(world: World, size: number): Tokens {
  return priceOfKind(world, size, 0, 0);
}

/** Prices are worked out once for all chains of a kind, until what they hang on moves. */
function priceOfKind(world: World, size: number, term: number, tier: number): Tokens {
  const { params, economy } = world;
  const { prices } = economy;
  const { terms } = params.chains.demand;
  const { tiers } = params.sla;
  const isLoadDriven = params.chains.price.kind === 'load-driven';
  const level = isLoadDriven ? loadLevel(world) : 0n;
  const key = `${world.month}/${tokenPrice(world)}/${level}`;
  if (prices.key !== key) {
    prices.key = key;
    prices.byKind.length = 0;
  }
  const place = (tier * params.sizes.length + size) * terms.length + term;
  const known = prices.byKind[place];
  if (known !== undefined) return known;
  const price = termPrice(world, size, terms[term].months, level);
  return (prices.byKind[place] = tiers.length === 0 ? price : tierPrice(tiers[tier], price));
}

function termPrice(world: World, size: number, months: number, loadLevel: bigint): Tokens {
  const { params, month } = world;
  const { slots, members } = params.sizes[size];
  const from = monthStart(params.calendar, month);
  const lifetime = between(from, monthStart(params.calendar, month + months));
  return chainPrice(params.chains.price, {
    slots,
    members,
    months,
    lifetimeSeconds: Math.floor(lifetime / 1000),
    slotsPerNode: params.network.slots,
    priceMicroUsd: tokenPrice(world),
    loadLevel,
  });
}
