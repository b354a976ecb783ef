/**
 * How many of n probes are lost on the way, without drawing each: one draw from an alias table for counts
 * that are frequent, and jumps from loss to loss for the others. §M9.2
 */
import { assert } from '../base/assert.ts';
import { ln, log1p } from '../base/exact-math.ts';
import { PPM } from '../base/units.ts';
import type { Ppm } from '../base/units.ts';
import { binomialWeights } from './binomial.ts';

/** Where the uniform numbers come from: a stream of the run, or a generator of a test. */
export interface UniformDraws {
  /** Uniform on 0, 2^-53, …, 1 − 2^-53. */
  double(): number;
}

/** Draws Binomial(trials, loss); 0 ≤ trials ≤ 2^31 − 1. */
export type BinomialSampler = (trials: number, draws: UniformDraws) => number;

/**
 * A sampler for one probability of loss. `frequent` names the counts that get a table (0 … 100,000 each, a
 * few of them: the probes of a full window and one more). Which counts have tables decides how many numbers
 * are drawn, so it is fixed here and never learned on the way: else one node's windows would move another
 * node's draws. §M1.4
 */
export function binomialSampler(lossPpm: Ppm, frequent: readonly number[]): BinomialSampler {
  assert(Number.isInteger(lossPpm) && lossPpm >= 0 && lossPpm <= PPM, 'loss is 0 … 1,000,000 millionths');
  if (lossPpm === 0) return () => 0;
  if (lossPpm === PPM) return (trials) => trials;
  const tables: (AliasTable | undefined)[] = [];
  for (const trials of frequent) {
    assert(Number.isInteger(trials) && trials >= 0 && trials <= 100_000, 'tables serve up to 100,000 trials');
    // Filled without holes: V8 keeps an array with distant indices as a slow dictionary.
    while (tables.length <= trials) tables.push(undefined);
    tables[trials] = aliasTable(binomialWeights(trials, lossPpm / PPM));
  }
  // Jumps cost a logarithm for each event jumped to: of loss and answer the rarer one is counted.
  const isLossRare = 2 * lossPpm <= PPM;
  const logOfOther = log1p(-(isLossRare ? lossPpm : PPM - lossPpm) / PPM);
  return (trials, draws) => {
    const table = trials < tables.length ? tables[trials] : undefined;
    if (table !== undefined) return drawFrom(table, draws);
    const rare = countByJumps(trials, logOfOther, draws);
    return isLossRare ? rare : trials - rare;
  };
}

/** Counts events among `trials` by the geometric gaps between them; `logOfOther` = ln(1 − P(event)). */
function countByJumps(trials: number, logOfOther: number, draws: UniformDraws): number {
  let events = 0;
  let place = 0;
  for (;;) {
    // 1 − double() is in (0, 1], so the logarithm is finite; P(gap ≥ g) = (1 − p)^g.
    place += Math.floor(ln(1 - draws.double()) / logOfOther) + 1;
    if (place > trials) return events;
    events++;
  }
}

/** Walker's alias method: a uniform cell yields itself with probability `keep`, else its alias. */
interface AliasTable {
  /** The outcome of the first cell. */
  readonly lowest: number;
  /** Number of cells, a power of two: then cell and remainder of one double are exact. */
  readonly cells: number;
  readonly keep: Float64Array;
  readonly alias: Int32Array;
}

function drawFrom(table: AliasTable, draws: UniformDraws): number {
  const scaled = draws.double() * table.cells;
  const cell = Math.floor(scaled);
  return table.lowest + (scaled - cell < table.keep[cell] ? cell : table.alias[cell]);
}

/** 2^-60: outcomes that much rarer than the likeliest get no cell; a draw of 53 bits would not meet them. */
const NEGLIGIBLE = 1 / 1_152_921_504_606_846_976;

/** The table of a distribution in proportion to `weights`: the largest is 1, they fall off to both sides. */
function aliasTable(weights: Float64Array): AliasTable {
  const lowest = weights.findIndex((weight) => weight >= NEGLIGIBLE);
  const end = weights.findLastIndex((weight) => weight >= NEGLIGIBLE) + 1;
  const likely = weights.subarray(lowest, end);
  let cells = 1;
  while (cells < likely.length) cells *= 2;
  const sum = likely.reduce((total, weight) => total + weight, 0);
  const keep = new Float64Array(cells);
  likely.forEach((weight, cell) => (keep[cell] = (weight / sum) * cells));
  return { lowest, cells, keep, alias: pairUp(keep) };
}

/** Vose's pairing: fills every cell up to 1 from another's excess, and returns whose. Changes `keep`. */
function pairUp(keep: Float64Array): Int32Array {
  const alias = Int32Array.from(keep, (_, cell) => cell);
  const poor: number[] = [];
  const rich: number[] = [];
  keep.forEach((share, cell) => (share < 1 ? poor : rich).push(cell));
  while (poor.length > 0 && rich.length > 0) {
    const taker = poor.pop() as number;
    const giver = rich[rich.length - 1];
    alias[taker] = giver;
    keep[giver] -= 1 - keep[taker];
    if (keep[giver] < 1) poor.push(rich.pop() as number);
  }
  // What is left differs from 1 by rounding only.
  for (const cell of [...poor, ...rich]) keep[cell] = 1;
  return alias;
}
