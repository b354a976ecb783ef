import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { demandPpm } from '../../src/economics/chain-demand.ts';

test('demand falls with the power of the price, in whole millionths', () => {
  // 2^−1, 4^−½, 2^−2 and 2^−1.5 = 0.3535534; at half the price 2^1.5.
  expect(demandPpm(200, 100, 1_000_000)).toBe(500_000);
  expect(demandPpm(400, 100, 500_000)).toBe(500_000);
  expect(demandPpm(200, 100, 2_000_000)).toBe(250_000);
  expect(demandPpm(200, 100, 1_500_000)).toBe(353_553);
  expect(demandPpm(50, 100, 1_500_000)).toBe(2_828_427);
});

test('at the reference price, and without elasticity, demand is as it was', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1 }), fc.nat(), fc.nat(10_000_000), (reference, price, elasticity) => {
      expect(demandPpm(reference, reference, elasticity)).toBe(1_000_000);
      expect(demandPpm(price, reference, 0)).toBe(1_000_000);
    }),
    { seed: 33 },
  );
});

test('a dearer chain is never asked for more, and demand has bounds', () => {
  const price = fc.nat(10 ** 9);
  fc.assert(
    fc.property(price, price, fc.integer({ min: 1, max: 5_000_000 }), (one, other, elasticity) => {
      const [cheap, dear] = one < other ? [one, other] : [other, one];
      const least = demandPpm(dear, 1000, elasticity);
      expect(least).toBeLessThanOrEqual(demandPpm(cheap, 1000, elasticity));
      expect(Number.isSafeInteger(least) && least >= 0).toBe(true);
    }),
    { seed: 34 },
  );
  expect(demandPpm(0, 100, 1)).toBe(1_000_000_000);
  expect(demandPpm(1, 10 ** 9, 2_000_000)).toBe(1_000_000_000);
  expect(demandPpm(10 ** 9, 1, 2_000_000)).toBe(0);
});

test('a negative price and a demand that grows with it are bugs of the caller', () => {
  expect(() => demandPpm(-1, 100, 1)).toThrow('not negative');
  expect(() => demandPpm(1, 0, 1)).toThrow('positive price');
  expect(() => demandPpm(1, 100, -1)).toThrow('does not grow');
});
