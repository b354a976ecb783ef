/** What each holder has, from a CSV file with columns holder and tokens. §M11.3 */
import type { Tokens } from '../../base/units.ts';
import { tokens } from '../../base/units.ts';
import { cellError, parseCsv } from './csv-table.ts';
import { parseTokens, writeTokens } from './quantities.ts';
import { ScenarioError } from './scenario-error.ts';
import { indexAfter, twoCells } from './timed-table.ts';

const PATH = 'delegation.holdings';
const COLUMNS = 'holder,tokens';
const HOLDER = 'the index of a holder, counted from 0';
const AMOUNT = 'tokens from 0 with at most 18 decimals, all of them up to 1000000000000';
/** All holdings together: a hundred times the largest supply that any schedule reaches. */
const TOTAL_MAX = tokens(1_000_000_000_000);

/**
 * The holdings of a CSV text as a scenario writes tokens, holder 0 first: a header `holder,tokens`, then a
 * row for each holder in order, none left out. A ScenarioError names the cell that is not accepted, and the
 * one at which the sum becomes too large.
 */
export function readHoldingsTable(text: string, file: string): (number | string)[] {
  const [header, ...rows] = parseCsv(text, file);
  const value = header?.map((cell) => cell.text).join(',');
  if (header === undefined || value !== COLUMNS) {
    const at = header?.[0].at ?? { file, line: 1, column: 1 };
    throw new ScenarioError({ ...at, path: PATH, value, complaint: 'wrong columns', accepted: COLUMNS });
  }
  if (rows.length === 0) throw cellError(header[0], PATH, 'a table without rows', 'a row or more');
  let last: number | undefined;
  let total = 0n;
  return rows.map((row) => {
    const [holderCell, amountCell] = twoCells(row, PATH, COLUMNS);
    last = indexAfter(holderCell, PATH, last, HOLDER);
    const amount = parseTokens(amountCell.text);
    if (amount === undefined) throw cellError(amountCell, PATH, 'not an amount of tokens', AMOUNT);
    total += amount;
    if (total > TOTAL_MAX) throw cellError(amountCell, PATH, 'too many tokens in all', AMOUNT);
    return writeTokens(amount);
  });
}

/** Base units of each holder; the amounts have passed the schema. */
export const heldTokens = (amounts: readonly (number | string)[]): Tokens[] =>
  amounts.map((amount) => parseTokens(amount) ?? 0n);
