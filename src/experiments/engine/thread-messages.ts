/**
 * What the worker tells its parent, and the work that it is given. Plain data: it is copied between threads.
 */
import type { Params } from '../../sim/protocol/params.ts';
import { InfeasibleScenario } from '../../sim/protocol/infeasible-scenario.ts';
import type { RunResult } from '../../sim/protocol/metrics.ts';
import { StrategyFault } from '../../sim/protocol/strategy-fault.ts';
import { isAllocationFailure } from './memory.ts';
import { OutOfMemory } from './out-of-memory.ts';

/** A strategy file: the path in the scenario, and where it lies. */
export interface StrategyFile {
  readonly use: string;
  readonly file: string;
}

/** The worker's work. */
export interface ThreadWork {
  readonly params: Params;
  /** Numbers of the runs, in order. */
  readonly runs: readonly number[];
  readonly strategies: readonly StrategyFile[];
  /** For each run the file that its facts go to; none when facts are not recorded. */
  readonly factsFiles: readonly string[];
  /** Events of one run that may wait at once. */
  readonly pendingMax: number;
  /** Threads for key ceremonies, where they are real; fewer than two: the run's own does it. */
  readonly ceremonyThreads: number;
  readonly heartbeat: SharedArrayBuffer;
}

/** What was thrown, fit to cross threads: an error's class does not. */
export type Thrown =
  | { readonly kind: 'strategy'; readonly parts: readonly [string, string, number, string] }
  | { readonly kind: 'infeasible'; readonly parts: readonly [string, string, string] }
  | { readonly kind: 'memory' }
  | { readonly kind: 'bug'; readonly name: string; readonly message: string; readonly stack: string };

/** From the worker. */
export type ThreadMessage =
  | { readonly kind: 'finished'; readonly result: RunResult }
  | { readonly kind: 'threw'; readonly thrown: Thrown }
  | { readonly kind: 'done' };

/** An error as data. */
export function thrownOf(error: unknown): Thrown {
  if (error instanceof StrategyFault) {
    return { kind: 'strategy', parts: [error.strategy, error.decision, error.instant, error.reason] };
  }
  if (error instanceof InfeasibleScenario) {
    return { kind: 'infeasible', parts: [error.path, error.value, error.accepted] };
  }
  if (isAllocationFailure(error)) return { kind: 'memory' };
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return { kind: 'bug', name, message, stack: stack ?? '' };
}

/** The error again; of a bug, with the stack of the thread where it happened. */
export function errorOf(thrown: Thrown): Error {
  switch (thrown.kind) {
    case 'strategy':
      return new StrategyFault(...thrown.parts);
    case 'infeasible':
      return new InfeasibleScenario(...thrown.parts);
    case 'memory':
      return new OutOfMemory('an array found no room');
    case 'bug': {
      const error = new Error(thrown.message);
      error.name = thrown.name;
      error.stack = thrown.stack;
      return error;
    }
  }
}
