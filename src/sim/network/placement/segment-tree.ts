/** Counts of nodes by place, and draws of a place in proportion to them. §M5.2 */
import { assert } from '../../../base/assert.ts';
import type { Draws } from '../../../base/draws.ts';

/** No place holds anything. */
export const NO_PLACE = 0;

/**
 * A binary tree over places 1 … `places`: a vertex counts what the places below it hold. Vertex 1 is the
 * root, 2v and 2v + 1 are the halves of v. Invariant: every vertex is the sum of its halves.
 */
export class SegmentTree {
  /** A power of two. */
  readonly places: number;
  readonly #counts: Int32Array;

  /** All counts 0. */
  constructor(places: number) {
    assert(places >= 1 && (places & (places - 1)) === 0, 'a tree has a power of two of places');
    this.places = places;
    this.#counts = new Int32Array(2 * places);
  }

  /** The same tree again. */
  copy(): SegmentTree {
    const copy = new SegmentTree(this.places);
    copy.#counts.set(this.#counts);
    return copy;
  }

  /** Adds `change`, which may be negative, to the count of a place. O(log places). */
  add(place: number, change: number): void {
    assert(place >= 1 && place <= this.places, 'a place of the tree');
    for (let vertex = this.places + place - 1; vertex >= 1; vertex >>= 1) {
      this.#counts[vertex] += change;
      assert(this.#counts[vertex] >= 0, 'nothing is taken from where nothing is');
    }
  }

  /** What a vertex counts; vertex `places` + place − 1 is the place itself. */
  countAt(vertex: number): number {
    return this.#counts[vertex];
  }

  /** What places `from` … `places` hold. O(log places). */
  sumFrom(from: number): number {
    assert(from >= 1 && from <= this.places, 'a place of the tree');
    let vertex = this.places + from - 1;
    let sum = this.#counts[vertex];
    for (; vertex > 1; vertex >>= 1) if ((vertex & 1) === 0) sum += this.#counts[vertex + 1];
    return sum;
  }

  /**
   * A place from `from` on, as likely as it holds much, or NO_PLACE. Goes down from the root: one draw at
   * each vertex both of whose halves have places from `from` on, also where one of these is empty and the
   * draw decides nothing, because the contracts spend a hash there too.
   */
  drawFrom(from: number, draws: Pick<Draws, 'below'>): number {
    let rest = this.sumFrom(from);
    if (rest === 0) return NO_PLACE;
    let vertex = 1;
    let begin = 1;
    for (let width = this.places / 2; width >= 1; width /= 2) {
      // The left half ends before `from`.
      if (begin + width <= from) {
        begin += width;
        vertex = 2 * vertex + 1;
        continue;
      }
      const right = this.#counts[2 * vertex + 1];
      const isLeft = draws.below(rest) < rest - right;
      rest = isLeft ? rest - right : right;
      if (!isLeft) begin += width;
      vertex = 2 * vertex + (isLeft ? 0 : 1);
    }
    return begin;
  }
}
