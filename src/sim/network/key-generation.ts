/**
 * A committee makes its key in phases on mainnet: every member deals, then says what it thinks of its shares,
 * and whoever is accused answers. Where a key is reshared, its holders deal instead of the members. A phase
 * ends when all that is due is on the chain, at the latest at its limit. §M6.1, §M6.2
 */
import { assert } from '../../base/assert.ts';
import type { ResponseDeed } from '../../crypto/key-ceremony.ts';
import type { Clock } from '../kernel/engine.ts';
import { FACT } from '../protocol/facts.ts';
import { beaconKeyGenerated, nextGroup } from './beacon-group.ts';
import { keyGenerated } from './committee.ts';
import { disruptionsEnacted } from './disruption.ts';
import { ceremonyBegun, dealsTold, responsesTold, verdictsTold } from './key-deeds.ts';
import { judgedFaults, keyGenerationFailed, type PartyFault } from './key-failure.ts';
import { isIncluded, phaseOpened } from './key-phase.ts';
import { nextCommittee, nextStartScheduled, turnSettles } from './key-queue.ts';
import { keyKept, oldDealers } from './key-resharing.ts';
import { BEACON_GROUP, parties, type KeyGeneration } from './key-state.ts';
import { messageCosts, resharingCosts } from './message-costs.ts';
import type { World } from './world.ts';

/** Nobody accuses anybody. */
const NO_ACCUSATIONS: readonly (readonly number[])[] = [];

/** The next committee of the queue begins to make its key. */
export function keyGenerationStarts(world: World, clock: Clock): void {
  const committee = nextCommittee(world);
  if (committee === undefined) return;
  keyGenerationBegun(world, committee, clock);
  nextStartScheduled(world, clock);
}

function keyGenerationBegun(world: World, committee: number, clock: Clock): void {
  const { keys, params } = world;
  const members = membersOf(world, committee);
  assert(!keys.running.has(committee), 'one key generation at a time for each committee');
  const attempt = keys.attempts.get(committee) ?? 0;
  const resharing = oldDealers(world, committee);
  clock.record(FACT['key-generation-began'], committee, attempt, members.length);
  disruptionsEnacted(world, { committee, attempt, members }, clock);
  const generation: KeyGeneration = {
    committee,
    attempt,
    number: keys.count++,
    members,
    old: resharing?.old,
    dealers: resharing?.dealers ?? members,
    cost:
      resharing === undefined
        ? messageCosts(keys, params, members.length)
        : resharingCosts(keys, params, resharing, members.length),
    phase: 'dealing',
    limit: clock.now,
    includedAt: members.map(() => 0),
    isAwaited: undefined,
    close: 0,
    rushing: -1,
    deals: undefined,
    ceremony: undefined,
    accusations: NO_ACCUSATIONS,
    verdicts: undefined,
    complaints: [],
    responses: [],
  };
  keys.running.set(committee, generation);
  dealsTold(world, generation, clock);
  generation.ceremony = ceremonyBegun(world, generation);
  phaseOpened(world, generation, clock);
}

/** All that was due is on the chain, or the time is over. */
export function keyPhaseCloses(world: World, committee: number, clock: Clock): void {
  const generation = world.keys.running.get(committee);
  assert(generation !== undefined, 'a phase that closes belongs to a key generation that runs');
  switch (generation.phase) {
    case 'dealing':
      return dealingCloses(world, generation, clock);
    case 'verifying':
      return verifyingCloses(world, generation, clock);
    case 'responding':
      return respondingCloses(world, generation, clock);
    case 'opening':
      // Who has not opened its commitments in time has it done by the others, with the shares they hold.
      return keyMade(world, generation, clock);
  }
}

/** Whoever has not dealt has failed the key generation. */
function dealingCloses(world: World, generation: KeyGeneration, clock: Clock): void {
  const faults = missing(generation, 'no-dealing');
  if (faults.length > 0) return keyGenerationFailed(world, generation, faults, clock);
  generation.phase = 'verifying';
  generation.accusations = generation.ceremony?.accusations() ?? NO_ACCUSATIONS;
  verdictsTold(world, generation);
  phaseOpened(world, generation, clock);
}

