import { expect, test } from 'vitest';
import { DelegationRows } from '../../src/economics/delegation-rows.ts';

const rowsOf = (rows: DelegationRows, list: 'ofHolder' | 'ofValidator', owner: number): number[] => {
  const found: number[] = [];
  rows[list](owner, (row) => found.push(row) > 0);
  return found;
};
const aRow = { validator: 0, lock: 1, amount: 5n, effective: 500n, started: 1 };

// Catches a row that is used again while a list still holds it, and an id that is given twice.
test('a row is used again once both lists have forgotten it, under another name', () => {
  const rows = new DelegationRows({ holders: 2, validators: 1 });
  const first = rows.make({ ...aRow, holder: 0 });
  const second = rows.make({ ...aRow, holder: 0 });
  const third = rows.make({ ...aRow, holder: 1 });
  const id = rows.id(second);
  for (const row of [first, second, third]) rows.accept(row, 0);
  expect(rowsOf(rows, 'ofHolder', 0)).toEqual([second, first]);
  expect(rowsOf(rows, 'ofValidator', 0)).toEqual([first, second, third]);

  rows.ofHolder(0, (row) => row !== second);
  expect(rowsOf(rows, 'ofHolder', 0)).toEqual([first]);
  expect(rows.find(id)).toBe(second);
  rows.ofValidator(0, (row) => row !== second);
  expect(rowsOf(rows, 'ofValidator', 0)).toEqual([first, third]);
  expect(rows.find(id)).toBeUndefined();

  const again = rows.make({ ...aRow, holder: 1, amount: 7n });
  expect(again).toBe(second);
  expect(rows.capacity).toBe(3);
  expect(rows.id(again)).not.toBe(id);
  expect(rows.find(rows.id(again))).toBe(again);
  expect(rows.find(id)).toBeUndefined();
  expect([rows.amounts[again], rows.isAccepted(again)]).toEqual([7n, false]);
  expect(rowsOf(rows, 'ofHolder', 1)).toEqual([again, third]);
});

test('columns grow without losing a row', () => {
  const rows = new DelegationRows({ holders: 10, validators: 1 });
  for (let index = 0; index < 5000; index += 1) {
    const row = rows.make({ ...aRow, holder: index % 10, amount: BigInt(index + 1), started: index });
    if (index % 2 === 0) rows.accept(row, 3 * index);
  }
  expect(rowsOf(rows, 'ofHolder', 7)).toHaveLength(500);
  expect(rowsOf(rows, 'ofValidator', 0)).toHaveLength(2500);
  expect([rows.started(4321), rows.amounts[4321], rows.seen(4320)]).toEqual([4321, 4322n, 12_960]);
});
