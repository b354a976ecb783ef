/**
 * Chains that a coalition can capture, halt or fork: seats joined with coalitions, judged at each new key.
 * §M14.1
 */
import { grown } from '../../base/growable.ts';
import { thresholdOf } from '../../crypto/threshold.ts';
import { FACT } from '../protocol/facts.ts';
import type { MetricValue, SeriesPoint } from '../protocol/metrics.ts';
import type { Params } from '../protocol/params.ts';
import { Membership } from './membership.ts';
import { factKinds, HOUR, type Recorder } from './recorder.ts';

/** What seats make possible, by the seats that it takes. */
const DEEDS = [
  { id: 'capture', seats: (_members: number, threshold: number) => threshold },
  { id: 'halt', seats: (members: number, threshold: number) => members - threshold + 1 },
  { id: 'fork', seats: (members: number, threshold: number) => 2 * threshold - members },
] as const;

/** One deed's tally. */
interface Tally {
  readonly id: string;
  /** Seats needed, by size of chain. */
  readonly needed: readonly number[];
  /** Chain → 1 while some coalition has the seats; 1 if one ever had. */
  holds: Uint8Array;
  everHeld: Uint8Array;
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
    'member-joined',
    'member-replaced',
    'key-generated',
    'rotation-settled',
    'month-closed',
  );
  readonly #membership = new Membership();
  readonly #tallies: readonly Tally[];
  /** Seats by coalition, then chain. */
  readonly #seats: Int32Array[];
  #sizeOf = new Uint8Array(0);
  #month = 0;
  #since = 0;

  constructor(params: Params) {
    this.#seats = params.adversaries.map(() => new Int32Array(0));
    this.#tallies = DEEDS.map(({ id, seats }) => ({
      id,
      // A coalition needs at least one seat, also where 2t − n is none.
      needed: params.sizes.map(({ members }) => Math.max(1, seats(members, thresholdOf(members)))),
      holds: new Uint8Array(0),
      everHeld: new Uint8Array(0),
      current: 0,
      distinct: 0,
      chainMonths: 0,
      firstMonth: null,
      chainTime: 0,
      perMonth: [],
    }));
  }

  fact(at: number, kind: number, a: number, b: number, c: number): void {
    switch (kind) {
      case FACT['member-joined']:
        return this.#seated(a, b, 1);
      case FACT['member-replaced']:
        this.#seated(a, b, -1);
        return this.#seated(a, c, 1);
      case FACT['key-generated']:
        return this.#judged(a, at);
      case FACT['chain-created']:
        this.#sizeOf = grown(this.#sizeOf, a + 1);
        this.#sizeOf[a] = b;
        return;
      case FACT['chain-deleted']:
        for (const seats of this.#seats) if (a < seats.length) seats[a] = 0;
        return this.#judged(a, at);
      case FACT['node-corrupted']:
        return this.#membership.corrupted(a, b);
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

  #seated(chain: number, node: number, change: number): void {
    const coalition = this.#membership.coalitionOf(node);
    if (coalition < 0) return;
    this.#seats[coalition] = grown(this.#seats[coalition], chain + 1);
    this.#seats[coalition][chain] += change;
  }

  /** A new key is a new set of shares: only now do the seats count. §M14.1 */
  #judged(chain: number, at: number): void {
    let most = 0;
    for (const seats of this.#seats) if (chain < seats.length && seats[chain] > most) most = seats[chain];
    for (const tally of this.#tallies) {
      tally.holds = grown(tally.holds, chain + 1);
      const holds = most >= tally.needed[this.#sizeOf[chain]] ? 1 : 0;
      if (holds === tally.holds[chain]) continue;
      this.#passed(at);
      tally.holds[chain] = holds;
      tally.current += holds === 1 ? 1 : -1;
      if (holds === 1) this.#held(tally, chain);
    }
  }

  #held(tally: Tally, chain: number): void {
    tally.firstMonth ??= this.#month;
    tally.everHeld = grown(tally.everHeld, chain + 1);
    if (tally.everHeld[chain] === 1) return;
    tally.everHeld[chain] = 1;
    tally.distinct++;
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
