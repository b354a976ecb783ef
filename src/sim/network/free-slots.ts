/**
 * Nodes in order of their free slots: one array, and the first place of each level. A change by one slot is
 * one swap, the nodes with room are the array's end, so every policy draws without a scan over all nodes.
 * §M5.2
 */
import { assert } from '../../base/assert.ts';
import type { Draws } from '../../base/draws.ts';
import type { Exclusions } from './placement/exclusions.ts';
import type { SlotBook } from './placement/slot-book.ts';

/** Level of a node that takes no new members, whatever room it has: below every request. */
const HIDDEN = -1;

/** Keeps free slots of every node, and the order by them. Invariant: order is ascending by level. */
export class FreeSlots {
  readonly nodes: number;
  readonly slots: number;
  /** Free slots of each node, hidden ones included. */
  readonly #free: Int16Array;
  /** Nodes, ascending by level. */
  readonly order: Int32Array;
  readonly #place: Int32Array;
  /** levelStart[level + 1] is the first place whose level is at least `level`; level −1 holds the hidden. */
  readonly #levelStart: Int32Array;
  readonly #hidden: Uint8Array;
  /** What the placement policy keeps besides, if it needs more. */
  readonly book: SlotBook | undefined;

  /** All `nodes` empty, with `slots` (0 … 32,766) each. */
  constructor(nodes: number, slots: number, book?: SlotBook) {
    assert(slots >= 0 && slots < 32_767, 'slots of a node fit 16 bits');
    this.book = book;
    this.nodes = nodes;
    this.slots = slots;
    this.#free = new Int16Array(nodes).fill(slots);
    this.order = Int32Array.from({ length: nodes }, (_, node) => node);
    this.#place = Int32Array.from(this.order);
    this.#levelStart = new Int32Array(slots + 3);
    this.#levelStart[slots + 2] = nodes;
    this.#hidden = new Uint8Array(nodes);
  }

  /** The same table again, for draws that are only thought of. */
  copy(): FreeSlots {
    const copy = new FreeSlots(this.nodes, this.slots, this.book?.copy());
    copy.#free.set(this.#free);
    copy.order.set(this.order);
    copy.#place.set(this.#place);
    copy.#levelStart.set(this.#levelStart);
    copy.#hidden.set(this.#hidden);
    return copy;
  }

  /**
   * Hides nodes `from` … of a table from which nothing was taken. Unlike {@link hide} one by one it leaves
   * the others in their order, so that they are drawn as if there were no more of them.
   */
  hideFrom(from: number): void {
    const { nodes, order, slots } = this;
    const hidden = nodes - from;
    for (let place = 0; place < nodes; place++) {
      const node = place < hidden ? from + place : place - hidden;
      order[place] = node;
      this.#place[node] = place;
    }
    this.#levelStart.fill(hidden, 1, slots + 2);
    this.#hidden.fill(1, from);
    for (let node = nodes - 1; node >= from; node--) this.book?.hidden(node);
  }

  /** Free slots of a node, 0 … slots. */
  freeOf(node: number): number {
    return this.#free[node];
  }

