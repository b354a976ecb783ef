/** How fast a month's pool is paid out. */
import { FACT } from '../../sim/protocol/facts.ts';
import { simulateRun } from '../../sim/simulate.ts';
import { medianLap, stopwatch } from './stopwatch.ts';
import { SPARSE_MONITORING, talkNetwork } from './talk-network.ts';

/** Which network, and how many paydays. */
export interface PaydayBenchOptions {
  readonly nodes: number;
  /** Holders that delegate; the talk's 20,000 when missing. */
  readonly holders?: number;
  readonly months: number;
}

/** What paydays took. */
export interface PaydayBenchResult {
  readonly paydays: number;
  /** Delegations that are paid, one row of the book each. */
  readonly delegations: number;
  /** Median over the paydays: bounty to nodes, fees to validators, rewards to holders, recorders included. */
  readonly secondsPerPayday: number;
  /** Divided by nodes and delegations together. */
  readonly nanosecondsPerShare: number;
}

/**
 * Runs the talk's network without chains and with next to no monitoring, and times each payday.
 *
 * @example paydayBench({ nodes: 40, months: 2, holders: 2000 }).paydays // 2
 */
export function paydayBench({ nodes, holders, months }: PaydayBenchOptions): PaydayBenchResult {
  const watch = stopwatch('tokens-minted', 'month-closed');
  let delegations = 0;
  const staked = {
    kinds: [FACT['stake-delegated']],
    fact: (_at: number, _kind: number, _validator: number, _lock: number, rows: number): void => {
      delegations += rows;
    },
  };
  const more = { ...SPARSE_MONITORING, ...(holders === undefined ? {} : { delegation: { holders } }) };
  simulateRun(talkNetwork({ nodes, chains: 0, months }, more), 0, { taps: [watch, staked] });
  const secondsPerPayday = medianLap(watch.laps);
  return {
    paydays: watch.laps.length,
    delegations,
    secondsPerPayday,
    nanosecondsPerShare: (secondsPerPayday * 1e9) / (nodes + delegations),
  };
}
