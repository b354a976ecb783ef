import { describe, expect, it } from 'vitest';
import { gasRow, readGasTable } from '../../../src/sim/scenario/gas-table.ts';
import { priceRow, readPriceTable } from '../../../src/sim/scenario/price-table.ts';
import { ScenarioError } from '../../../src/sim/scenario/scenario-error.ts';

function errorOf(read: () => unknown): ScenarioError {
  try {
    read();
  } catch (error) {
    if (error instanceof ScenarioError) return error;
  }
  throw new Error('it was accepted');
}

describe('a table of prices', () => {
  it('by days enters the model in milliseconds and millionths of a dollar', () => {
    const rows = readPriceTable(
      '\uFEFFday,usd\r\n# closing prices\r\n0,0.10\r\n1, 0.000001\r\n\r\n2,1000000000\r\n',
      'x',
    );
    expect(rows).toEqual([
      { at: 0, usd: 0.1 },
      { at: 86_400, usd: 0.000001 },
      { at: 172_800, usd: 1e9 },
    ]);
    expect(rows.map(priceRow)).toEqual([
      { at: 0, microUsd: 100_000 },
      { at: 86_400_000, microUsd: 1 },
      { at: 172_800_000, microUsd: 10 ** 15 },
    ]);
  });

  it('by instants may begin late, and leave out what it likes', () => {
    const rows = readPriceTable('instant,usd\n12 h,0.5\n43200.001,0.25\n30 days,7\n', 'x');
    const at = rows.map((row) => priceRow(row).at);
    expect(at).toEqual([43_200_000, 43_200_001, 2_592_000_000]);
    // What is written into a resolved scenario reads as the same again.
    expect((JSON.parse(JSON.stringify(rows)) as typeof rows).map(priceRow)).toEqual(rows.map(priceRow));
  });

  it.each([
    ['no header', '', 1, 1, undefined, 'wrong columns', 'day,usd or instant,usd'],
    ['another currency', 'day,eur\n0,1\n', 1, 1, 'day,eur', 'wrong columns', 'day,usd or instant,usd'],
    ['a column too many', 'day,usd,volume\n', 1, 1, 'day,usd,volume', 'wrong columns', 'day,usd'],
    ['columns exchanged', ' usd,day\n', 1, 2, 'usd,day', 'wrong columns', 'day,usd'],
    ['a header alone', 'day,usd\n', 1, 1, 'day', 'without rows', 'a row or more'],
    ['a date', 'day,usd\n2020-01-01,1\n', 2, 1, '2020-01-01', 'not a whole number', 'days since the start'],
    ['half a day', 'day,usd\n0,1\n0.5,1\n', 3, 1, '0.5', 'not a whole number', 'days since the start'],
    ['a negative day', 'day,usd\n-1,1\n', 2, 1, '-1', 'not a whole number', 'days since the start'],
    ['a late beginning', 'day,usd\n1,1\n', 2, 1, '1', '0 is missing', '0 here'],
    ['a day left out', 'day,usd\n0,1\n1,1\n3,1\n', 4, 1, '3', '2 is missing', '2 here'],
    ['days left out', 'day,usd\n0,1\n5,1\n', 3, 1, '5', '1 to 4 are missing', '1 here'],
    ['a day twice', 'day,usd\n0,1\n0,1\n', 3, 1, '0', 'once more', '1 here'],
    ['days out of order', 'day,usd\n0,1\n1,1\n0,1\n', 4, 1, '0', 'out of order', '2 here'],
    ['an instant that is none', 'instant,usd\nsoon,1\n', 2, 1, 'soon', 'not an instant', 'seconds'],
    ['an instant twice', 'instant,usd\n60,1\n1 min,1\n', 3, 1, '1 min', 'once more', 'after the last'],
    ['instants out of order', 'instant,usd\n60,1\n 59,1\n', 3, 2, '59', 'out of order', 'after the last'],
    ['a gap', 'day,usd\n0,\n', 2, 3, '', 'an empty one', 'two cells: day,usd'],
    ['a missing cell', 'day,usd\n0\n', 2, 1, '0', 'a row of 1 cells', 'two cells'],
    ['a decimal comma', 'day,usd\n0,0,10\n', 2, 5, '10', 'a row of 3 cells', 'two cells'],
    ['a unit', 'day,usd\n0,$1\n', 2, 3, '$1', 'not a value in usd', 'dollars above 0'],
    ['a negative price', 'day,usd\n0,-1\n', 2, 3, '-1', 'not a value in usd', 'dollars above 0'],
    ['a price of nothing', 'day,usd\n0,0.0\n', 2, 3, '0.0', 'not a value in usd', 'above 0'],
    ['too fine a price', 'day,usd\n0,0.1234567\n', 2, 3, '0.1234567', 'not a value', 'at most 6 decimals'],
    ['too high a price', 'day,usd\n0,1000000000.000001\n', 2, 3, '1000000000.000001', 'not a value', 'up to'],
    ['an exponent', 'day,usd\n0,1e-3\n', 2, 3, '1e-3', 'not a value in usd', 'dollars'],
    ['no number', 'day,usd\n0,NaN\n', 2, 3, 'NaN', 'not a value in usd', 'dollars'],
  ])('%s is refused with its row and column', (_name, text, line, column, value, complaint, accepted) => {
    const error = errorOf(() => readPriceTable(text, 'prices.csv'));
    expect([error.file, error.line, error.column]).toEqual(['prices.csv', line, column]);
    expect([error.path, error.value]).toEqual(['market.price.table', value]);
    expect(error.problems[0].complaint).toContain(complaint);
    expect(error.accepted).toContain(accepted);
  });
});

describe('a table of gas prices', () => {
  it('enters the model in wei, to the last of nine decimals', () => {
    const rows = readGasTable('day,gwei\n0,30\n1,0.000000001\n2,1000000\n3,0\n4,123456.123456789\n', 'x');
    expect(rows.map((row) => gasRow(row).wei)).toEqual([
      30_000_000_000n,
      1n,
      10n ** 15n,
      0n,
      123_456_123_456_789n,
    ]);
    expect(gasRow({ at: '1 h', gwei: 1 }).at).toBe(3_600_000);
  });

  it.each([
    ['another unit', 'day,wei\n0,1\n', 1, 1, 'day,wei', 'day,gwei or instant,gwei'],
    ['a negative price', 'day,gwei\n0,-30\n', 2, 3, '-30', 'gwei from 0'],
    ['a part of a wei', 'day,gwei\n0,0.0000000001\n', 2, 3, '0.0000000001', 'at most 9 decimals'],
    ['wei taken for gwei', 'day,gwei\n0,30000000000\n', 2, 3, '30000000000', 'to 1000000'],
    ['a day left out', 'day,gwei\n0,30\n2,30\n', 3, 1, '2', '1 here'],
  ])('%s is refused with its row and column', (_name, text, line, column, value, accepted) => {
    const error = errorOf(() => readGasTable(text, 'gas.csv'));
    expect([error.file, error.line, error.column]).toEqual(['gas.csv', line, column]);
    expect([error.path, error.value]).toEqual(['mainnet.gasGwei.table', value]);
    expect(error.accepted).toContain(accepted);
  });
});
