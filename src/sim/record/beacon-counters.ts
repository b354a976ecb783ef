/** Beacons: who sits in the groups that make them, and what members withheld or forged. §M4 */
import { grown } from '../../base/growable.ts';
import { thresholdOf } from '../../crypto/threshold.ts';
import { FACT } from '../protocol/facts.ts';
import type { MetricValue, SeriesPoint } from '../protocol/metrics.ts';
import type { Params } from '../protocol/params.ts';
import { factKinds, share, type Recorder } from './recorder.ts';

/** A seat that nobody has taken yet. */
const NOBODY = -1;

/** Counts by month. */
export class BeaconCounters implements Recorder {
  readonly kinds = factKinds(
    'node-corrupted',
    'beacon-group-drawn',
    'beacon-group-joined',
    'beacon-withheld',
    'beacon-share-false',
    'beacon-forged',
    'key-refused',
    'run-ended',
  );
  readonly #adversaries: number;
  /** Node → coalition + 1. */
  #coalitionOf = new Int32Array(0);
  /** The groups drawn so far, by seat. */
  readonly #groups: number[][] = [];
  #withheld = 0;
  #false = 0;
  #forged = 0;
  #refused = 0;

  constructor({ adversaries }: Params) {
    this.#adversaries = adversaries.length;
  }

  fact(_at: number, kind: number, a: number, b: number, c: number): void {
    switch (kind) {
      case FACT['node-corrupted']:
        this.#coalitionOf = grown(this.#coalitionOf, a + 1);
        this.#coalitionOf[a] = b + 1;
        return;
      case FACT['beacon-group-drawn']:
        this.#groups.push(Array.from({ length: b }, () => NOBODY));
        return;
      case FACT['beacon-group-joined']:
        this.#groups.at(-1)![c] = b;
        return;
      case FACT['beacon-withheld']:
        this.#withheld++;
        return;
      case FACT['beacon-share-false']:
        this.#false++;
        return;
      case FACT['beacon-forged']:
        this.#forged++;
        return;
      case FACT['key-refused']:
        this.#refused++;
    }
  }

  finish(): void {}

  metrics(): Readonly<Record<string, MetricValue>> {
    // The last group serves a month that the run does not reach.
    const groups = this.#groups.slice(0, -1);
    const seats = groups.map((group) => this.#mostSeats(group));
    const foreseen = seats.filter((most, month) => most >= thresholdOf(groups[month].length));
    return {
      'beacon.coalitionSeats': share(
        seats.reduce((sum, most) => sum + most, 0),
        seats.length,
      ),
      'beacon.foreseen': foreseen.length,
      'beacon.withheld': this.#withheld,
      'beacon.falseShares': this.#false,
      'beacon.forged': this.#forged,
      'beacon.keysRefused': this.#refused,
    };
  }

  series(): readonly SeriesPoint[] {
    return [];
  }

  /** Seats of the coalition that has most of them. */
  #mostSeats(group: readonly number[]): number {
    const counts = new Int32Array(this.#adversaries + 1);
    for (const node of group) counts[node < this.#coalitionOf.length ? this.#coalitionOf[node] : 0]++;
    return Math.max(0, ...counts.subarray(1));
  }
}
