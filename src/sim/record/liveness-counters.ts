/** Time that chains were halted because too few holders of their keys were up. §M14.1 */
import { grown } from '../../base/growable.ts';
import { FACT } from '../protocol/facts.ts';
import type { MetricValue, SeriesPoint } from '../protocol/metrics.ts';
import { factKinds, HOUR, type Recorder } from './recorder.ts';

/** No instant: the chain does not live, or is not halted. */
const NEVER = -1;

/** Generation of a chain's first key. */
const FIRST = 1;

/** Follows each chain's halts. Times in milliseconds by chain. */
export class LivenessCounters implements Recorder {
  readonly kinds = factKinds('key-generated', 'chain-deleted', 'chain-halted', 'chain-resumed');
  #created = new Float64Array(64);
  #haltedSince = new Float64Array(64);
  #haltedFor = new Float64Array(64);
  /** Chains requested so far; those that were never created are not followed. */
  #count = 0;
  #halted = 0;
  #availability = 0;
  #chains = 0;

  fact(at: number, kind: number, a: number, b: number): void {
    switch (kind) {
      case FACT['key-generated']:
        // A chain lives from its first key on.
        if (b === FIRST) this.#began(a, at);
        return;
      case FACT['chain-halted']:
        this.#haltedSince[a] = at;
        return;
      case FACT['chain-resumed']:
        return this.#resumed(a, at);
      case FACT['chain-deleted']:
        this.#ended(a, at);
    }
  }

  finish(end: number): void {
    for (let chain = 0; chain < this.#count; chain++) {
      if (this.#created[chain] !== NEVER) this.#ended(chain, end);
    }
  }

  metrics(): Readonly<Record<string, MetricValue>> {
    return {
      'halted.chainHours': this.#halted / HOUR,
      'chain.availability': this.#chains === 0 ? null : this.#availability / this.#chains,
    };
  }

  series(): readonly SeriesPoint[] {
    return [];
  }

  #began(chain: number, at: number): void {
    this.#created = grown(this.#created, chain + 1);
    this.#haltedSince = grown(this.#haltedSince, chain + 1);
    this.#haltedFor = grown(this.#haltedFor, chain + 1);
    // Requests are numbered in order, but one that waited has its key after later ones.
    for (; this.#count < chain; this.#count++) this.#created[this.#count] = NEVER;
    this.#count = Math.max(this.#count, chain + 1);
    this.#created[chain] = at;
    this.#haltedSince[chain] = NEVER;
    this.#haltedFor[chain] = 0;
  }

  #resumed(chain: number, at: number): void {
    if (this.#haltedSince[chain] === NEVER) return;
    this.#haltedFor[chain] += at - this.#haltedSince[chain];
    this.#haltedSince[chain] = NEVER;
  }

  /** A chain that lived no time at all has no availability. */
  #ended(chain: number, at: number): void {
    if (chain >= this.#count || this.#created[chain] === NEVER) return;
    this.#resumed(chain, at);
    const length = at - this.#created[chain];
    const halted = this.#haltedFor[chain];
    this.#created[chain] = NEVER;
    this.#halted += halted;
    if (length === 0) return;
    this.#availability += 1 - halted / length;
    this.#chains++;
  }
}
