/**
 * Who served how many slots for how long in the running month: what rents are paid by, where they go to the
 * nodes that do the work. §M10.2
 */
import { grown } from '../../base/growable.ts';
import type { Chains } from './chains.ts';
import { NONE } from './chains.ts';

/** Invariant: a seat's time counts once, for the node that sat on it. */
export class SeatService {
  /** By seat, since when its node has sat there. */
  #since = new Float64Array(64);
  /**
   * By node, slot-milliseconds of seats that it has left since the month began. Below 2^53: a node of 1,024
   * slots serves for 2^43 ms, two centuries and more, before the sum is not exact.
   */
  readonly #served: Float64Array;

  constructor(nodes: number) {
    this.#served = new Float64Array(nodes);
  }

  /** A node takes the seat at `now`. */
  began(seat: number, now: number): void {
    this.#since = grown(this.#since, seat + 1);
    this.#since[seat] = now;
  }

  /** The node leaves the seat, which takes `slots` of it. */
  ended(seat: number, node: number, slots: number, now: number): void {
    this.#served[node] += slots * (now - this.#since[seat]);
  }

  /** Slot-milliseconds of every node up to `now`, as weights; a new month begins. */
  closed(chains: Chains, now: number): bigint[] {
    for (let chain = 0; chain < chains.count; chain++) {
      if (!chains.isLive(chain)) continue;
      const { slots, members } = chains.rowOf(chain);
      const first = chains.firstSeat(chain);
      for (let seat = first; seat < first + members; seat++) {
        const node = chains.nodeOfSeat[seat];
        if (node !== NONE) this.ended(seat, node, slots, now);
        this.#since[seat] = now;
      }
    }
    const weights = Array.from(this.#served, BigInt);
    this.#served.fill(0);
    return weights;
  }
}
