/**
 * What waiting events carry, in slots of one typed array, and the handles that name them. A slot serves one
 * event after the other; its generation tells them apart.
 */
import { PENDING_MAX } from './calendar.ts';
import type { DueEvent } from './calendar.ts';

/**
 * Handle = generation · 2^26 + slot: 67 million events may wait, and a slot serves 2^27 times before it is
 * retired.
 */
export const SLOT_BITS = 26;
const SLOTS_MAX = PENDING_MAX;
/** Selects the slot of a word whose upper bits are the event's phase. */
export const SLOT_MASK = SLOTS_MAX - 1;
const GENERATIONS = 134_217_728;
/** Slots of an empty calendar. */
export const CAPACITY_MIN = 64;
/** In place of a slot. */
export const NONE = -1;

/** A record has 2^2 words: kind, a, b, state. 16 bytes, so that an event lies in one cache line. */
const WORDS_BITS = 2;
const STATE = 3;
/** State = 2 · generation + 1 in a slot without a waiting event: free, or its event was cancelled. */
const IDLE = 1;
/** To the next generation, and idle. */
const RETIRING = 2 + IDLE;

/** The slots of a calendar. */
export class EventRecords {
  /** By slot: kind (in a free slot: the next free one), a, b, state. */
  words = new Int32Array(CAPACITY_MIN << WORDS_BITS);
  capacity = CAPACITY_MIN;
  /** Handles of events that a shrinking moved to another slot, ascending, and their present handles. */
  private movedFrom = new Float64Array(0);
  private movedTo = new Float64Array(0);
  private freeSlot = NONE;
  /** Slots that have served; those from here on are fresh. */
  slotsUsed = 0;
  /** When fewer events wait, less capacity would do. */
  shrinkCount = 0;
  /** Above the generations of all slots that a shrinking dropped, so that no handle ever comes twice. */
  private freshGeneration = 0;
  private readonly slotsMax: number;

  /** Up to `slotsMax` slots, at most {@link PENDING_MAX}. */
  constructor(slotsMax: number) {
    this.slotsMax = slotsMax;
  }

  /** Bytes of all arrays, spare capacity included. */
  get bytes(): number {
    return this.words.byteLength + this.movedFrom.byteLength + this.movedTo.byteLength;
  }

  /** A slot that holds these values; {@link NONE} when all are taken. */
  take(kind: number, a: number, b: number): number {
    let slot = this.freeSlot;
    if (slot === NONE) {
      slot = this.freshSlot();
      if (slot === NONE) return NONE;
    }
    const { words } = this;
    const place = slot << WORDS_BITS;
    this.freeSlot = words[place];
    words[place] = kind;
    words[place + 1] = a;
    words[place + 2] = b;
    words[place + STATE] -= IDLE;
    return slot;
  }

  /** Copies what the event in `slot` carries. */
  read(slot: number, into: DueEvent): void {
    const { words } = this;
    const place = slot << WORDS_BITS;
    into.kind = words[place];
    into.a = words[place + 1];
    into.b = words[place + 2];
  }

  /** The handle of the event in `slot`. */
  handleOf(slot: number): number {
    return (this.words[(slot << WORDS_BITS) + STATE] >> 1) * SLOTS_MAX + slot;
  }

  /** The slot of a waiting event, −1 when it waits no more. */
  find(handle: number): number {
    if (!Number.isSafeInteger(handle) || handle < 0) return NONE;
    const slot = handle % SLOTS_MAX;
    if (slot >= this.slotsUsed) return this.findMoved(handle);
    const state = this.words[(slot << WORDS_BITS) + STATE];
    return state === 2 * Math.floor(handle / SLOTS_MAX) ? slot : this.findMoved(handle);
  }

  /** Marks a waiting event as cancelled: its handle is stale, its slot is freed when its entry is met. */
  cancel(slot: number): void {
    this.words[(slot << WORDS_BITS) + STATE] += RETIRING;
  }

  /** Whether the event of an entry was cancelled. */
  isCancelled(slot: number): boolean {
    return (this.words[(slot << WORDS_BITS) + STATE] & IDLE) !== 0;
  }

  /** Frees the slot of an event that is handed out. */
  release(slot: number): void {
    this.words[(slot << WORDS_BITS) + STATE] += RETIRING;
    this.free(slot);
  }

