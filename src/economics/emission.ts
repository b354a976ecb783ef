/** New tokens of a month, by schedule: schedules give whole years, a month is a twelfth. §M10.1 */
import { assert } from '../base/assert.ts';
import type { MonthIndex } from '../base/ids.ts';
import { tokens } from '../base/units.ts';
import type { Tokens } from '../base/units.ts';
import { equalPart } from './equal-parts.ts';

/** Emission schedules. §M10.1 */
export type EmissionPolicy = 'skale';

/** Base units of a year, counted from 0. */
type YearlyEmission = (year: number) => Tokens;

const SCHEDULES: Readonly<Record<EmissionPolicy, YearlyEmission>> = { skale: skaleYear };

const MONTHS_OF_YEAR = 12;

/**
 * Base units minted in `month`, counted from 0 at the start of emission; year y holds months 12y … 12y + 11.
 * The twelfth is rounded down and December's place takes the remainder, so that each year is exact.
 *
 * @example monthlyEmission('skale', 0) // 32083333333333333333333333n: 385,000,000 tokens / 12
 */
export function monthlyEmission(policy: EmissionPolicy, month: MonthIndex): Tokens {
  assert(Number.isSafeInteger(month), 'a month of emission is a whole number');
  assert(month >= 0, 'months of emission are counted from 0');
  const year = Math.floor(month / MONTHS_OF_YEAR);
  return equalPart(SCHEDULES[policy](year), MONTHS_OF_YEAR, month % MONTHS_OF_YEAR);
}

/** 385 million tokens in year 0, each year to year 5 a tenth of that less. §M10.1 */
const SKALE_YEARS: readonly Tokens[] = [
  tokens(385_000_000),
  tokens(346_500_000),
  tokens(308_000_000),
  tokens(269_500_000),
  tokens(231_000_000),
  tokens(192_500_000),
];

/** Years 6, 7, 8 mint half of year 5, the next three half of that, and so on. §M10.1 */
const SKALE_YEARS_TO_HALVING = 3;

/** Half a base unit is never minted: the schedule stays below 2,310,000,000 tokens in all. */
function skaleYear(year: number): Tokens {
  if (year < SKALE_YEARS.length) return SKALE_YEARS[year];
  const halvings = Math.floor((year - SKALE_YEARS.length) / SKALE_YEARS_TO_HALVING) + 1;
  return SKALE_YEARS[SKALE_YEARS.length - 1] >> BigInt(halvings);
}
