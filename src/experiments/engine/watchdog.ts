/** Notices when a strategy's code does not return. */
import { StrategyFault } from '../../sim/protocol/strategy-fault.ts';
import { ACTS } from './guarded-strategy.ts';
import type { Heartbeat, Pulse } from './heartbeat.ts';

/** Time without progress after which a strategy is given up, in milliseconds. */
export const STRATEGY_LIMIT_MILLIS = 10_000;

/**
 * Counts its own ticks and not the clock: a machine that slept does not blame the strategy. A tick within the
 * same call as the one before counts; a call that returns starts again from none.
 */
export class Watchdog {
  readonly #heartbeat: Heartbeat;
  readonly #ticksMax: number;
  #calls = -1;
  #ticks = 0;

  constructor(heartbeat: Heartbeat, limitMillis: number, tickMillis: number) {
    this.#heartbeat = heartbeat;
    this.#ticksMax = Math.ceil(limitMillis / tickMillis);
  }

  /** Called every `tickMillis`; the pulse when the limit is passed, else undefined. */
  tick(): Pulse | undefined {
    const pulse = this.#heartbeat.read();
    this.#ticks = pulse.isInside && pulse.calls === this.#calls ? this.#ticks + 1 : 0;
    this.#calls = pulse.calls;
    return this.#ticks > this.#ticksMax ? pulse : undefined;
  }
}

/** The fault of the strategy that was called last. */
export function faultOf(pulse: Pulse, uses: readonly string[], reason: string): StrategyFault {
  return new StrategyFault(uses[pulse.strategy], ACTS[pulse.act], pulse.askedAt, reason);
}
