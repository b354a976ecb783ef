/**
 * Chains and their seats, struct of arrays. A seat is one member's place on one committee; the seats of a
 * chain lie side by side, and so do the seats that a node holds: a walk over links would wait for memory at
 * each of them. §M3, §M5.1
 */
import { assert } from '../../base/assert.ts';
import { grown } from '../../base/growable.ts';
import { thresholdOf } from '../../crypto/threshold.ts';
import type { ChainSize } from '../protocol/params.ts';

/** What became of a request. */
export const CHAIN_STATES = ['live', 'refused', 'queued', 'deleted'] as const;
/** A chain's state. */
export type ChainState = (typeof CHAIN_STATES)[number];

/** An empty seat. */
export const NONE = -1;

/** Places for the seats of each node at first; doubled for all nodes when one of them needs more. */
const PLACES_AT_FIRST = 16;

/** Invariant: a seat is in the list of exactly the node that holds it, where lists are kept. */
export class Chains {
  readonly sizes: readonly ChainSize[];
  readonly isListed: boolean;
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
  /** Seats of node n, oldest first, from place n · #places on. */
  #seatsOfNode: Int32Array;
  /** The chains of these seats, so that an outage reaches them without a look at every seat. */
  #chainsOfNode: Int32Array;
  #places = PLACES_AT_FIRST;
  readonly #seatsOnNode: Int32Array;
  /** Shares that sign, by size. */
  readonly #thresholds: Int32Array;
  /** Stretches of seats of deleted chains, by number of members. */
  readonly #reusable = new Map<number, number[]>();

  /** `isListed`: every node's seats are listed too, for outages and exits; it doubles the cost of a seat. */
  constructor(sizes: readonly ChainSize[], nodes: number, isListed: boolean) {
    assert(sizes.length <= 256, 'a size is a byte');
    this.sizes = sizes;
    this.isListed = isListed;
    this.#seatsOfNode = new Int32Array(nodes * this.#places);
    this.#chainsOfNode = new Int32Array(nodes * this.#places);
    this.#seatsOnNode = new Int32Array(nodes);
    this.#thresholds = Int32Array.from(sizes, ({ members }) => thresholdOf(members));
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
    return this.#thresholds[this.sizeOf[chain]];
  }

  /** First seat of a live chain; the others follow. */
  firstSeat(chain: number): number {
    return this.#firstSeat[chain];
  }

  /** Seats that a node holds, where they are listed. */
  seatsOn(node: number): number {
    assert(this.isListed, 'seats are asked for by node where they are listed');
    return this.#seatsOnNode[node];
  }

  /** The seat that a node holds since `later` (0 … seatsOn − 1) others: 0 is the one that it took last. */
  seatOn(node: number, later: number): number {
    return this.#seatsOfNode[node * this.#places + this.#seatsOnNode[node] - 1 - later];
  }

  /** The chain of {@link seatOn}. */
  chainOn(node: number, later: number): number {
    return this.#chainsOfNode[node * this.#places + this.#seatsOnNode[node] - 1 - later];
  }

  /** Gives a request its seats, all empty. */
  open(chain: number): void {
    assert(this.stateOf(chain) === 'queued', 'a chain is opened once');
    const { members } = this.rowOf(chain);
    const first = this.#reusable.get(members)?.pop() ?? this.#newSeats(members);
    for (let seat = first; seat < first + members; seat++) {
      this.nodeOfSeat[seat] = NONE;
      this.chainOfSeat[seat] = chain;
    }
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
    this.nodeOfSeat[seat] = node;
    if (!this.isListed) return;
    const held = this.#seatsOnNode[node]++;
    if (held === this.#places) this.#makePlaces();
    this.#seatsOfNode[node * this.#places + held] = seat;
    this.#chainsOfNode[node * this.#places + held] = this.chainOfSeat[seat];
  }

  /** Empties a seat; returns the node that held it. Takes as many steps as the node took seats since. */
  unseat(seat: number): number {
    const node = this.nodeOfSeat[seat];
    assert(node !== NONE, 'a seat that is emptied is taken');
    this.nodeOfSeat[seat] = NONE;
    if (!this.isListed) return node;
    const seats = this.#seatsOfNode;
    const chains = this.#chainsOfNode;
    const last = node * this.#places + --this.#seatsOnNode[node];
    let at = last;
    while (seats[at] !== seat) at--;
    // What was taken later moves down by one: the order stays.
    for (; at < last; at++) {
      seats[at] = seats[at + 1];
      chains[at] = chains[at + 1];
    }
    return node;
  }

  #makePlaces(): void {
    const places = this.#places;
    this.#seatsOfNode = spread(this.#seatsOfNode, places, 2 * places);
    this.#chainsOfNode = spread(this.#chainsOfNode, places, 2 * places);
    this.#places = 2 * places;
  }

  #newSeats(members: number): number {
    const first = this.seatCount;
    this.seatCount += members;
    this.nodeOfSeat = grown(this.nodeOfSeat, this.seatCount);
    this.chainOfSeat = grown(this.chainOfSeat, this.seatCount);
    return first;
  }
}

/** The same blocks, each in a wider one. */
function spread(blocks: Int32Array, width: number, wider: number): Int32Array {
  const result = new Int32Array((blocks.length / width) * wider);
  for (let from = 0, to = 0; from < blocks.length; from += width, to += wider) {
    result.set(blocks.subarray(from, from + width), to);
  }
  return result;
}
