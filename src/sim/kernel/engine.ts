/**
 * The engine: hands events to a dispatcher in the calendar's order, keeps the time, and passes facts on to
 * the taps. It knows nothing of blockchains; what a kind means is its user's affair.
 */
import { assert } from '../../base/assert.ts';
import type { Instant } from '../../base/units.ts';
import { blankEvent, PHASE_MAX } from './calendar.ts';
import type { Calendar } from './calendar.ts';
import { ScheduleFault } from './schedule-fault.ts';
import type { Tap } from './tap.ts';

/** What a procedure sees of the engine. */
export interface Clock {
  /** The instant of the event that is being handled. */
  readonly now: Instant;
  /**
   * Lets an event fall due at `at`, in the phase of its kind; `a` and `b` are signed 32-bit integers. Returns
   * a handle for {@link Clock.cancel}, 0 … 2^53 − 1. Throws a `ScheduleFault` for what is no whole
   * millisecond below 2^53 or lies before the running event's (time, phase), and `CalendarFull`.
   */
  schedule(at: Instant, kind: number, a?: number, b?: number): number;
  /** Takes an event back; false when it has been handled or taken back before. */
  cancel(handle: number): boolean;
  /** Notes that something has happened now. `a`, `b` and `c` are whole numbers. */
  record(kind: number, a?: number, b?: number, c?: number): void;
  /** The same for a happening that moves money. */
  recordAmount(kind: number, a: number, b: number, c: number, amount: bigint): void;
  /** Does anybody read facts of this kind? Ask before computing what only a fact needs. */
  wants(kind: number): boolean;
}

/** What an engine is made of. */
export interface EngineOptions {
  readonly calendar: Calendar;
  /** Kind of event → its phase at equal instants, 0 … {@link PHASE_MAX}. */
  readonly phaseOf: readonly number[];
  /** Kind of event → its name, for messages alone; its number when missing. */
  readonly nameOf?: readonly string[];
  /** Number of kinds of fact. */
  readonly factKinds: number;
  /** Readers of facts; each fact reaches them in this order. */
  readonly taps: readonly Tap[];
}

/** Runs a calendar. */
export class Engine implements Clock {
  private readonly calendar: Calendar;
  private readonly phaseOf: readonly number[];
  private readonly nameOf: readonly string[];
  private readonly tapsOf: readonly (readonly Tap[])[];
  private readonly due = blankEvent();
  private time = 0;
  /** Events at `time` in an earlier phase than this one are past. */
  private phase = 0;
  private count = 0;
  private isRunning = false;

  constructor(options: EngineOptions) {
    for (const phase of options.phaseOf) {
      assert(Number.isInteger(phase) && phase >= 0 && phase <= PHASE_MAX, `a phase is 0 … ${PHASE_MAX}`);
    }
    this.calendar = options.calendar;
    this.phaseOf = options.phaseOf;
    this.nameOf = options.nameOf ?? [];
    this.tapsOf = readersByKind(options.factKinds, options.taps);
  }

  /** The instant of the running event; between runs, the end of the last run. */
  get now(): Instant {
    return this.time as Instant;
  }

  /** Events handled so far, the running one included. */
  get handled(): number {
    return this.count;
  }

  schedule(at: Instant, kind: number, a = 0, b = 0): number {
    const phase = this.phaseOf[kind];
    assert(phase !== undefined, 'an event is of a declared kind');
    const isAhead = at > this.time || (at === this.time && phase >= this.phase);
    if (!isAhead || !Number.isSafeInteger(at)) throw this.faultOf(at, kind);
    assert((a | 0) === a && (b | 0) === b, 'an event carries signed 32-bit integers');
    return this.calendar.push(at, phase, kind, a, b);
  }

  private faultOf(at: number, kind: number): ScheduleFault {
    const complaint = Number.isSafeInteger(at)
      ? 'an event never falls due in the past'
      : 'an event falls due at a whole millisecond below 2^53';
    const first = this.time + (this.phaseOf[kind] < this.phase ? 1 : 0);
    const accepted = `a whole number from ${first} to ${Number.MAX_SAFE_INTEGER}`;
    return new ScheduleFault(this.nameOf[kind] ?? String(kind), at, this.time, complaint, accepted);
  }

  cancel(handle: number): boolean {
    return this.calendar.cancel(handle);
  }

  record(kind: number, a = 0, b = 0, c = 0): void {
    this.recordAmount(kind, a, b, c, 0n);
  }

  recordAmount(kind: number, a: number, b: number, c: number, amount: bigint): void {
    const readers = this.tapsOf[kind];
    assert(readers !== undefined, 'a fact is of a declared kind');
    for (let index = 0; index < readers.length; index++) {
      readers[index].fact(this.time, kind, a, b, c, amount);
    }
  }

  wants(kind: number): boolean {
    return this.tapsOf[kind].length > 0;
  }

  /**
   * Handles, in order, all events whose (time, phase) is less than (`until`, `phaseLimit`), those scheduled
   * meanwhile included; then `now` is `until`. So a month can be closed at its end without opening the next:
   * stop at the opening's phase.
   */
  run(until: Instant, phaseLimit: number, dispatch: (kind: number, a: number, b: number) => void): void {
    assert(!this.isRunning, 'an engine runs one dispatcher at a time');
    assert(Number.isSafeInteger(until), 'a run ends at a whole millisecond below 2^53');
    assert(
      until > this.time || (until === this.time && phaseLimit >= this.phase),
      'a run never ends before the last one',
    );
    this.isRunning = true;
    const { calendar, due } = this;
    while (calendar.popBefore(until, phaseLimit, due)) {
      this.time = due.at;
      this.phase = due.phase;
      this.count++;
      dispatch(due.kind, due.a, due.b);
    }
    this.time = until;
    this.phase = phaseLimit;
    this.isRunning = false;
  }
}

function readersByKind(factKinds: number, taps: readonly Tap[]): readonly (readonly Tap[])[] {
  const readers: Tap[][] = Array.from({ length: factKinds }, () => []);
  for (const tap of taps) {
    const kinds = tap.kinds === 'all' ? readers.keys() : new Set(tap.kinds);
    for (const kind of kinds) {
      assert(kind in readers, 'a tap reads declared kinds of fact');
      readers[kind].push(tap);
    }
  }
  return readers;
}