  /**
   * Makes room for exactly `capacity` slots, and moves events out of slots beyond. `isWaiting[slot]` is 1 for
   * the slots that stay in use; all others are free afterwards. Returns new slots by old ones.
   */
  resettle(isWaiting: Uint8Array, capacity: number): Int32Array {
    const used = this.slotsUsed;
    const slotOf = Int32Array.from({ length: used }, (_, slot) => slot);
    const old = this.words;
    this.dropGenerations(capacity);
    this.resize(capacity);
    this.slotsUsed = Math.min(used, capacity);
    this.freeSlot = NONE;
    for (let slot = this.slotsUsed - 1; slot >= 0; slot--) if (isWaiting[slot] === 0) this.free(slot);
    const moves = new Map<number, number>();
    for (let slot = capacity; slot < used; slot++) {
      if (isWaiting[slot] === 0) continue;
      const place = slot << WORDS_BITS;
      slotOf[slot] = this.take(old[place], old[place + 1], old[place + 2]);
      moves.set((old[place + STATE] >> 1) * SLOTS_MAX + slot, this.handleOf(slotOf[slot]));
    }
    this.noteMoves(moves);
    return slotOf;
  }

  /**
   * The capacity that suits `count` events: less than now if most of it is unused and no slot beyond has used
   * up its generations.
   */
  fittingCapacity(count: number): number {
    if (count >= this.shrinkCount) return this.capacity;
    const capacity = Math.max(CAPACITY_MIN, count + (count >> 1));
    for (let slot = capacity; slot < this.slotsUsed; slot++) {
      if (this.words[(slot << WORDS_BITS) + STATE] >> 1 >= GENERATIONS - 1) {
        this.shrinkCount >>= 1;
        return this.capacity;
      }
    }
    return capacity;
  }

  private dropGenerations(capacity: number): void {
    for (let slot = capacity; slot < this.slotsUsed; slot++) {
      const next = (this.words[(slot << WORDS_BITS) + STATE] >> 1) + 1;
      if (next > this.freshGeneration) this.freshGeneration = next;
    }
  }

  /** A handle keeps naming its event however often that is moved. */
  private noteMoves(moves: ReadonlyMap<number, number>): void {
    const present = new Map(moves);
    this.movedFrom.forEach((from, index) => {
      const to = this.movedTo[index];
      const handle = moves.get(to) ?? to;
      if (this.isPresent(handle)) present.set(from, handle);
    });
    this.movedFrom = Float64Array.from(present.keys()).toSorted((left, right) => left - right);
    this.movedTo = this.movedFrom.map((from) => present.get(from)!);
  }

  private isPresent(handle: number): boolean {
    const slot = handle % SLOTS_MAX;
    return slot < this.slotsUsed && this.handleOf(slot) === handle && !this.isCancelled(slot);
  }

  private findMoved(handle: number): number {
    const { movedFrom } = this;
    let low = 0;
    let high = movedFrom.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (movedFrom[middle] < handle) low = middle + 1;
      else high = middle;
    }
    if (movedFrom[low] !== handle || !this.isPresent(this.movedTo[low])) return NONE;
    return this.movedTo[low] % SLOTS_MAX;
  }

  /**
   * Frees a slot that is idle. One whose generations are used up is retired: 16 bytes in 134 million uses.
   */
  free(slot: number): void {
    const place = slot << WORDS_BITS;
    if (this.words[place + STATE] >> 1 >= GENERATIONS) return;
    this.words[place] = this.freeSlot;
    this.freeSlot = slot;
  }

  private freshSlot(): number {
    const slot = this.slotsUsed;
    if (slot >= this.slotsMax) return NONE;
    if (slot === this.capacity) this.resize(Math.min(slot + (slot >> 3) + CAPACITY_MIN, SLOTS_MAX));
    this.slotsUsed++;
    const place = slot << WORDS_BITS;
    this.words[place] = NONE;
    this.words[place + STATE] = 2 * this.freshGeneration + IDLE;
    return slot;
  }

  private resize(capacity: number): void {
    const words = new Int32Array(capacity << WORDS_BITS);
    words.set(this.words.length > words.length ? this.words.subarray(0, words.length) : this.words);
    this.words = words;
    if (capacity !== this.capacity) this.shrinkCount = capacity > CAPACITY_MIN ? capacity >> 2 : 0;
    this.capacity = capacity;
  }
}
