/**
 * Key generations: how often they fail, how long they take, and how long a turn of all committees takes. §M6
 */
import { grown } from '../../base/growable.ts';
import { FACT, OFFENCES } from '../protocol/facts.ts';
import type { MetricValue, SeriesPoint } from '../protocol/metrics.ts';
import { factKinds, HOUR, share, type Recorder } from './recorder.ts';

const SECOND = 1000;
/** No key generation runs for the chain. */
const NEVER = -1;

/** Follows every committee from the beginning of its key generation to its key. Times in milliseconds. */
export class KeyCounters implements Recorder {
  readonly kinds = factKinds(
    'key-generation-began',
    'key-generated',
    'chain-deleted',
    'dkg-complained',
    'dkg-failed',
    'eviction-waits',
    'node-slashed',
    'rotation-completed',
    'key-parity',
  );
  /** By chain: when its first attempt began, or {@link NEVER}. */
  #began = new Float64Array(0);
  #count = 0;
  #made = 0;
  #time = 0;
  #failures = 0;
  #lastFailure = { at: NEVER, committee: NEVER };
  #complaints = 0;
  #slashes = 0;
  #waits = 0;
  #turns = 0;
  #turnTime = 0;
  #parities = 0;
  #even = 0;

  fact(at: number, kind: number, a: number, b: number, c: number): void {
    switch (kind) {
      case FACT['key-generation-began']:
        return this.#beginning(at, a, b);
      case FACT['key-generated']:
        return this.#keyMade(at, a);
      case FACT['chain-deleted']:
        if (a < this.#count) this.#began[a] = NEVER;
        return;
      case FACT['dkg-complained']:
        this.#complaints++;
        return;
      case FACT['dkg-failed']:
        return this.#failed(at, a);
      case FACT['eviction-waits']:
        this.#waits++;
        return;
      case FACT['node-slashed']:
        // A month's downtime has nothing to do with keys.
        if (b !== OFFENCES.indexOf('downtime')) this.#slashes++;
        return;
      case FACT['rotation-completed']:
        this.#turns++;
        this.#turnTime += b;
        return;
      case FACT['key-parity']:
        this.#parities++;
        if (c === 0) this.#even++;
    }
  }

  finish(): void {}

  metrics(): Readonly<Record<string, MetricValue>> {
    return {
      'rotation.completed': this.#turns,
      'rotation.duration': this.#turns === 0 ? null : this.#turnTime / this.#turns / HOUR,
      'dkg.failures': this.#failures,
      'dkg.complaints': this.#complaints,
      'dkg.slashes': this.#slashes,
      'dkg.waits': this.#waits,
      'dkg.duration': this.#made === 0 ? null : this.#time / this.#made / SECOND,
      'dkg.rushed': this.#parities,
      'dkg.rushed.even': share(this.#even, this.#parities),
    };
  }

  series(): readonly SeriesPoint[] {
    return [];
  }

  #beginning(at: number, committee: number, attempt: number): void {
    // The beacon's group is no chain; a restart is part of what it repeats.
    if (committee < 0 || attempt > 0) return;
    this.#began = grown(this.#began, committee + 1);
    while (this.#count <= committee) this.#began[this.#count++] = NEVER;
    this.#began[committee] = at;
  }

  #keyMade(at: number, chain: number): void {
    if (chain >= this.#count || this.#began[chain] === NEVER) return;
    this.#made++;
    this.#time += at - this.#began[chain];
    this.#began[chain] = NEVER;
  }

  /** Those at fault in one key generation are told one after the other. */
  #failed(at: number, committee: number): void {
    const last = this.#lastFailure;
    if (last.at === at && last.committee === committee) return;
    this.#lastFailure = { at, committee };
    this.#failures++;
  }
}
