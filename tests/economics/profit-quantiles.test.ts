import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { profitSpread } from '../../src/economics/profit-quantiles.ts';

test('quantiles are profits that somebody made, by nearest rank', () => {
  const spread = profitSpread([30n, -10n, 20n, 10n, -5n], [0, 200_000, 200_001, 500_000, 1_000_000]);
  expect(spread).toEqual({ losing: 2, quantiles: [-10n, -10n, -5n, 10n, 30n] });
  expect(profitSpread([0n], [500_000])).toEqual({ losing: 0, quantiles: [0n] });
  expect(profitSpread([], [500_000])).toEqual({ losing: 0, quantiles: [] });
});

test('at least the rank’s part of all nodes earned no more than its quantile, and fewer earned less', () => {
  const profits = fc.array(fc.bigInt(-50n, 50n), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(profits, fc.integer({ min: 1, max: 1_000_000 }), (all, rank) => {
      const [quantile] = profitSpread(all, [rank]).quantiles;
      const upTo = all.filter((profit) => profit <= quantile).length;
      const below = all.filter((profit) => profit < quantile).length;
      expect(upTo * 1_000_000).toBeGreaterThanOrEqual(rank * all.length);
      expect(below * 1_000_000).toBeLessThan(rank * all.length);
    }),
    { seed: 170 },
  );
});

test('a rank outside of 0 … 1 is a bug of the caller', () => {
  expect(() => profitSpread([1n], [1_000_001])).toThrow('at most all');
  expect(() => profitSpread([1n], [-1])).toThrow('a part of all');
});
