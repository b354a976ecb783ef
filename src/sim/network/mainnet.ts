/**
 * The main chain as transactions meet it: blocks at a fixed pace, on average a part of each block's gas for
 * the network, first come, first served, and who bids less than others waits besides. §M15.1
 */
import { assert } from '../../base/assert.ts';
import type { Duration, Instant } from '../../base/units.ts';

/** Invariant: up to the end of any block no more gas is taken than the network has won by then. */
export class Mainnet {
  readonly #blockTime: Duration;
  readonly #waitBlocks: number;
  #gasPerBlock: number;
  /** What has been taken, or has gone by, of the gas that the network wins, counted from block 1 on. */
  #taken = 0;
  /** Gas taken since the start. */
  gasUsed = 0;

  /**
   * Blocks each `blockTime` milliseconds that give `gasPerBlock`, 1 or more, to the network, whose bids wait
   * `waitBlocks` of them.
   */
  constructor(blockTime: Duration, gasPerBlock: number, waitBlocks = 0) {
    assert(gasPerBlock >= 1, 'the network wins gas in every block');
    this.#blockTime = blockTime;
    this.#gasPerBlock = gasPerBlock;
    this.#waitBlocks = waitBlocks;
  }

  /**
   * From the block after `at` on the network wins so much gas. What waits then waits on, at the pace of what
   * is won now; each transaction that was sent before keeps its block.
   */
  winsFrom(at: Instant, gasPerBlock: number): void {
    assert(gasPerBlock >= 1, 'the network wins gas in every block');
    const block = this.blockAt(at);
    const waiting = Math.max(0, this.#taken - block * this.#gasPerBlock);
    this.#gasPerBlock = gasPerBlock;
    this.#taken = block * gasPerBlock + waiting;
  }

  /** The last block at `at`; block 0 is there from the start. */
  blockAt(at: Instant): number {
    return Math.floor(at / this.#blockTime);
  }

  /**
   * When a transaction that is sent at `at` is on the chain: in the first later block by which the network
   * has won its gas, beyond that of all transactions that were sent before, and as much later as its bid
   * waits.
   */
  include(at: Instant, gas: number): Instant {
    assert(gas > 0, 'a transaction takes gas');
    this.gasUsed += gas;
    this.#taken = Math.max(this.#taken, this.blockAt(at) * this.#gasPerBlock) + gas;
    return this.#instantOf(Math.ceil(this.#taken / this.#gasPerBlock) + this.#waitBlocks);
  }

  /** From when on a transaction goes into the first block that has gas left, if nobody sends one before. */
  roomAt(now: Instant): Instant {
    const from = this.#instantOf(Math.floor(this.#taken / this.#gasPerBlock));
    return from > now ? from : now;
  }

  #instantOf(block: number): Instant {
    return (block * this.#blockTime) as Instant;
  }
}
