/**
 * The library's door: `simulate`, and the types that a strategy's author needs.
 *
 * @example
 * import { simulate } from 'elastinet';
 * const { digest, summary } = simulate('version: 1\nprofile: minimal');
 */
export * from './experiments/simulation.ts';
export type * from './experiments/summary.ts';
export type * from './base/units.ts';
export * from './sim/protocol/decisions.ts';
export * from './sim/protocol/metrics.ts';
export * from './sim/protocol/strategy-fault.ts';
export type * from './sim/protocol/strategy.ts';
export type * from './sim/protocol/view.ts';
export * from './sim/scenario/scenario-error.ts';
