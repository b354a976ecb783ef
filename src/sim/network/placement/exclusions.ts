/** The nodes that may not take the seat at hand: members of the chain, and its leavers. §M5.1 */

/** A set of nodes that is emptied in one step: a node is in it when its mark bears the current stamp. */
export class Exclusions {
  readonly #mark: Int32Array;
  readonly #list: Int32Array;
  #stamp = 1;
  #count = 0;

  constructor(nodes: number) {
    this.#mark = new Int32Array(nodes);
    this.#list = new Int32Array(nodes);
  }

  /** Nodes in the set. */
  get count(): number {
    return this.#count;
  }

  /** The set's `index`th node, in order of addition. */
  at(index: number): number {
    return this.#list[index];
  }

  has(node: number): boolean {
    return this.#mark[node] === this.#stamp;
  }

  /** Adding a node twice changes nothing. */
  add(node: number): void {
    if (this.#mark[node] === this.#stamp) return;
    this.#mark[node] = this.#stamp;
    this.#list[this.#count++] = node;
  }

  /** Adds nodes[from … to − 1]; what is no node (negative) is passed over. */
  addAll(nodes: Int32Array, from: number, to: number): void {
    const mark = this.#mark;
    const list = this.#list;
    const stamp = this.#stamp;
    let count = this.#count;
    for (let index = from; index < to; index++) {
      const node = nodes[index];
      if (node < 0 || mark[node] === stamp) continue;
      mark[node] = stamp;
      list[count++] = node;
    }
    this.#count = count;
  }

  /** Empties the set; marks are wiped once in 2^31 uses, when the stamp would wrap. */
  clear(): void {
    this.#count = 0;
    this.#stamp++;
    if (this.#stamp === 0x7fffffff) {
      this.#mark.fill(0);
      this.#stamp = 1;
    }
  }
}
