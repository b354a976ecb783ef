/**
 * The first event of a run: who is corrupt, the first beacon, the initial chains, and what starts every
 * process.
 */
import { numberOf } from '../../crypto/scalar.ts';
import type { Clock } from '../kernel/engine.ts';
import { FACT } from '../protocol/facts.ts';
import { availabilityStarts } from './availability.ts';
import { groupDrawn } from './beacon-group.ts';
import { initialChainsRequested } from './chain-creation.ts';
import { claimsBegin } from './claims.ts';
import { scheduleRequest } from './demand.ts';
import { stakeRecorded } from './economy.ts';
import { enactCorruption } from './enact.ts';
import { EVENT } from './events.ts';
import { marketOpens } from './market.ts';
import { scheduleMaintenanceState } from './maintenance-state.ts';
import { scheduleEntry } from './node-entry.ts';
import { scheduleExit } from './node-exit.ts';
import { beaconPublished } from './randomness.ts';
import type { World } from './world.ts';

/**
 * Starts the run. Chains are requested before the month opens, so they release rent in month 0 already. §M1.2
 */
export function runStarts(world: World, clock: Clock): void {
  const { nodes, slots } = world.params.network;
  clock.record(FACT['run-started'], nodes, slots, world.run);
  if (world.parts.accounts) stakeRecorded(world, clock);
  enactCorruption(world, clock);
  availabilityStarts(world, clock);
  clock.recordAmount(FACT['genesis-drawn'], 0, 0, 0, numberOf(world.beacon.value));
  groupDrawn(world, 0, clock);
  beaconPublished(world, 0, clock);
  initialChainsRequested(world, clock);
  scheduleRequest(world, clock);
  scheduleExit(world, clock);
  scheduleEntry(world, clock);
  scheduleMaintenanceState(world, clock);
  marketOpens(world, clock);
  for (let node = 0; node < nodes; node++) claimsBegin(world, node, clock);
  clock.schedule(clock.now, EVENT.monthOpens, 0);
}
