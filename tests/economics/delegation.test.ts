import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  delegatedStake,
  delegationBook,
  distribute,
  effectiveStake,
} from '../../src/economics/delegation.ts';

const LOCKS = [
  { months: 3, multiplierPpm: 1_000_000, sharePpm: 300_000 },
  { months: 6, multiplierPpm: 1_500_000, sharePpm: 300_000 },
  { months: 12, multiplierPpm: 2_000_000, sharePpm: 400_000 },
];

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);

test('the book is sorted by validator, holder and lock, and joins what has the same three', () => {
  const book = delegationBook(
    [
      { holder: 5, validator: 2, lock: 0, amount: 1n },
      { holder: 10, validator: 0, lock: 1, amount: 2n },
      { holder: 9, validator: 0, lock: 2, amount: 3n },
      { holder: 9, validator: 0, lock: 0, amount: 4n },
      { holder: 9, validator: 0, lock: 2, amount: 5n },
    ],
    LOCKS,
    4,
  );
  expect([...book.validators]).toEqual([0, 0, 0, 2]);
  expect([...book.holders]).toEqual([9, 9, 10, 5]);
  expect([...book.locks]).toEqual([0, 2, 1, 0]);
  expect(book.amounts).toEqual([4n, 8n, 2n, 1n]);
  expect([...book.firstRows]).toEqual([0, 3, 3, 4, 4]);
});

test('a longer lock counts for more, row by row and rounded down', () => {
  const book = delegationBook(
    [
      { holder: 0, validator: 1, lock: 0, amount: 7n },
      { holder: 1, validator: 1, lock: 1, amount: 7n },
      { holder: 2, validator: 1, lock: 1, amount: 3n },
      { holder: 3, validator: 1, lock: 2, amount: 7n },
    ],
    LOCKS,
    2,
  );
  // 7 · 1, floor(7 · 3/2), floor(3 · 3/2), 7 · 2; the two halves that are lost do not join to a whole.
  expect(effectiveStake(book)).toEqual({ rows: [[], [7n, 10n, 4n, 14n]], validators: [0n, 35n] });
  expect(delegatedStake(book)).toEqual([0n, 24n]);
});

test('101 units, fee 15 %, stakes 4 : 4.5 : 5: the validator gets 15, holders 25, 28, 31, dust is 2', () => {
  expect(distribute({ bounty: 101n, feePerMille: 150, effective: [8n, 9n, 10n] })).toEqual({
    fee: 15n,
    dust: 2n,
    rewards: [25n, 28n, 31n],
  });
});

test('a fee of nothing leaves all to holders, a fee of all leaves them nothing', () => {
  const stake = { bounty: 10n, effective: [1n, 1n] };
  expect(distribute({ ...stake, feePerMille: 0 })).toEqual({ fee: 0n, dust: 0n, rewards: [5n, 5n] });
  expect(distribute({ ...stake, feePerMille: 1000 })).toEqual({ fee: 10n, dust: 0n, rewards: [0n, 0n] });
});

test('without effective stake the rest is dust, so that it is still the validator’s', () => {
  expect(distribute({ bounty: 10n, feePerMille: 100, effective: [] })).toEqual({
    fee: 1n,
    dust: 9n,
    rewards: [],
  });
  expect(distribute({ bounty: 10n, feePerMille: 100, effective: [0n] }).dust).toBe(9n);
});

test('fee, dust and rewards make the bounty, and each reward is the exact quotient', () => {
  fc.assert(
    fc.property(
      fc.bigInt(0n, 1n << 90n),
      fc.integer({ min: 0, max: 1000 }),
      fc.array(fc.bigInt(0n, 1n << 90n), { maxLength: 40 }),
      (bounty, feePerMille, effective) => {
        const { fee, dust, rewards } = distribute({ bounty, feePerMille, effective });
        const whole = sum(effective);
        expect(fee + dust + sum(rewards)).toBe(bounty);
        expect(fee).toBe((bounty * BigInt(feePerMille)) / 1000n);
        if (whole === 0n) return;
        expect(rewards).toEqual(effective.map((part) => ((bounty - fee) * part) / whole));
        expect(dust >= 0n && dust < BigInt(effective.length)).toBe(true);
      },
    ),
    { seed: 1401, numRuns: 500 },
  );
});

test('delegations to nobody, of nothing, or with a fee beyond the bounty are bugs of the caller', () => {
  const row = { holder: 0, validator: 0, lock: 0, amount: 1n };
  expect(() => delegationBook([{ ...row, validator: 1 }], LOCKS, 1)).toThrow('validator that exists');
  expect(() => delegationBook([{ ...row, lock: 3 }], LOCKS, 1)).toThrow('period that exists');
  expect(() => delegationBook([{ ...row, amount: 0n }], LOCKS, 1)).toThrow('not empty');
  expect(() => distribute({ bounty: 1n, feePerMille: 1001, effective: [] })).toThrow('part of the bounty');
  expect(() => distribute({ bounty: -1n, feePerMille: 0, effective: [] })).toThrow('not negative');
});
