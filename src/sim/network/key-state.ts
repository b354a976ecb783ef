/** What a run remembers of key generations: who waits, what runs, who may not come back. §M6 */
import { grown } from '../../base/growable.ts';
import type { Instant } from '../../base/units.ts';
import type {
  DealingDeed,
  HeldKey,
  KeyCeremony,
  ResponseDeed,
  VerdictDeed,
} from '../../crypto/key-ceremony.ts';
import type { CostMemory, MessageCosts } from './message-costs.ts';

/** Committees are chains by their number, or this one: the group of the next beacon. */
export const BEACON_GROUP = -1;

/**
 * Phases of a key generation as mainnet sees them; `opening` is that of the variant `pedersen` alone. §M6.1
 */
export type KeyPhase = 'dealing' | 'verifying' | 'responding' | 'opening';

/** Nobody deals for this seat of an old sharing. */
export const NO_DEALER = -1;

/** A key that lives on: by seat of its sharing, the node that holds the share. */
export interface KeyInForce {
  readonly holders: readonly number[];
  readonly key: HeldKey;
}

/** One key generation that runs. By seat from 0. */
export interface KeyGeneration {
  readonly committee: number;
  /** Key generations of this committee before this one that failed in a row. */
  readonly attempt: number;
  /** Number of the key generation in the run: its randomness hangs on it. */
  readonly number: number;
  readonly members: readonly number[];
  /** The key that is reshared; undefined where a fresh one is made. */
  readonly old: KeyInForce | undefined;
  /** The members themselves; in a resharing holders of the old key, or {@link NO_DEALER}. */
  readonly dealers: readonly number[];
  readonly cost: MessageCosts;
  phase: KeyPhase;
  /** The last instant at which a message of the phase is accepted. */
  limit: Instant;
  /** By {@link parties}, when the message of the phase is on the chain; Infinity while it is not. */
  readonly includedAt: number[];
  /** Parties that are down and will send their message when they are back; undefined while there is none. */
  isAwaited: boolean[] | undefined;
  /** Handle of the event that closes the phase. */
  close: number;
  /** A member that deals when the others' dealings are on the chain, −1 if there is none. A9 */
  rushing: number;
  /** Undefined while everybody deals honestly. */
  deals: DealingDeed[] | undefined;
  /** Undefined where nothing has to be worked out: nobody may lie, and no key is asked for. */
  ceremony: KeyCeremony | undefined;
  accusations: readonly (readonly number[])[];
  /** Undefined while everybody says that all is right. */
  verdicts: VerdictDeed[] | undefined;
  complaints: readonly ResponseDeed[];
  /** Of the complaints, those that the accused answer. */
  responses: readonly ResponseDeed[];
}

/** All of it. */
export interface KeyState extends CostMemory {
  /** Committees whose key generation has not begun, in order; those that failed go before all others. */
  readonly queue: CommitteeQueue;
  readonly running: Map<number, KeyGeneration>;
  /** Committees by their failed attempts since they last changed otherwise. */
  readonly attempts: Map<number, number>;
  /** By node that is down, the committees that wait for its message. */
  readonly awaited: Map<number, number[]>;
  /** By chain, nodes that failed it: they never come back to it. §M6.2 */
  readonly exceptions: Map<number, number[]>;
  /** By chain, the key that its next committee gets shares of; empty where every key is fresh. */
  readonly inForce: Map<number, KeyInForce>;
  /** By chain, those of them that hold a seat for want of another node. */
  readonly evicted: Map<number, number[]>;
  /** Whether the event that begins the next key generation is in the calendar. */
  isStarting: boolean;
  /** Key generations so far. */
  count: number;
  /** The last turn, whether all its chains have asked for a key, and those that have none yet. */
  readonly turn: { month: number; began: Instant; isAsked: boolean; readonly pending: ChainSet };
}

/** Who owes a message of the phase, by seat: those who deal, or those who receive. */
export function parties({ phase, dealers, members }: KeyGeneration): readonly number[] {
  return phase === 'dealing' || phase === 'responding' ? dealers : members;
}

/** Nothing has begun. */
export function keyState(): KeyState {
  return {
    queue: new CommitteeQueue(),
    running: new Map(),
    attempts: new Map(),
    awaited: new Map(),
    exceptions: new Map(),
    inForce: new Map(),
    evicted: new Map(),
    isStarting: false,
    count: 0,
    turn: { month: 0, began: 0 as Instant, isAsked: false, pending: new ChainSet() },
    costs: new Map(),
    resharingCosts: new Map(),
  };
}

/** Chains by their numbers: all of a network are put in at a turn, and taken out one by one. */
export class ChainSet {
  #isIn = new Uint8Array(0);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Adding a chain twice changes nothing. */
  add(chain: number): void {
    this.#isIn = grown(this.#isIn, chain + 1);
    this.#size += 1 - this.#isIn[chain];
    this.#isIn[chain] = 1;
  }

  /** Takes a chain out; false if it was not in. */
  delete(chain: number): boolean {
    if (chain >= this.#isIn.length || this.#isIn[chain] === 0) return false;
    this.#isIn[chain] = 0;
    this.#size--;
    return true;
  }

  clear(): void {
    this.#isIn.fill(0);
    this.#size = 0;
  }
}

/** Who waits in one of the two lists of a {@link CommitteeQueue}, and since which ticket. */
interface Waiting {
  committees: number[];
  tickets: number[];
  /** Place of the first that has not been handed out. */
  next: number;
}

/** Invariant: a committee waits once. */
export class CommitteeQueue {
  /**
   * By committee, from {@link BEACON_GROUP} on, the ticket by which it waits, 0 for one that does not: its
   * other entries, of before it was taken out, count no more.
   */
  #ticketOf = new Float64Array(64);
  readonly #urgent: Waiting = { committees: [], tickets: [], next: 0 };
  readonly #usual: Waiting = { committees: [], tickets: [], next: 0 };
  #tickets = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** At the end, or with `isUrgent` behind the urgent ones alone; one that waits already keeps its place. */
  push(committee: number, isUrgent: boolean): void {
    const place = committee - BEACON_GROUP;
    this.#ticketOf = grown(this.#ticketOf, place + 1);
    if (this.#ticketOf[place] !== 0) return;
    const list = isUrgent ? this.#urgent : this.#usual;
    this.#ticketOf[place] = ++this.#tickets;
    this.#length++;
    list.committees.push(committee);
    list.tickets.push(this.#tickets);
  }

  /** Does the committee wait? */
  has(committee: number): boolean {
    const place = committee - BEACON_GROUP;
    return place < this.#ticketOf.length && this.#ticketOf[place] !== 0;
  }

  /** The next one, or undefined. */
  shift(): number | undefined {
    return this.#shiftFrom(this.#urgent) ?? this.#shiftFrom(this.#usual);
  }

  /** Takes one out; if it comes again, it waits as if for the first time. */
  remove(committee: number): void {
    const place = committee - BEACON_GROUP;
    if (place >= this.#ticketOf.length || this.#ticketOf[place] === 0) return;
    this.#ticketOf[place] = 0;
    this.#length--;
  }

  #shiftFrom(list: Waiting): number | undefined {
    while (list.next < list.committees.length) {
      const committee = list.committees[list.next];
      const ticket = list.tickets[list.next++];
      if (this.#ticketOf[committee - BEACON_GROUP] !== ticket) continue;
      this.remove(committee);
      return committee;
    }
    list.committees = [];
    list.tickets = [];
    list.next = 0;
    return undefined;
  }
}
