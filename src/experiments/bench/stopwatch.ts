/** Times a stretch of the model from outside: from one kind of fact to the next of another. */
import { FACT, type FactName } from '../../sim/protocol/facts.ts';
import type { RunOptions } from '../../sim/simulate.ts';

type Tap = NonNullable<RunOptions['taps']>[number];

/** A tap that collects the durations. */
export interface Stopwatch extends Tap {
  /** Seconds of each stretch, in order. */
  readonly laps: readonly number[];
}

/**
 * Runs from each fact `from` to the next fact `to`; what recorders do with the facts between is part of it.
 */
export function stopwatch(from: FactName, to: FactName): Stopwatch {
  const laps: number[] = [];
  let begin: number | undefined;
  return {
    laps,
    kinds: [FACT[from], FACT[to]],
    fact: (_at, kind) => {
      const now = performance.now();
      if (kind === FACT[to] && begin !== undefined) laps.push((now - begin) / 1000);
      begin = kind === FACT[from] ? performance.now() : undefined;
    },
  };
}

/** The middle value; of an even number the lower of the two in the middle. Needs one value at least. */
export function medianLap(laps: readonly number[]): number {
  return laps.toSorted((one, other) => one - other)[(laps.length - 1) >> 1];
}
