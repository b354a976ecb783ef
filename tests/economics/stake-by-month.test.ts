import { expect, test } from 'vitest';
import { StakeByMonth } from '../../src/economics/stake-by-month.ts';

const sums = (stake: StakeByMonth, present: number, to: number): bigint[] =>
  Array.from({ length: to - present + 1 }, (_, ahead) => stake.at(0, present, present + ahead));

// Catches a joining that counts at once or two months later, and a departure a month off.
test('what joins counts from next month, what leaves until its last', () => {
  const stake = new StakeByMonth({ validators: 1, monthsAhead: 3 });
  stake.add(0, 0, 100n);
  stake.addNext(0, 0, 10n);
  stake.leave(0, 0, 3, 40n);
  stake.leave(0, 0, 2, 5n);
  expect(sums(stake, 0, 5)).toEqual([100n, 110n, 105n, 65n, 65n, 65n]);
  expect([stake.now(0, 2), stake.joining(0, 2)]).toEqual([105n, 0n]);
  expect(sums(stake, 2, 4)).toEqual([105n, 65n, 65n]);
});

// Catches months whose places in the ring are left full: what left once would leave again a ring later.
test('months may pass without a call, and nothing leaves twice', () => {
  const stake = new StakeByMonth({ validators: 1, monthsAhead: 3 });
  stake.add(0, 0, 100n);
  stake.leave(0, 0, 3, 40n);
  expect(stake.now(0, 9)).toBe(60n);
  stake.leave(0, 9, 12, 1n);
  expect(sums(stake, 9, 13)).toEqual([60n, 60n, 60n, 59n, 59n]);
  expect(stake.now(0, 20)).toBe(59n);
});

// 7/10 of 101 is 70.7, of 33 is 23.1, of 11 is 7.7. Catches a cut of what joins, and departures left whole.
test('a cut rounds the sum and each departure down one by one, and spares what joins unless told', () => {
  const cut = (cutsJoining: boolean): bigint[] => {
    const stake = new StakeByMonth({ validators: 1, monthsAhead: 3 });
    stake.add(0, 0, 101n);
    stake.addNext(0, 0, 11n);
    stake.leave(0, 0, 2, 33n);
    stake.cut(0, 0, { kept: 7n, whole: 10n }, cutsJoining);
    return sums(stake, 0, 2);
  };
  expect(cut(false)).toEqual([70n, 81n, 58n]);
  expect(cut(true)).toEqual([70n, 77n, 54n]);
});

test('the past, and a departure beyond the longest period, are bugs', () => {
  const stake = new StakeByMonth({ validators: 1, monthsAhead: 3 });
  stake.add(0, 5, 100n);
  expect(() => stake.now(0, 4)).toThrow('months do not go back');
  expect(() => stake.at(0, 5, 4)).toThrow('stake of the past is not kept');
  expect(() => stake.leave(0, 5, 9, 1n)).toThrow('within the longest period');
  expect(() => stake.leave(0, 5, 5, 1n)).toThrow('in a month to come');
  stake.leave(0, 5, 6, 101n);
  expect(() => stake.now(0, 6)).toThrow('no more leaves than is there');
});
