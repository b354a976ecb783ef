/** Prices of a token from a CSV file with columns day or instant, and usd. §M13.1 */
import type { PriceRow } from '../../economics/token-price.ts';
import { inUnits, parseDecimal } from './decimal.ts';
import { fixedPoint } from './quantities.ts';
import { instantOf, readTimedTable } from './timed-table.ts';

/** A price as a scenario writes it. */
export interface PriceCells {
  /** Seconds since the start, or a duration. */
  readonly at: number | string;
  /** Positive, with at most 6 decimals, up to 10^9. */
  readonly usd: number;
}

const USD_DECIMALS = 6;
/** A billion dollars a token: the model quotes no more. */
const MICRO_USD_MAX = 1_000_000_000_000_000n;

const COLUMN = {
  path: 'market.price.table',
  name: 'usd',
  read: usdOf,
  accepted: 'dollars above 0 and up to 1000000000, with at most 6 decimals',
};

/** The prices of a CSV text, ascending in time; a ScenarioError names the cell that is not accepted. */
export function readPriceTable(text: string, file: string): PriceCells[] {
  return readTimedTable(text, file, COLUMN).map(({ at, value }) => ({ at, usd: value }));
}

/** A row in the model's units; it has passed the schema. */
export function priceRow({ at, usd }: PriceCells): PriceRow {
  return { at: instantOf(at), microUsd: fixedPoint(usd, USD_DECIMALS) ?? 0 };
}

/** Plain decimals only: 1e3 in a table is more likely a slip than a price. */
function usdOf(text: string): number | undefined {
  const microUsd = /^\d+(\.\d+)?$/.test(text) ? inUnits(parseDecimal(text), USD_DECIMALS) : undefined;
  // At most 15 digits and 6 decimals: the double prints as the same decimal again.
  return microUsd !== undefined && microUsd > 0n && microUsd <= MICRO_USD_MAX ? Number(text) : undefined;
}
