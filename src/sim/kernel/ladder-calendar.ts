/**
 * A calendar as a ladder of buckets, as in W. T. Tang, R. S. M. Goh and I. L.-J. Thng, Ladder queue: an O(1)
 * priority queue structure for large-scale discrete event simulation (2005), laid out for memory caches.
 *
 * The first events lie sorted in the bottom, all later ones unsorted in the buckets of rungs. A bucket that
 * is due is sorted into the bottom if it is small, else spread over a finer rung, made to the measure of
 * what is in it. The last bucket of a rung also takes all that comes later. Chains are first in, first out,
 * and events of equal (time, phase) always lie in one chain, so that they keep the order of pushing without
 * a number that says it.
 *
 * A bucket is chosen by its index alone: (time − start) · 2^−k, exact in doubles for times below 2^53. No
 * limit of a bucket is ever computed, so none can disagree with the index. Decision 0013.
 */
import { blankEvent, NO_EVENT, PENDING_MAX } from './calendar.ts';
import type { Calendar, DueEvent } from './calendar.ts';
import { CalendarFull } from './calendar-full.ts';
import { CHUNK, EntryChains } from './entry-chains.ts';
import { CAPACITY_MIN, EventRecords, NONE, SLOT_BITS, SLOT_MASK } from './event-records.ts';

/** Buckets of up to so many events are sorted at once; measured, as are the two below. */
const SORTED_MAX = 32;
/** A rung gets a bucket for so many events, or up to twice as many. */
const EVENTS_PER_BUCKET = 4;
const BUCKETS_MAX = 2048;
/** When so many events wait in the bottom, they are spread over a rung of their own. */
const BOTTOM_MAX = 64;
/** Places in the bottom, so that it is seldom moved to the front. */
const BOTTOM_PLACES = 1024;
/**
 * With so many rungs, the bottom is not spread over another one, but everything anew: only a caller that
 * schedules before events already handed out gets there. A bucket is at least four times as wide as one of
 * its rung below, so that buckets add no more than 27 rungs to these.
 */
const SPREAD_RUNGS_MAX = 64;
const RUNGS_MAX = SPREAD_RUNGS_MAX + 32;
/** Buckets of a rung that divides one instant by phase; one more takes all later instants. */
const PHASES = 32;
/** More than the greatest phase: every later instant falls behind the buckets of phases. */
const PHASE_SCALE = 64;

/** See {@link Calendar}. Push, pop and cancel cost O(1) on average; many events take 30 to 36 bytes each. */
export class LadderCalendar implements Calendar {
  private count = 0;
  /** Entries of cancelled events that have not been met yet. */
  private cancelled = 0;
  /** Time of the last event that was handed out: an engine schedules nothing before it. */
  private lastPopped = 0;
  private readonly records: EventRecords;
  private readonly moved = blankEvent();
  private chains = new EntryChains();
  /** The bottom: sorted, from `bottomStart` up to `bottomEnd`. */
  private readonly bottomTimes = new Float64Array(BOTTOM_PLACES);
  private readonly bottomWords = new Int32Array(BOTTOM_PLACES);
  private bottomStart = 0;
  private bottomEnd = 0;
  // By rung, the coarsest first. A bucket is (time − start) · scale, the last one at most. In a rung that
  // divides one instant by phase, which alone has a scale above 1, the phase is added.
  private depth = 0;
  private readonly starts = new Float64Array(RUNGS_MAX);
  private readonly scales = new Float64Array(RUNGS_MAX);
  private readonly lasts = new Int32Array(RUNGS_MAX);
  /** The first bucket that has not been taken; what comes before it lies in lower rungs or in the bottom. */
  private readonly cursors = new Int32Array(RUNGS_MAX);
  /** The rung's first chain; `offsets[depth]` is the first free one. */
  private readonly offsets = new Int32Array(RUNGS_MAX + 1);

