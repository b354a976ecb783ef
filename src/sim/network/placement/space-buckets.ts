/**
 * Nodes by free slots in the order in which the contracts keep them, which decides their draws. §M5.2
 */
import { assert } from '../../../base/assert.ts';
import { SegmentTree } from './segment-tree.ts';
import type { SlotBook } from './slot-book.ts';

const ABSENT = -1;

/**
 * `as-counted`: hidden nodes are taken out, and a tree counts the others by free slots (`sm-1.12`).
 * `as-listed`: hidden nodes stay until they have left, and nothing is counted (`legacy-single-draw`).
 */
export type BucketRule = 'as-counted' | 'as-listed';

/**
 * One bucket of nodes for each number of free slots. Who comes is appended; who goes leaves its place to the
 * last. Invariant: a node is in the bucket of its free slots or in none.
 */
export class SpaceBuckets implements SlotBook {
  readonly rule: BucketRule;
  #buckets: number[][];
  /** Place of each node in its bucket; undefined or ABSENT: it is in none. */
  #place: number[] = [];
  /** Bucket of each node that is in one. */
  #level: number[] = [];
  /** Counts of nodes with 1 free slot or more. Only `as-counted`. */
  #counts: SegmentTree | undefined;

  /** `nodes` nodes with `slots` free slots, registered in the order of their numbers. Others come later. */
  constructor(rule: BucketRule, nodes: number, slots: number) {
    this.rule = rule;
    this.#buckets = Array.from({ length: slots + 1 }, () => []);
    this.#counts = rule === 'as-counted' ? new SegmentTree(slots) : undefined;
    for (let node = 0; node < nodes; node++) this.append(node, slots);
  }

  copy(): SpaceBuckets {
    const copy = new SpaceBuckets(this.rule, 0, this.slots);
    copy.#buckets = this.#buckets.map((bucket) => bucket.slice());
    copy.#place = this.#place.slice();
    copy.#level = this.#level.slice();
    copy.#counts = this.#counts?.copy();
    return copy;
  }

  /** Highest number of free slots. */
  get slots(): number {
    return this.#buckets.length - 1;
  }

  /** Nodes with this many free slots, in order. */
  bucket(level: number): readonly number[] {
    return this.#buckets[level];
  }

  /** Counts by free slots, of an `as-counted` book. */
  get counts(): SegmentTree {
    assert(this.#counts !== undefined, 'only counted buckets have counts');
    return this.#counts;
  }

  /** Is the node in a bucket? */
  has(node: number): boolean {
    return (this.#place[node] ?? ABSENT) !== ABSENT;
  }

  /** Puts a node that is in no bucket at the end of one. */
  append(node: number, level: number): void {
    assert(!this.has(node), 'a node is in one bucket');
    this.#place[node] = this.#buckets[level].push(node) - 1;
    this.#level[node] = level;
    if (level > 0) this.#counts?.add(level, 1);
  }

  /** Takes a node out of its bucket; the last one gets its place. */
  take(node: number): void {
    assert(this.has(node), 'who is taken out is in a bucket');
    const place = this.#place[node];
    const level = this.#level[node];
    const bucket = this.#buckets[level];
    const last = bucket[bucket.length - 1];
    bucket[place] = last;
    this.#place[last] = place;
    bucket.pop();
    this.#place[node] = ABSENT;
    if (level > 0) this.#counts?.add(level, -1);
  }

  /** A node without a change stays where it is: the contracts do not touch it then. */
  moved(node: number, from: number, to: number): void {
    if (from === to || !this.has(node)) return;
    this.take(node);
    this.append(node, to);
  }

  /** Who has not registered yet is in no bucket already. */
  hidden(node: number): void {
    if (this.rule === 'as-counted' && this.has(node)) this.take(node);
  }

  /** A node that registers is shown for the first time. */
  shown(node: number, free: number): void {
    if (!this.has(node)) this.append(node, free);
  }

  left(node: number): void {
    if (this.rule === 'as-listed') this.take(node);
  }
}
