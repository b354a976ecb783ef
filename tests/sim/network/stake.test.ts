/** The mutants to be caught: a cut that does not mark its validator, a sum that keeps what was cut. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { delegatedStake, delegationBook, effectiveStake } from '../../../src/economics/delegation.ts';
import { slashed } from '../../../src/economics/slashing.ts';
import { Stake } from '../../../src/sim/network/stake.ts';

const LOCKS = [
  { months: 3, multiplierPpm: 1_000_000, sharePpm: 500_000 },
  { months: 12, multiplierPpm: 1_500_001, sharePpm: 500_000 },
];
const VALIDATORS = 4;

const someDelegations = fc.array(
  fc.record({
    holder: fc.nat(9),
    validator: fc.nat(VALIDATORS - 1),
    lock: fc.nat(1),
    amount: fc.bigInt(1n, 1n << 60n),
  }),
  { maxLength: 30 },
);
/** A validator, a penalty, and whether somebody then asks for effective stake. */
const someCuts = fc.array(
  fc.tuple(fc.nat(VALIDATORS - 1), fc.oneof(fc.bigInt(0n, 99n), fc.bigInt(0n, 1n << 62n)), fc.boolean()),
  { maxLength: 20 },
);

test('after any slashes the sums are those of the rows that are left, and the first book is as it was', () => {
  fc.assert(
    fc.property(someDelegations, someCuts, (delegations, cuts) => {
      const initial = delegationBook(delegations, LOCKS, VALIDATORS);
      const before = [...initial.amounts];
      const stake = new Stake(initial);
      const table = [...initial.amounts];
      const delegated = [...delegatedStake(initial)];
      for (const [validator, penalty, isAsked] of cuts) {
        const amounts = table.filter((_, row) => initial.validators[row] === validator);
        const cut = slashed({ amounts, delegated: delegated[validator], penalty });
        expect(stake.rowsOf(validator)).toEqual(amounts);
        stake.cut(validator, cut);
        cut.kept.forEach((amount, index) => (table[initial.firstRows[validator] + index] = amount));
        delegated[validator] -= cut.penalty;
        expect(stake.delegated).toEqual(delegated);
        if (isAsked) expect(stake.effective).toEqual(effectiveStake({ ...initial, amounts: table }));
      }
      expect(stake.book.amounts).toEqual(table);
      expect(stake.effective).toEqual(effectiveStake({ ...initial, amounts: table }));
      expect(initial.amounts).toEqual(before);
    }),
    { seed: 1205, numRuns: 300 },
  );
});

test('a cut that lets a row grow, keeps more than is delegated, or forgets a row is a bug of the caller', () => {
  const rows = [
    { holder: 0, validator: 1, lock: 0, amount: 5n },
    { holder: 1, validator: 1, lock: 0, amount: 6n },
  ];
  const stake = (): Stake => new Stake(delegationBook(rows, LOCKS, VALIDATORS));
  expect(() => stake().cut(1, { kept: [6n, 0n], penalty: 5n })).toThrow('never grows');
  expect(() => stake().cut(1, { kept: [-1n, 0n], penalty: 5n })).toThrow('no negative amount');
  expect(() => stake().cut(1, { kept: [5n], penalty: 6n })).toThrow('each row');
  expect(() => stake().cut(1, { kept: [5n, 1n], penalty: 6n })).toThrow('no more than is delegated');
  expect(() => stake().cut(1, { kept: [5n, 1n], penalty: -5n })).toThrow('not negative');
});