  /** Up to `pendingMax` events wait, at most {@link PENDING_MAX}: less only where a test fills it. */
  constructor(pendingMax = PENDING_MAX) {
    this.records = new EventRecords(pendingMax);
  }

  get size(): number {
    return this.count;
  }

  /** Bytes of all arrays, spare capacity included. */
  get bytes(): number {
    const fixed = BOTTOM_PLACES * 12 + RUNGS_MAX * 28;
    return this.records.bytes + this.chains.bytes + fixed;
  }

  push(at: number, phase: number, kind: number, a: number, b: number): number {
    let slot = this.records.take(kind, a, b);
    if (slot === NONE) slot = this.takeLast(kind, a, b);
    this.count++;
    this.place(at, (phase << SLOT_BITS) | slot);
    return this.records.handleOf(slot);
  }

  /** Slots of cancelled events whose entries were not met yet are the last ones to be had. */
  private takeLast(kind: number, a: number, b: number): number {
    if (this.cancelled > 0) this.rebuild();
    const slot = this.records.take(kind, a, b);
    if (slot === NONE) throw new CalendarFull(this.count);
    return slot;
  }

  cancel(handle: number): boolean {
    const slot = this.records.find(handle);
    if (slot < 0) return false;
    this.records.cancel(slot);
    this.count--;
    this.cancelled++;
    if (this.cancelled > this.count + CAPACITY_MIN) this.rebuild();
    return true;
  }

  reschedule(handle: number, at: number, phase: number): number {
    const old = this.records.find(handle);
    if (old < 0) return NO_EVENT;
    this.records.read(old, this.moved);
    this.cancel(handle);
    const { kind, a, b } = this.moved;
    return this.push(at, phase, kind, a, b);
  }

  pop(into: DueEvent): boolean {
    return this.popBefore(Infinity, 0, into);
  }

  popBefore(until: number, phaseLimit: number, into: DueEvent): boolean {
    const { records } = this;
    for (;;) {
      const first = this.bottomStart;
      if (first === this.bottomEnd) {
        if (!this.refillBottom()) return false;
        continue;
      }
      const at = this.bottomTimes[first];
      const word = this.bottomWords[first];
      const slot = word & SLOT_MASK;
      if (records.isCancelled(slot)) {
        this.bottomStart = first + 1;
        this.cancelled--;
        records.free(slot);
        continue;
      }
      const phase = word >> SLOT_BITS;
      if (at > until || (at === until && phase >= phaseLimit)) return false;
      this.bottomStart = first + 1;
      this.lastPopped = at;
      into.at = at;
      into.phase = phase;
      records.read(slot, into);
      records.release(slot);
      this.count--;
      if (this.count < records.shrinkCount) this.rebuild();
      return true;
    }
  }

  /** Puts an entry where it belongs: the coarsest rung that has not gone past it, or the bottom. */
  private place(at: number, word: number): void {
    const { starts, scales, cursors, depth } = this;
    for (let rung = 0; rung < depth; rung++) {
      const scale = scales[rung];
      let bucket = (at - starts[rung]) * scale;
      if (scale === PHASE_SCALE) bucket += word >> SLOT_BITS;
      if (bucket >= cursors[rung]) {
        const last = this.lasts[rung];
        this.chains.append(this.offsets[rung] + (bucket < last ? bucket | 0 : last), at, word);
        return;
      }
    }
    if (this.bottomEnd - this.bottomStart >= BOTTOM_MAX) {
      this.spreadBottom();
      this.place(at, word);
    } else {
      this.insert(at, word);
    }
  }

  /** Puts an entry on the finest rung, where it is known to belong. */
  private placeOnFinest(at: number, word: number): void {
    const rung = this.depth - 1;
    const scale = this.scales[rung];
    let bucket = (at - this.starts[rung]) * scale;
    if (scale === PHASE_SCALE) bucket += word >> SLOT_BITS;
    const last = this.lasts[rung];
    this.chains.append(this.offsets[rung] + (bucket < last ? bucket | 0 : last), at, word);
  }

