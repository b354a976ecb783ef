import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { equalPart } from '../../src/economics/equal-parts.ts';

const partsOf = (total: bigint, count: number): bigint[] =>
  Array.from({ length: count }, (_, index) => equalPart(total, count, index));

test('the last part takes the remainder', () => {
  expect(partsOf(103n, 4)).toEqual([25n, 25n, 25n, 28n]);
  expect(partsOf(2n, 3)).toEqual([0n, 0n, 2n]);
  expect(partsOf(7n, 1)).toEqual([7n]);
});

test('parts sum to the total, and only the last differs, by less than their count', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 1n << 90n), fc.integer({ min: 1, max: 120 }), (total, count) => {
      const parts = partsOf(total, count);
      const last = parts[count - 1];
      expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(total);
      expect(new Set(parts.slice(0, -1)).size).toBeLessThanOrEqual(1);
      expect(last - parts[0] >= 0n && last - parts[0] < BigInt(count)).toBe(true);
    }),
    { seed: 1101 },
  );
});

test('a part that is none of the parts is a bug of the caller', () => {
  expect(() => equalPart(10n, 4, 4)).toThrow('one of those');
  expect(() => equalPart(10n, 4, -1)).toThrow('counted from 0');
  expect(() => equalPart(10n, 0, 0)).toThrow('positive number of parts');
  expect(() => equalPart(-1n, 4, 0)).toThrow('not negative');
});
