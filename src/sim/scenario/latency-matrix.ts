/** Round trips between regions from a CSV file. §M8.2 */
import { cellError, parseCsv } from './csv-table.ts';
import { fixedPoint } from './quantities.ts';
import { ScenarioError } from './scenario-error.ts';

const PATH = 'network.latency';
const CELL = 'a round trip in milliseconds with at most 3 decimals, up to 1000000';
const MILLIS_MAX = 1_000_000;
const MICROS_DECIMALS = 3;

/**
 * The matrix of a CSV text in milliseconds: a header with the regions' names, then for each of them, in the
 * same order, a row with its name and the round trips. The names must be `regions`, in their order.
 */
export function readLatencyMatrix(text: string, file: string, regions: readonly string[]): number[][] {
  const [header, ...rows] = parseCsv(text, file);
  const accepted = `a header region,${regions.join(',')} and a row for each region in this order`;
  const names = header?.slice(1).map((cell) => cell.text) ?? [];
  if (header === undefined || names.join() !== regions.join() || rows.length !== regions.length) {
    const at = header?.[0].at ?? { file, line: 1, column: 1 };
    throw new ScenarioError({ ...at, path: PATH, value: names, complaint: 'not the regions', accepted });
  }
  return rows.map((row, index) => {
    if (row[0].text !== regions[index]) throw cellError(row[0], PATH, 'not the region of this row', accepted);
    if (row.length !== regions.length + 1) {
      throw cellError(
        row[row.length - 1],
        PATH,
        `a row of ${row.length} cells`,
        `${regions.length + 1} cells`,
      );
    }
    return row.slice(1).map((cell) => {
      const value = /^\d+(\.\d+)?$/.test(cell.text) ? Number(cell.text) : Number.NaN;
      const isAccepted = value <= MILLIS_MAX && fixedPoint(value, MICROS_DECIMALS) !== undefined;
      if (!isAccepted) throw cellError(cell, PATH, 'not a round trip', CELL);
      return value;
    });
  });
}