  /** Inserts into the bottom, behind its equals: the nearer to the end, the cheaper. */
  private insert(at: number, word: number): void {
    const { bottomTimes, bottomWords, bottomStart } = this;
    if (this.bottomEnd === BOTTOM_PLACES) {
      bottomTimes.copyWithin(0, bottomStart);
      bottomWords.copyWithin(0, bottomStart);
      this.bottomEnd -= bottomStart;
      this.bottomStart = 0;
      this.insert(at, word);
      return;
    }
    const phase = word >> SLOT_BITS;
    let hole = this.bottomEnd++;
    for (; hole > bottomStart; hole--) {
      const time = bottomTimes[hole - 1];
      if (time < at || (time === at && bottomWords[hole - 1] >> SLOT_BITS <= phase)) break;
      bottomTimes[hole] = time;
      bottomWords[hole] = bottomWords[hole - 1];
    }
    bottomTimes[hole] = at;
    bottomWords[hole] = word;
  }

  /** Takes the next bucket, so that the empty bottom holds events; false when none wait. */
  private refillBottom(): boolean {
    const { chains, cursors, lasts, offsets } = this;
    this.bottomStart = 0;
    this.bottomEnd = 0;
    while (this.depth > 0) {
      const rung = this.depth - 1;
      const offset = offsets[rung];
      const last = lasts[rung];
      let cursor = cursors[rung];
      while (cursor <= last && chains.ends[offset + cursor] === 0) cursor++;
      if (cursor > last) {
        this.depth--;
        continue;
      }
      const chain = offset + cursor;
      if (this.scales[rung] === PHASE_SCALE && cursor < last) {
        // Equals, which may be many: a chunk at a time, and those that are pushed meanwhile join their end.
        cursors[rung] = cursor;
        this.sortHead(chain);
      } else {
        cursors[rung] = cursor + 1;
        if (cursor === last) this.depth--;
        if (chains.isLongerThan(chain, SORTED_MAX)) this.spread(chain);
        else while (chains.ends[chain] !== 0) this.sortHead(chain);
      }
      if (this.bottomEnd > 0) return true;
    }
    return false;
  }

  /** Moves the first chunk of a chain into the bottom, without the events that were cancelled. */
  private sortHead(chain: number): void {
    const { chains, records } = this;
    const { times, words } = chains;
    const first = chains.heads[chain] * CHUNK;
    const end = chains.chunkEnd(chains.heads[chain], chains.ends[chain]);
    // Records lie anywhere in memory: a loop that does nothing else waits for all of them at once.
    let dropped = 0;
    for (let place = first; place < end; place++) {
      if (records.isCancelled(words[place] & SLOT_MASK)) dropped++;
    }
    for (let place = first; place < end; place++) {
      const word = words[place];
      if (dropped > 0 && records.isCancelled(word & SLOT_MASK)) {
        this.cancelled--;
        records.free(word & SLOT_MASK);
      } else {
        this.insert(times[place], word);
      }
    }
    chains.dropHead(chain);
  }

  /** Spreads a chain of the rung that was taken last over a new rung below. */
  private spread(chain: number): void {
    const { chains } = this;
    const end = chains.ends[chain];
    const head = chains.heads[chain];
    let first = Infinity;
    let last = 0;
    let count = 0;
    for (let chunk = head, more = true; more; chunk = chains.nexts[chunk]) {
      const chunkEnd = chains.chunkEnd(chunk, end);
      for (let place = chunk * CHUNK; place < chunkEnd; place++) {
        const at = chains.times[place];
        if (at < first) first = at;
        if (at > last) last = at;
      }
      count += chunkEnd - chunk * CHUNK;
      more = chunkEnd !== end;
    }
    // When its rung is exhausted, the new one may use the chain's number: hence the chain's ends by value.
    chains.ends[chain] = 0;
    this.addRung(first, last, count);
    this.spreadChunks(head, end);
  }

