/**
 * One figure out of several monitors' verdicts. Everything is whole numbers: the policies compare and divide
 * exactly, and none of them allocates, since a simulated year aggregates 366,000 windows twice. §M9.4
 */
import { assert } from '../base/assert.ts';
import { PPM } from '../base/units.ts';
import type { Ppm } from '../base/units.ts';

/** How several verdicts become one figure. §M9.4 */
export type AggregationPolicy = 'median-mad' | 'median' | 'median-upper' | 'trimmed-mean' | 'mean';

/** Parameters of the policies that have any. */
export interface AggregationOptions {
  /** `median-mad` removes what lies beyond k·1.4826·MAD from the median: k in thousandths, 0 … 1,000,000. */
  readonly madFactorMilli: number;
  /** `trimmed-mean` drops this part of the verdicts at each side, rounded down, 0 … 499,999. */
  readonly trimPpm: Ppm;
}

/**
 * Makes one whole number of `values[0 … count)`, each 0 … 2^31 − 1; 1 ≤ count ≤ 2^22, so that no sum reaches
 * 2^53. What order the values are left in is not promised; values from `count` on are not touched.
 */
export type Aggregator = (values: Int32Array, count: number) => number;

/** The aggregator of a policy. Options of other policies are checked as well and then ignored. */
export function aggregator(policy: AggregationPolicy, options: AggregationOptions): Aggregator {
  const { madFactorMilli, trimPpm } = options;
  assert(Number.isInteger(madFactorMilli) && Number.isInteger(trimPpm), 'the options are whole numbers');
  assert(madFactorMilli >= 0 && madFactorMilli <= 1_000_000, 'the MAD factor is 0 … 1,000,000 thousandths');
  assert(trimPpm >= 0 && 2 * trimPpm < PPM, 'less than half is trimmed at each side');
  switch (policy) {
    case 'median':
      return lowerMedian;
    case 'median-upper':
      return upperMedian;
    case 'median-mad':
      return (values, count) => medianNearMedian(values, count, madFactorMilli);
    case 'trimmed-mean':
      return (values, count) => trimmedMean(values, count, trimPpm);
    case 'mean':
      return (values, count) => trimmedMean(values, count, 0);
  }
}

/**
 * Is the lower median zero, and with it the lower median of the distances from it? Most windows are without
 * any downtime, and counting spares them the sort.
 */
function isMostlyZero(values: Int32Array, count: number): boolean {
  assertCount(values, count);
  let zeros = 0;
  // Values are 0 … 2^31 − 1: only 0 − 1 has its sign bit set. A branch would be guessed wrong at every liar.
  for (let index = 0; index < count; index++) zeros += (values[index] - 1) >>> 31;
  return zeros > (count - 1) >> 1;
}

/** The middle value, the lower one of two: a tie favours the node. */
function lowerMedian(values: Int32Array, count: number): number {
  if (isMostlyZero(values, count)) return 0;
  sortAscending(values, count);
  return values[(count - 1) >> 1];
}

/** The middle value, the upper one of two, as the contracts do. */
function upperMedian(values: Int32Array, count: number): number {
  sortAscending(values, count);
  return values[count >> 1];
}

/** The lower median of those values that lie within k·1.4826·MAD of the lower median of all. */
function medianNearMedian(values: Int32Array, count: number, madFactorMilli: number): number {
  if (isMostlyZero(values, count)) return 0;
  sortAscending(values, count);
  const median = values[(count - 1) >> 1];
  const deviation = medianDeviation(values, count);
  // More than half agree: nothing is removed. It is the common case, since most windows are without any
  // downtime.
  if (deviation === 0) return median;
  const reach = reachOf(deviation, madFactorMilli);
  let first = 0;
  let end = count;
  while (median - values[first] > reach) first++;
  while (values[end - 1] - median > reach) end--;
  return values[first + ((end - first - 1) >> 1)];
}

/**
 * The lower median of |value − median| over sorted values: both sides are ascending outwards and are merged.
 */
function medianDeviation(values: Int32Array, count: number): number {
  const middle = (count - 1) >> 1;
  const median = values[middle];
  let below = middle - 1;
  let above = middle + 1;
  let deviation = 0;
  // The median itself is the first of the deviations; `middle` more lead to their lower median.
  for (let step = 0; step < middle; step++) {
    // `above` stays in range: `middle` steps outwards and at least `middle` values lie above.
    const down = below < 0 ? Infinity : median - values[below];
    const up = values[above] - median;
    deviation = Math.min(down, up);
    if (down <= up) below--;
    else above++;
  }
  return deviation;
}

