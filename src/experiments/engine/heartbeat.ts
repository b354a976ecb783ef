/**
 * Memory that the worker writes and its watchdog reads: how far the run is, and which strategy is being asked
 * what. It needs no message, so it speaks even while a strategy never returns.
 */

const INTS = 5;
const INTS_BYTES = 8 * Math.ceil((4 * INTS) / 8);
const FLOATS = 2;
/** Places of the whole numbers. */
const CALLS = 0;
const IS_INSIDE = 1;
const STRATEGY = 2;
const ACT = 3;
const RUN = 4;
/** Places of the doubles: instants in milliseconds since the start. */
const ASKED_AT = 0;
const REACHED = 1;

/** What the worker is doing. */
export interface Pulse {
  /** Calls of strategies begun so far, modulo 2^32. */
  readonly calls: number;
  /** True while a strategy's own code runs. */
  readonly isInside: boolean;
  /** Index of the strategy called last, and of what it was asked for. */
  readonly strategy: number;
  readonly act: number;
  /** The run's instant at that call. */
  readonly askedAt: number;
  /** The run that goes on, and the instant that it has reached. */
  readonly run: number;
  readonly reached: number;
}

/** Both ends of the memory. Single words are written whole, so a reader finds each either old or new. */
export class Heartbeat {
  readonly buffer: SharedArrayBuffer;
  readonly #ints: Int32Array;
  readonly #floats: Float64Array;

  constructor(buffer = new SharedArrayBuffer(INTS_BYTES + 8 * FLOATS)) {
    this.buffer = buffer;
    this.#ints = new Int32Array(buffer, 0, INTS);
    this.#floats = new Float64Array(buffer, INTS_BYTES, FLOATS);
  }

  /** A strategy is about to be called. */
  enter(strategy: number, act: number, instant: number): void {
    this.#ints[STRATEGY] = strategy;
    this.#ints[ACT] = act;
    this.#floats[ASKED_AT] = instant;
    Atomics.store(this.#ints, IS_INSIDE, 1);
    Atomics.add(this.#ints, CALLS, 1);
  }

  /** It has returned or thrown. */
  leave(): void {
    Atomics.store(this.#ints, IS_INSIDE, 0);
  }

  /** The run has reached an instant. */
  progress(run: number, instant: number): void {
    this.#floats[REACHED] = instant;
    Atomics.store(this.#ints, RUN, run);
  }

  /** What stands there now. */
  read(): Pulse {
    return {
      calls: Atomics.load(this.#ints, CALLS),
      isInside: Atomics.load(this.#ints, IS_INSIDE) === 1,
      strategy: this.#ints[STRATEGY],
      act: this.#ints[ACT],
      askedAt: this.#floats[ASKED_AT],
      run: Atomics.load(this.#ints, RUN),
      reached: this.#floats[REACHED],
    };
  }
}
