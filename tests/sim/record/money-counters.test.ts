import { describe, expect, test } from 'vitest';
import { MoneyCounters } from '../../../src/sim/record/money-counters.ts';
import { paramsOf } from '../world.helpers.ts';
import { metricsOf, seriesOf, tell } from './told.helpers.ts';

/** Locks of 3, 6 and 12 months, three validators, genesis 1,000 base units. */
const base = paramsOf('network: { validators: 3 }');
const params = { ...base, emission: { ...base.emission, genesis: 1000n } };

function told(): MoneyCounters {
  const counters = new MoneyCounters(params);
  tell(
    counters,
    [0, 'stake-delegated', 0, 0, 1, 100n],
    [0, 'stake-delegated', 0, 2, 1, 200n],
    [0, 'stake-delegated', 1, 2, 1, 100n],
    [0, 'rent-prepaid', 0, 2, 0, 30n],
    [0, 'rent-released', 0, 1, 0, 15n],
    [1, 'tokens-minted', 0, 0, 0, 50n],
    [1, 'fee-paid', 0, 0, 0, 6n],
    [1, 'reward-paid', 0, 0, 0, 20n],
    [1, 'reward-paid', 0, 0, 2, 30n],
    [1, 'pool-carried', 0, 3, 0, 9n],
    [1, 'month-closed', 0],
    [1, 'rent-released', 1, 1, 0, 15n],
    [2, 'tokens-minted', 1, 0, 0, 40n],
    [2, 'fee-paid', 1, 1, 0, 2n],
    [2, 'reward-paid', 1, 1, 2, 50n],
    [2, 'pool-carried', 1, 3, 0, 12n],
    [2, 'month-closed', 1],
  );
  return counters;
}

describe('money', () => {
  test('adds up', () => {
    expect(metricsOf(told(), 'emission.total', 'rent.paid', 'rent.released', 'bounty.paid')).toEqual([
      90n,
      30n,
      30n,
      108n,
    ]);
    expect(metricsOf(told(), 'bounty.carried', 'supply.end')).toEqual([12n, 1090n]);
  });

  test('yields a twelvefold of a month over the stake', () => {
    // Stake 400, two months: fees 8, rewards 100; lock 3: 20 on 100; lock 6: no stake; lock 12: 80 on 300.
    expect(metricsOf(told(), 'apr.validator', 'apr.delegator')).toEqual([(8 * 6) / 400, (100 * 6) / 400]);
    expect(metricsOf(told(), 'apr.delegator.lock3', 'apr.delegator.lock6', 'apr.delegator.lock12')).toEqual([
      (20 * 6) / 100,
      null,
      (80 * 6) / 300,
    ]);
  });

  test('knows how stake is spread: 300, 100 and 0', () => {
    // Gini of (0, 100, 300): Σ(2i − n − 1)·x / (n Σx) = (−2·0 + 0·100 + 2·300) / (3·400).
    expect(metricsOf(told(), 'stake.share', 'stake.nakamoto')).toEqual([
      expect.closeTo(400 / 1090, 14) as number,
      1,
    ]);
    expect(metricsOf(told(), 'stake.gini')).toEqual([expect.closeTo(0.5, 12)]);
  });

  test('is told month by month', () => {
    const counters = told();
    expect(seriesOf(counters, 'bounty.pool')).toEqual([
      [0, 65n],
      [1, 64n],
    ]);
    expect(seriesOf(counters, 'bounty.paid')).toEqual([
      [0, 56n],
      [1, 52n],
    ]);
    expect(seriesOf(counters, 'supply.end')).toEqual([
      [0, 1050n],
      [1, 1090n],
    ]);
    expect(seriesOf(counters, 'apr.validator')).toEqual([
      [0, (6 * 12) / 400],
      [1, (2 * 12) / 400],
    ]);
    expect(seriesOf(counters, 'apr.delegator')).toEqual([
      [0, (50 * 12) / 400],
      [1, (50 * 12) / 400],
    ]);
  });

  test('of a run without a closed month has no yield', () => {
    const counters = new MoneyCounters(params);
    tell(counters, [0, 'stake-delegated', 0, 0, 1, 100n]);
    expect(metricsOf(counters, 'apr.validator', 'emission.total', 'supply.end')).toEqual([null, 0n, 1000n]);
  });
});

test('locks that the scenario has not have no yield', () => {
  const counters = new MoneyCounters(paramsOf('delegation: { lockMonths: { 6: 1 } }'));
  tell(
    counters,
    [0, 'stake-delegated', 0, 0, 1, 100n],
    [1, 'reward-paid', 0, 0, 0, 1n],
    [1, 'month-closed', 0],
  );
  expect(metricsOf(counters, 'apr.delegator.lock3', 'apr.delegator.lock6')).toEqual([null, 0.12]);
});
