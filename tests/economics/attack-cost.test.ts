import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokens } from '../../src/base/units.ts';
import { attackBalance, seatCost, securityMarginPpm, tokensCost } from '../../src/economics/attack-cost.ts';
import type { PurchaseCost, Slippage } from '../../src/economics/attack-cost.ts';

const PRICE = 100_000;
const liquid = tokens(1_000_000_000);
const none = { kind: 'none' } as const;
const linear = { kind: 'linear', ppm: 5_000_000, liquid } as const;
const elastic = { kind: 'constant-elasticity', elasticityPpm: 200_000, liquid } as const;

const microUsd = (cost: PurchaseCost): bigint => {
  if (cost.kind !== 'costs') throw new Error(cost.kind);
  return cost.microUsd;
};
const usd = (cost: PurchaseCost): number => Number(microUsd(cost)) / 1e6;

test('eleven seats of a million tokens at 0.10 USD cost 1.1 million USD and eleven machines', () => {
  const purchase = { nodes: 11, minimumStake: tokens(1_000_000), priceMicroUsd: PRICE, slippage: none };
  expect(seatCost({ ...purchase, setupMicroUsd: 300_000_000n })).toEqual({
    kind: 'costs',
    microUsd: 1_103_300_000_000n,
  });
});

test('under linear slippage the mean price lies half way up the line', () => {
  // A tenth of all: the price ends at 1.5 of the first, the mean is 1.25.
  expect(microUsd(tokensCost(tokens(100_000_000), PRICE, linear))).toBe(12_500_000_000_000n);
  // Rounded up: 1 base unit costs a millionth.
  expect(microUsd(tokensCost(1n, PRICE, linear))).toBe(1n);
  expect(microUsd(tokensCost(0n, PRICE, linear))).toBe(0n);
});

test('under constant elasticity the cost is the integral of the price', () => {
  // ∫ (1 + x)^5 from 0 to 0.1 = (1.1^6 − 1)/6 = 0.1285935; of 100 million USD.
  expect(usd(tokensCost(tokens(100_000_000), PRICE, elastic))).toBeCloseTo((100e6 * (1.1 ** 6 - 1)) / 6, 2);
  // All of it: (2^6 − 1)/6 = 10.5.
  expect(usd(tokensCost(liquid, PRICE, elastic))).toBeCloseTo(1050e6, 2);
});

test('what the market does not have is not for sale', () => {
  expect(tokensCost(liquid + 1n, PRICE, linear)).toEqual({ kind: 'not-for-sale' });
  expect(tokensCost(liquid + 1n, PRICE, elastic)).toEqual({ kind: 'not-for-sale' });
  expect(tokensCost(liquid + 1n, PRICE, none).kind).toBe('costs');
  const many = { nodes: 1001, minimumStake: tokens(1_000_000), priceMicroUsd: PRICE, setupMicroUsd: 0n };
  expect(seatCost({ ...many, slippage: linear })).toEqual({ kind: 'not-for-sale' });
});

test('more costs more, at a mean price that never falls, and slippage never saves', () => {
  const slippage: fc.Arbitrary<Slippage> = fc.oneof(
    fc.record({ kind: fc.constant('linear' as const), ppm: fc.nat(10_000_000), liquid: fc.constant(liquid) }),
    fc.record({
      kind: fc.constant('constant-elasticity' as const),
      elasticityPpm: fc.integer({ min: 10_000, max: 10_000_000 }),
      liquid: fc.constant(liquid),
    }),
  );
  const amount = fc.bigInt(1n, liquid);
  fc.assert(
    fc.property(amount, amount, fc.integer({ min: 1, max: 10 ** 9 }), slippage, (one, two, price, how) => {
      const [less, more] = one < two ? [one, two] : [two, one];
      const [lower, higher] = [less, more].map((bought) => microUsd(tokensCost(bought, price, how)));
      expect(higher >= lower).toBe(true);
      expect(lower >= microUsd(tokensCost(less, price, none))).toBe(true);
      // Mean prices, with room for rounding up by one and for 10^−12 of the ratio.
      const room = 2n * more + (higher * less) / 10n ** 9n;
      expect(higher * less + room >= lower * more).toBe(true);
    }),
    { seed: 161 },
  );
});

test('a chain pays to attack when it holds more than taking it costs', () => {
  const cost = { kind: 'costs', microUsd: 100n } as const;
  expect(attackBalance([100n, 101n, 500n, 3n], cost)).toEqual({ profitable: 2, atRisk: 601n, best: 400n });
  expect(attackBalance([40n], cost)).toEqual({ profitable: 0, atRisk: 0n, best: -60n });
  expect(attackBalance([], cost)).toEqual({ profitable: 0, atRisk: 0n, best: undefined });
  expect(attackBalance([500n], { kind: 'not-for-sale' })).toEqual({
    profitable: 0,
    atRisk: 0n,
    best: undefined,
  });
});

test('the margin is cost over value in millionths', () => {
  expect(securityMarginPpm(3n, 2n)).toBe(1_500_000n);
  expect(securityMarginPpm(1n, 3n)).toBe(333_333n);
  expect(securityMarginPpm(1n, 0n)).toBeUndefined();
});
