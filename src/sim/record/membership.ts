/**
 * Who belongs to which coalition, as the facts tell it. The recorders join it with what the network did.
 * §M16.2
 */
import { grown } from '../../base/growable.ts';

/** Node → coalition. */
export class Membership {
  /** Coalition + 1, so that 0 is none. */
  #coalitionOf = new Int32Array(0);

  /** The fact `node-corrupted`. */
  corrupted(node: number, coalition: number): void {
    this.#coalitionOf = grown(this.#coalitionOf, node + 1);
    this.#coalitionOf[node] = coalition + 1;
  }

  /** The node's coalition, −1 for none. */
  coalitionOf(node: number): number {
    return node < this.#coalitionOf.length ? this.#coalitionOf[node] - 1 : -1;
  }
}
