/**
 * A calendar as a 4-ary heap in typed arrays, which tests hold faster ones against. Keys lie in the heap
 * itself, what an event carries in slots that never move, so that a handle finds its event wherever the heap
 * has put it.
 */
import { NO_EVENT, PENDING_MAX } from './calendar.ts';
import type { Calendar, DueEvent } from './calendar.ts';
import { CalendarFull } from './calendar-full.ts';

const CAPACITY_MIN = 64;
/**
 * Handle = generation · 2^26 + slot: 67 million events may wait, and a slot serves 2^27 times before it is
 * retired.
 */
const SLOTS_MAX = PENDING_MAX;
const GENERATIONS = 134_217_728;
/**
 * Order = phase · 2^48 + sequence: 2^48 events are more than a run of years handles; phases up to 31 keep it
 * below 2^53.
 */
const SEQUENCES = 281_474_976_710_656;
/** Place of a slot that holds no event. */
const NOWHERE = -1;

/** See {@link Calendar}. Push, pop and cancel cost O(log size). */
export class HeapCalendar implements Calendar {
  private count = 0;
  private sequence = 0;
  // By place in the heap: the children of place p are 4p + 1 … 4p + 4, none before its parent.
  private times = new Float64Array(CAPACITY_MIN);
  private orders = new Float64Array(CAPACITY_MIN);
  private slots = new Int32Array(CAPACITY_MIN);
  // By slot.
  private places = new Int32Array(CAPACITY_MIN).fill(NOWHERE);
  private generations = new Int32Array(CAPACITY_MIN);
  private kinds = new Int32Array(CAPACITY_MIN);
  private firsts = new Int32Array(CAPACITY_MIN);
  private seconds = new Int32Array(CAPACITY_MIN);
  /** Slots that have served and may serve again, a stack; those from `slotsUsed` on are fresh. */
  private freeSlots: number[] = [];
  private slotsUsed = 0;
  /**
   * Generation of a fresh slot: above those of slots that a shrinking dropped, so that no handle ever comes
   * twice.
   */
  private freshGeneration = 0;
  /** When so few events are left, smaller arrays are tried. */
  private shrinkCount = 0;
  private readonly pendingMax: number;

  /** Up to `pendingMax` events wait, at most {@link PENDING_MAX}: less only where a test fills it. */
  constructor(pendingMax = PENDING_MAX) {
    this.pendingMax = pendingMax;
  }

  get size(): number {
    return this.count;
  }

  push(at: number, phase: number, kind: number, a: number, b: number): number {
    const slot = this.takeSlot();
    this.kinds[slot] = kind;
    this.firsts[slot] = a;
    this.seconds[slot] = b;
    this.rise(this.count++, at, phase * SEQUENCES + this.sequence++, slot);
    return this.generations[slot] * SLOTS_MAX + slot;
  }

  cancel(handle: number): boolean {
    const place = this.find(handle);
    if (place === NOWHERE) return false;
    this.remove(place);
    return true;
  }

  reschedule(handle: number, at: number, phase: number): number {
    const place = this.find(handle);
    if (place === NOWHERE) return NO_EVENT;
    const slot = this.slots[place];
    const { kinds, firsts, seconds } = this;
    this.remove(place);
    return this.push(at, phase, kinds[slot], firsts[slot], seconds[slot]);
  }

  pop(into: DueEvent): boolean {
    return this.popBefore(Infinity, 0, into);
  }

  popBefore(until: number, phaseLimit: number, into: DueEvent): boolean {
    if (this.count === 0) return false;
    const at = this.times[0];
    const order = this.orders[0];
    if (at > until || (at === until && order >= phaseLimit * SEQUENCES)) return false;
    const slot = this.slots[0];
    into.at = at;
    into.phase = Math.floor(order / SEQUENCES);
    into.kind = this.kinds[slot];
    into.a = this.firsts[slot];
    into.b = this.seconds[slot];
    this.remove(0);
    return true;
  }

  /** The place of a waiting event. */
  private find(handle: number): number {
    const slot = handle % SLOTS_MAX;
    if (slot >= this.slotsUsed || this.generations[slot] !== Math.floor(handle / SLOTS_MAX)) return NOWHERE;
    return this.places[slot] ?? NOWHERE;
  }

