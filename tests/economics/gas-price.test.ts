import { expect, test } from 'vitest';
import { days, hours, instant } from '../../src/base/units.ts';
import { gasCostMicroUsd, nextGasPrice, startGasPrice } from '../../src/economics/gas-price.ts';
import type { GasPricePolicy } from '../../src/economics/gas-price.ts';
import { Stream } from '../../src/sim/kernel/streams.ts';

const GWEI = 1_000_000_000n;
const regimes = {
  kind: 'regimes',
  calm: 30n * GWEI + 1n,
  spikePpm: 12_500_000,
  calmMean: days(6),
  spikeMean: days(2),
} as const;
const draws = (): Stream => new Stream(9, 8, 7, 6);
const NO_DRAWS = {
  below: (): number => {
    throw new Error('drawn');
  },
};

test('a constant and a table draw nothing; a table’s price holds until the next row', () => {
  const constant: GasPricePolicy = { kind: 'constant', wei: 7n };
  expect(startGasPrice(constant, instant(5), NO_DRAWS).wei).toBe(7n);
  const rows = [
    { at: instant(10), wei: 1n },
    { at: instant(20), wei: 2n },
  ];
  const table: GasPricePolicy = { kind: 'table', rows };
  let state = startGasPrice(table, instant(0), NO_DRAWS);
  const prices = [0, 10, 19, 20, 99].map(
    (at) => (state = nextGasPrice(table, state, instant(at), NO_DRAWS)).wei,
  );
  expect(prices).toEqual([1n, 1n, 1n, 2n, 2n]);
});

test('a spike multiplies the calm price, rounded down to a wei', () => {
  const seen = new Map<string, bigint>();
  const source = draws();
  for (let run = 0; run < 40; run += 1) {
    const { regime, wei } = startGasPrice(regimes, instant(0), source);
    seen.set(regime, wei);
  }
  expect(seen.get('calm')).toBe(30n * GWEI + 1n);
  // 12.5 · 30,000,000,001 = 375,000,000,012.5
  expect(seen.get('spike')).toBe(375_000_000_012n);
});

test('spikes fill their share of the time, and turns last as long as stated', () => {
  const source = draws();
  let state = startGasPrice(regimes, instant(0), source);
  let [spikes, time, turns] = [0, 0, 0];
  let entered = state.at as number;
  while (turns < 20_000) {
    const next = nextGasPrice(regimes, state, instant(state.regimeEnds), source);
    const length = next.at - entered;
    if (state.regime === 'spike') spikes += length;
    time += length;
    entered = next.at;
    turns += 1;
    if (next.regime === state.regime) throw new Error('two regimes alike in a row');
    state = next;
  }
  // Share R = 1/4 over n = 10,000 pairs of turns: standard error √2·R·(1 − R)/√n = 0.0027, of the mean pair
  // √(6² + 2²)/√n days = 0.063. Four of each. Tried: the means exchanged (share 3/4), both drawn with the
  // calm mean (share 1/2).
  expect(Math.abs(spikes / time - 0.25)).toBeLessThan(4 * 0.002_652);
  expect(Math.abs((2 * time) / turns / days(1) - 8)).toBeLessThan(4 * 0.0633);
});

test('the first regime is drawn by its share of the time', () => {
  let spikes = 0;
  const source = draws();
  for (let run = 0; run < 4000; run += 1) {
    if (startGasPrice(regimes, instant(0), source).regime === 'spike') spikes += 1;
  }
  // Four standard errors of 4,000 draws at 1/4: 110. Catches a start in calm, and a fair coin.
  expect(Math.abs(spikes - 1000)).toBeLessThan(110);
});

test('whoever asks and how often, the path is the same', () => {
  const often = draws();
  const once = draws();
  let state = startGasPrice(regimes, instant(0), often);
  for (let hour = 1; hour <= 24 * 90; hour += 1) {
    state = nextGasPrice(regimes, state, instant(hours(hour)), often);
  }
  const rare = nextGasPrice(regimes, startGasPrice(regimes, instant(0), once), instant(days(90)), once);
  expect(state).toEqual(rare);
});

test('gas is paid in dollars, rounded up', () => {
  // 100,000 gas at 30 gwei are 0.003 ether; at 2,000 USD that is 6 USD.
  expect(gasCostMicroUsd(100_000, 30n * GWEI, 2_000_000_000)).toBe(6_000_000n);
  expect(gasCostMicroUsd(1, 1n, 1)).toBe(1n);
  expect(gasCostMicroUsd(0, 1n, 1)).toBe(0n);
});
