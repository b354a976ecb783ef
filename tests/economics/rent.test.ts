import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokens } from '../../src/base/units.ts';
import { chainPrice, monthlyPart, monthlyParts } from '../../src/economics/rent.ts';

const YEAR = 366 * 86_400;
const request = { slots: 1, members: 16, months: 12, lifetimeSeconds: YEAR, priceMicroUsd: 100_000 };
const contract = { kind: 'contract' } as const;

test('a year costs 25 tokens for a small chain, 400 for a medium, 3,200 for a large', () => {
  // 200 tokens a year for each node, in proportion to its slots.
  expect(chainPrice(contract, request)).toBe(tokens(25));
  expect(chainPrice(contract, { ...request, slots: 16 })).toBe(tokens(400));
  expect(chainPrice(contract, { ...request, slots: 128 })).toBe(tokens(3200));
});

test('both divisions of the contract’s price round down', () => {
  // floor(128 · 31,622,400 / 3) = 1,349,222,400 comes out even; over 7: 578,238,171.43 does not.
  const price = chainPrice(contract, { ...request, slots: 7, members: 1, lifetimeSeconds: 1 });
  expect(price).toBe(200_000_000_000_000_000_000n / 578_238_171n);
});

test('a test chain without slots costs one token for any term', () => {
  expect(chainPrice(contract, { ...request, slots: 0, members: 2 })).toBe(tokens(1));
  expect(chainPrice(contract, { ...request, slots: 0, lifetimeSeconds: 1 })).toBe(tokens(1));
});

test('where nodes have other slots, a full node costs the same', () => {
  const full = chainPrice(contract, { ...request, slots: 16, slotsPerNode: 16 });
  expect(full).toBe(chainPrice(contract, { ...request, slots: 128 }));
});

test('dollars are converted at the price of the day', () => {
  // 2 USD · 1 slot · 16 members · 12 months = 384 USD, at 0.10 USD.
  expect(chainPrice({ kind: 'fixed-usd', microUsdPerSlotMonth: 2_000_000 }, request)).toBe(tokens(3840));
  expect(chainPrice({ kind: 'fixed-usd', microUsdPerSlotMonth: 0 }, request)).toBe(0n);
});

test('a price in dollars is the least amount that is worth it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100_000_000 }),
      fc.integer({ min: 1, max: 128 }),
      fc.integer({ min: 1, max: 24 }),
      fc.integer({ min: 1, max: 1_000_000_000 }),
      (microUsdPerSlotMonth, slots, months, priceMicroUsd) => {
        const fixed = { kind: 'fixed-usd', microUsdPerSlotMonth } as const;
        const amount = chainPrice(fixed, { ...request, slots, months, priceMicroUsd });
        const asked = BigInt(microUsdPerSlotMonth * slots * 16 * months) * tokens(1);
        expect(amount * BigInt(priceMicroUsd) >= asked).toBe(true);
        expect((amount - 1n) * BigInt(priceMicroUsd) < asked).toBe(true);
      },
    ),
    { seed: 1601 },
  );
});

test('rent is released in equal months and the last takes the remainder', () => {
  expect(monthlyParts(100n, 6)).toEqual([16n, 16n, 16n, 16n, 16n, 20n]);
  expect(monthlyParts(5n, 1)).toEqual([5n]);
  expect(monthlyPart(100n, 6, 5)).toBe(20n);
});

test('too large a chain, a worthless token and a month after the term are bugs of the caller', () => {
  const fixed = { kind: 'fixed-usd', microUsdPerSlotMonth: 1 } as const;
  expect(() => chainPrice(contract, { ...request, slots: 129 })).toThrow('at most all slots');
  expect(() => chainPrice(fixed, { ...request, priceMicroUsd: 0 })).toThrow('has a price');
  expect(() => monthlyPart(100n, 6, 6)).toThrow('one of those');
});