  /** Slots in use on every node. */
  used(): number[] {
    return Array.from(this.#free, (free) => this.slots - free);
  }

  /** First place in `order` whose nodes can take `slots` more; places from here to the end are eligible. */
  firstWith(slots: number): number {
    return this.#levelStart[slots + 1];
  }

  /** Nodes that can take `slots` more. */
  eligibleCount(slots: number): number {
    return this.nodes - this.#levelStart[slots + 1];
  }

  /** Does the node take no new members? */
  isHidden(node: number): boolean {
    return this.#hidden[node] === 1;
  }

  /** Takes `slots` of a node; the node must have them. */
  take(node: number, slots: number): void {
    const free = this.#free[node] - slots;
    assert(free >= 0, 'no node uses more than its slots');
    this.#free[node] = free;
    if (this.#hidden[node] === 0) this.#shift(node, free + slots, free);
    this.book?.moved(node, free + slots, free);
  }

  /** Gives `slots` back. */
  give(node: number, slots: number): void {
    const free = this.#free[node] + slots;
    assert(free <= this.slots, 'used and free slots add up to the node’s slots');
    this.#free[node] = free;
    if (this.#hidden[node] === 0) this.#shift(node, free - slots, free);
    this.book?.moved(node, free - slots, free);
  }

  /**
   * Draws up to `count` nodes one after the other, each uniformly among those with most free slots, takes one
   * slot of each, excludes it from the next draws, and writes it to `into` from `at` on: a search, a swap and
   * a mark in one step, for whoever takes hundreds of thousands. Stops, and draws no more, before a node for
   * which the top level has no slot or at most twice as many nodes as are excluded: that draw needs a list.
   * Returns how many were taken.
   */
  takeAtTop(count: number, excluded: Exclusions, stream: Draws, into: Int32Array, at: number): number {
    const { order, nodes } = this;
    const start = this.#levelStart;
    const places = this.#place;
    for (let taken = 0; taken < count; taken++) {
      const level = this.#free[order[nodes - 1]];
      const from = start[level + 1];
      const length = nodes - from;
      if (level < 1 || length <= 2 * excluded.count) return taken;
      let place = from + stream.below(length);
      while (excluded.has(order[place])) place = from + stream.below(length);
      const node = order[place];
      // The node goes to the first place of its level, which then belongs to the level below.
      const other = order[from];
      order[place] = other;
      order[from] = node;
      places[other] = place;
      places[node] = from;
      start[level + 1] = from + 1;
      this.#free[node] = level - 1;
      excluded.add(node);
      into[at + taken] = node;
    }
    return count;
  }

  /**
   * Takes one slot at a time of a node that has most free ones, uniformly drawn among its like, and fills
   * `into` with these nodes: level by level, so that only the last level, of which not all are taken, needs
   * draws. The nodes of a level stand in no particular order. Returns how many were taken.
   */
  takeLevels(into: Int32Array, stream: Draws): number {
    const { order, nodes } = this;
    const start = this.#levelStart;
    let taken = 0;
    if (nodes === 0) return 0;
    while (taken < into.length) {
      const level = this.#levelOf(order[nodes - 1]);
      if (level < 1) return taken;
      const from = start[level + 1];
      const end = Math.min(nodes, from + into.length - taken);
      if (end < nodes) this.#chooseFirst(from, end, stream);
      for (let place = from; place < end; place++) {
        this.#free[order[place]] = level - 1;
        into[taken++] = order[place];
      }
      // They stand where the level below ends.
      start[level + 1] = end;
    }
    return taken;
  }

  /** Moves a uniformly drawn part of the nodes at places `from` … to places `from` … `end` − 1. */
  #chooseFirst(from: number, end: number, stream: Draws): void {
    const { order, nodes } = this;
    for (let place = from; place < end; place++) {
      const other = place + stream.below(nodes - place);
      const node = order[other];
      order[other] = order[place];
      order[place] = node;
      this.#place[order[other]] = other;
      this.#place[node] = place;
    }
  }

  /**
   * Gives every node as many slots back as `slotsOf` says by node, all in one pass over the order: nodes keep
   * their order within a level.
   */
  giveAll(slotsOf: Int32Array): void {
    assert(this.book === undefined, 'a book is told of one node after the other');
    const before = this.order.slice();
    const start = this.#levelStart;
    start.fill(0);
    for (let node = 0; node < this.nodes; node++) {
      const free = this.#free[node] + slotsOf[node];
      assert(free <= this.slots, 'used and free slots add up to the node’s slots');
      this.#free[node] = free;
      start[this.#levelOf(node) + 2]++;
    }
    for (let level = 1; level < start.length; level++) start[level] += start[level - 1];
    const next = start.slice();
    for (let at = 0; at < before.length; at++) {
      const node = before[at];
      const place = next[this.#levelOf(node) + 1]++;
      this.order[place] = node;
      this.#place[node] = place;
    }
  }

  #levelOf(node: number): number {
    return this.#hidden[node] === 1 ? HIDDEN : this.#free[node];
  }

  /** A hidden node keeps its members and gets no new ones. Calling it twice changes nothing. */
  hide(node: number): void {
    if (this.#hidden[node] === 1) return;
    this.#shift(node, this.#free[node], HIDDEN);
    this.#hidden[node] = 1;
    this.book?.hidden(node);
  }

  /** The reverse of {@link hide}. Calling it twice changes nothing. */
  show(node: number): void {
    if (this.#hidden[node] === 0) return;
    this.#hidden[node] = 0;
    this.#shift(node, HIDDEN, this.#free[node]);
    this.book?.shown(node, this.#free[node]);
  }

  /** A hidden node has left for good. */
  left(node: number): void {
    assert(this.#hidden[node] === 1, 'who leaves takes no members already');
    this.book?.left(node);
  }

  #shift(node: number, from: number, to: number): void {
    const { order } = this;
    const place = this.#place;
    const start = this.#levelStart;
    let at = place[node];
    for (let level = from; level > to; level--) {
      // The node goes to the first place of its level, which then belongs to the level below.
      const first = start[level + 1]++;
      const other = order[first];
      order[at] = other;
      place[other] = at;
      // An empty level below begins here too: its step must find the node, not the one it changed places
      // with.
      order[first] = node;
      at = first;
    }
    for (let level = from; level < to; level++) {
      const last = --start[level + 2];
      const other = order[last];
      order[at] = other;
      place[other] = at;
      order[last] = node;
      at = last;
    }
    place[node] = at;
  }
}
