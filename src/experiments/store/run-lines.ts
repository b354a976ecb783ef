/** A run's result as one line of JSON and back, amounts included: what an interrupted ensemble keeps. */
import type { RunResult } from '../../sim/protocol/metrics.ts';

/** An amount in base units, told from a number by its ending: no other text of a result has this form. */
const AMOUNT = /^-?\d+n$/;

/** One line, without a line feed. */
export function runToLine(result: RunResult): string {
  return JSON.stringify(result, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
}

/** The result of a line; undefined when the line was cut off while it was written. */
export function runFromLine(line: string): RunResult | undefined {
  try {
    return JSON.parse(line, (_key, value: unknown) =>
      typeof value === 'string' && AMOUNT.test(value) ? BigInt(value.slice(0, -1)) : value,
    ) as RunResult;
  } catch {
    return undefined;
  }
}
