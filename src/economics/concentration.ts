/** How evenly stake is spread. Sums and comparisons are exact; only the final ratio is a double. §M17 */
import { assert } from '../base/assert.ts';

/**
 * Gini coefficient: 0 when all are equal, 1 − 1/n when one of n has all. 0 too when nobody has anything.
 * With values ascending and i from 1 it is the sum of (2i − n − 1) · value(i), over n · the sum of values.
 */
export function gini(values: readonly bigint[]): number {
  const ascending = values.toSorted(byAmount);
  let total = 0n;
  let spread = 0n;
  for (const [index, value] of ascending.entries()) {
    assert(value >= 0n, 'what is spread is not negative');
    total += value;
    spread += BigInt(2 * index + 1 - values.length) * value;
  }
  if (total === 0n) return 0;
  // spread < n · total, so the quotient is below 2^53 and becomes a number without loss.
  return Number((spread * RATIO_SCALE) / (BigInt(values.length) * total)) / Number(RATIO_SCALE);
}

/** 2^53: as many parts of one as a double can tell apart; the ratio is rounded down to one of them. */
const RATIO_SCALE = 1n << 53n;

/** Nakamoto coefficient: fewest that together hold more than a third; 0 when nobody has anything. */
export function nakamoto(values: readonly bigint[]): number {
  const descending = values.toSorted((one, other) => byAmount(other, one));
  const total = values.reduce((sum, value) => sum + value, 0n);
  let held = 0n;
  let count = 0;
  while (3n * held <= total && count < descending.length && descending[count] > 0n) {
    held += descending[count];
    count += 1;
  }
  return count;
}

/** Equal amounts are the same amount, so their order cannot be seen. */
const byAmount = (one: bigint, other: bigint): number => {
  if (one === other) return 0;
  return one < other ? -1 : 1;
};