  /** Takes the event at `place` out of the heap; the last one fills the hole. */
  private remove(place: number): void {
    this.releaseSlot(this.slots[place]);
    const last = --this.count;
    if (place < last) {
      const at = this.times[last];
      const order = this.orders[last];
      const hole = this.sink(place, at, order);
      this.rise(hole, at, order, this.slots[last]);
    }
    if (last < this.shrinkCount) this.shrink();
  }

  /** Moves the hole at `place` up until the event (at, order) may fill it, and fills it. */
  private rise(place: number, at: number, order: number, slot: number): void {
    const { times, orders, slots, places } = this;
    let hole = place;
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      const parentTime = times[parent];
      if (parentTime < at || (parentTime === at && orders[parent] < order)) break;
      times[hole] = parentTime;
      orders[hole] = orders[parent];
      slots[hole] = slots[parent];
      places[slots[hole]] = hole;
      hole = parent;
    }
    times[hole] = at;
    orders[hole] = order;
    slots[hole] = slot;
    places[slot] = hole;
  }

  /** Moves the hole at `place` down until no child of it comes before (at, order); where it is then. */
  private sink(place: number, at: number, order: number): number {
    const { times, orders, slots, places, count } = this;
    let hole = place;
    for (;;) {
      const firstChild = 4 * hole + 1;
      if (firstChild >= count) return hole;
      const end = firstChild + 4 < count ? firstChild + 4 : count;
      let least = firstChild;
      let leastTime = times[firstChild];
      for (let child = firstChild + 1; child < end; child++) {
        const time = times[child];
        if (time < leastTime || (time === leastTime && orders[child] < orders[least])) {
          least = child;
          leastTime = time;
        }
      }
      if (at < leastTime || (at === leastTime && order < orders[least])) return hole;
      times[hole] = leastTime;
      orders[hole] = orders[least];
      slots[hole] = slots[least];
      places[slots[hole]] = hole;
      hole = least;
    }
  }

  private takeSlot(): number {
    const free = this.freeSlots.pop();
    if (free !== undefined) return free;
    const slot = this.slotsUsed;
    if (slot >= this.pendingMax) throw new CalendarFull(this.count);
    if (slot === this.kinds.length) this.resize(2 * slot);
    this.slotsUsed++;
    this.generations[slot] = this.freshGeneration;
    return slot;
  }

  /** A slot whose generations are used up is retired: 4 bytes in 134 million uses. */
  private releaseSlot(slot: number): void {
    this.places[slot] = NOWHERE;
    const generation = ++this.generations[slot];
    if (generation < GENERATIONS) this.freeSlots.push(slot);
  }

  /**
   * Halves the arrays as often as the highest slot in use allows. Costs O(capacity), and is due again at half
   * the size.
   */
  private shrink(): void {
    this.shrinkCount = this.count >> 1;
    let slotsNeeded = 0;
    for (let place = 0; place < this.count; place++)
      slotsNeeded = Math.max(slotsNeeded, this.slots[place] + 1);
    let capacity = this.kinds.length;
    while (capacity > CAPACITY_MIN && capacity >= 4 * slotsNeeded) capacity /= 2;
    if (capacity === this.kinds.length) return;
    const dropped = this.generations.subarray(slotsNeeded, this.slotsUsed);
    const highest = dropped.reduce((max, generation) => Math.max(max, generation), this.freshGeneration);
    if (highest === GENERATIONS) return;
    this.freshGeneration = highest;
    this.slotsUsed = slotsNeeded;
    this.freeSlots = this.freeSlots.filter((slot) => slot < slotsNeeded);
    this.resize(capacity);
  }

  private resize(capacity: number): void {
    this.times = resized(this.times, new Float64Array(capacity));
    this.orders = resized(this.orders, new Float64Array(capacity));
    this.slots = resized(this.slots, new Int32Array(capacity));
    this.places = resized(this.places, new Int32Array(capacity));
    this.generations = resized(this.generations, new Int32Array(capacity));
    this.kinds = resized(this.kinds, new Int32Array(capacity));
    this.firsts = resized(this.firsts, new Int32Array(capacity));
    this.seconds = resized(this.seconds, new Int32Array(capacity));
    this.shrinkCount = capacity > CAPACITY_MIN ? capacity >> 3 : 0;
  }
}

/** `to`, filled with as much of `from` as it holds. */
function resized<A extends Float64Array | Int32Array>(from: A, to: A): A {
  to.set(from.length > to.length ? from.subarray(0, to.length) : from);
  return to;
}
