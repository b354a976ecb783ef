/** A key generation has failed: who is at fault pays and goes, and the others begin again. §M6.2, §M12.1 */
import { assert } from '../../base/assert.ts';
import type { ResponseDeed } from '../../crypto/key-ceremony.ts';
import type { Clock } from '../kernel/engine.ts';
import { DKG_FAULTS, FACT, OFFENCES } from '../protocol/facts.ts';
import { groupMembersReplaced } from './beacon-group.ts';
import { failedDkgJudged } from './compliance.ts';
import { evictionsSettled, memberEvicted } from './eviction.ts';
import { keyQueued, turnSettles, waitingRetried } from './key-queue.ts';
import { BEACON_GROUP, type KeyGeneration } from './key-state.ts';
import { stakeSlashed } from './slashing.ts';
import type { World } from './world.ts';

/** A member, or a holder of the old key who deals it, and what it is at fault of. */
export interface PartyFault {
  readonly node: number;
  readonly fault: (typeof DKG_FAULTS)[number];
}

/** What the record of a key generation with complaints shows, given the answers that came in time. */
export function judgedFaults(
  { ceremony, verdicts, dealers, members }: KeyGeneration,
  responses: readonly ResponseDeed[],
): readonly PartyFault[] {
  assert(ceremony !== undefined && verdicts !== undefined, 'who complains takes part in a ceremony');
  return ceremony.judged(verdicts, responses).map(({ role, seat, fault }) => {
    const index = (DKG_FAULTS as readonly string[]).indexOf(fault);
    assert(index >= 0, 'a fault up to the responses is one that mainnet punishes');
    return { node: (role === 'dealer' ? dealers : members)[seat - 1], fault: DKG_FAULTS[index] };
  });
}

/** Ends a key generation by the fault of some members. */
export function keyGenerationFailed(
  world: World,
  generation: KeyGeneration,
  faults: readonly PartyFault[],
  clock: Clock,
): void {
  const { keys } = world;
  const { committee, attempt, ceremony } = generation;
  assert(faults.length > 0, 'a key generation fails by somebody’s fault');
  keys.running.delete(committee);
  ceremony?.dropped();
  keys.attempts.set(committee, attempt + 1);
  for (const { node, fault } of faults) {
    clock.record(FACT['dkg-failed'], committee, node, DKG_FAULTS.indexOf(fault));
  }
  const nodes = [...new Set(faults.map(({ node }) => node))];
  for (const node of nodes) {
    partySlashed(world, generation, node, faults, clock);
    failedDkgJudged(world, node, clock);
  }
  if (committee === BEACON_GROUP) {
    if (groupMembersReplaced(world, nodes, clock)) keyQueued(world, committee, 'first', clock);
    return;
  }
  // One that has only dealt an old share holds no seat: it deals no more, and the others begin again.
  for (const node of nodes) memberEvicted(world, committee, node);
  const settlement = evictionsSettled(world, committee, clock);
  if (settlement === 'settled') keyQueued(world, committee, 'first', clock);
  // Whoever has left gives others room, or has taken the place of another.
  if (settlement !== 'unchanged') waitingRetried(world, clock);
  const waitsFor = keys.evicted.get(committee) ?? [];
  for (const node of waitsFor) clock.record(FACT['eviction-waits'], committee, node);
  if (waitsFor.length > 0) turnSettles(world, committee, clock);
}

/** One penalty for one key generation: the false complaint's only for whoever did nothing else. */
function partySlashed(
  world: World,
  { committee }: KeyGeneration,
  node: number,
  faults: readonly PartyFault[],
  clock: Clock,
): void {
  const { failedDkg, falseComplaint } = world.params.slashing;
  const own = faults.filter((each) => each.node === node);
  const isLiar = own.every(({ fault }) => fault === 'false-complaint');
  const offence = OFFENCES.indexOf(isLiar ? 'false-complaint' : 'failed-dkg');
  stakeSlashed(world, node, offence, committee, isLiar ? falseComplaint : failedDkg, clock);
}