function verifyingCloses(world: World, generation: KeyGeneration, clock: Clock): void {
  const { committee, verdicts } = generation;
  const complaints = complaintsOf(generation);
  if (complaints.length === 0) {
    const faults = missing(generation, 'no-verdict');
    if (faults.length > 0) return keyGenerationFailed(world, generation, faults, clock);
    const isOpen = generation.old !== undefined || world.params.keyGeneration.variant !== 'pedersen';
    if (isOpen) return keyMade(world, generation, clock);
    generation.phase = 'opening';
    return phaseOpened(world, generation, clock);
  }
  for (const { dealer, complainer } of complaints) {
    clock.record(FACT['dkg-complained'], committee, complainer, dealer);
  }
  // What was not said in time was not said.
  generation.verdicts = generation.members.map((_, seat) =>
    isIncluded(generation, seat) ? (verdicts?.[seat] ?? { accused: [] }) : 'silent',
  );
  generation.phase = 'responding';
  generation.complaints = complaints;
  responsesTold(world, generation);
  phaseOpened(world, generation, clock);
}

/** Over a complaint somebody is at fault: the accused, unless it has shown that the complainer is. */
function respondingCloses(world: World, generation: KeyGeneration, clock: Clock): void {
  const given = generation.responses.filter(({ dealer }) => isIncluded(generation, dealer - 1));
  keyGenerationFailed(world, generation, judgedFaults(generation, given), clock);
}

/** All phases are over and nobody is at fault: the committee has its key. */
function keyMade(world: World, generation: KeyGeneration, clock: Clock): void {
  const { keys } = world;
  const { committee, ceremony, members, verdicts } = generation;
  keys.running.delete(committee);
  keys.attempts.delete(committee);
  if (ceremony !== undefined) {
    // What is worked out, in real cryptography or ideally, must come to the same.
    const said = verdicts ?? members.map(() => ({ accused: [] }));
    assert(ceremony.judged(said, []).length === 0, 'a key is made where nobody is at fault');
  }
  if (committee === BEACON_GROUP) {
    assert(ceremony !== undefined, 'the key of the beacon’s group is worked out');
    beaconKeyGenerated(world, ceremony.key());
    return;
  }
  keyGenerated(world, committee, clock);
  keyKept(world, generation, clock);
  ceremony?.dropped();
  turnSettles(world, committee, clock);
}

/** Nodes in order of seats. */
function membersOf(world: World, committee: number): readonly number[] {
  if (committee === BEACON_GROUP) return [...nextGroup(world).members];
  const { chains } = world;
  const first = chains.firstSeat(committee);
  const end = first + chains.rowOf(committee).members;
  // Not a typed array: a short plain one costs the garbage collector a tenth.
  const members: number[] = [];
  for (let seat = first; seat < end; seat++) members.push(chains.nodeOfSeat[seat]);
  return members;
}

/** Complaints that are on the chain in time, by complainer. */
function complaintsOf(generation: KeyGeneration): readonly ResponseDeed[] {
  const { verdicts } = generation;
  if (verdicts === undefined) return [];
  return verdicts.flatMap((verdict, seat) => {
    if (verdict === 'silent' || !isIncluded(generation, seat)) return [];
    return verdict.accused.map((dealer) => ({ dealer, complainer: seat + 1 }));
  });
}

/** Parties whose message of the phase is not on the chain, with what they are at fault of. */
function missing(generation: KeyGeneration, fault: PartyFault['fault']): readonly PartyFault[] {
  const faults: PartyFault[] = [];
  const nodes = parties(generation);
  for (let seat = 0; seat < nodes.length; seat++) {
    if (!isIncluded(generation, seat)) faults.push({ node: nodes[seat], fault });
  }
  return faults;
}
