/**
 * Seats by the node that holds them, side by side in memory for each node: a walk over links would wait for
 * memory at each of them. §M5.1
 */
import { assert } from '../../base/assert.ts';

/** Places for each node at first; doubled for all nodes when one of them needs more. */
const PLACES_AT_FIRST = 16;

/** Lists of (seat, chain), one for each node, in the order in which they were added. */
export class NodeLists {
  /** Entries of node n from place n · #places on. */
  #seats: Int32Array;
  #chains: Int32Array;
  #places = PLACES_AT_FIRST;
  readonly #counts: Int32Array;

  /** Empty lists for `nodes` nodes. */
  constructor(nodes: number) {
    this.#seats = new Int32Array(nodes * this.#places);
    this.#chains = new Int32Array(nodes * this.#places);
    this.#counts = new Int32Array(nodes);
  }

  /** Entries of the node. */
  count(node: number): number {
    return this.#counts[node];
  }

  /** The seat that was added since `later` (0 … count − 1) others: 0 is the last one. */
  seat(node: number, later: number): number {
    return this.#seats[node * this.#places + this.#counts[node] - 1 - later];
  }

  /** The chain of {@link seat}. */
  chain(node: number, later: number): number {
    return this.#chains[node * this.#places + this.#counts[node] - 1 - later];
  }

  add(node: number, seat: number, chain: number): void {
    const held = this.#counts[node]++;
    if (held === this.#places) this.#makePlaces();
    this.#seats[node * this.#places + held] = seat;
    this.#chains[node * this.#places + held] = chain;
  }

  /** Takes an entry out that is there. Takes as many steps as were added to the node since. */
  remove(node: number, seat: number): void {
    const seats = this.#seats;
    const chains = this.#chains;
    const first = node * this.#places;
    const last = first + --this.#counts[node];
    let at = last;
    while (at >= first && seats[at] !== seat) at--;
    assert(at >= first, 'only an entry that is there is taken out');
    // What was added later moves down by one: the order stays.
    for (; at < last; at++) {
      seats[at] = seats[at + 1];
      chains[at] = chains[at + 1];
    }
  }

  #makePlaces(): void {
    this.#seats = spread(this.#seats, this.#places, 2 * this.#places);
    this.#chains = spread(this.#chains, this.#places, 2 * this.#places);
    this.#places *= 2;
  }
}

/** The same blocks, each in a wider one. */
function spread(blocks: Int32Array, width: number, wider: number): Int32Array {
  const result = new Int32Array((blocks.length / width) * wider);
  for (let from = 0, to = 0; from < blocks.length; from += width, to += wider) {
    result.set(blocks.subarray(from, from + width), to);
  }
  return result;
}
