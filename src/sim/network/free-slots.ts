/**
 * Nodes in order of their free slots: one array, and the first place of each level. A change by one slot is
 * one swap, the nodes with room are the array's end, so every policy draws without a scan over all nodes.
 * §M5.2
 */
import { assert } from '../../base/assert.ts';

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

  /** All `nodes` empty, with `slots` (0 … 32,766) each. */
  constructor(nodes: number, slots: number) {
    assert(slots >= 0 && slots < 32_767, 'slots of a node fit 16 bits');
    this.nodes = nodes;
    this.slots = slots;
    this.#free = new Int16Array(nodes).fill(slots);
    this.order = Int32Array.from({ length: nodes }, (_, node) => node);
    this.#place = Int32Array.from(this.order);
    this.#levelStart = new Int32Array(slots + 3);
    this.#levelStart[slots + 2] = nodes;
    this.#hidden = new Uint8Array(nodes);
  }

  /** Free slots of a node, 0 … slots. */
  freeOf(node: number): number {
    return this.#free[node];
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
  }

  /** Gives `slots` back. */
  give(node: number, slots: number): void {
    const free = this.#free[node] + slots;
    assert(free <= this.slots, 'used and free slots add up to the node’s slots');
    this.#free[node] = free;
    if (this.#hidden[node] === 0) this.#shift(node, free - slots, free);
  }

  /** A hidden node keeps its members and gets no new ones. Calling it twice changes nothing. */
  hide(node: number): void {
    if (this.#hidden[node] === 1) return;
    this.#shift(node, this.#free[node], HIDDEN);
    this.#hidden[node] = 1;
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
