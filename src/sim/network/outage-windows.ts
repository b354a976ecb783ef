/**
 * The outages that a monitoring window sees: for each node the intervals in which it was down since the
 * window opened.
 */

/** A stretch [from, to) still running has no end yet. */
const RUNNING = Number.POSITIVE_INFINITY;

/** Interval lists of all nodes. A node without an entry was up during the whole window, and most are. */
export class OutageWindows {
  /** Pairs from, to: ascending, disjoint. Empty: up throughout. */
  readonly #intervals: number[][];
  /** node → 1 with an entry: read for every pair of nodes, and a byte each stays in the cache. */
  readonly #isTouched: Uint8Array;
  /** Nodes with an entry, so that the turn of a window costs nothing for the others. */
  #touched: number[] = [];

  constructor(nodes: number) {
    this.#intervals = Array.from({ length: nodes }, () => []);
    this.#isTouched = new Uint8Array(nodes);
  }

  /** Was the node up during the whole window so far? */
  isClean(node: number): boolean {
    return this.#isTouched[node] === 0;
  }

  /** Pairs from, to; the last `to` is infinite while the node is down. */
  intervalsOf(node: number): readonly number[] {
    return this.#intervals[node];
  }

  /** Counts the nodes that were down for part of the window. */
  get touchedCount(): number {
    return this.#touched.length;
  }

  begin(node: number, now: number): void {
    const intervals = this.#intervals[node];
    if (intervals.length === 0) {
      this.#touched.push(node);
      this.#isTouched[node] = 1;
    }
    intervals.push(now, RUNNING);
  }

  end(node: number, now: number): void {
    const intervals = this.#intervals[node];
    intervals[intervals.length - 1] = now;
  }

  /** A window ends at `now`: what is over by then is forgotten, what runs on goes into the next window. */
  turn(now: number): void {
    const touched = this.#touched;
    this.#touched = [];
    for (const node of touched) {
      const intervals = this.#intervals[node];
      let kept = 0;
      for (let index = 0; index < intervals.length; index += 2) {
        if (intervals[index + 1] <= now) continue;
        intervals[kept++] = intervals[index];
        intervals[kept++] = intervals[index + 1];
      }
      intervals.length = kept;
      if (kept > 0) this.#touched.push(node);
      else this.#isTouched[node] = 0;
    }
  }
}
