/**
 * What a draw needs of a generator, whichever it is: the model's streams, or the contracts' chain of hashes.
 */
export interface Draws {
  /** A whole number, 0 … bound − 1, each equally likely; bound 1 … 2^32. */
  below(bound: number): number;
  /** Shuffles the first `count` places of `array` among themselves, all orders equally likely. */
  shuffle(array: Int32Array, count: number): void;
}
