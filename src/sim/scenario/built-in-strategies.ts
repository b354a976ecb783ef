/**
 * The strategies that a scenario may name without a file: the door's view of the adversary's registry. §M16.4
 */
import { STRATEGIES } from '../adversary/strategies/registry.ts';
import type { Strategy } from '../protocol/strategy.ts';

/** Name → strategy. */
export const BUILT_IN_STRATEGIES: Readonly<Record<string, Strategy>> = STRATEGIES;
