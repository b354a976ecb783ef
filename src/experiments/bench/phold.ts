/**
 * PHOLD, the usual bench of event queues (R. M. Fujimoto, 1990): take the first event, draw a target, and
 * schedule there after an exponential delay. The number of waiting events stays as it is.
 */
import { blankEvent } from '../../sim/kernel/calendar.ts';
import type { DueEvent } from '../../sim/kernel/calendar.ts';
import { LadderCalendar } from '../../sim/kernel/ladder-calendar.ts';
import { Streams } from '../../sim/kernel/streams.ts';
import type { Stream } from '../../sim/kernel/streams.ts';
import { medianOf, nanosPer, REPEATS } from './bench.ts';
import type { Bench, Waiting, Watched } from './bench.ts';

const PENDING = 10_000;
const EVENTS = 1_000_000;
/** Mean delays in ticks. */
const SPREAD_MEAN = 1_048_576;
const TIED_MEAN = 4;
/** Turnovers of all events before the clock runs: the queue has then the shape that it keeps. */
const WARM_TURNOVERS = 3;
const WARM_EVENTS_MIN = 300_000;
/** Until then JavaScript's engine compiles the loop anew now and then: a peer in C++ is compiled before. */
const COMPILED_AFTER = 3_000_000;

/** A queue that is being held at `pending` events. */
export class Phold {
  private readonly calendar = new LadderCalendar();
  private readonly event: DueEvent = blankEvent();
  private readonly draws: Stream = new Streams(new Uint32Array([1, 2, 3, 4])).of('phold');
  private readonly pending: number;
  private readonly mean: number;

  constructor(pending: number, isTied: boolean) {
    this.pending = pending;
    this.mean = isTied ? TIED_MEAN : SPREAD_MEAN;
    for (let target = 0; target < pending; target++) this.schedule(0, target);
    this.hold(COMPILED_AFTER);
    this.warmUp();
  }

  /** Turns all events over a few times: the queue has then the shape that it keeps. */
  private warmUp(): void {
    this.hold(Math.max(WARM_TURNOVERS * this.pending, WARM_EVENTS_MIN));
  }

  /** Bytes of the queue's arrays, spare capacity included. */
  get bytes(): number {
    return this.calendar.bytes;
  }

  /** The same for each waiting event. */
  get bytesPerPending(): number {
    return this.bytes / this.calendar.size;
  }

  /** Schedules or takes events until `count` wait. */
  bring(count: number): void {
    while (this.calendar.size < count) this.schedule(this.event.at, 0);
    while (this.calendar.size > count) this.calendar.pop(this.event);
  }

  /** Takes and schedules `events` events. */
  hold(events: number): void {
    const { calendar, event, draws, pending } = this;
    for (let count = 0; count < events; count++) {
      calendar.pop(event);
      this.schedule(event.at, draws.below(pending));
    }
  }

  private schedule(now: number, target: number): void {
    this.calendar.push(now + Math.floor(this.draws.exponential() * this.mean), 0, 1, target, 0);
  }
}

/** `bench phold`. */
export const phold: Bench = {
  about: 'the event queue: take the first event, schedule one later',
  measure: ({ pending = PENDING, events = EVENTS, isTied = false, repeats = REPEATS }) => {
    const queue = new Phold(pending, isTied);
    const nanos = medianOf(repeats, () => nanosPer(events, () => queue.hold(events)));
    return { eventsPerSecond: Math.round(1e9 / nanos), bytesPerPending: queue.bytesPerPending };
  },
  watched: {
    'phold.1k': watchedQueue(1000, false, 'cache'),
    'phold.10k': watchedQueue(10_000, false, 'cache'),
    'phold.100k': watchedQueue(100_000, false, 'cache'),
    'phold.1M': watchedQueue(1_000_000, false, 'memory'),
    'phold.ties.100k': watchedQueue(100_000, true, 'cache'),
  },
};

function watchedQueue(pending: number, isTied: boolean, waitsFor: Waiting): Watched {
  const prepare = (): (() => number) => {
    const queue = new Phold(pending, isTied);
    return () => nanosPer(EVENTS, () => queue.hold(EVENTS));
  };
  return { waitsFor, prepare };
}
