/**
 * The mutants to be caught: a price that is told though it did not move, flows that are counted twice, a
 * pegged minimum stake that follows the price within the month, a level that moves with every request.
 */
import { describe, expect, test } from 'vitest';
import { instant, tokens } from '../../../src/base/units.ts';
import { EVENT } from '../../../src/sim/network/events.ts';
import { loadLevel, tokenPrice } from '../../../src/sim/network/market.ts';
import { nodeEnters } from '../../../src/sim/network/node-entry.ts';
import { DAY, factsOf, ranUntil, runUntil, start, worldOf, type Stage } from '../world.helpers.ts';

const MONTH = 3 * DAY;
const MINUTE = 60_000;
const scenario = (more: string): string =>
  'network: { nodes: 12, nodesMax: 14, validators: 4, regions: { one: 1 }, latency: [[20]] }\n' +
  'horizon: 12 months\nkeyGeneration: { mode: instant }\navailability: { mtbf: never }\nmonitoring: { monitors: 1 }\n' +
  `delegation: { holders: 30 }\nchains: { initial: { small: 3 } }\n${more}`;
const table = (between: string): string =>
  `market: { price: { kind: table, between: ${between}, table: ` +
  '[{ at: 0, usd: 0.1 }, { at: 36 h, usd: 0.05 }, { at: 5 days, usd: 0.2 }] } }\n';

const quotes = (stage: Stage): [number, number, bigint][] =>
  factsOf(stage, 'price-moved').map(({ at, a, amount }) => [at / DAY, a, amount]);

describe('the price of the day', () => {
  test('is told on the days on which it moves, as a table has it', () => {
    const stage = ranUntil(8 * DAY, scenario(table('step')));
    expect(quotes(stage)).toEqual([
      [2, 2, 50_000n],
      [5, 5, 200_000n],
    ]);
    expect(tokenPrice(stage.world)).toBe(200_000);
  });

  // From 0.10 at 0 to 0.05 on day 1.5, to 0.20 on day 5: on day 1 a third is left, then 3.5 days rise by
  // 0.15.
  test('moves between the rows of a table where it is linear', () => {
    const rise = (day: number): bigint => BigInt(Math.floor(50_000 + (150_000 * (day - 1.5)) / 3.5));
    expect(quotes(ranUntil(8 * DAY, scenario(table('linear'))))).toEqual([
      [1, 1, 66_666n],
      [2, 2, rise(2)],
      [3, 3, rise(3)],
      [4, 4, rise(4)],
      [5, 5, 200_000n],
    ]);
  });

  test('is no event where it is constant, and gas is told beside it where that moves', () => {
    const gas =
      'mainnet: { gasGwei: { kind: table, table: [{ at: 0, gwei: 30 }, { at: 2 days, gwei: 7.5 }] } }\n';
    const still = ranUntil(8 * DAY, scenario(''));
    const moved = ranUntil(8 * DAY, scenario(gas));
    expect(factsOf(still, 'price-moved', 'gas-price-moved')).toEqual([]);
    expect(
      factsOf(moved, 'price-moved', 'gas-price-moved').map(({ at, amount }) => [at / DAY, amount]),
    ).toEqual([[2, 7_500_000_000n]]);
  });

  // ln p rises by multiplier · (bought − sold) / liquid of the day before, and by nothing without trades.
  test('is pushed by what was traded since the last quote, once', () => {
    const price = 'market: { price: { kind: endogenous, usd: 0.1, multiplier: 50 } }\n';
    const stage = worldOf(scenario(price));
    start(stage);
    runUntil(stage, 1);
    const { market, ledger } = stage.world.economy;
    const prepaid = factsOf(stage, 'rent-prepaid').reduce((sum, { amount }) => sum + amount, 0n);
    expect(market.bought).toBe(prepaid);
    market.sold = tokens(10_000_000) + prepaid;
    const liquid = Number(ledger.balance(ledger.system('market')) / 10n ** 18n);
    runUntil(stage, 3 * DAY);
    const [first, ...others] = quotes(stage);
    expect(others).toEqual([]);
    expect(first[0]).toBe(1);
    expect(Number(first[2])).toBeCloseTo(100_000 * Math.exp((-50 * 10_000_000) / liquid), -1);
    expect([market.bought, market.sold]).toEqual([0n, 0n]);
  });
});

describe('a pegged minimum stake', () => {
  // 100 dollars: 1,000 tokens at 0.10, 2,000 at 0.05, 500 at 0.20.
  test('follows the price when a month opens, and only then', () => {
    const text = scenario(table('step')).replace(
      'validators: 4',
      'validators: 4, minimumStake: { usd: 100 }',
    );
    const stage = worldOf(text);
    start(stage);
    runUntil(stage, 2.5 * DAY);
    expect(tokenPrice(stage.world)).toBe(50_000);
    expect(stage.world.economy.minimumStake).toBe(tokens(1000));
    runUntil(stage, 4 * MONTH);
    expect(factsOf(stage, 'minimum-stake-set').map(({ at, a, amount }) => [at, a, amount])).toEqual([
      [MONTH, 1, tokens(2000)],
      [2 * MONTH, 2, tokens(500)],
    ]);
  });

  test('is not told where it is a number of tokens', () => {
    const stage = ranUntil(3 * MONTH, scenario(table('step')));
    expect(factsOf(stage, 'minimum-stake-set')).toEqual([]);
  });
});

describe('the level of the load-driven price', () => {
  const price = 'chains: { initial: { small: 3 }, price: { kind: load-driven, usd: 0.5 } }\n';
  const text = scenario('').replace('chains: { initial: { small: 3 } }\n', price);

  // Of 13 · 16 slots 12 are taken: 80 · 208 − 100 · 12 = 15,440 below the optimum. Two minutes after the
  // start that is 1000 · 15,440 · 5,000,000 · 120 / 60 / 208 / 1,000,000 = 742,307.
  test('stays while there are as many nodes, and moves when one has joined', () => {
    const stage = worldOf(text);
    start(stage);
    runUntil(stage, 2 * MINUTE);
    expect(loadLevel(stage.world)).toBe(5_000_000n);
    nodeEnters(stage.world, 12, 0, stage.engine);
    expect(loadLevel(stage.world)).toBe(4_257_693n);
    runUntil(stage, 20 * MINUTE);
    expect(loadLevel(stage.world)).toBe(4_257_693n);
  });

  // 0.5 dollars · 1 slot · 4 members · 12 months at 0.10 dollars are 240 tokens.
  test('scales what chains prepay from then on', () => {
    const stage = worldOf(text);
    start(stage);
    runUntil(stage, 2 * MINUTE);
    nodeEnters(stage.world, 12, 0, stage.engine);
    stage.engine.schedule(instant(2 * MINUTE + 1), EVENT.chainRequested, 0);
    runUntil(stage, 3 * MINUTE);
    const paid = factsOf(stage, 'rent-prepaid').map(({ amount }) => amount);
    const whole = tokens(240);
    const scaled = (whole * 4_257_693n + 4_999_999n) / 5_000_000n;
    expect(paid).toEqual([whole, whole, whole, scaled]);
  });
});
