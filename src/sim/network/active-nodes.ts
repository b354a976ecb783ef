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

  /** Nodes 0 … nodes − 1, all active. */
  constructor(nodes: number) {
    this.#counts = Int32Array.from({ length: nodes + 1 }, (_, place) => place & -place);
    this.#count = nodes;
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
    for (let place = node + 1; place < this.#counts.length; place += place & -place) this.#counts[place]--;
    this.#count--;
  }
}
