/**
 * A small CSV table with places of its cells. Cells hold numbers, names and durations: quotes are not read.
 */
import { ScenarioError } from './scenario-error.ts';
import type { Place } from './scenario-error.ts';

/** A cell's text, trimmed, and where it begins. */
export interface Cell {
  readonly at: Place;
  readonly text: string;
}

/** Rows of cells; empty lines and lines that begin with # are left out. */
export function parseCsv(text: string, file: string): Cell[][] {
  const rows: Cell[][] = [];
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return;
    const cells: Cell[] = [];
    let column = 1;
    for (const part of line.split(',')) {
      const leading = part.length - part.trimStart().length;
      cells.push({ at: { file, line: index + 1, column: column + leading }, text: part.trim() });
      column += part.length + 1;
    }
    rows.push(cells);
  });
  return rows;
}

/** The error for one cell. */
export function cellError(cell: Cell, path: string, complaint: string, accepted: string): ScenarioError {
  return new ScenarioError({ ...cell.at, path, value: cell.text, complaint, accepted });
}
