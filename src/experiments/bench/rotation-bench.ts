/** How fast committees rotate. */
import { FACT } from '../../sim/protocol/facts.ts';
import { simulateRun } from '../../sim/simulate.ts';
import { medianLap, stopwatch } from './stopwatch.ts';
import { SPARSE_MONITORING, talkNetwork, type TalkNetwork } from './talk-network.ts';

/** What turns took. */
export interface RotationBenchResult {
  /** Turns measured: one a month but for the first, whose committees stand as they were created. */
  readonly turns: number;
  /** Seats that changed hands in one turn, on average. */
  readonly newcomersPerTurn: number;
  /** Median over the turns, recorders included, invariants not. */
  readonly secondsPerTurn: number;
  readonly nanosecondsPerNewcomer: number;
}

/**
 * Runs the talk's network, with next to no monitoring, and times each turn. Needs two months and one chain
 * at least.
 *
 * @example rotationBench({ nodes: 40, chains: 320, months: 2 }).turns // 1
 */
export function rotationBench(network: TalkNetwork): RotationBenchResult {
  // Nobody leaves and nobody waits in this network: between beacon and settled turn there is the turn alone.
  const watch = stopwatch('beacon-published', 'rotation-settled');
  let newcomers = 0;
  let firstLap = 0;
  const settled = {
    kinds: [FACT['rotation-settled']],
    fact: (_at: number, _kind: number, month: number, seats: number): void => {
      newcomers += seats;
      // Month 0 has no turn; what was timed there is the creation of chains.
      if (month === 0) firstLap = watch.laps.length;
    },
  };
  simulateRun(talkNetwork(network, SPARSE_MONITORING), 0, { taps: [watch, settled] });
  const laps = watch.laps.slice(firstLap);
  if (laps.length === 0 || newcomers === 0) throw new RangeError('needs a turn: two months, one chain');
  const newcomersPerTurn = newcomers / laps.length;
  const secondsPerTurn = medianLap(laps);
  return {
    turns: laps.length,
    newcomersPerTurn,
    secondsPerTurn,
    nanosecondsPerNewcomer: (secondsPerTurn * 1e9) / newcomersPerTurn,
  };
}
