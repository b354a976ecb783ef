/**
 * The door: a run is a pure function of parameters and its number. Only here do network and adversary meet.
 * §M1.4
 */
import { monthAt } from '../base/calendar-months.ts';
import { toHex } from '../base/murmur-hash.ts';
import { instant, type Instant } from '../base/units.ts';
import { idealCeremonies } from '../crypto/ideal-ceremony.ts';
import type { CeremonyRunner } from '../crypto/key-ceremony.ts';
import { realCeremonies } from '../crypto/real-ceremony.ts';
import { createOperators } from './adversary/decide.ts';
import { checkInvariants } from './invariants/check-invariants.ts';
import { monitorsWatchOthers } from './invariants/monitors-watch-others.ts';
import { PENDING_MAX } from './kernel/calendar.ts';
import { CalendarFull } from './kernel/calendar-full.ts';
import { Engine } from './kernel/engine.ts';
import { LadderCalendar } from './kernel/ladder-calendar.ts';
import { masterKey, runKey } from './kernel/seed.ts';
import { Streams } from './kernel/streams.ts';
import type { Tap } from './kernel/tap.ts';
import { fidelityInForce } from './network/fidelity/fidelity.ts';
import { EVENT, EVENT_ROWS, PHASE_OF_EVENT, PHASES, type EventKind } from './network/events.ts';
import { handle } from './network/model.ts';
import { observe } from './network/observe.ts';
import { createWorld, type World } from './network/world.ts';
import { FACT, FACT_KINDS } from './protocol/facts.ts';
import type { DecisionName, Operators } from './protocol/decisions.ts';
import { InfeasibleScenario } from './protocol/infeasible-scenario.ts';
import type { MetricValue, RunResult } from './protocol/metrics.ts';
import type { Params } from './protocol/params.ts';
import { areAll, partsTelling } from './protocol/parts.ts';
import type { Strategy } from './protocol/strategy.ts';
import { DigestTap } from './record/digest.ts';
import { recordersFor } from './record/recorders.ts';

/** What may be attached to a run from outside. None of it changes what happens. */
export interface RunOptions {
  /** Strategies of files by the path that the scenario uses. */
  readonly strategies?: Readonly<Record<string, Strategy>>;
  /** Further readers of facts. */
  readonly taps?: readonly Tap[];
  /** Called with the instant at every turn of a window or month. */
  readonly onProgress?: (at: number) => void;
  /** Called before a strategy is asked. */
  readonly onAsk?: (strategy: string, decision: string, instant: number) => void;
  /** Called with the run's streams when the run is over: how many words each purpose drew. */
  readonly onStreams?: (streams: Streams) => void;
  /** Where keys and signatures are worked out; by default here, as `randomness.crypto` says. */
  readonly ceremonies?: CeremonyRunner;
  /** Events that may wait at once, where memory is small; at most 2^26. */
  readonly pendingMax?: number;
}

/**
 * Runs the scenario's run number `run` (from 0) to its horizon. Throws a `StrategyFault`, and an
 * `InfeasibleScenario` for a world that cannot be laid or whose events find no room.
 */
export function simulateRun(params: Params, run: number, options: RunOptions = {}): RunResult {
  const key = runKey(masterKey(params.seed), run);
  const streams = new Streams(key, options.onStreams === undefined ? 'uncounted' : 'counted');
  const now = (): Instant => engine.now;
  const operators = createOperators(params, {
    streams,
    strategies: options.strategies ?? {},
    viewOf: (members) => observe(world, members),
    now,
    onAsk: options.onAsk,
  });
  const tables = (): World => world;
  const { recorders, parts } = recordersFor(params, tables, mayLookAround(params, operators));
  const { crypto } = params.randomness;
  const ceremonies = options.ceremonies ?? (crypto === 'real' ? realCeremonies() : idealCeremonies());
  const isWhole = areAll(parts);
  const digest = new DigestTap(isWhole ? 'all' : 'coarse');
  const taps: Tap[] = [digest, ...recorders, ...(options.taps ?? [])];
  const engine = new Engine({
    calendar: new LadderCalendar(Math.min(options.pendingMax ?? PENDING_MAX, PENDING_MAX)),
    phaseOf: PHASE_OF_EVENT,
    nameOf: EVENT_ROWS.map(({ name }) => name),
    factKinds: FACT_KINDS.length,
    taps: [...taps, invariantTap(tables, isWhole), ...progressTap(options.onProgress)],
  });
  // Who looks on may need more parts than the metrics do; the result is the same.
  const needed = partsTelling(taps, params.keyGeneration.mode);
  const sources = { parts: needed, run, streams, operators, ceremonies, now };
  const world: World = createWorld(params, sources);
  engine.schedule(instant(0), EVENT.runStarts);
  runToHorizon(engine, params, (kind, a, b) => handle(world, kind as EventKind, a, b, engine));
  engine.record(FACT['run-ended'], monthAt(params.calendar, instant(params.horizon)));
  for (const recorder of recorders) recorder.finish(params.horizon);
  options.onStreams?.(streams);
  const metrics: Record<string, MetricValue> = Object.assign({}, ...recorders.map((each) => each.metrics()));
  const { chains, free } = world;
  if (!isWhole) digest.outcome(metrics, chains.nodeOfSeat.subarray(0, chains.seatCount));
  return {
    run,
    fidelity: fidelityInForce(params, operators),
    key: toHex(key),
    digest: digest.digest(),
    parts,
    metrics,
    series: recorders.flatMap((recorder) => recorder.series()),
    usedSlots: free.used(),
    events: engine.handled,
  };
}

