/** Outages from a CSV file with columns node, from, to. §M8.1 */
import type { TracedOutage } from '../protocol/params.ts';
import { cellError, parseCsv } from './csv-table.ts';
import type { Cell } from './csv-table.ts';
import { fixedPoint, parseDuration } from './quantities.ts';
import { ScenarioError } from './scenario-error.ts';

/** An outage as a scenario writes it: instants are seconds since the start, or durations. */
export interface OutageRow {
  readonly node: number;
  readonly from: number | string;
  readonly to: number | string;
}

const PATH = 'availability.trace';
const COLUMNS = ['node', 'from', 'to'];
const MOMENT = 'seconds since the start, or a duration such as 12 h';

/**
 * The outages of a CSV text: a header `node,from,to`, then rows sorted by `from`, each `to` after its
 * `from`, none beginning before the same node's last one ended. Throws a ScenarioError with the cell's
 * place otherwise.
 */
export function readOutageTrace(text: string, file: string): OutageRow[] {
  const [header, ...rows] = parseCsv(text, file);
  if (header?.map((cell) => cell.text).join(',') !== COLUMNS.join(',')) {
    const at = header?.[0].at ?? { file, line: 1, column: 1 };
    const value = header?.map((cell) => cell.text).join(',');
    throw new ScenarioError({
      ...at,
      path: PATH,
      value,
      complaint: 'wrong columns',
      accepted: 'node,from,to',
    });
  }
  const lastEnds = new Map<number, number>();
  let lastFrom = 0;
  return rows.map((row) => {
    if (row.length !== COLUMNS.length || row.some((cell) => cell.text === '')) {
      const gap = row.find((cell) => cell.text === '') ?? row[row.length - 1];
      throw cellError(
        gap,
        PATH,
        `a row of ${row.length} cells or with an empty one`,
        'three cells: node,from,to',
      );
    }
    const [nodeCell, fromCell, toCell] = row;
    if (!/^\d{1,6}$/.test(nodeCell.text))
      throw cellError(nodeCell, PATH, 'not a node', 'the index of a node');
    const node = Number(nodeCell.text);
    const from = momentOfCell(fromCell);
    const to = momentOfCell(toCell);
    if (from < lastFrom) throw cellError(fromCell, PATH, 'rows out of order', 'rows sorted by from');
    if (to <= from) throw cellError(toCell, PATH, 'ends before it begins', 'an instant after from');
    if (from < (lastEnds.get(node) ?? 0)) {
      throw cellError(fromCell, PATH, 'overlaps the node’s last outage', 'an instant after its end');
    }
    lastFrom = from;
    lastEnds.set(node, to);
    return { node, from: from / MILLIS_PER_SECOND, to: to / MILLIS_PER_SECOND };
  });
}

const MILLIS_PER_SECOND = 1000;
/** Decimals of a second that milliseconds can hold. */
const SECOND_DECIMALS = 3;

/** An outage in whole milliseconds; both instants have passed the schema. */
export function tracedOutage(row: OutageRow): TracedOutage {
  return { node: row.node, from: momentMillis(row.from) ?? 0, to: momentMillis(row.to) ?? 0 };
}

/** Milliseconds of `90` (seconds), `"90"` or `1.5 min`; undefined when not a whole number of them. */
export function momentMillis(moment: number | string): number | undefined {
  if (typeof moment === 'string') return parseDuration(moment);
  const millis = fixedPoint(moment, SECOND_DECIMALS);
  return millis === undefined || millis < 0 ? undefined : millis;
}

function momentOfCell(cell: Cell): number {
  const isNumber = /^\d+(\.\d+)?$/.test(cell.text);
  const millis = momentMillis(isNumber ? Number(cell.text) : cell.text);
  if (millis === undefined) throw cellError(cell, PATH, 'not an instant', MOMENT);
  return millis;
}
