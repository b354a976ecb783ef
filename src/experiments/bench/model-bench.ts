/** How fast the whole model runs, or monitoring alone. */
import type { MonitoringFidelity } from '../../sim/protocol/params.ts';
import { simulateRun } from '../../sim/simulate.ts';
import { talkNetwork, type TalkNetwork } from './talk-network.ts';

/** A run that took the median time; of an even number the lower of the two in the middle. */
export function medianRun(runs: readonly ModelBenchResult[]): ModelBenchResult {
  return runs.toSorted((one, other) => one.seconds - other.seconds)[(runs.length - 1) >> 1];
}

/** What is run. */
export interface ModelBenchOptions extends TalkNetwork {
  /** `monitoring`: a network without chains and pay. Nodes, outages, probes, verdicts and scores remain. */
  readonly only?: 'monitoring' | undefined;
  /** How monitoring is followed; `interval` when missing. §M9.2 */
  readonly fidelity?: MonitoringFidelity | undefined;
}

const SCORE_METRICS = ['sla.passed', 'sla.falseFail', 'sla.falsePass'];

/** What it took. */
export type ModelBenchResult = Readonly<Record<string, number | string>> & {
  /** Wall time of the run, world set-up included, reading the scenario not. */
  readonly seconds: number;
  /** Processor time of the same, the engine's own threads included: what a busy machine changes less. */
  readonly processorSeconds: number;
  readonly nodeMonthsPerSecond: number;
  /** The most memory that this process ever held, in millions of bytes: run each size in its own process. */
  readonly peakMB: number;
  /** Digest of the run: what was measured is the same run everywhere. */
  readonly digest: string;
};

/**
 * Runs the talk's network once, everything on: placement, rotation, outages, monitoring, pay, recorders,
 * invariants.
 *
 * @example modelBench({ nodes: 40, chains: 320, months: 1 }).nodeMonthsPerSecond > 0 // true
 */
export function modelBench(options: ModelBenchOptions): ModelBenchResult {
  const { nodes, chains, months, only, fidelity = 'interval' } = options;
  const network = { nodes, chains: only === 'monitoring' ? 0 : chains, months };
  // Nobody asks for pay, so no accounts are kept. Decision 0016.
  const asked = only === 'monitoring' ? { metrics: SCORE_METRICS } : {};
  const params = talkNetwork(network, { monitoring: { fidelity }, ...asked });
  const processorBegin = process.cpuUsage();
  const begin = performance.now();
  const { digest } = simulateRun(params, 0);
  const seconds = (performance.now() - begin) / 1000;
  const { user, system } = process.cpuUsage(processorBegin);
  return {
    seconds,
    processorSeconds: (user + system) / 1e6,
    nodeMonthsPerSecond: (nodes * months) / seconds,
    peakMB: process.resourceUsage().maxRSS / 1000,
    digest,
  };
}
