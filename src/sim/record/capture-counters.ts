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
  /** First seat of a live chain, the others follow; negative for a chain that does not live. */
  firstSeat(chain: number): number;
}

/** What the counters read of the network. */
export interface CaptureTables {
  readonly chains: Committees;
  /** Who holds a share of the key in force, by seat; undefined where nobody follows it. §M6.4 */
  readonly holders: { holderOf(seat: number): number } | undefined;
  /** Generation of each node's enclave. §M2.4 */
  readonly nodes: { readonly enclave: Uint16Array };
}

/** The bit of what needs no share to be known. */
const HALT = 1 << DEEDS.findIndex(({ id }) => id === 'halt');

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
    'chain-private',
    'enclave-broken',
    'enclave-patched',
  );
  readonly #tallies: readonly Tally[];
  /** Members, by size of chain. */
  readonly #membersOf: Int32Array;
  readonly #tables: () => CaptureTables;
  /** Keys come long after the turn, so that months begin with other committees than keys. */
  readonly #isKeyLate: boolean;
  /** By coalition, then node: 1 for its members. A row of bytes each, so that seats are added up unasked. */
  readonly #isMember: readonly Uint8Array[];
  /**
   * By size of chain, then seats: which deeds these make possible, a bit each in the order of {@link DEEDS}.
   */
  readonly #deedsOf: readonly Uint8Array[];
  /** By coalition, the generations of enclaves that it reads. */
  readonly #read: readonly Set<number>[];
  /** 1 for chains whose keys lie in enclaves. */
  #isPrivate = new Uint8Array(0);
  #sizeOf = new Uint8Array(0);
  /** Chains asked for so far. */
  #count = 0;
  /** By chain, the deeds that some coalition could do at the last key, and at any. */
  #held = new Uint8Array(0);
  #everHeld = new Uint8Array(0);
  #month = 0;
  #since = 0;

  constructor(params: Params, tables: () => CaptureTables) {
    this.#isKeyLate = params.keyGeneration.mode === 'protocol';
    this.#read = params.adversaries.map(() => new Set());
    this.#membersOf = Int32Array.from(params.sizes, ({ members }) => members);
    this.#tables = tables;
    this.#isMember = params.adversaries.map(() => new Uint8Array(params.network.nodesMax));
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
        return this.#judged(a, this.#deedsAt(a, this.#tables().chains.nodeOfSeat), at);
      case FACT['chain-created']:
        this.#sizeOf = grown(this.#sizeOf, a + 1);
        this.#held = grown(this.#held, a + 1);
        this.#everHeld = grown(this.#everHeld, a + 1);
        this.#sizeOf[a] = b;
        this.#count = Math.max(this.#count, a + 1);
        return;
      case FACT['chain-private']:
        this.#isPrivate = grown(this.#isPrivate, a + 1);
        this.#isPrivate[a] = 1;
        return;
      case FACT['enclave-broken']:
        return this.#enclavesRead(a, b, at);
      case FACT['enclave-patched']:
        // What was read stays known until the next key.
        this.#read[b].delete(a);
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

  /** What some coalition can do with the seats that `nodes` give it, a bit each. */
  #deedsAt(chain: number, nodes: Int32Array): number {
    const deedsOf = this.#deedsOf[this.#sizeOf[chain]];
    const owned = deedsOf[this.#mostSeats(chain, nodes)];
    if (this.#isPrivate[chain] !== 1) return owned;
    // Whoever runs an enclave can stop it, but signs nothing with it that the protocol does not ask for.
    // §M3.5
    return (owned & HALT) | (deedsOf[this.#mostRead(chain, (seat) => nodes[seat])] & ~HALT);
  }

  /** Seats of the coalition that has most of them on the chain. */
  #mostSeats(chain: number, nodes: Int32Array): number {
    const first = this.#tables().chains.firstSeat(chain);
    const end = first + this.#membersOf[this.#sizeOf[chain]];
    let most = 0;
    // Indices, not iterators: this is asked for every key, and an iterator is garbage.
    for (let coalition = 0; coalition < this.#isMember.length; coalition++) {
      const isMember = this.#isMember[coalition];
      let seats = 0;
      for (let seat = first; seat < end; seat++) seats += isMember[nodes[seat]];
      if (seats > most) most = seats;
    }
    return most;
  }

  /** Shares of the coalition that reads most of them out of enclaves. */
  #mostRead(chain: number, nodeOf: (seat: number) => number): number {
    const { chains, nodes } = this.#tables();
    const first = chains.firstSeat(chain);
    const end = first + this.#membersOf[this.#sizeOf[chain]];
    let most = 0;
    for (const generations of this.#read) {
      let shares = 0;
      for (let seat = first; seat < end; seat++) {
        const node = nodeOf(seat);
        if (node >= 0 && generations.has(nodes.enclave[node])) shares++;
      }
      most = Math.max(most, shares);
    }
    return most;
  }

  /** A coalition reads one more generation: shares of the keys in force are known at once. */
  #enclavesRead(generation: number, coalition: number, at: number): void {
    const { chains, holders } = this.#tables();
    this.#read[coalition].add(generation);
    for (let chain = 0; chain < this.#count; chain++) {
      if (this.#isPrivate[chain] !== 1 || chains.firstSeat(chain) < 0) continue;
      const holderOf = holders === undefined ? undefined : (seat: number) => holders.holderOf(seat);
      const shares = this.#mostRead(chain, holderOf ?? ((seat) => chains.nodeOfSeat[seat]));
      const deeds = this.#deedsOf[this.#sizeOf[chain]][shares] & ~HALT;
      this.#judged(chain, this.#held[chain] | deeds, at);
    }
  }

  #judged(chain: number, now: number, at: number): void {
    const before = this.#held[chain];
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
    const counts = this.#isKeyLate ? this.#counted() : this.#tallies.map(({ current }) => current);
    this.#tallies.forEach((tally, deed) => {
      tally.chainMonths += counts[deed];
      tally.perMonth.push({ month, metric: `${tally.id}.chainMonths`, value: counts[deed] });
    });
  }

  /** Chains by deed, as committees stand right after the turn, whatever key is in force. */
  #counted(): number[] {
    const { chains } = this.#tables();
    const counts = DEEDS.map(() => 0);
    for (let chain = 0; chain < this.#count; chain++) {
      if (chains.firstSeat(chain) < 0) continue;
      // What was read of the key in force stays known, whatever is read now.
      const known = this.#isKeyOfCommittee(chain) ? this.#held[chain] : 0;
      const deeds = this.#deedsAt(chain, chains.nodeOfSeat) | known;
      for (let deed = 0; deeds >> deed > 0; deed++) counts[deed] += (deeds >> deed) & 1;
    }
    return counts;
  }

  /** Whether a private chain's key is held by the committee as it stands. */
  #isKeyOfCommittee(chain: number): boolean {
    const { chains, holders } = this.#tables();
    if (this.#isPrivate[chain] !== 1 || holders === undefined) return false;
    const first = chains.firstSeat(chain);
    const end = first + this.#membersOf[this.#sizeOf[chain]];
    for (let seat = first; seat < end; seat++) {
      if (holders.holderOf(seat) !== chains.nodeOfSeat[seat]) return false;
    }
    return true;
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
