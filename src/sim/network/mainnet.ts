/**
 * The main chain as transactions meet it: blocks at a fixed pace, a part of each block's gas for the network,
 * first come, first served. §M15.1
 */
import { assert } from '../../base/assert.ts';
import type { Duration, Instant } from '../../base/units.ts';

/** Invariant: all gas taken lies in blocks up to the current one, and no block gives more than it has. */
export class Mainnet {
  readonly #blockTime: Duration;
  readonly #gasPerBlock: number;
  /** The block that the next transaction may go into; blocks come at whole multiples of the block time. */
  #block = 0;
  #gasLeft: number;
  /** Gas taken since the start. */
  gasUsed = 0;

  /** Blocks each `blockTime` milliseconds that give `gasPerBlock` to the network. */
  constructor(blockTime: Duration, gasPerBlock: number) {
    this.#blockTime = blockTime;
    this.#gasPerBlock = gasPerBlock;
    this.#gasLeft = gasPerBlock;
  }

  /** The last block at `at`; block 0 is there from the start. */
  blockAt(at: Instant): number {
    return Math.floor(at / this.#blockTime);
  }

  /** When a transaction that is sent at `at` is on the chain: in the first later block with room for it. */
  include(at: Instant, gas: number): Instant {
    return this.includeAll(at, gas, 1);
  }

  /** When the last of `count` (1 or more) such transactions, all sent at `at`, is on the chain. */
  includeAll(at: Instant, gas: number, count: number): Instant {
    assert(gas > 0, 'a transaction takes gas');
    assert(gas <= this.#gasPerBlock, 'a block has room for a transaction');
    this.#moveTo(this.blockAt(at) + 1);
    this.gasUsed += gas * count;
    const here = Math.min(count, Math.floor(this.#gasLeft / gas));
    this.#gasLeft -= here * gas;
    const rest = count - here;
    if (rest > 0) {
      const perBlock = Math.floor(this.#gasPerBlock / gas);
      const blocks = Math.ceil(rest / perBlock);
      this.#block += blocks;
      this.#gasLeft = this.#gasPerBlock - (rest - (blocks - 1) * perBlock) * gas;
    }
    return this.#instantOf(this.#block);
  }

  /** From when on a transaction goes into the first block that has room, if nobody sends one before. */
  roomAt(now: Instant): Instant {
    const from = this.#instantOf(this.#block - 1);
    return from > now ? from : now;
  }

  #moveTo(block: number): void {
    if (block <= this.#block) return;
    this.#block = block;
    this.#gasLeft = this.#gasPerBlock;
  }

  #instantOf(block: number): Instant {
    return (block * this.#blockTime) as Instant;
  }
}
