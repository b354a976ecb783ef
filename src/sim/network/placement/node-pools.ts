/** The two pools of nodes of the contracts of November 2019. §M5.2 */
import type { SlotBook } from './slot-book.ts';

/** A new node hosts whole-node chains where fractional · 128 > full · 17, so about 17 of 145 do not. */
const FRACTIONAL_FACTOR = 128;
const FULL_FACTOR = 17;

/**
 * Nodes in order of registration, those for whole-node chains (`full`) apart from those for smaller ones
 * (`fractional`). Who leaves a pool leaves its place to the last. Invariant: a node that has not left is in
 * one of the two.
 */
export class NodePools implements SlotBook {
  readonly #slots: number;
  readonly full: number[] = [];
  readonly fractional: number[] = [];
  /** All that ever registered. */
  readonly registered: number[] = [];

  /** `nodes` nodes of `slots` slots, registered in the order of their numbers. Others come later. */
  constructor(nodes: number, slots: number) {
    this.#slots = slots;
    for (let node = 0; node < nodes; node++) this.#register(node);
  }

  copy(): NodePools {
    const copy = new NodePools(0, this.#slots);
    copy.full.push(...this.full);
    copy.fractional.push(...this.fractional);
    copy.registered.push(...this.registered);
    return copy;
  }

  /** The nodes from which a member with `slots` slots is drawn; without slots: all. */
  poolFor(slots: number): readonly number[] {
    if (slots === 0) return this.registered;
    return slots === this.#slots ? this.full : this.fractional;
  }

  /** Pools do not hang on free slots. */
  moved(): void {}

  /** A node that leaves keeps its place in its pool, and is passed over. */
  hidden(): void {}

  /** A node that registers is shown for the first time. */
  shown(node: number): void {
    if (!this.registered.includes(node)) this.#register(node);
  }

  left(node: number): void {
    for (const pool of [this.full, this.fractional]) {
      const place = pool.indexOf(node);
      if (place < 0) continue;
      pool[place] = pool[pool.length - 1];
      pool.pop();
    }
  }

  #register(node: number): void {
    const { full, fractional } = this;
    const isFull = full.length === 0 || fractional.length * FRACTIONAL_FACTOR > full.length * FULL_FACTOR;
    (isFull ? full : fractional).push(node);
    this.registered.push(node);
  }
}