/**
 * floor(madFactorMilli/1000 · 1.4826 · deviation), exactly. 1.4826/1000 is 7,413/5,000,000. Median deviation
 * values lie on both sides of the median, hence 2·deviation ≤ 2^31 − 1 and part · deviation < 5·10^6 · 2^30 <
 * 2^53; comparing |x − m|·10^7 with the product directly would pass 2^53.
 */
function reachOf(deviation: number, madFactorMilli: number): number {
  const factor = madFactorMilli * 7_413;
  const part = factor % 5_000_000;
  const whole = (factor - part) / 5_000_000;
  return whole * deviation + Math.floor((part * deviation) / 5_000_000);
}

/** The mean without floor(count · trim) values at each side, rounded down: the fraction favours the node. */
function trimmedMean(values: Int32Array, count: number, trimPpm: Ppm): number {
  const dropped = Math.floor((count * trimPpm) / PPM);
  if (dropped > 0) sortAscending(values, count);
  else assertCount(values, count);
  let sum = 0;
  for (let index = dropped; index < count - dropped; index++) sum += values[index];
  return Math.floor(sum / (count - 2 * dropped));
}

/** Up to so many verdicts a network of comparisons is faster than a heap; a window has about 24. */
const NETWORK_MAX = 64;

/** Sorts `values[0 … count)` in place. Equal whole numbers cannot be told apart, so no tie needs breaking. */
function sortAscending(values: Int32Array, count: number): void {
  assertCount(values, count);
  if (count <= NETWORK_MAX) sortByNetwork(values, NETWORKS[count]);
  else sortByHeap(values, count);
}

/**
 * Without a branch on the values: 24 latencies are in no order, and a processor that guesses wrong at each of
 * them made insertion take 350 ns where this takes 240. Values are 0 … 2^31 − 1, so no difference overflows.
 */
function sortByNetwork(values: Int32Array, network: Uint8Array): void {
  for (let index = 0; index < network.length; index += 2) {
    const low = network[index];
    const high = network[index + 1];
    const one = values[low];
    const other = values[high];
    const excess = (one - other) & ((other - one) >> 31);
    values[low] = one - excess;
    values[high] = other + excess;
  }
}

/** Pairs of places to be put in order, for each count: K. E. Batcher's merge exchange (1968). */
const NETWORKS: readonly Uint8Array[] = Array.from({ length: NETWORK_MAX + 1 }, (_, count) =>
  mergeExchange(count),
);

/** Knuth, The Art of Computer Programming 3, algorithm 5.2.2 M. */
function mergeExchange(count: number): Uint8Array {
  const pairs: number[] = [];
  let top = 1;
  while (2 * top < count) top *= 2;
  for (let step = top; step > 0; step >>= 1) {
    let reach = top;
    let wanted = 0;
    let gap = step;
    for (;;) {
      for (let low = 0; low + gap < count; low++) if ((low & step) === wanted) pairs.push(low, low + gap);
      if (reach === step) break;
      gap = reach - step;
      reach >>= 1;
      wanted = step;
    }
  }
  return Uint8Array.from(pairs);
}

function sortByHeap(values: Int32Array, count: number): void {
  for (let root = (count >> 1) - 1; root >= 0; root--) sink(values, root, count, values[root]);
  for (let end = count - 1; end > 0; end--) {
    const value = values[end];
    values[end] = values[0];
    sink(values, 0, end, value);
  }
}

/** Puts `value` into the heap `values[0 … end)` at the free place `hole` or below it. */
function sink(values: Int32Array, hole: number, end: number, value: number): void {
  for (;;) {
    let child = 2 * hole + 1;
    if (child >= end) break;
    if (child + 1 < end && values[child + 1] > values[child]) child++;
    if (values[child] <= value) break;
    values[hole] = values[child];
    hole = child;
  }
  values[hole] = value;
}

function assertCount(values: Int32Array, count: number): void {
  assert(count >= 1, 'there is at least one verdict to aggregate');
  assert(count <= values.length, 'the verdicts lie within their array');
}
