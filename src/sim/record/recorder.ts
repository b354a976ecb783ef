/** A recorder is a tap that makes metrics out of facts. It sees nothing but facts and parameters. §M17 */
import type { Tap } from '../kernel/tap.ts';
import { FACT, type FactName } from '../protocol/facts.ts';
import type { MetricValue, SeriesPoint } from '../protocol/metrics.ts';

/** What a recorder yields when the run is over. */
export interface Recorder extends Tap {
  /** Ends the record at `end` (milliseconds since the start). Called once. */
  finish(end: number): void;
  metrics(): Readonly<Record<string, MetricValue>>;
  series(): readonly SeriesPoint[];
}

/** Indices of facts by name, for a tap's `kinds`. */
export const factKinds = (...names: readonly FactName[]): readonly number[] =>
  names.map((name) => FACT[name]);

/** Milliseconds in an hour. */
export const HOUR = 3_600_000;

/** numerator / denominator as a double, exact to 15 decimals; null for nothing over nothing. */
export function ratio(numerator: bigint, denominator: bigint): number | null {
  if (denominator === 0n) return null;
  const SCALE = 1_000_000_000_000_000n;
  return Number((numerator * SCALE) / denominator) / Number(SCALE);
}

/** part / whole; null for nothing over nothing. */
export const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
