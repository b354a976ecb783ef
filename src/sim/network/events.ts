/** What falls due: each kind of event once, with its phase at equal instants and what a and b are. §M1.2 */

/** Order of simultaneous events: the old month is paid on the old committees. §M1.2 */
export const PHASES = ['world', 'measured', 'slashes', 'accounts', 'opening', 'observers'] as const;
/** A phase's name. */
export type Phase = (typeof PHASES)[number];

/** A row of the table of events. */
export interface EventRow {
  readonly name: string;
  readonly phase: Phase;
  /** What the integers a and b are; missing: unused. */
  readonly fields: readonly string[];
}

/** Kinds of events. The numbers are positions in {@link EVENT_ROWS}. */
export const EVENT = {
  runStarts: 0,
  chainRequested: 1,
  nodeFails: 2,
  nodeRecovers: 3,
  strikeBegins: 4,
  strikeEnds: 5,
  maintenanceBegins: 6,
  maintenanceEnds: 7,
  tracedOutageBegins: 8,
  tracedOutageEnds: 9,
  nodeLeaves: 10,
  windowCloses: 11,
  monthEnds: 12,
  monthOpens: 13,
  windowOpens: 14,
  probeDue: 15,
  keyPhaseCloses: 16,
  keyGenerationStarts: 17,
  disruptionEnds: 18,
  exitCallDue: 19,
  exitCallTaken: 20,
  nodeComes: 21,
  maintenanceStateBegins: 22,
  maintenanceStateEnds: 23,
  dayBegins: 24,
  claimDue: 25,
  claimTaken: 26,
  gasPartTurns: 27,
  reportsDue: 28,
  reportDue: 29,
  stateFetched: 30,
} as const;

/** A kind of event. */
export type EventKind = (typeof EVENT)[keyof typeof EVENT];

/** The table, in the order of {@link EVENT}. */
export const EVENT_ROWS: readonly EventRow[] = [
  { name: 'run-starts', phase: 'world', fields: [] },
  { name: 'chain-requested', phase: 'world', fields: ['size'] },
  { name: 'node-fails', phase: 'world', fields: ['node'] },
  { name: 'node-recovers', phase: 'world', fields: ['node'] },
  { name: 'strike-begins', phase: 'world', fields: ['process', 'value'] },
  { name: 'strike-ends', phase: 'world', fields: ['process', 'value'] },
  { name: 'maintenance-begins', phase: 'world', fields: ['node'] },
  { name: 'maintenance-ends', phase: 'world', fields: ['node'] },
  { name: 'traced-outage-begins', phase: 'world', fields: ['outage'] },
  { name: 'traced-outage-ends', phase: 'world', fields: ['outage'] },
  { name: 'node-leaves', phase: 'world', fields: [] },
  { name: 'window-closes', phase: 'measured', fields: [] },
  { name: 'month-ends', phase: 'accounts', fields: ['month'] },
  { name: 'month-opens', phase: 'opening', fields: ['month'] },
  { name: 'window-opens', phase: 'opening', fields: [] },
  // The last of an instant: a window is [start, end), and who goes down at this very instant is down. §M9.2
  { name: 'probe-due', phase: 'observers', fields: ['pair', 'target'] },
  { name: 'key-phase-closes', phase: 'world', fields: ['committee'] },
  // Committees of a turn begin to make their keys at the instant of the turn, and after it.
  { name: 'key-generation-starts', phase: 'opening', fields: [] },
  { name: 'disruption-ends', phase: 'world', fields: ['node'] },
  { name: 'exit-call-due', phase: 'world', fields: ['node'] },
  { name: 'exit-call-taken', phase: 'world', fields: ['node'] },
  { name: 'node-comes', phase: 'world', fields: [] },
  { name: 'maintenance-state-begins', phase: 'world', fields: [] },
  { name: 'maintenance-state-ends', phase: 'world', fields: ['node'] },
  { name: 'day-begins', phase: 'world', fields: ['day'] },
  // After the opening of a month that begins at the same instant: a claim is one of the new month.
  { name: 'claim-due', phase: 'opening', fields: ['node'] },
  { name: 'claim-taken', phase: 'opening', fields: ['node'] },
  // A bid that ends with its month has ended when the next one is made.
  { name: 'gas-part-turns', phase: 'world', fields: ['coalition', 'gasPart'] },
  // A window that is no longer than the time before its end opens with its reports. Who goes down at this
  // very instant is down.
  { name: 'reports-due', phase: 'opening', fields: [] },
  { name: 'report-due', phase: 'opening', fields: ['node'] },
  { name: 'state-fetched', phase: 'world', fields: ['seat', 'node'] },
];

/** Phase number of each kind, for the engine. */
export const PHASE_OF_EVENT: readonly number[] = EVENT_ROWS.map((row) => PHASES.indexOf(row.phase));
