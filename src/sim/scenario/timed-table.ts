/**
 * Tables of a quantity over time from a CSV file, with a column of whole days or of instants. §M13.1, §M15.1
 */
import { instant } from '../../base/units.ts';
import type { Instant } from '../../base/units.ts';
import { cellError, parseCsv } from './csv-table.ts';
import type { Cell } from './csv-table.ts';
import { momentMillis } from './outage-trace.ts';
import { ScenarioError } from './scenario-error.ts';

/** A row as a scenario writes it: an instant is seconds since the start, or a duration. */
export interface TimedCells {
  readonly at: number | string;
  readonly value: number;
}

/** What a table's second column holds. */
export interface TimedColumn {
  /** Path of the field that names the file. */
  readonly path: string;
  /** Name of the column, which is its unit. */
  readonly name: string;
  /** The number of a cell's text; undefined for what is not accepted. */
  readonly read: (text: string) => number | undefined;
  /** What is accepted, in words. */
  readonly accepted: string;
}

const SECONDS_PER_DAY = 86_400;
const MILLIS_PER_SECOND = 1000;
const DAY = 'a whole number of days since the start';
const INSTANT = 'seconds since the start, or a duration such as 12 h';

/**
 * The rows of a CSV text. Header `day,<name>`: days count from 0 and none is left out. Header
 * `instant,<name>`: instants ascend, none twice. Throws a ScenarioError with the cell's place otherwise, and
 * when there is no row.
 */
export function readTimedTable(text: string, file: string, column: TimedColumn): TimedCells[] {
  const { path, name } = column;
  const [header, ...rows] = parseCsv(text, file);
  const [first, ...others] = header?.map((cell) => cell.text) ?? [];
  const hasColumns = (first === 'day' || first === 'instant') && others.join(',') === name;
  if (header === undefined || !hasColumns) {
    const at = header?.[0].at ?? { file, line: 1, column: 1 };
    const value = header?.map((cell) => cell.text).join(',');
    const accepted = `day,${name} or instant,${name}`;
    throw new ScenarioError({ ...at, path, value, complaint: 'wrong columns', accepted });
  }
  if (rows.length === 0) throw cellError(header[0], path, 'a table without rows', 'a row or more');
  let last: number | undefined;
  return rows.map((row) => {
    const [timeCell, valueCell] = twoCells(row, path, `${first},${name}`);
    const seconds = first === 'day' ? dayAfter(timeCell, path, last) : instantAfter(timeCell, path, last);
    last = seconds;
    const value = column.read(valueCell.text);
    if (value === undefined) throw cellError(valueCell, path, `not a value in ${name}`, column.accepted);
    return { at: seconds, value };
  });
}

/** The instant of a row, which has passed the schema. */
export const instantOf = (at: TimedCells['at']): Instant => instant(momentMillis(at) ?? 0);

/** A row's cells; a row of another number of cells, or with an empty one, has a gap. */
export function twoCells(row: readonly Cell[], path: string, columns: string): readonly [Cell, Cell] {
  const empty = row.find((cell) => cell.text === '');
  if (row.length !== 2 || empty !== undefined) {
    const complaint = `a row of ${row.length} cells or with an empty one`;
    throw cellError(empty ?? row[row.length - 1], path, complaint, `two cells: ${columns}`);
  }
  return [row[0], row[1]];
}

/**
 * The index in a cell that counts rows from 0: each one is the last one's successor, `undefined` before the
 * first.
 */
export function indexAfter(cell: Cell, path: string, last: number | undefined, accepted: string): number {
  if (!/^\d{1,7}$/.test(cell.text)) throw cellError(cell, path, 'not a whole number from 0', accepted);
  const index = Number(cell.text);
  const due = last === undefined ? 0 : last + 1;
  if (index === due) return index;
  const gap = due === index - 1 ? `${due} is missing` : `${due} to ${index - 1} are missing`;
  const complaint = index > due ? gap : index === last ? 'the same once more' : 'rows out of order';
  throw cellError(cell, path, complaint, `${due} here: rows in order, none left out`);
}

function dayAfter(cell: Cell, path: string, last: number | undefined): number {
  const lastDay = last === undefined ? undefined : last / SECONDS_PER_DAY;
  return indexAfter(cell, path, lastDay, DAY) * SECONDS_PER_DAY;
}

function instantAfter(cell: Cell, path: string, last: number | undefined): number {
  const isNumber = /^\d+(\.\d+)?$/.test(cell.text);
  const millis = momentMillis(isNumber ? Number(cell.text) : cell.text);
  if (millis === undefined) throw cellError(cell, path, 'not an instant', INSTANT);
  const seconds = millis / MILLIS_PER_SECOND;
  if (last !== undefined && seconds <= last) {
    const complaint = seconds === last ? 'the same instant once more' : 'rows out of order';
    throw cellError(cell, path, complaint, 'an instant after the last row’s');
  }
  return seconds;
}
