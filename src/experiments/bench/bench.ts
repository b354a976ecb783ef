/** What a bench is, and the median of its repetitions. */
import type { CurveName, KeyGroup } from '../../crypto/pairing-suite.ts';
import type { MonitoringFidelity } from '../../sim/protocol/params.ts';

/** What a user may ask of a bench. One that does not know an option ignores it. */
export interface BenchOptions {
  /** Events that wait; undefined: the bench's own choice, as below. */
  readonly pending?: number | undefined;
  /** Events that are handled in one repetition. */
  readonly events?: number | undefined;
  /** Most events fall on few instants. */
  readonly isTied?: boolean | undefined;
  /** Size of the talk's network, and how long it runs. */
  readonly nodes?: number | undefined;
  readonly chains?: number | undefined;
  /** Holders of stake. */
  readonly holders?: number | undefined;
  readonly months?: number | undefined;
  /** `monitoring`: nothing but that. */
  readonly only?: 'monitoring' | undefined;
  /** How monitoring is followed; undefined: by interval. */
  readonly fidelity?: MonitoringFidelity | undefined;
  /** Suites of the cryptography; undefined: all. */
  readonly curve?: CurveName | undefined;
  readonly keysIn?: KeyGroup | undefined;
  /** Nothing but the first threshold signature of a process. */
  readonly isFirstOnly?: boolean | undefined;
  /** Repetitions; the median counts. */
  readonly repeats?: number | undefined;
}

/** What the baseline watches. */
export interface Watched {
  /** What the work mostly waits for: it is compared with a loop that waits for the same. */
  readonly waitsFor: Waiting;
  /** Makes ready, then gives a function that repeats once and returns its nanoseconds per unit of work. */
  readonly prepare: () => () => number;
}

/** Nothing but arithmetic; the processor's own cache; memory beyond it. */
export type Waiting = 'arithmetic' | 'cache' | 'memory';

/** A bench. */
export interface Bench {
  /** One line. */
  readonly about: string;
  /** Figures by name, in the units that their names end in: medians of repetitions. A digest is a text. */
  readonly measure: (options: BenchOptions) => Readonly<Record<string, number | string>>;
  /** Watched figures by name, which begins with the bench's own and a dot. */
  readonly watched: Readonly<Record<string, Watched>>;
}

/** Repetitions unless the user wants others. */
export const REPEATS = 5;

/** The middle value, the mean of the two middle ones of an even number. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** The median of `repeats` calls. */
export function medianOf(repeats: number, repetition: () => number): number {
  return median(Array.from({ length: repeats }, repetition));
}

/** Nanoseconds per unit of `work`, which does `units` of them. */
export function nanosPer(units: number, work: () => void): number {
  const begin = performance.now();
  work();
  return ((performance.now() - begin) * 1e6) / units;
}
