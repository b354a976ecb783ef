/** Every figure is worked out by hand from facts that are told by hand. */
import { describe, expect, test } from 'vitest';
import { MarketCounters } from '../../../src/sim/record/market-counters.ts';
import { paramsOf } from '../world.helpers.ts';
import { metricsOf, seriesOf, tell } from './told.helpers.ts';

/**
 * 10 nodes, 0.10 dollars a token, 1,000 tokens a node; the smallest committee has 2 members, whose threshold
 * is 1.
 */
const params = paramsOf(
  'network: { nodes: 10, nodesMax: 12, validators: 2, minimumStake: 1000 }\n' +
    'chains: { initial: { test: 1 }, demand: { mix: { test: 1 } } }',
);

describe('prices', () => {
  test('are the last and the lowest, and at the start that of the scenario', () => {
    const counters = new MarketCounters(params);
    expect(metricsOf(counters, 'price.end', 'price.min')).toEqual([0.1, 0.1]);
    tell(counters, [1, 'price-moved', 1, 0, 0, 40_000n], [2, 'price-moved', 2, 0, 0, 250_000n]);
    expect(metricsOf(counters, 'price.end', 'price.min')).toEqual([0.25, 0.04]);
    tell(counters, [3, 'month-closed', 0], [4, 'price-moved', 3, 0, 0, 1n], [5, 'month-closed', 1]);
    expect(seriesOf(counters, 'price.usd')).toEqual([
      [0, 0.25],
      [1, 0.000001],
    ]);
  });
});

describe('nodes', () => {
  // Catches a least number that is taken at the months’ ends only.
  test('are counted as they come and go, and at their fewest within a month', () => {
    const counters = new MarketCounters(params);
    tell(
      counters,
      [1, 'node-left', 0],
      [2, 'node-left', 1],
      [3, 'node-entered', 10, 0],
      [4, 'month-closed', 0],
      [5, 'node-entered', 11, 1],
      [6, 'month-closed', 1],
    );
    expect(metricsOf(counters, 'nodes.entered', 'nodes.min')).toEqual([2, 8]);
    expect(seriesOf(counters, 'nodes.present')).toEqual([
      [0, 9],
      [1, 10],
    ]);
  });
});

describe('profits', () => {
  test('of nobody are spread over nothing', () => {
    const counters = new MarketCounters(params);
    expect(metricsOf(counters, 'profit.losing', 'profit.p10', 'profit.median', 'profit.p90')).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  // Ten months of −4 … 5 dollars: four lose; nearest ranks 1, 5 and 9 of ten.
  test('are spread over all months of all validators', () => {
    const counters = new MarketCounters(params);
    for (let index = 0; index < 10; index++) {
      tell(counters, [
        index,
        'validator-profited',
        index % 2,
        Math.floor(index / 2),
        (((index * 7) % 10) - 4) * 1_000_000,
      ]);
    }
    expect(metricsOf(counters, 'profit.losing', 'profit.p10', 'profit.median', 'profit.p90')).toEqual([
      0.4, -4, 0, 4,
    ]);
  });
});

test('claims, their gas and what was put off are counted, and what rewards were sold', () => {
  const counters = new MarketCounters(params);
  tell(
    counters,
    [1, 'claim-delayed', 3, 0],
    [2, 'claim-settled', 3, 0, 1_125_000],
    [2, 'claim-settled', 4, 0, 900_001],
    [3, 'rewards-sold', 0, 7, 0, 10n],
    [4, 'rewards-sold', 1, 7, 0, 5n],
  );
  expect(metricsOf(counters, 'claims.settled', 'claims.delayed', 'claims.gasUsd', 'rewards.sold')).toEqual([
    2,
    1,
    2.025001,
    15n,
  ]);
});

describe('the cost of an attack', () => {
  // One node: 1,000 tokens at 0.10 dollars are 100 dollars, at 0.02 20, with 5,000 tokens 100.
  test('is the stake of a threshold of the smallest committee at the price of the day', () => {
    const counters = new MarketCounters(params);
    tell(
      counters,
      [1, 'month-closed', 0],
      [2, 'price-moved', 3, 0, 0, 20_000n],
      [3, 'month-closed', 1],
      [4, 'minimum-stake-set', 2, 0, 0, 5000n * 10n ** 18n],
      [5, 'month-closed', 2],
    );
    expect(seriesOf(counters, 'security.costUsd')).toEqual([
      [0, 100],
      [1, 20],
      [2, 100],
    ]);
    expect(metricsOf(counters, 'security.costMinUsd', 'security.atRiskMaxUsd')).toEqual([20, null]);
  });

  // Catches worth of chains that are gone, and of those that are worth no more than the attack costs.
  test('is held against what lies on the chains that live', () => {
    const counters = new MarketCounters(params);
    tell(
      counters,
      [0, 'chain-valued', 0, 0, 0, 100_000_000n],
      [0, 'chain-valued', 1, 0, 0, 100_000_001n],
      [0, 'chain-valued', 2, 0, 0, 900_000_000n],
      [1, 'chain-deleted', 2, 0],
      [2, 'month-closed', 0],
    );
    expect(metricsOf(counters, 'security.atRiskMaxUsd')).toEqual([100.000001]);
    tell(
      counters,
      [3, 'chain-valued', 3, 0, 0, 200_000_000n],
      [4, 'month-closed', 1],
      [5, 'chain-deleted', 3, 0],
      [6, 'month-closed', 2],
    );
    expect(metricsOf(counters, 'security.atRiskMaxUsd')).toEqual([300.000001]);
  });

  test('of a run without a closed month is not known', () => {
    expect(metricsOf(new MarketCounters(params), 'security.costMinUsd')).toEqual([null]);
  });
});

// Worth 50 dollars whatever the price; committees of 2 have threshold 1, those of 4 have 3. AS72
test('a pegged minimum stake begins at the first price, and only sizes that chains ask for count', () => {
  const costOf = (size: string, mixed: string): unknown => {
    const chains = `chains: { initial: { ${size}: 1 }, demand: { mix: { ${mixed}: 1 } } }`;
    const pegged = `network: { nodes: 10, validators: 2, minimumStake: { usd: 50 } }\n${chains}`;
    const counters = new MarketCounters(paramsOf(pegged));
    tell(counters, [1, 'month-closed', 0]);
    return seriesOf(counters, 'security.costUsd');
  };
  expect([costOf('small', 'small'), costOf('small', 'test'), costOf('test', 'small')]).toEqual([
    [[0, 150]],
    [[0, 50]],
    [[0, 50]],
  ]);
});
