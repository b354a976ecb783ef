/** How fast an ensemble runs that asks for nothing but captured chains. */
import { simulateRun } from '../../sim/simulate.ts';
import { talkNetwork, type TalkNetwork } from './talk-network.ts';

/** Which network, and how often. */
export interface CapturesBenchOptions extends TalkNetwork {
  /** Runs that are measured. */
  readonly runs: number;
}

/** What it took, on one thread. */
export interface CapturesBenchResult {
  readonly runs: number;
  /** Simulated years, of twelve months each, in a second of wall time. */
  readonly yearsPerSecond: number;
  /** The same in a second of the processor's time, garbage collection included. */
  readonly yearsPerCpuSecond: number;
}

/** What the ensemble asks for: the parts of the model that these do not hang on are left out. */
const CAPTURE_METRICS = ['capture.any', 'capture.chains', 'capture.chainMonths', 'capture.firstMonth'];

/** Fields of its scenario: with keys made by the protocol, committees would hang on outages. */
export const CAPTURES_ALONE = { metrics: CAPTURE_METRICS, keyGeneration: { mode: 'instant' } };

/** Runs before the measurement: until then the engine is still compiling what it runs. */
const WARM_UP = 5;

/**
 * Runs the talk's network again and again, as an ensemble does; committees have their keys at once, as in the
 * scenario talk-captures.
 *
 * @example capturesBench({ nodes: 40, chains: 320, months: 12, runs: 3 }).runs // 3
 */
export function capturesBench({ runs, ...network }: CapturesBenchOptions): CapturesBenchResult {
  const params = talkNetwork(network, CAPTURES_ALONE);
  for (let run = 0; run < WARM_UP; run++) simulateRun(params, run);
  const begin = performance.now();
  const cpuBegin = process.cpuUsage();
  for (let run = 0; run < runs; run++) simulateRun(params, run);
  const seconds = (performance.now() - begin) / 1000;
  const { user, system } = process.cpuUsage(cpuBegin);
  const years = (runs * network.months) / 12;
  return { runs, yearsPerSecond: years / seconds, yearsPerCpuSecond: years / ((user + system) / 1e6) };
}
