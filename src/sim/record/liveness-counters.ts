/** Time that chains were halted because too few members were up. §M14.1 */
import { FACT } from '../protocol/facts.ts';
import type { MetricValue, SeriesPoint } from '../protocol/metrics.ts';
import { factKinds, HOUR, type Recorder } from './recorder.ts';

interface Life {
  readonly created: number;
  haltedSince: number | undefined;
  halted: number;
}

/** Follows each chain's halts. */
export class LivenessCounters implements Recorder {
  readonly kinds = factKinds('chain-created', 'chain-deleted', 'chain-halted', 'chain-resumed');
  readonly #lives = new Map<number, Life>();
  #halted = 0;
  #availability = 0;
  #chains = 0;

  fact(at: number, kind: number, a: number): void {
    switch (kind) {
      case FACT['chain-created']:
        this.#lives.set(a, { created: at, haltedSince: undefined, halted: 0 });
        return;
      case FACT['chain-halted']:
        this.#lives.get(a)!.haltedSince = at;
        return;
      case FACT['chain-resumed']:
        return resumed(this.#lives.get(a)!, at);
      case FACT['chain-deleted']:
        this.#ended(this.#lives.get(a)!, at);
        this.#lives.delete(a);
    }
  }

  finish(end: number): void {
    for (const life of this.#lives.values()) this.#ended(life, end);
    this.#lives.clear();
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

  /** A chain that lived no time at all has no availability. */
  #ended(life: Life, at: number): void {
    resumed(life, at);
    const length = at - life.created;
    this.#halted += life.halted;
    if (length === 0) return;
    this.#availability += 1 - life.halted / length;
    this.#chains++;
  }
}

function resumed(life: Life, at: number): void {
  if (life.haltedSince === undefined) return;
  life.halted += at - life.haltedSince;
  life.haltedSince = undefined;
}
