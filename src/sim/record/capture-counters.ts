/**
 * Chains that a coalition can capture, halt or fork: seats joined with coalitions, judged at each new key.
 * §M14.1
 */
import { grown } from '../../base/growable.ts';
import { thresholdOf } from '../../crypto/threshold.ts';
import { FACT } from '../protocol/facts.ts';
import type { MetricValue, SeriesPoint } from '../protocol/metrics.ts';
import type { Params } from '../protocol/params.ts';
import { factKinds, HOUR, type Recorder } from './recorder.ts';

/** What seats make possible, by the seats that it takes. */
const DEEDS = [
  { id: 'capture', seats: (_members: number, threshold: number) => threshold },
  { id: 'halt', seats: (members: number, threshold: number) => members - threshold + 1 },
  { id: 'fork', seats: (members: number, threshold: number) => 2 * threshold - members },
] as const;

/** Who sits where, as it stands at the moment of asking: public, so no fact need copy it seat by seat. */
export interface Committees {
  readonly nodeOfSeat: Int32Array;
  /** First seat of a live chain; the others follow. */
  firstSeat(chain: number): number;
}

/** One deed's tally. */
interface Tally {
  readonly id: string;
  current: number;
  distinct: number;
  chainMonths: number;
  firstMonth: number | null;
  chainTime: number;
  readonly perMonth: SeriesPoint[];
}

/** Counts seats of coalitions on every committee. */
export class CaptureCounters implements Recorder {
  readonly kinds = factKinds(
    'node-corrupted',
    'chain-created',
    'chain-deleted',
    'key-generated',
    'rotation-settled',
    'month-closed',
  );
  readonly #tallies: readonly Tally[];
  /** Members, by size of chain. */
  readonly #membersOf: Int32Array;
  readonly #tables: () => { readonly chains: Committees };
  /** By coalition, then node: 1 for its members. A row of bytes each, so that seats are added up unasked. */
  readonly #isMember: readonly Uint8Array[];
  /**
   * By size of chain, then seats: which deeds these make possible, a bit each in the order of {@link DEEDS}.
   */
  readonly #deedsOf: readonly Uint8Array[];
  #sizeOf = new Uint8Array(0);
  /** By chain, the deeds that some coalition could do at the last key, and at any. */
  #held = new Uint8Array(0);
  #everHeld = new Uint8Array(0);
  #month = 0;
  #since = 0;

  constructor(params: Params, tables: () => { readonly chains: Committees }) {
    this.#membersOf = Int32Array.from(params.sizes, ({ members }) => members);
    this.#tables = tables;
    this.#isMember = params.adversaries.map(() => new Uint8Array(params.network.nodes));
    this.#deedsOf = params.sizes.map(({ members }) =>
      Uint8Array.from({ length: members + 1 }, (_, seats) => deedsOf(members, seats)),
    );
    this.#tallies = DEEDS.map(({ id }) => ({
      id,
      current: 0,
      distinct: 0,
      chainMonths: 0,
      firstMonth: null,
      chainTime: 0,
      perMonth: [],
    }));
  }

  fact(at: number, kind: number, a: number, b: number): void {
    switch (kind) {
      case FACT['key-generated']:
        // A new key is a new set of shares: only now do the seats count. §M14.1
        return this.#judged(a, this.#mostSeats(a), at);
      case FACT['chain-created']:
        this.#sizeOf = grown(this.#sizeOf, a + 1);
        this.#held = grown(this.#held, a + 1);
        this.#everHeld = grown(this.#everHeld, a + 1);
        this.#sizeOf[a] = b;
        return;
      case FACT['chain-deleted']:
        return this.#judged(a, 0, at);
      case FACT['node-corrupted']:
        return this.#corrupted(a, b);
      case FACT['rotation-settled']:
        return this.#monthBegan(a);
      case FACT['month-closed']:
        this.#month = a + 1;
    }
  }

  finish(end: number): void {
    this.#passed(end);
  }

  metrics(): Readonly<Record<string, MetricValue>> {
    const metrics: Record<string, MetricValue> = {};
    for (const tally of this.#tallies) {
      metrics[`${tally.id}.any`] = tally.distinct > 0 ? 1 : 0;
      metrics[`${tally.id}.chains`] = tally.distinct;
      metrics[`${tally.id}.chainMonths`] = tally.chainMonths;
      metrics[`${tally.id}.firstMonth`] = tally.firstMonth;
    }
    metrics['capture.chainHours'] = this.#tallies[0].chainTime / HOUR;
    return metrics;
  }

  series(): readonly SeriesPoint[] {
    return this.#tallies.flatMap((tally) => tally.perMonth);
  }

  /** Whoever takes a node last has it. */
  #corrupted(node: number, coalition: number): void {
    this.#isMember.forEach((nodes, owner) => (nodes[node] = owner === coalition ? 1 : 0));
  }

  /** Seats of the coalition that has most of them on the chain. */
  #mostSeats(chain: number): number {
    const { chains } = this.#tables();
    const { nodeOfSeat } = chains;
    const first = chains.firstSeat(chain);
    const end = first + this.#membersOf[this.#sizeOf[chain]];
    let most = 0;
    // Indices, not iterators: this is asked for every key, and an iterator is garbage.
    for (let coalition = 0; coalition < this.#isMember.length; coalition++) {
      const isMember = this.#isMember[coalition];
      let seats = 0;
      for (let seat = first; seat < end; seat++) seats += isMember[nodeOfSeat[seat]];
      if (seats > most) most = seats;
    }
    return most;
  }

  #judged(chain: number, most: number, at: number): void {
    const before = this.#held[chain];
    const now = this.#deedsOf[this.#sizeOf[chain]][most];
    if (now === before) return;
    this.#passed(at);
    this.#held[chain] = now;
    for (let deed = 0; deed < DEEDS.length; deed++) {
      const bit = 1 << deed;
      if ((now & bit) === (before & bit)) continue;
      this.#tallies[deed].current += (now & bit) === 0 ? -1 : 1;
      if ((now & ~this.#everHeld[chain] & bit) !== 0) this.#tallies[deed].distinct++;
      if ((now & bit) !== 0) this.#tallies[deed].firstMonth ??= this.#month;
    }
    this.#everHeld[chain] |= now;
  }

  #monthBegan(month: number): void {
    for (const tally of this.#tallies) {
      tally.chainMonths += tally.current;
      tally.perMonth.push({ month, metric: `${tally.id}.chainMonths`, value: tally.current });
    }
  }

  /** Time goes by with the current numbers. */
  #passed(at: number): void {
    for (const tally of this.#tallies) tally.chainTime += tally.current * (at - this.#since);
    this.#since = at;
  }
}

/** The deeds of a coalition with so many seats of a chain of `members`, a bit each. */
function deedsOf(members: number, seats: number): number {
  const threshold = thresholdOf(members);
  return DEEDS.reduce((deeds, deed, index) => {
    // A coalition needs at least one seat, also where 2t − n is none.
    const needed = Math.max(1, deed.seats(members, threshold));
    return seats >= needed ? deeds | (1 << index) : deeds;
  }, 0);
}
