/** A month begins: terms end, rent is released, the beacon speaks, committees turn. §M1.2 */
import { monthStart } from '../../base/calendar-months.ts';
import type { Clock } from '../kernel/engine.ts';
import { FACT } from '../protocol/facts.ts';
import { retryQueue } from './chain-creation.ts';
import { demandRevised } from './demand.ts';
import { coalitionsSpend } from './economy-deeds.ts';
import { epochOpens } from './claims.ts';
import { complianceJudged } from './compliance.ts';
import { earningsCleared } from './earnings.ts';
import { EVENT } from './events.ts';
import { delegationsTurn, holdersDecide } from './holders.ts';
import { waitingRetried } from './key-queue.ts';
import { marketRevised } from './market.ts';
import { chainsChosen, enclavesChosen } from './month-deeds.ts';
import { retryExits } from './node-exit.ts';
import { beaconPublished } from './randomness.ts';
import { rentReleased, termsEnded } from './rent.ts';
import { rotateCommittees } from './rotation.ts';
import { penaltiesSettled } from './slashing.ts';
import { validatorsDecide } from './validators.ts';
import type { World } from './world.ts';

/** Opens a month. Month 0 has its beacon and its committees already: they stand as they were created. */
export function monthOpens(world: World, month: number, clock: Clock): void {
  world.month = month;
  world.monthStart = clock.now;
  world.monthEnd = monthStart(world.params.calendar, month + 1);
  // What is read when a month opens counts for the committees with which it begins.
  enclavesChosen(world, month, clock);
  complianceJudged(world, month, clock);
  accountsOpen(world, month, clock);
  if (month > 0) termsEnded(world, clock);
  rentReleased(world, month, clock);
  if (month > 0) {
    beaconPublished(world, month, clock);
    retryExits(world, clock);
    demandRevised(world, clock);
    retryQueue(world, clock);
    rotateCommittees(world, month, clock);
    waitingRetried(world, clock);
  } else {
    clock.record(FACT['rotation-settled'], month, 0, 0);
  }
  chainsChosen(world, month, clock);
  if (world.parts.monitoring) clock.schedule(clock.now, EVENT.windowOpens);
  clock.schedule(world.monthEnd, EVENT.monthEnds, month);
  clock.schedule(world.monthEnd, EVENT.monthOpens, month + 1);
}

/**
 * Stake, prices and pools as the new month has them; then people look back at the old one and decide. What
 * they decide about stake counts from the next month on.
 */
function accountsOpen(world: World, month: number, clock: Clock): void {
  if (month > 0) {
    penaltiesSettled(world, month, clock);
    delegationsTurn(world, month, clock);
    marketRevised(world, month, clock);
  }
  epochOpens(world, month);
  coalitionsSpend(world, month, clock);
  if (month === 0) return;
  validatorsDecide(world, month, clock);
  holdersDecide(world, clock);
  earningsCleared(world.earnings);
}
