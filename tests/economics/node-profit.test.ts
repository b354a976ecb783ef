import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokens } from '../../src/base/units.ts';
import {
  entryOf,
  givesUp,
  losingMonths,
  minimumStakeAt,
  newcomersGas,
  newcomersIncome,
  nodeProfit,
} from '../../src/economics/node-profit.ts';

const month = {
  income: tokens(2000),
  priceMicroUsd: 100_000,
  hardwareMicroUsd: 150_000_000,
  gasMicroUsd: 6_000_000n,
};

test('a node’s profit is its income at the day’s price less machine and gas', () => {
  // 2,000 tokens at 0.10 USD less 150 and 6 USD.
  expect(nodeProfit(month)).toBe(44_000_000n);
  expect(nodeProfit({ ...month, priceMicroUsd: 50_000 })).toBe(-56_000_000n);
  // The value of the income rounds down.
  expect(nodeProfit({ ...month, income: tokens(2000) - 1n })).toBe(43_999_999n);
});

test('a newcomer shares with those that are there', () => {
  expect(newcomersIncome(tokens(1000), 9)).toBe(tokens(100));
  expect(newcomersIncome(100n, 2)).toBe(33n);
  expect(newcomersIncome(tokens(1000), 0)).toBe(tokens(1000));
});

test('a newcomer pays as much gas as the others on average, rounded up', () => {
  expect(newcomersGas(1000n, 9)).toBe(112n);
  expect(newcomersGas(900n, 9)).toBe(100n);
  expect(newcomersGas(7n, 0)).toBe(7n);
});

test('another node is set up only above the threshold and with stake for it too', () => {
  const question = {
    expectedMicroUsd: 11n,
    thresholdMicroUsd: 10n,
    nodes: 2,
    delegated: tokens(3),
    minimumStake: tokens(1),
  };
  expect(entryOf(question)).toBe('enters');
  expect(entryOf({ ...question, expectedMicroUsd: 10n })).toBe('too-little-profit');
  expect(entryOf({ ...question, delegated: tokens(3) - 1n })).toBe('too-little-stake');
  expect(entryOf({ ...question, nodes: 3 })).toBe('too-little-stake');
});

test('an owner gives up after losing months in a row, and breaking even starts the count anew', () => {
  let losing = 0;
  const answers = [-1n, -1n, 0n, -5n, -1n, -1n, -1n].map((profit) => {
    losing = losingMonths(losing, profit);
    return givesUp(losing, 3);
  });
  expect(answers).toEqual([false, false, false, false, false, true, true]);
  expect(givesUp(0, 1)).toBe(false);
  expect(givesUp(losingMonths(0, -1n), 1)).toBe(true);
  expect(() => givesUp(1, 0)).toThrow('at least one month');
});

test('a fixed minimum stake takes no notice of the price, a pegged one is just worth its peg', () => {
  const peg = { kind: 'pegged', microUsd: 100_000_000_000 } as const;
  expect(minimumStakeAt({ kind: 'fixed', tokens: 7n }, 1)).toBe(7n);
  // 100,000 USD at 0.10 USD.
  expect(minimumStakeAt(peg, 100_000)).toBe(tokens(1_000_000));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10 ** 9 }), fc.integer({ min: 0, max: 10 ** 12 }), (price, usd) => {
      const stake = minimumStakeAt({ kind: 'pegged', microUsd: usd }, price);
      expect(stake * BigInt(price) >= BigInt(usd) * tokens(1)).toBe(true);
      if (usd > 0) expect((stake - 1n) * BigInt(price) < BigInt(usd) * tokens(1)).toBe(true);
    }),
    { seed: 25 },
  );
});
