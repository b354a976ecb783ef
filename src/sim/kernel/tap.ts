/** A tap reads the facts of a run as they happen. It never writes to the world. */

/** A reader of facts, attached from outside. */
export interface Tap {
  /** The kinds of fact that it reads; others cost it nothing. */
  readonly kinds: readonly number[] | 'all';
  /** One fact at the instant `at`: unused numbers are 0, `amount` is 0n where no money moves. */
  fact(at: number, kind: number, a: number, b: number, c: number, amount: bigint): void;
}
