import { describe, expect, test } from 'vitest';
import { tokens } from '../../../../src/base/units.ts';
import { priceCrash } from '../../../../src/sim/adversary/strategies/price-crash.ts';
import { simulateRun } from '../../../../src/sim/simulate.ts';
import { paramsOf } from '../../world.helpers.ts';
import { spending } from './money.helpers.ts';
import { rulesOf, viewOf } from './rules.helpers.ts';

const sold = (options: Readonly<Record<string, number>>, month: number, left?: bigint): bigint => {
  const occasion = { ...spending(month, left), priceMicroUsd: 100_000, liquid: tokens(1000) };
  return rulesOf(priceCrash, options).trade!(occasion, viewOf(0)).sold;
};

describe('price-crash', () => {
  test('sells its part of the market over its months', () => {
    const options = { share: 0.6, from: 1.9, months: 2.9 };
    expect([0, 1, 2, 3].map((month) => sold(options, month))).toEqual([0n, tokens(300), tokens(300), 0n]);
    expect(sold({ share: 0 }, 1)).toBe(0n);
    expect(sold({ share: 1, months: 1 }, 1)).toBe(tokens(1000));
  });

  test('borrows no more than its dollars cover', () => {
    expect(sold({ share: 1, months: 1 }, 1, 20_000_000n)).toBe(tokens(200));
    expect(sold({ share: 1, months: 1 }, 1, 0n)).toBe(0n);
    expect(sold({ share: 0.1, months: 1 }, 1, 20_000_000n)).toBe(tokens(100));
  });

  test('lowers the price by exp(−multiplier · share), and takes no account with it', () => {
    const text =
      'horizon: 12 days\nnetwork: { nodes: 6, validators: 3 }\nchains: { initial: { small: 0 } }\n' +
      'market: { price: { kind: endogenous, usd: 1, multiplier: 0.5 } }\n' +
      'adversaries: [{ name: x, members: { share: 0.2 }, strategies: [{ use: price-crash, with: { share: 0.8, months: 2 } }] }]\n';
    const { metrics } = simulateRun(paramsOf(text), 0);
    expect(metrics['price.end']).toBe(0.67032);
    expect(metrics['price.min']).toBe(0.67032);
  });
});
