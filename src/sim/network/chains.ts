/**
 * Chains and their seats, struct of arrays. A seat is one member's place on one committee; the seats of a
 * chain lie side by side, the seats of a node form a list. §M3, §M5.1
 */
import { assert } from '../../base/assert.ts';
import { grown } from '../../base/growable.ts';
import { thresholdOf } from '../../crypto/threshold.ts';
import type { ChainSize } from '../protocol/params.ts';

/** What became of a request. */
export const CHAIN_STATES = ['live', 'refused', 'queued', 'deleted'] as const;
/** A chain's state. */
export type ChainState = (typeof CHAIN_STATES)[number];

/** An empty seat, or the end of a node's list. */
export const NONE = -1;

/** Invariant: a seat is in the list of exactly the node that holds it. */
export class Chains {
  readonly sizes: readonly ChainSize[];
  /** Requests so far, refused ones included. */
  count = 0;
  /** Chains that hold a committee. */
  liveCount = 0;
  sizeOf = new Uint8Array(64);
  #state = new Uint8Array(64);
  #firstSeat = new Int32Array(64);
  /** Key generations so far; the first committee holds generation 1. §M6.4 */
  generation = new Int32Array(64);
  /** Members that are down. */
  membersDown = new Int32Array(64);
  /** 1 while fewer than the threshold of members is up. §M14.1 */
  isHalted = new Uint8Array(64);
  /** How often a committee was drawn for the request. */
  attempts = new Int32Array(64);

  /** Places for seats in use or free for reuse. */
  seatCount = 0;
  /** The node of each seat, or NONE. */
  nodeOfSeat = new Int32Array(64);
  chainOfSeat = new Int32Array(64);
  #nextOnNode = new Int32Array(64);
  #previousOnNode = new Int32Array(64);
  readonly #firstOnNode: Int32Array;
  readonly #seatsOnNode: Int32Array;
  /** Stretches of seats of deleted chains, by number of members. */
  readonly #reusable = new Map<number, number[]>();

  constructor(sizes: readonly ChainSize[], nodes: number) {
    assert(sizes.length <= 256, 'a size is a byte');
    this.sizes = sizes;
    this.#firstOnNode = new Int32Array(nodes).fill(NONE);
    this.#seatsOnNode = new Int32Array(nodes);
  }

  /** A new request, queued until it is placed, refused or withdrawn. Returns its index. */
  request(size: number): number {
    const chain = this.count++;
    this.sizeOf = grown(this.sizeOf, this.count);
    this.#state = grown(this.#state, this.count);
    this.#firstSeat = grown(this.#firstSeat, this.count);
    this.generation = grown(this.generation, this.count);
    this.membersDown = grown(this.membersDown, this.count);
    this.isHalted = grown(this.isHalted, this.count);
    this.attempts = grown(this.attempts, this.count);
    this.sizeOf[chain] = size;
    this.#state[chain] = CHAIN_STATES.indexOf('queued');
    this.#firstSeat[chain] = NONE;
    return chain;
  }

  stateOf(chain: number): ChainState {
    return CHAIN_STATES[this.#state[chain]];
  }

  isLive(chain: number): boolean {
    return this.#state[chain] === 0;
  }

  /** The chain's row in the table of sizes. */
  rowOf(chain: number): ChainSize {
    return this.sizes[this.sizeOf[chain]];
  }

  /** Shares that sign on this chain. §M6.1 */
  thresholdOf(chain: number): number {
    return thresholdOf(this.rowOf(chain).members);
  }

  /** First seat of a live chain; the others follow. */
  firstSeat(chain: number): number {
    return this.#firstSeat[chain];
  }

  /** Seats that a node holds. */
  seatsOn(node: number): number {
    return this.#seatsOnNode[node];
  }

  /** First of the node's seats, or NONE; walk on with {@link nextOn}. */
  firstOn(node: number): number {
    return this.#firstOnNode[node];
  }

  /** The node's next seat, or NONE. */
  nextOn(seat: number): number {
    return this.#nextOnNode[seat];
  }

  /** Gives a request its seats, all empty. */
  open(chain: number): void {
    assert(this.stateOf(chain) === 'queued', 'a chain is opened once');
    const { members } = this.rowOf(chain);
    const first = this.#reusable.get(members)?.pop() ?? this.#newSeats(members);
    this.nodeOfSeat.fill(NONE, first, first + members);
    this.chainOfSeat.fill(chain, first, first + members);
    this.#firstSeat[chain] = first;
    this.#state[chain] = CHAIN_STATES.indexOf('live');
    this.liveCount++;
  }

  refuse(chain: number): void {
    this.#state[chain] = CHAIN_STATES.indexOf('refused');
  }

  /** Frees the seats of a chain whose members have all been unseated. */
  delete(chain: number): void {
    assert(this.isLive(chain), 'only a live chain is deleted');
    const { members } = this.rowOf(chain);
    const stretches = this.#reusable.get(members);
    if (stretches === undefined) this.#reusable.set(members, [this.#firstSeat[chain]]);
    else stretches.push(this.#firstSeat[chain]);
    this.#firstSeat[chain] = NONE;
    this.#state[chain] = CHAIN_STATES.indexOf('deleted');
    this.liveCount--;
  }

  /** Puts a node on an empty seat. */
  seat(seat: number, node: number): void {
    const next = this.#firstOnNode[node];
    this.nodeOfSeat[seat] = node;
    this.#nextOnNode[seat] = next;
    this.#previousOnNode[seat] = NONE;
    if (next !== NONE) this.#previousOnNode[next] = seat;
    this.#firstOnNode[node] = seat;
    this.#seatsOnNode[node]++;
  }

  /** Empties a seat; returns the node that held it. */
  unseat(seat: number): number {
    const node = this.nodeOfSeat[seat];
    const next = this.#nextOnNode[seat];
    const previous = this.#previousOnNode[seat];
    if (next !== NONE) this.#previousOnNode[next] = previous;
    if (previous === NONE) this.#firstOnNode[node] = next;
    else this.#nextOnNode[previous] = next;
    this.nodeOfSeat[seat] = NONE;
    this.#seatsOnNode[node]--;
    return node;
  }

  #newSeats(members: number): number {
    const first = this.seatCount;
    this.seatCount += members;
    this.nodeOfSeat = grown(this.nodeOfSeat, this.seatCount);
    this.chainOfSeat = grown(this.chainOfSeat, this.seatCount);
    this.#nextOnNode = grown(this.#nextOnNode, this.seatCount);
    this.#previousOnNode = grown(this.#previousOnNode, this.seatCount);
    return first;
  }
}
