/** Figures of a claim's text: few digits, each with its interval. */
import type { Estimate } from '../summary.ts';

/** `29.6 [27.1, 32.1]`, four significant digits; `none` without a value. */
export function withInterval({ mean, interval }: Pick<Estimate, 'mean' | 'interval'>): string {
  if (mean === null) return 'none';
  return interval === null
    ? figure(mean)
    : `${figure(mean)} [${figure(interval[0])}, ${figure(interval[1])}]`;
}

/** Four significant digits; whole numbers in full. */
export function figure(value: number | string): string {
  const number = Number(value);
  return Number.isInteger(number) ? String(number) : String(Number(number.toPrecision(4)));
}
