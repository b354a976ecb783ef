/** An ensemble: the runs of one scenario, one after the other on the calling thread. */
import { simulateRun } from '../sim/simulate.ts';
import type { RunOptions } from '../sim/simulate.ts';
import type { Params } from '../sim/protocol/params.ts';
import type { RunResult } from '../sim/protocol/metrics.ts';

/** Which runs, and what is attached to each. */
export interface EnsembleOptions {
  /** Numbers of the runs, ascending; all of the scenario's when missing. */
  readonly runs?: readonly number[];
  /** Options of one run: user's strategies, taps, progress. */
  readonly optionsOf?: (run: number) => RunOptions;
}

/** Numbers of all runs of a scenario: 0 … runs − 1. */
export function allRuns(params: Params): readonly number[] {
  return Array.from({ length: params.runs }, (_, run) => run);
}

/**
 * Yields each run's result as it is finished. A run's draws depend on its number alone, not on which runs go
 * before.
 */
export function* monteCarlo(params: Params, options: EnsembleOptions = {}): Generator<RunResult, void> {
  for (const run of options.runs ?? allRuns(params)) {
    yield simulateRun(params, run, options.optionsOf?.(run) ?? {});
  }
}