  private spreadChunks(head: number, end: number): void {
    const { chains } = this;
    for (let chunk = head, more = true; more;) {
      const chunkEnd = chains.chunkEnd(chunk, end);
      for (let place = chunk * CHUNK; place < chunkEnd; place++) {
        this.placeOnFinest(chains.times[place], chains.words[place]);
      }
      more = chunkEnd !== end;
      chunk = chains.release(chunk);
    }
  }

  /** Spreads the bottom over a rung that begins where an engine may still schedule. */
  private spreadBottom(): void {
    const { bottomTimes, bottomWords, bottomStart, bottomEnd } = this;
    if (this.depth >= SPREAD_RUNGS_MAX) {
      this.gather();
      return;
    }
    const first = Math.min(bottomTimes[bottomStart], this.lastPopped);
    this.addRung(first, bottomTimes[bottomEnd - 1], bottomEnd - bottomStart);
    this.bottomStart = 0;
    this.bottomEnd = 0;
    for (let place = bottomStart; place < bottomEnd; place++) {
      this.placeOnFinest(bottomTimes[place], bottomWords[place]);
    }
  }

  /** A new finest rung for `count` events between two times, both included. */
  private addRung(first: number, last: number, count: number): void {
    const rung = this.depth++;
    const span = last - first;
    let buckets = PHASES;
    let scale = PHASE_SCALE;
    if (span > 0) {
      buckets = 2;
      while (buckets < BUCKETS_MAX && buckets * 2 * EVENTS_PER_BUCKET <= count) buckets *= 2;
      scale = 1;
      while (span * scale >= buckets) scale /= 2;
    }
    this.starts[rung] = first;
    this.scales[rung] = scale;
    this.lasts[rung] = buckets;
    this.cursors[rung] = 0;
    this.offsets[rung + 1] = this.offsets[rung] + buckets + 1;
    this.chains.clear(this.offsets[rung], this.offsets[rung + 1]);
  }

  /**
   * Makes all arrays anew without the cancelled events, and smaller when most of the capacity is unused.
   * O(capacity).
   */
  private rebuild(): void {
    const capacity = this.records.fittingCapacity(this.count);
    this.gather();
    const { chains, records } = this;
    const isWaiting = new Uint8Array(records.slotsUsed);
    chains.forEach(0, (_at, word) => {
      isWaiting[word & SLOT_MASK] = 1;
    });
    const slotOf = records.resettle(isWaiting, capacity);
    chains.forEach(0, (_at, word, place) => {
      chains.words[place] = (word & ~SLOT_MASK) | slotOf[word & SLOT_MASK];
    });
  }

  /** Gathers all events in one bucket of one rung that takes every time, in chunks of a pool made anew. */
  private gather(): void {
    const old = this.chains;
    const { bottomTimes, bottomWords, bottomStart, bottomEnd, depth } = this;
    this.chains = new EntryChains();
    for (let place = bottomStart; place < bottomEnd; place++)
      this.keep(bottomTimes[place], bottomWords[place]);
    for (let rung = depth - 1; rung >= 0; rung--) {
      for (let bucket = this.cursors[rung]; bucket <= this.lasts[rung]; bucket++) {
        old.forEach(this.offsets[rung] + bucket, (at, word) => this.keep(at, word));
      }
    }
    this.bottomStart = 0;
    this.bottomEnd = 0;
    this.depth = 1;
    this.starts[0] = 0;
    this.scales[0] = 1;
    this.lasts[0] = 0;
    this.cursors[0] = 0;
    this.offsets[1] = 1;
  }

  /** Appends an entry to the one chain of {@link gather}, unless its event was cancelled. */
  private keep(at: number, word: number): void {
    const slot = word & SLOT_MASK;
    if (this.records.isCancelled(slot)) {
      this.cancelled--;
      this.records.free(slot);
    } else {
      this.chains.append(0, at, word);
    }
  }
}
