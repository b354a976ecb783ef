/** The library's way in: a scenario's text or object to results, on the calling thread, without files. */
import { readScenario } from '../sim/scenario/read-scenario.ts';
import type { ReadOptions } from '../sim/scenario/read-scenario.ts';
import type { RunResult } from '../sim/protocol/metrics.ts';
import type { Strategy } from '../sim/protocol/strategy.ts';
import type { RunOptions } from '../sim/simulate.ts';
import { KNOWN_STRATEGIES } from './catalogue.ts';
import { monteCarlo } from './monte-carlo.ts';
import { summarise } from './summarise.ts';
import type { Summary } from './summary.ts';

/** What may be added to a scenario. */
export interface SimulateOptions {
  /** Fields that replace the scenario's, as `--set path=value` does. */
  readonly overrides?: readonly { readonly path: string; readonly value: string }[];
  /** Seed and number of runs in place of the scenario's. */
  readonly seed?: string;
  readonly runs?: number;
  /**
   * Strategies for the paths that the scenario uses, such as `./my-attack.ts`. They run unguarded on this
   * thread.
   */
  readonly strategies?: Readonly<Record<string, Strategy>>;
  /** Reads a table that the scenario names. */
  readonly readFile?: (path: string) => string;
  /** Readers of facts, attached to each run. */
  readonly taps?: RunOptions['taps'];
  /** Called after each run. */
  readonly onRun?: (result: RunResult) => void;
}

/** What an ensemble yields. */
export interface SimulationResult {
  /** Digest over all runs: the same for the same scenario, seed and version on every machine. */
  readonly digest: string;
  /** Means with intervals, series, verdict: what `summary.json` holds. */
  readonly summary: Summary;
  /** Each run's own figures. */
  readonly runs: readonly RunResult[];
}

/**
 * Runs a scenario: text in YAML or JSON, or the same as an object. Throws a `ScenarioError` for a bad
 * scenario and a `StrategyFault` for a bad strategy.
 *
 * @example
 * const { summary } = simulate({ version: 1, profile: 'minimal', runs: 3 });
 * summary.metrics['chains.placed'].mean // 160
 */
export function simulate(scenario: string | object, options: SimulateOptions = {}): SimulationResult {
  const text = typeof scenario === 'string' ? scenario : JSON.stringify(scenario);
  const { strategies = {}, taps = [], onRun, ...readOptions } = options;
  const source = { text, file: 'scenario' };
  const { params, notes } = readScenario(source, { ...KNOWN_STRATEGIES, ...(readOptions as ReadOptions) });
  const runs: RunResult[] = [];
  for (const result of monteCarlo(params, { optionsOf: () => ({ strategies, taps }) })) {
    runs.push(result);
    onRun?.(result);
  }
  const summary = summarise(params, runs, notes);
  return { digest: summary.digest, summary, runs };
}
