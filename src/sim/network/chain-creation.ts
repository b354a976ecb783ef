/** A request becomes a chain with a committee, or is refused with a reason. §M3.3, §M5 */
import type { Draws } from '../../base/draws.ts';
import { drawnValue } from '../../economics/chain-value.ts';
import { PPM } from '../../base/units.ts';
import type { Clock } from '../kernel/engine.ts';
import type { ChainRequest } from '../protocol/decisions.ts';
import { FACT, REFUSALS } from '../protocol/facts.ts';
import { actStream, blockDraws } from './acts.ts';
import { joinCommittee } from './committee.ts';
import { scheduleRequest } from './demand.ts';
import { keyRequested } from './key-queue.ts';
import { canPrepay, prepayRent } from './rent.ts';
import { roomMade } from './seat-repair.ts';
import { committeeTaken, hybridAsked } from './hybrid-seats.ts';
import { tierAsked } from './tier-standing.ts';
import type { World } from './world.ts';

type Refusal = (typeof REFUSALS)[number];

/** The initial population asks one by one, in the order of the scenario. */
export function initialChainsRequested(world: World, clock: Clock): void {
  for (const { size, count } of world.params.chains.initial) {
    for (let request = 0; request < count; request++) requestChain(world, size, clock);
  }
}

/** A request of the Poisson demand; the next one is scheduled. */
export function chainRequested(world: World, size: number, clock: Clock): void {
  requestChain(world, size, clock);
  scheduleRequest(world, clock);
}

/**
 * Tries the waiting requests again, in order, until one does not fit; one that can no longer pay is refused.
 */
export function retryQueue(world: World, clock: Clock): void {
  const { queue } = world;
  let served = 0;
  for (; served < queue.length; served++) {
    const outcome = tryToPlace(world, queue[served], clock);
    if (outcome === 'too-few-nodes-with-space') break;
    if (outcome !== 'placed') refused(world, queue[served], outcome, clock);
  }
  queue.splice(0, served);
}

/** A coalition asks for a chain under a name of its choice. §M4.3 */
export function chainAskedFor(
  world: World,
  coalition: number,
  { size, name, tries }: ChainRequest,
  clock: Clock,
): void {
  world.chainNames.set(world.chains.count, name);
  clock.record(FACT['chain-name-chosen'], world.chains.count, coalition, tries);
  requestChain(world, size, clock);
}

function requestChain(world: World, size: number, clock: Clock): void {
  const chain = world.chains.request(size);
  const { privatePpm } = world.params.chains;
  if (privatePpm > 0 && world.streams.of('chain/private', chain).chance(privatePpm, PPM)) {
    world.chains.isPrivate[chain] = 1;
    clock.record(FACT['chain-private'], chain);
  }
  hybridAsked(world, chain, clock);
  tierAsked(world, chain);
  const outcome = tryToPlace(world, chain, clock);
  if (outcome === 'placed') return;
  if (world.params.chains.demand.whenFull === 'queue' && outcome === 'too-few-nodes-with-space') {
    world.queue.push(chain);
    clock.record(FACT['chain-queued'], chain, size);
    return;
  }
  refused(world, chain, outcome, clock);
}

function refused(world: World, chain: number, reason: Refusal, clock: Clock): void {
  world.chains.refuse(chain);
  clock.record(FACT['chain-refused'], chain, world.chains.sizeOf[chain], REFUSALS.indexOf(reason));
}

function tryToPlace(world: World, chain: number, clock: Clock): 'placed' | Refusal {
  const { chains, free } = world;
  const { slots, members } = chains.rowOf(chain);
  if (members > world.nodes.count - world.reserve.count) return 'committee-larger-than-network';
  if (!canPrepay(world, chain)) return 'chain-cannot-pay';
  if (free.eligibleCount(slots) < members && !roomMade(world, slots, members, clock)) {
    return 'too-few-nodes-with-space';
  }
  const taken = committeeTaken(world, chain, creationDraws(world, chain));
  const { drawn } = world;
  if (taken < members) {
    for (let seat = 0; seat < taken; seat++) free.give(drawn[seat], slots);
    return 'too-few-nodes-with-space';
  }
  chains.open(chain);
  clock.record(FACT['chain-created'], chain, chains.sizeOf[chain], members);
  const first = chains.firstSeat(chain);
  const isTold = clock.wants(FACT['member-joined']);
  for (let seat = 0; seat < members; seat++) {
    const node = drawn[seat];
    joinCommittee(world, first + seat, node);
    if (isTold) clock.record(FACT['member-joined'], chain, node, seat);
  }
  keyRequested(world, chain, clock);
  prepayRent(world, chain, clock);
  valueTold(world, chain, clock);
  return 'placed';
}

/** What lies on a chain, by the scenario's law. §M3.5 */
function valueTold({ params, streams }: World, chain: number, clock: Clock): void {
  const { value } = params.chains;
  if (value === undefined) return;
  clock.recordAmount(FACT['chain-valued'], chain, 0, 0, drawnValue(value, streams.of('chain/value', chain)));
}

/**
 * Under `block-hash` a name decides who sits on the committee; whoever chooses the name, chooses that. §M4.3
 */
function creationDraws(world: World, chain: number): Draws {
  const attempt = world.chains.attempts[chain]++;
  const name = world.chainNames.get(chain);
  if (world.params.randomness.source === 'block-hash' && name !== undefined && attempt === 0) {
    return blockDraws(world, name);
  }
  return actStream(world, 'creation', chain, attempt);
}
