/** Coalitions buy gas away from the network: there is less of it, and it is dearer. §M15.1, A32 */
import { assert } from '../../base/assert.ts';
import { after, milliseconds, PPM, type Instant } from '../../base/units.ts';
import { gasCostMicroUsd } from '../../economics/gas-price.ts';
import type { Clock } from '../kernel/engine.ts';
import type { GasBid } from '../protocol/decisions.ts';
import { FACT } from '../protocol/facts.ts';
import { EVENT } from './events.ts';
import { dearer, gasLeft, gasPartTaken } from './gas-left.ts';
import { gasPaid } from './transaction.ts';
import type { World } from './world.ts';

/** The most that a part may be: some gas is always left. */
const PART_MAX = PPM - 1;

/** What a coalition may take this month: what the others leave, less than all. */
export function gasPartMax({ gasBids }: World, coalition: number): number {
  const others = gasBids.ofMonth.reduce((sum, part, each) => (each === coalition ? sum : sum + part), 0);
  return PART_MAX - others;
}

/** A month opens: bids are made anew. What was bid for its end has ended with it. */
export function gasBidsForgotten({ gasBids }: World): void {
  gasBids.ofMonth.fill(0);
}

/** Millionths of a dollar for a bid, at today's price made dearer by this and the month's other bids. */
export function gasBidCost(world: World, coalition: number, { gasPart, from, length }: GasBid): bigint {
  if (gasPart === 0 || length === 0) return 0n;
  const { params, mainnet, economy, monthStart } = world;
  const begin = after(monthStart, milliseconds(from));
  const blocks = mainnet.blockAt(after(begin, milliseconds(length))) - mainnet.blockAt(begin);
  const { gasPerBlock } = params.mainnet;
  const others = PART_MAX - gasPartMax(world, coalition);
  const gas = (gasLeft(gasPerBlock, others) - gasLeft(gasPerBlock, others + gasPart)) * blocks;
  const wei = dearer(economy.market.gas.wei, others + gasPart);
  return gasCostMicroUsd(gas, wei, params.market.etherMicroUsd);
}

/** A bid that is paid takes its gas: from now on, or later in the month. */
export function gasBidMade(world: World, coalition: number, bid: GasBid, clock: Clock): void {
  const { gasPart, from, length } = bid;
  if (gasPart === 0 || length === 0) return;
  world.gasBids.ofMonth[coalition] = gasPart;
  const begin = after(world.monthStart, milliseconds(from));
  if (from === 0) gasPartTurns(world, coalition, gasPart, clock);
  else clock.schedule(begin, EVENT.gasPartTurns, coalition, gasPart);
  clock.schedule(endOf(begin, length), EVENT.gasPartTurns, coalition, 0);
}

const endOf = (begin: Instant, length: number): Instant => after(begin, milliseconds(length));

/** From now on a coalition takes this part of the network's gas. */
export function gasPartTurns(world: World, coalition: number, gasPart: number, clock: Clock): void {
  const { gasBids, mainnet, params } = world;
  gasPaid(world);
  gasBids.now[coalition] = gasPart;
  const taken = gasPartTaken(world);
  assert(taken <= PART_MAX, 'some gas is always left');
  mainnet.winsFrom(clock.now, gasLeft(params.mainnet.gasPerBlock, taken));
  clock.record(FACT['gas-part-taken'], coalition, gasPart);
}
