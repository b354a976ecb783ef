/** The nodes of each value of an attribute, so that a strike on one looks at its own nodes only. §M8.1 */

/** Lists laid once a run: attributes never change. */
export class NodesByValue {
  /** Nodes of value v stand at first[v] … first[v + 1] − 1 of the list. */
  readonly #first: Int32Array;
  readonly #nodes: Int32Array;

  /** `valueOf`: the value of each node, 0 … values − 1. */
  constructor(valueOf: ArrayLike<number>, values: number) {
    this.#first = new Int32Array(values + 1);
    this.#nodes = new Int32Array(valueOf.length);
    for (let node = 0; node < valueOf.length; node++) this.#first[valueOf[node] + 1]++;
    for (let value = 0; value < values; value++) this.#first[value + 1] += this.#first[value];
    const next = this.#first.slice();
    for (let node = 0; node < valueOf.length; node++) this.#nodes[next[valueOf[node]]++] = node;
  }

  /** The nodes of a value, ascending; not to be written to. */
  of(value: number): Int32Array {
    return this.#nodes.subarray(this.#first[value], this.#first[value + 1]);
  }
}
