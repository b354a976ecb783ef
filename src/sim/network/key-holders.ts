/**
 * Who holds a share of the key in force of each chain. Members that a turn has taken off a committee sign on
 * until the next key is there, and its newcomers cannot sign before. §M6.4, §M7.1
 */
import { grown } from '../../base/growable.ts';
import { NONE, type Chains } from './chains.ts';
import { NodeLists } from './node-lists.ts';

/** Invariant: a node's list holds exactly the seats whose shares it holds. */
export class KeyHolders {
  readonly #chains: Chains;
  readonly #lists: NodeLists;
  /** By seat, who holds its share of the key in force; NONE before the first key. */
  #holderOfSeat = new Int32Array(64).fill(NONE);

  /** Nobody holds anything. */
  constructor(chains: Chains, nodes: number) {
    this.#chains = chains;
    this.#lists = new NodeLists(nodes);
  }

  /** Holder of a seat's share, or NONE. */
  holderOf(seat: number): number {
    return seat < this.#holderOfSeat.length ? this.#holderOfSeat[seat] : NONE;
  }

  /** Shares that a node holds. */
  count(node: number): number {
    return this.#lists.count(node);
  }

  /** The chain of a node's share, counted from the last. */
  chain(node: number, later: number): number {
    return this.#lists.chain(node, later);
  }

  /** The seat of {@link chain}. */
  seat(node: number, later: number): number {
    return this.#lists.seat(node, later);
  }

  /** Every member of the committee as it stands now holds its share; returns how many of them `isDown`. */
  renewed(chain: number, isDown: Uint8Array): number {
    const { nodeOfSeat } = this.#chains;
    const first = this.#chains.firstSeat(chain);
    const end = first + this.#chains.rowOf(chain).members;
    this.#makeRoom(end);
    let down = 0;
    for (let seat = first; seat < end; seat++) {
      const node = nodeOfSeat[seat];
      if (isDown[node] > 0) down++;
      const before = this.#holderOfSeat[seat];
      if (before === node) continue;
      if (before !== NONE) this.#lists.remove(before, seat);
      this.#lists.add(node, seat, chain);
      this.#holderOfSeat[seat] = node;
    }
    return down;
  }

  /** The chain goes, and its key with it. */
  dropped(chain: number): void {
    const first = this.#chains.firstSeat(chain);
    const end = first + this.#chains.rowOf(chain).members;
    for (let seat = first; seat < end; seat++) {
      const holder = this.holderOf(seat);
      if (holder === NONE) continue;
      this.#lists.remove(holder, seat);
      this.#holderOfSeat[seat] = NONE;
    }
  }

  #makeRoom(seats: number): void {
    const before = this.#holderOfSeat.length;
    this.#holderOfSeat = grown(this.#holderOfSeat, seats);
    if (this.#holderOfSeat.length > before) this.#holderOfSeat.fill(NONE, before);
  }
}
