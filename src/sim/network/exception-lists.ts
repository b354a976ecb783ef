/** Who may not join a chain, in the order in which the contracts keep them: their draws hang on it. §M5.2 */

/** By chain, its members and those who failed it. Who leaves a list leaves its place to the last. */
export class ExceptionLists {
  readonly #lists: number[][] = [];

  /** A chain's list; empty for one that never had a committee. */
  of(chain: number): readonly number[] {
    return this.#lists[chain] ?? [];
  }

  /** The node becomes the last. */
  joined(chain: number, node: number): void {
    (this.#lists[chain] ??= []).push(node);
  }

  /** The node is no exception any more; nothing changes where it was none. */
  left(chain: number, node: number): void {
    const list = this.#lists[chain] ?? [];
    const place = list.lastIndexOf(node);
    if (place < 0) return;
    list[place] = list[list.length - 1];
    list.pop();
  }
}
