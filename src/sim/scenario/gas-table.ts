/** Prices of mainnet's gas from a CSV file with columns day or instant, and gwei. §M15.1 */
import type { GasPricePolicy } from '../../economics/gas-price.ts';
import { inUnits, parseDecimal } from './decimal.ts';
import { fixedPoint } from './quantities.ts';
import { instantOf, readTimedTable } from './timed-table.ts';

/** A gas price as a scenario writes it. */
export interface GasCells {
  /** Seconds since the start, or a duration. */
  readonly at: number | string;
  /** 0 or more, with at most 9 decimals, up to 10^6. */
  readonly gwei: number;
}

const WEI_DECIMALS = 9;
/** A million gwei: more than a table of real prices ever holds, so a slip of units is found. */
const WEI_MAX = 1_000_000_000_000_000n;

const COLUMN = {
  path: 'mainnet.gasGwei.table',
  name: 'gwei',
  read: gweiOf,
  accepted: 'gwei from 0 to 1000000, with at most 9 decimals',
};

/** The gas prices of a CSV text, ascending in time; a ScenarioError names the cell that is not accepted. */
export function readGasTable(text: string, file: string): GasCells[] {
  return readTimedTable(text, file, COLUMN).map(({ at, value }) => ({ at, gwei: value }));
}

/** A row of a table of gas prices in the model's units. */
type GasRow = Extract<GasPricePolicy, { kind: 'table' }>['rows'][number];

/** A row in the model's units; it has passed the schema. */
export function gasRow({ at, gwei }: GasCells): GasRow {
  return { at: instantOf(at), wei: BigInt(fixedPoint(gwei, WEI_DECIMALS) ?? 0) };
}

/** Plain decimals only, as with prices. */
function gweiOf(text: string): number | undefined {
  const wei = /^\d+(\.\d+)?$/.test(text) ? inUnits(parseDecimal(text), WEI_DECIMALS) : undefined;
  return wei !== undefined && wei <= WEI_MAX ? Number(text) : undefined;
}
