/** The one switch: which procedure answers which event. A kind without a case does not compile. */
import type { Clock } from '../kernel/engine.ts';
import {
  maintenanceBegins,
  maintenanceEnds,
  nodeFails,
  nodeRecovers,
  strikeBegins,
  strikeEnds,
  tracedOutageBegins,
  tracedOutageEnds,
} from './availability.ts';
import { stateFetched } from './catch-up.ts';
import { chainRequested } from './chain-creation.ts';
import { claimDue, claimTaken } from './claims.ts';
import { disruptionEnds } from './disruption.ts';
import { EVENT, type EventKind } from './events.ts';
import { exitCallDue, exitCallTaken } from './exit-freeze.ts';
import { gasPartTurns } from './gas-bids.ts';
import { keyGenerationStarts, keyPhaseCloses } from './key-generation.ts';
import { dayBegins } from './market.ts';
import { probeDue, windowCloses, windowOpens } from './monitoring.ts';
import { maintenanceStateBegins, maintenanceStateEnds } from './maintenance-state.ts';
import { monthOpens } from './month-opening.ts';
import { nodeComes } from './node-entry.ts';
import { nodeLeaves } from './node-exit.ts';
import { monthEnds } from './payday.ts';
import { runStarts } from './run-start.ts';
import { reportDue, reportsDue } from './verdict-reports.ts';
import type { World } from './world.ts';

/** Handles one event: `a` and `b` are what the table of events says. */
export function handle(world: World, kind: EventKind, a: number, b: number, clock: Clock): void {
  switch (kind) {
    case EVENT.runStarts:
      return runStarts(world, clock);
    case EVENT.chainRequested:
      return chainRequested(world, a, clock);
    case EVENT.nodeFails:
      return nodeFails(world, a, clock);
    case EVENT.nodeRecovers:
      return nodeRecovers(world, a, clock);
    case EVENT.strikeBegins:
      return strikeBegins(world, a, b, clock);
    case EVENT.strikeEnds:
      return strikeEnds(world, a, b, clock);
    case EVENT.maintenanceBegins:
      return maintenanceBegins(world, a, clock);
    case EVENT.maintenanceEnds:
      return maintenanceEnds(world, a, clock);
    case EVENT.tracedOutageBegins:
      return tracedOutageBegins(world, a, clock);
    case EVENT.tracedOutageEnds:
      return tracedOutageEnds(world, a, clock);
    case EVENT.nodeLeaves:
      return nodeLeaves(world, clock);
    case EVENT.windowCloses:
      return windowCloses(world, clock);
    case EVENT.monthEnds:
      return monthEnds(world, a, clock);
    case EVENT.monthOpens:
      return monthOpens(world, a, clock);
    case EVENT.windowOpens:
      return windowOpens(world, clock);
    case EVENT.probeDue:
      return probeDue(world, a, b, clock);
    case EVENT.keyPhaseCloses:
      return keyPhaseCloses(world, a, clock);
    case EVENT.keyGenerationStarts:
      return keyGenerationStarts(world, clock);
    case EVENT.disruptionEnds:
      return disruptionEnds(world, a, clock);
    case EVENT.exitCallDue:
      return exitCallDue(world, a, clock);
    case EVENT.exitCallTaken:
      return exitCallTaken(world, a, clock);
    case EVENT.nodeComes:
      return nodeComes(world, clock);
    case EVENT.maintenanceStateBegins:
      return maintenanceStateBegins(world, clock);
    case EVENT.maintenanceStateEnds:
      return maintenanceStateEnds(world, a, clock);
    case EVENT.dayBegins:
      return dayBegins(world, a, clock);
    case EVENT.claimDue:
      return claimDue(world, a, clock);
    case EVENT.claimTaken:
      return claimTaken(world, a, clock);
    case EVENT.gasPartTurns:
      return gasPartTurns(world, a, b, clock);
    case EVENT.reportsDue:
      return reportsDue(world, clock);
    case EVENT.reportDue:
      return reportDue(world, a, clock);
    case EVENT.stateFetched:
      return stateFetched(world, a, b, clock);
    default:
      return unknownKind(kind);
  }
}

function unknownKind(kind: never): never {
  throw new Error(`an event of unknown kind ${String(kind)}`);
}
