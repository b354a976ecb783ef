/** The network's public tables as facts told by hand would leave them, for recorders that read both. */
import type { Params } from '../../../src/sim/protocol/params.ts';
import type { Recorder } from '../../../src/sim/record/recorder.ts';
import type { Tables } from '../../../src/sim/record/recorders.ts';
import { tell, type Told } from './told.helpers.ts';

/** Seats of the largest committee that a test tells of. */
const SEATS = 16;
const CHAINS = 16;
const NONE = -1;

/** Follows seats and slots. */
export class ToldTables implements Tables {
  readonly chains;
  readonly free;
  /** Nobody follows who holds shares: members are taken for it. */
  readonly holders = undefined;
  readonly nodes;
  readonly #params: Params;
  readonly #nodeOfSeat = new Int32Array(SEATS * CHAINS).fill(NONE);
  readonly #used: Int32Array;
  readonly #hasLeft: Uint8Array;
  readonly #slotsOf = new Int32Array(CHAINS);
  readonly #live = new Set<number>();

  constructor(params: Params) {
    const { nodes, slots } = params.network;
    this.#params = params;
    this.#used = new Int32Array(nodes);
    this.#hasLeft = new Uint8Array(nodes);
    this.nodes = { enclave: new Uint16Array(nodes) };
    const firstSeat = (chain: number) => (this.#live.has(chain) ? SEATS * chain : NONE);
    this.chains = { nodeOfSeat: this.#nodeOfSeat, firstSeat };
    this.free = {
      nodes,
      slots,
      freeOf: (node: number) => slots - this.#used[node],
      eligibleCount: (wanted: number) =>
        this.#used.filter((used, node) => this.#hasLeft[node] === 0 && slots - used >= wanted).length,
    };
  }

  /** Does what the fact says; true for facts about seats, which nobody but the tables need hear. */
  take([, name, a = 0, b = 0, c = 0]: Told): boolean {
    if (name === 'chain-created') {
      this.#slotsOf[a] = this.#params.sizes[b].slots;
      this.#live.add(a);
    }
    if (name === 'chain-deleted') this.#live.delete(a);
    if (name === 'node-left') this.#hasLeft[a] = 1;
    if (name === 'member-joined') this.#seat(a, c, b);
    if (name === 'member-left') this.#seat(a, c, NONE);
    if (name === 'member-replaced') {
      this.#seat(a, this.#nodeOfSeat.indexOf(b, SEATS * a) - SEATS * a, c);
    }
    return name.startsWith('member-');
  }

  #seat(chain: number, seat: number, node: number): void {
    const before = this.#nodeOfSeat[SEATS * chain + seat];
    if (before !== NONE) this.#used[before] -= this.#slotsOf[chain];
    if (node !== NONE) this.#used[node] += this.#slotsOf[chain];
    this.#nodeOfSeat[SEATS * chain + seat] = node;
  }
}

/** Tells the tables and the recorder; who sits where, the tables alone. */
export function tellBoth(tables: ToldTables, recorder: Recorder, ...facts: readonly Told[]): void {
  for (const fact of facts) if (!tables.take(fact)) tell(recorder, fact);
}
