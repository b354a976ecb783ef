import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokens } from '../../src/base/units.ts';
import { gini, nakamoto } from '../../src/economics/concentration.ts';

test('the Gini coefficient is 0 among equals and 1 − 1/n when one has all', () => {
  expect(gini([7n, 7n, 7n])).toBe(0);
  expect(gini([0n, 0n, 0n, 5n])).toBe(0.75);
  expect(gini([tokens(1), 0n])).toBe(0.5);
});

test('the Gini coefficient of 1, 2, 3, 4 is a quarter, in any order and unit', () => {
  expect(gini([3n, 1n, 4n, 2n])).toBe(0.25);
  expect(gini([3n, 1n, 4n, 2n].map((count) => tokens(count)))).toBe(0.25);
});

test('the Gini coefficient is the mean absolute difference over twice the mean', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 30 }), (values) => {
      const total = values.reduce((sum, value) => sum + value, 0);
      const differences = values.flatMap((one) => values.map((other) => Math.abs(one - other)));
      const expected =
        total === 0 ? 0 : differences.reduce((sum, d) => sum + d, 0) / (2 * values.length * total);
      expect(gini(values.map(BigInt))).toBeCloseTo(expected, 13);
    }),
    { seed: 1801 },
  );
});

test('the Nakamoto coefficient counts the fewest that hold more than a third, not just a third', () => {
  expect(nakamoto([1n, 1n, 1n])).toBe(2);
  expect(nakamoto([tokens(1), tokens(1), tokens(1) + 1n])).toBe(1);
  expect(nakamoto([10n, 1n, 1n])).toBe(1);
  expect(nakamoto(Array(200).fill(tokens(5_000_000)))).toBe(67);
});

test('one fewer than the Nakamoto coefficient never hold more than a third', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt(0n, 1n << 90n), { minLength: 1, maxLength: 20 }), (values) => {
      const ascending = values.toSorted((one, other) => (one < other ? -1 : Number(one > other)));
      const total = values.reduce((sum, value) => sum + value, 0n);
      fc.pre(total > 0n);
      const count = nakamoto(values);
      const heldBy = (largest: number): bigint =>
        ascending.slice(values.length - largest).reduce((sum, value) => sum + value, 0n);
      expect(3n * heldBy(count) > total).toBe(true);
      expect(3n * heldBy(count - 1) <= total).toBe(true);
    }),
    { seed: 1802 },
  );
});

test('where nobody has anything both coefficients are 0', () => {
  for (const values of [[], [0n], [0n, 0n]]) expect([gini(values), nakamoto(values)]).toEqual([0, 0]);
});
