/**
 * Memory that a caller who waits for a ceremony shares with the threads: how it is woken, what it waits for,
 * and that somebody is still there. It needs no event loop, which does not turn while the caller waits.
 */

const WORDS = 3;
/** Places of the words. */
const RINGS = 0;
const BEATS = 1;
const WANTED = 2;

/** All ends of the memory. Counts are modulo 2^32 and are compared for equality only. */
export class CeremonyBell {
  readonly buffer: SharedArrayBuffer;
  readonly #words: Int32Array;

  constructor(buffer = new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT)) {
    this.buffer = buffer;
    this.#words = new Int32Array(buffer);
  }

  /** There is a message for the caller. */
  ring(): void {
    Atomics.add(this.#words, RINGS, 1);
    Atomics.notify(this.#words, RINGS);
  }

  /** How often it has rung. */
  rings(): number {
    return Atomics.load(this.#words, RINGS);
  }

  /** Blocks this thread until it has rung other than `rings` times; false if `millis` passed without. */
  waitBeyond(rings: number, millis: number): boolean {
    return Atomics.wait(this.#words, RINGS, rings, millis) !== 'timed-out';
  }

  /** Somebody is there to tell of a thread's end. */
  beat(): void {
    Atomics.add(this.#words, BEATS, 1);
  }

  /** How often that was said. */
  beats(): number {
    return Atomics.load(this.#words, BEATS);
  }

  /** The caller waits for this ceremony. */
  want(ceremony: number): void {
    Atomics.store(this.#words, WANTED, ceremony);
  }

  /** The ceremony that the caller waits for, or did last; 0 if it never has. */
  wanted(): number {
    return Atomics.load(this.#words, WANTED);
  }
}