/** Decisions that can change who sits where. */
const SEAT_DECISIONS: readonly DecisionName[] = [
  'beaconShare',
  'beaconReveal',
  'beaconSignature',
  'keyRegistration',
  'dkgDeal',
  'dkgVerdict',
  'dkgResponse',
  'disruption',
  'chainRequests',
  'nodeLife',
  // Who cannot pay for its key generation fails it.
  'gasBid',
];

/** Decisions about stake and money, which nobody follows where accounts are left out. */
const ACCOUNT_DECISIONS: readonly DecisionName[] = ['fees', 'trade', 'lendingOffer'];

/** Handles all events of the run. Those that find no room are the scenario's affair, not a bug. */
function runToHorizon(
  engine: Engine,
  { horizon }: Params,
  dispatch: (kind: number, a: number, b: number) => void,
): void {
  try {
    // The accounts of a month that ends at the horizon are closed; the next month does not open.
    engine.run(instant(horizon), PHASES.indexOf('opening'), dispatch);
  } catch (error) {
    if (!(error instanceof CalendarFull)) throw error;
    const accepted = 'fewer nodes or monitors, or monitoring.fidelity interval';
    throw new InfeasibleScenario('scenario', `more than ${error.pending} events that wait at once`, accepted);
  }
}

/**
 * May a strategy see or do anything that hangs on a part that could be left out? What moves seats may be
 * chosen by what happened there, and of a file nobody knows what it does, or whether it fails. §M16.3 The
 * same goes for a rule of the network that looks at scores. §M2.3
 */
function mayLookAround(params: Params, { areAsked }: Operators): boolean {
  const { adversaries, network } = params;
  const { afterFailedMonths, failedDkg } = network.incompliance;
  return (
    // Scores decide who gets seats, or money does.
    afterFailedMonths > 0 ||
    failedDkg === 'marked' ||
    isMoneyFelt(params) ||
    SEAT_DECISIONS.some((name) => areAsked[name]) ||
    ACCOUNT_DECISIONS.some((name) => areAsked[name]) ||
    adversaries.some(({ strategies }) => strategies.some(({ isFile }) => isFile))
  );
}

/**
 * Whole-world promises are checked when committees stand, monitors are assigned, and accounts are closed;
 * where parts are left out, once at the end: each month they would cost half as much as the run. §M18
 */
function invariantTap(worldOf: () => World, isWhole: boolean): Tap {
  const monthly = [FACT['rotation-settled'], FACT['month-closed'], FACT['monitors-assigned']];
  return {
    kinds: isWhole ? monthly : [FACT['run-ended']],
    fact: (_at, kind) =>
      kind === FACT['monitors-assigned'] ? monitorsWatchOthers(worldOf()) : checkInvariants(worldOf()),
  };
}

/**
 * Does what is paid, or who earned it, change committees, keys or chains? Nodes that enter and leave for
 * profit do, records that chains ask for, claims and reports that fill mainnet, and a price that trade moves.
 */
const isMoneyFelt = ({ behaviour, bounty, market, monitoring, sla }: Params): boolean =>
  behaviour.validators !== undefined ||
  sla.tiers.length > 1 ||
  bounty.policy !== 'talk' ||
  monitoring.report !== undefined ||
  market.price.kind === 'endogenous';

function progressTap(onProgress: ((at: number) => void) | undefined): Tap[] {
  if (onProgress === undefined) return [];
  const kinds = [FACT['window-scored'], FACT['rotation-settled'], FACT['month-closed']];
  let last = -1;
  return [
    {
      kinds,
      fact: (at) => {
        if (at !== last) onProgress(at);
        last = at;
      },
    },
  ];
}
