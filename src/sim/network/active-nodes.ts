/** The nodes that are active, ranked by number: an exit draws one without a look at the others. §M2.3 */
import { assert } from '../../base/assert.ts';

/**
 * A Fenwick tree of counts (P. M. Fenwick, A new data structure for cumulative frequency tables, 1994): a
 * node is found by its rank, or taken out, in log₂ N steps.
 */
export class ActiveNodes {
  /** Place i counts the active among the (i & −i) nodes before node i. */
  readonly #counts: Int32Array;
  #count: number;

  /** Of nodes 0 … nodes − 1, the first `active` are. */
  constructor(nodes: number, active: number = nodes) {
    this.#counts = Int32Array.from(
      { length: nodes + 1 },
      (_, place) => Math.min(place, active) - Math.min(place - (place & -place), active),
    );
    this.#count = active;
  }

  /** Active nodes. */
  get count(): number {
    return this.#count;
  }

  /** The active node that has `rank` (0 … count − 1) active nodes before it. */
  at(rank: number): number {
    assert(rank >= 0 && rank < this.#count, 'a rank is one of an active node');
    const counts = this.#counts;
    let node = 0;
    let rest = rank;
    for (let step = 1 << (31 - Math.clz32(counts.length - 1)); step > 0; step >>= 1) {
      const next = node + step;
      if (next >= counts.length || counts[next] > rest) continue;
      node = next;
      rest -= counts[next];
    }
    return node;
  }

  /** Takes out a node that is active. */
  remove(node: number): void {
    this.#add(node, -1);
  }

  /** Puts in a node that is not active yet, or again. */
  add(node: number): void {
    this.#add(node, 1);
  }

  #add(node: number, change: 1 | -1): void {
    for (let place = node + 1; place < this.#counts.length; place += place & -place) {
      this.#counts[place] += change;
    }
    this.#count += change;
  }
}
