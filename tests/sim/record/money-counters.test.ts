import { describe, expect, test } from 'vitest';
import { SLASH_DESTINATIONS } from '../../../src/sim/protocol/facts.ts';
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
    expect(metricsOf(told(), 'bounty.carried', 'supply.end', 'slashed.total')).toEqual([12n, 1090n, 0n]);
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

describe('slashed stake', () => {
  /** The same two months; validator 0 loses 60 of 300 in the second. */
  function toldSlashes(): MoneyCounters {
    const counters = new MoneyCounters(params);
    tell(
      counters,
      [0, 'stake-delegated', 0, 0, 1, 100n],
      [0, 'stake-delegated', 0, 2, 1, 200n],
      [0, 'stake-delegated', 1, 2, 1, 100n],
      [1, 'fee-paid', 0, 0, 0, 6n],
      [1, 'reward-paid', 0, 0, 0, 20n],
      [1, 'reward-paid', 0, 0, 2, 30n],
      [1, 'month-closed', 0],
      [2, 'stake-slashed', 0, 0, 0, 60n],
      [2, 'fee-paid', 1, 1, 0, 2n],
      [2, 'reward-paid', 1, 1, 2, 50n],
      [2, 'month-closed', 1],
    );
    return counters;
  }

  // Catches yields by the stake at the start, or by the stake at the end for all months.
  test('yields by what was left at each payday: 400, then 340', () => {
    const counters = toldSlashes();
    expect(metricsOf(counters, 'apr.validator', 'apr.delegator')).toEqual([
      expect.closeTo((8 * 12) / 740, 14),
      expect.closeTo((100 * 12) / 740, 14),
    ]);
    // Of the 60 a third falls on lock 3: 100, then 80; lock 12: 300, then 260.
    expect(metricsOf(counters, 'apr.delegator.lock3', 'apr.delegator.lock6', 'apr.delegator.lock12')).toEqual(
      [expect.closeTo((20 * 12) / 180, 14), null, expect.closeTo((80 * 12) / 560, 14)],
    );
    expect(seriesOf(counters, 'apr.validator')).toEqual([
      [0, (6 * 12) / 400],
      [1, expect.closeTo((2 * 12) / 340, 14)],
    ]);
    expect(seriesOf(counters, 'apr.delegator')[1]).toEqual([1, expect.closeTo((50 * 12) / 340, 14)]);
  });

  // Catches a spread that is taken over the stake at the start, and a total that leaves out a slash.
  test('is counted, and what is spread at the end is what was left', () => {
    const counters = toldSlashes();
    expect(metricsOf(counters, 'slashed.total', 'supply.end')).toEqual([60n, 1000n]);
    expect(metricsOf(counters, 'stake.share')).toEqual([0.34]);
    // Gini of (0, 100, 240): (2·0 + 2·240) / (3·340).
    expect(metricsOf(counters, 'stake.gini')).toEqual([expect.closeTo(480 / 1020, 12)]);
    tell(counters, [3, 'stake-slashed', 0, 1, 0, 180n], [3, 'stake-slashed', 1, 1, 0, 10n]);
    // 60, 90 and 0: a third of 150 is passed by one; gini (0·60 + 2·90) / (3·150).
    expect(metricsOf(counters, 'slashed.total', 'stake.share')).toEqual([250n, 0.15]);
    expect(metricsOf(counters, 'stake.nakamoto', 'stake.gini')).toEqual([1, expect.closeTo(0.4, 12)]);
  });

  // Catches a lock that keeps stake which its validator has lost.
  test('that is all gone yields nothing more, under no lock', () => {
    const counters = new MoneyCounters(params);
    tell(
      counters,
      [0, 'stake-delegated', 0, 0, 3, 101n],
      [0, 'stake-delegated', 0, 2, 3, 202n],
      [1, 'stake-slashed', 0, 0, 0, 7n],
      [1, 'stake-slashed', 0, 0, 0, 296n],
      [2, 'pool-carried', 0, 3, 0, 9n],
      [2, 'month-closed', 0],
    );
    expect(metricsOf(counters, 'apr.validator', 'apr.delegator.lock3', 'apr.delegator.lock12')).toEqual([
      null,
      null,
      null,
    ]);
    expect(metricsOf(counters, 'slashed.total', 'stake.share', 'stake.gini', 'stake.nakamoto')).toEqual([
      303n,
      0,
      0,
      0,
    ]);
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

describe('stake that moves', () => {
  // Catches stake that begins with another validator or lock than it is told for, and stake that never
  // leaves.
  test('counts for its validator and lock from when it began to when it ended', () => {
    const counters = new MoneyCounters(params);
    tell(
      counters,
      [0, 'stake-delegated', 0, 0, 1, 100n],
      [1, 'reward-paid', 0, 0, 0, 10n],
      [1, 'month-closed', 0],
      [2, 'delegation-began', 7, 1, 2, 300n],
      [3, 'reward-paid', 0, 1, 0, 10n],
      [3, 'reward-paid', 1, 1, 2, 30n],
      [3, 'month-closed', 1],
      [4, 'delegation-ended', 7, 1, 2, 300n],
      [5, 'month-closed', 2],
    );
    // Lock 3: 20 over three months of 100; lock 12: 30 over one of 300.
    expect(metricsOf(counters, 'apr.delegator.lock3', 'apr.delegator.lock12', 'apr.delegator')).toEqual([
      (20 * 12) / 300,
      (30 * 12) / 300,
      (50 * 12) / 600,
    ]);
    expect(seriesOf(counters, 'stake.share')).toEqual([
      [0, 0.1],
      [1, 0.4],
      [2, 0.1],
    ]);
    expect(metricsOf(counters, 'stake.gini', 'stake.nakamoto')).toEqual([expect.closeTo(2 / 3, 12), 1]);
  });

  // A slash of 10 takes 7 of 100 and 4 of 50 by rounding where it is told by lock: 93 + 47 = 140, or 1 off.
  test('that ends after a slash leaves no count below nothing', () => {
    const counters = new MoneyCounters(params);
    tell(
      counters,
      [0, 'stake-delegated', 0, 0, 3, 100n],
      [0, 'stake-delegated', 0, 2, 3, 50n],
      [1, 'stake-slashed', 0, 0, 0, 10n],
      [2, 'delegation-ended', 1, 0, 0, 94n],
      [3, 'delegation-ended', 2, 0, 2, 46n],
      [4, 'month-closed', 0],
    );
    // What is left is at most a unit of each lock.
    expect(Number(metricsOf(counters, 'stake.share')[0])).toBeLessThanOrEqual(0.002);
    expect(metricsOf(counters, 'slashed.total')).toEqual([10n]);
  });
});

// Catches counts below nothing, over which the next slash stumbles.
test('a slash of more than counts, as it cuts what was accepted, leaves nothing that counts', () => {
  const counters = new MoneyCounters(params);
  tell(
    counters,
    [0, 'stake-delegated', 0, 0, 1, 10n],
    [1, 'stake-slashed', 0, 0, 0, 25n],
    [1, 'stake-slashed', 0, 0, 0, 5n],
    [2, 'delegation-began', 1, 0, 2, 70n],
    [3, 'month-closed', 0],
  );
  expect(metricsOf(counters, 'slashed.total', 'stake.share')).toEqual([30n, 0.07]);
});

describe('what became of penalties', () => {
  test('lowers the supply where they were burned, and is only counted where not', () => {
    const counters = new MoneyCounters(params);
    const at = (name: (typeof SLASH_DESTINATIONS)[number]): number => SLASH_DESTINATIONS.indexOf(name);
    tell(
      counters,
      [1, 'tokens-minted', 0, 0, 0, 50n],
      [2, 'slash-settled', 1, at('burned'), 0, 30n],
      [3, 'slash-settled', 2, at('forgiven'), 0, 7n],
      [4, 'slash-settled', 3, at('pool'), 0, 5n],
    );
    expect(metricsOf(counters, 'supply.end', 'slashed.settled')).toEqual([1020n, 42n]);
  });
});

test('rents that nobody is paid are those of the contracts', () => {
  const rents = (rent: string): unknown => {
    const counters = new MoneyCounters(paramsOf(`network: { validators: 3 }\nbounty: { rent: ${rent} }`));
    tell(counters, [1, 'rent-released', 0, 1, 0, 15n], [2, 'rent-released', 1, 1, 0, 16n]);
    return metricsOf(counters, 'rent.kept')[0];
  };
  expect([rents('kept'), rents('pool'), rents('node-seconds')]).toEqual([31n, 0n, 0n]);
});

// Two months: supply 1,000 → 1,090 is 54 % a year; holders get 150 % of 400: 2.5 / 1.54 − 1.
test('a real yield is what is left of the yield when everybody’s part has shrunk', () => {
  const inflation = (90 / 1000) * 6;
  expect(metricsOf(told(), 'apr.real')).toEqual([
    expect.closeTo((1 + (100 * 6) / 400) / (1 + inflation) - 1, 12) as number,
  ]);
  const counters = new MoneyCounters(params);
  tell(counters, [0, 'stake-delegated', 0, 0, 1, 100n]);
  expect(metricsOf(counters, 'apr.real')).toEqual([null]);
});
