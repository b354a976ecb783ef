import { describe, expect, it } from 'vitest';
import { tokens } from '../../../src/base/units.ts';
import { heldTokens, readHoldingsTable } from '../../../src/sim/scenario/holdings-table.ts';
import { ScenarioError } from '../../../src/sim/scenario/scenario-error.ts';

function errorOf(text: string): ScenarioError {
  try {
    readHoldingsTable(text, 'holdings.csv');
  } catch (error) {
    if (error instanceof ScenarioError) return error;
  }
  throw new Error('it was accepted');
}

const TRILLION = '1000000000000';

describe('a table of holdings', () => {
  it('gives each holder its tokens to the last base unit', () => {
    const text = `holder,tokens\n0,1.5\n1,0.000000000000000001\n2,0\n3,2000000\n`;
    const written = readHoldingsTable(text, 'x');
    expect(written).toEqual(['1.5', '0.000000000000000001', 0, 2_000_000]);
    expect(heldTokens(written)).toEqual([tokens(3) / 2n, 1n, 0n, tokens(2_000_000)]);
  });

  it('takes as much as any schedule could mint, and no more', () => {
    expect(heldTokens(readHoldingsTable(`holder,tokens\n0,${TRILLION}\n`, 'x'))).toEqual([tokens(10 ** 12)]);
  });

  it.each([
    ['an empty file', '', 1, 1, undefined, 'wrong columns', 'holder,tokens'],
    ['another unit', 'holder,usd\n', 1, 1, 'holder,usd', 'wrong columns', 'holder,tokens'],
    ['a header alone', 'holder,tokens\n', 1, 1, 'holder', 'without rows', 'a row or more'],
    ['an address', 'holder,tokens\n0xab,1\n', 2, 1, '0xab', 'not a whole number', 'index of a holder'],
    ['a holder left out', 'holder,tokens\n0,1\n2,1\n', 3, 1, '2', '1 is missing', '1 here'],
    ['a holder twice', 'holder,tokens\n0,1\n0,2\n', 3, 1, '0', 'the same once more', '1 here'],
    ['disorder', 'holder,tokens\n0,1\n1,1\n0,2\n', 4, 1, '0', 'out of order', '2 here'],
    ['a gap', 'holder,tokens\n0, \n', 2, 4, '', 'an empty one', 'two cells'],
    ['a cell too many', 'holder,tokens\n0,1,000\n', 2, 5, '000', 'a row of 3 cells', 'two cells'],
    ['a negative amount', 'holder,tokens\n0,-1\n', 2, 3, '-1', 'not an amount', '18 decimals'],
    [
      '19 decimals',
      'holder,tokens\n0,0.0000000000000000001\n',
      2,
      3,
      '0.0000000000000000001',
      'not an',
      '18',
    ],
    ['an exponent', 'holder,tokens\n0,1e6\n', 2, 3, '1e6', 'not an amount', 'tokens from 0'],
    ['too much at once', `holder,tokens\n0,${TRILLION}.1\n`, 2, 3, `${TRILLION}.1`, 'too many', 'up to'],
    ['too much in all', `holder,tokens\n0,1\n1,${TRILLION}\n`, 3, 3, TRILLION, 'too many', 'up to'],
    ['digits without end', `holder,tokens\n0,${'9'.repeat(400)}\n`, 2, 3, '9'.repeat(400), 'not an', 'up to'],
  ])('%s is refused with its row and column', (_name, text, line, column, value, complaint, accepted) => {
    const error = errorOf(text);
    expect([error.file, error.line, error.column]).toEqual(['holdings.csv', line, column]);
    expect([error.path, error.value]).toEqual(['delegation.holdings', value]);
    expect(error.problems[0].complaint).toContain(complaint);
    expect(error.accepted).toContain(accepted);
  });
});
