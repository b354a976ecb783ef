/**
 * Chains and their seats, struct of arrays. A seat is one member's place on one committee; the seats of a
 * chain lie side by side. §M3, §M5.1
 */
import { assert } from '../../base/assert.ts';
import { grown } from '../../base/growable.ts';
import { thresholdOf } from '../../crypto/threshold.ts';
import type { ChainSize } from '../protocol/params.ts';
import { NodeLists } from './node-lists.ts';

/** What became of a request. */
export const CHAIN_STATES = ['live', 'refused', 'queued', 'deleted'] as const;
/** A chain's state. */
export type ChainState = (typeof CHAIN_STATES)[number];

/** An empty seat. */
export const NONE = -1;

/** Invariant: a seat is in the list of exactly the node that holds it, where lists are kept. */
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
  /** Holders of the key in force that are down. */
  holdersDown = new Int32Array(64);
  /** 1 while fewer than the threshold of these holders is up. §M14.1 */
  isHalted = new Uint8Array(64);
  /** How often a committee was drawn for the request. */
  attempts = new Int32Array(64);
  /** 1 for a chain that keeps its keys in enclaves. §M3.5 */
  isPrivate = new Uint8Array(64);
  /** By chain, the tier that it asked for: an index into the table of tiers. §M9.6 */
  tier = new Uint8Array(64);
  /** 1 for a chain whose first seats belong to named authorities. §M3.5 */
  isHybrid = new Uint8Array(64);

  /** Places for seats in use or free for reuse. */
  seatCount = 0;
  /** The node of each seat, or NONE. */
  nodeOfSeat = new Int32Array(64);
  chainOfSeat = new Int32Array(64);
  readonly #lists: NodeLists | undefined;
  /** Shares that sign, by size. */
  readonly #thresholds: Int32Array;
  /** Stretches of seats of deleted chains, by number of members. */
  readonly #reusable = new Map<number, number[]>();

  /** `isListed`: every node's seats are listed too, for exits; it doubles the cost of a seat. */
  constructor(sizes: readonly ChainSize[], nodes: number, isListed: boolean) {
    assert(sizes.length <= 256, 'a size is a byte');
    this.sizes = sizes;
    this.#lists = isListed ? new NodeLists(nodes) : undefined;
    this.#thresholds = Int32Array.from(sizes, ({ members }) => thresholdOf(members));
  }

  /** A new request, queued until it is placed, refused or withdrawn. Returns its index. */
  request(size: number): number {
    const chain = this.count++;
    this.sizeOf = grown(this.sizeOf, this.count);
    this.#state = grown(this.#state, this.count);
    this.#firstSeat = grown(this.#firstSeat, this.count);
    this.generation = grown(this.generation, this.count);
    this.holdersDown = grown(this.holdersDown, this.count);
    this.isHalted = grown(this.isHalted, this.count);
    this.attempts = grown(this.attempts, this.count);
    this.isPrivate = grown(this.isPrivate, this.count);
    this.tier = grown(this.tier, this.count);
    this.isHybrid = grown(this.isHybrid, this.count);
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

  /** Whether every node's seats are listed. */
  get isListed(): boolean {
    return this.#lists !== undefined;
  }

  /** Seats that a node holds, oldest last, where they are listed. */
  seatsOn(node: number): readonly number[] {
    const lists = this.#lists;
    assert(lists !== undefined, 'seats are asked for by node where they are listed');
    return Array.from({ length: lists.count(node) }, (_, later) => lists.seat(node, later));
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
    this.#lists?.add(node, seat, this.chainOfSeat[seat]);
  }

  /** Empties a seat; returns the node that held it. */
  unseat(seat: number): number {
    const node = this.nodeOfSeat[seat];
    assert(node !== NONE, 'a seat that is emptied is taken');
    this.nodeOfSeat[seat] = NONE;
    this.#lists?.remove(node, seat);
    return node;
  }

  #newSeats(members: number): number {
    const first = this.seatCount;
    this.seatCount += members;
    this.nodeOfSeat = grown(this.nodeOfSeat, this.seatCount);
    this.chainOfSeat = grown(this.chainOfSeat, this.seatCount);
    return first;
  }
}
