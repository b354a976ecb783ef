import { describe, expect, test } from 'vitest';
import { tokens } from '../../src/base/units.ts';
import { exp } from '../../src/base/exact-math.ts';
import { compareWith } from '../../src/experiments/comparison.ts';
import { economyForms } from '../../src/experiments/economy-forms.ts';
import type { RunResult } from '../../src/sim/protocol/metrics.ts';
import type { Params } from '../../src/sim/protocol/params.ts';
import { simulateRun } from '../../src/sim/simulate.ts';
import { hypergeometricTail } from '../../src/statistics/tails.ts';
import { paramsOf } from '../sim/world.helpers.ts';

/** Four months of 30 days; lines of `more` replace those of the same key. */
function params(members: string, strategy: string, more: Readonly<Record<string, string>> = {}): Params {
  const lines: Readonly<Record<string, string>> = {
    horizon: '120 days',
    calendar: '{ days: 30 }',
    network: '{ nodes: 8, nodesMax: 16, validators: 4, regions: { here: 1 }, latency: [[20]], loss: 0 }',
    chains: '{ initial: { small: 0 } }',
    randomness: '{ source: block-hash }',
    keyGeneration: '{ mode: instant }',
    availability: '{ mtbf: never }',
    monitoring: '{ redraw: 1 month, probeEvery: 6 h }',
    bounty: '{ weight: equal, rent: kept }',
    delegation: '{ holders: 40, lockMonths: { 3: 1 } }',
    ...more,
    adversaries: `[{ name: x, members: ${members}, strategies: [ ${strategy} ] }]`,
  };
  return paramsOf(
    Object.entries(lines)
      .map(([key, value]) => `${key}: ${value}\n`)
      .join(''),
  );
}

/** What is expected of a run, and whether it came so, by metric. */
function compared(given: Params): Readonly<Record<string, unknown>> {
  const result = simulateRun(given, 0);
  return Object.fromEntries(
    economyForms(given).map((form) => [
      form.metric,
      compareWith(form, [result], ({ metrics }) => metrics[form.metric])?.status,
    ]),
  );
}

const metricsOf = (given: Params): readonly string[] => economyForms(given).map(({ metric }) => metric);
const valueOf = (given: Params, metric: string, result = {} as RunResult): unknown =>
  economyForms(given)
    .find((form) => form.metric === metric)
    ?.expected(result);

describe('split stake', () => {
  const members = '{ nodes: [0, 4, 8, 9, 10, 11, 12, 13, 14, 15] }';
  const rich = { delegation: '{ holders: 40, staked: 14000000, lockMonths: { 3: 1 } }' };
  const minimum =
    '{ nodes: 8, nodesMax: 16, validators: 4, minimumStake: 1000000, regions: { here: 1 }, latency: [[20]], loss: 0 }';

  test('is paid by the node, to the base unit', () => {
    expect(compared(params(members, '{ use: stake-split }', { ...rich, network: minimum }))).toEqual({
      'attack.pay': 'agrees',
    });
  });

  test('sits on committees as so many nodes, from the first turn on', () => {
    const given = params(members, '{ use: stake-split }', {
      chains: '{ initial: { small: 5 } }',
      placement: '{ policy: uniform }',
      rotation: '{ policy: monthly-redraw }',
    });
    const result = {
      metrics: { 'beacon.stalled': 0, 'attack.nodesEnd': 5, 'nodes.end': 11 },
      series: [0, 1, 2, 3].map((month) => ({ month, metric: 'chains.live', value: 5 })),
    } as unknown as RunResult;
    const expected = 5 * (hypergeometricTail(8, 2, 4, 3) + 3 * hypergeometricTail(11, 5, 4, 3));
    expect(valueOf(given, 'capture.chainMonths', result)).toBeCloseTo(expected, 12);
    expect(metricsOf(given)).toEqual(['attack.pay', 'capture.chainMonths', 'fork.chainMonths']);
  });

  test.each([
    [{ bounty: '{ weight: effective-stake, rent: kept }' }],
    [{ behaviour: '{ holders: [{ share: 1, kind: hold }] }' }],
    [{ availability: '{ mtbf: 30 days }' }],
    [{ keyGeneration: '{ mode: protocol }' }],
    [{ chains: '{ initial: { small: 5 } }', bounty: '{ weight: equal }' }],
  ])('has no form under %j', (more) => {
    expect(metricsOf(params(members, '{ use: stake-split }', more))).toEqual([]);
    expect(metricsOf(params(members, '{ use: stake-split, with: { from: 1 } }'))).toEqual([]);
  });
});

describe('fresh names', () => {
  const members = '{ nodes: [0, 4, 8, 9, 10, 11, 12, 13] }';
  const sla =
    '{ tierMonths: 2, tiers: [{ id: new, floor: 0.5, weight: 0.3 }, { id: old, floor: 0.9, weight: 0.7 }] }';

  test.each([
    ['serves: 1', { sla }],
    ['serves: 2', { sla }],
    ['serves: 1, after: stay', { sla }],
    ['serves: 2, after: stay', { sla }],
    ['serves: 0', { sla }],
    ['serves: 1', {}],
  ])('are paid by the tiers of both sides, to the base unit: %s, %j', (options, more) => {
    // Long enough for a fresh node to make its name.
    const given = params(members, `{ use: whitewashing, with: { ${options} } }`, {
      horizon: '180 days',
      ...more,
    });
    expect(compared(given)).toEqual({ 'attack.pay': 'agrees' });
  });

  test('have no form where the reserve ends, where pay is by stake, or where nodes fail', () => {
    const short = params('{ nodes: [0, 4, 8] }', '{ use: whitewashing, with: { serves: 1 } }', { sla });
    expect(compared(short)).toEqual({ 'attack.pay': undefined });
    for (const more of [{ bounty: '{ rent: kept }' }, { availability: '{ mtbf: 30 days }' }]) {
      expect(metricsOf(params(members, '{ use: whitewashing }', more))).toEqual([]);
    }
  });
});

describe('a thrown price', () => {
  const market = '{ price: { kind: endogenous, usd: 2, multiplier: 1.5 } }';
  const crash = (options: string, more = {}): Params =>
    params('{ nodes: [0] }', `{ use: price-crash, with: { ${options} } }`, { market, ...more });

  test('falls by exp(−multiplier · share)', () => {
    const given = crash('share: 0.4, months: 2');
    expect(compared(given)).toEqual({ 'price.end': 'agrees', 'price.min': 'agrees' });
    expect(valueOf(given, 'price.end')).toBeCloseTo(2 * exp(-0.6), 6);
    // In the run's last month but one alone: half of it.
    expect(valueOf(crash('share: 0.4, months: 2, from: 3'), 'price.end')).toBeCloseTo(2 * exp(-0.3), 6);
  });

  test('with a drift, and months of their lengths', () => {
    const drift = '{ price: { kind: endogenous, usd: 2, drift: 0.5, multiplier: 1.5 } }';
    expect(compared(crash('share: 0.4, months: 2', { market: drift, calendar: 'gregorian' }))).toEqual({
      'price.end': 'agrees',
      'price.min': 'agrees',
    });
  });

  test.each([
    [{ market: '{ price: { kind: endogenous, usd: 2, volatility: 0.1 } }' }],
    [{ market: '{ price: { kind: constant, usd: 2 } }' }],
    [{ behaviour: '{ holders: [{ share: 1, kind: hold }], sell: 0.1 }' }],
    [{ behaviour: '{ validators: {} }' }],
    [{ chains: '{ initial: { small: 1 } }' }],
  ])('has no form under %j', (more) => {
    expect(metricsOf(crash('share: 0.4', more))).toEqual([]);
  });
});

describe('drained stake', () => {
  const behaviour =
    '{ holders: [{ share: 0.75, kind: hold }, { share: 0.25, kind: lending, reconsider: 1, gap: 0.02 }] }';
  const network = '{ nodes: 8, validators: 4 }';
  const others = { behaviour, network, bounty: '{ rent: kept }', horizon: '240 days' };
  const drain = (options: string, more = {}): Params =>
    params('{ nodes: [0] }', `{ use: lending-drain, with: { ${options} } }`, { ...others, ...more });
  const staked = (most: number) =>
    ({
      metrics: { 'supply.end': tokens(1000) },
      series: [0.1, most].map((value, month) => ({ month, metric: 'apr.delegator', value })),
    }) as unknown as RunResult;

  test('leaves on average the part of those that hold still, where staking never pays enough', () => {
    const given = drain('yield: 0.5', {
      delegation: '{ holders: 40, staked: 8000000, lockMonths: { 3: 1 } }',
    });
    expect(valueOf(given, 'stake.share', staked(0.47))).toBeCloseTo((0.75 * 8_000_000) / 1000, 9);
    expect(valueOf(given, 'stake.share', staked(0.48))).toBeUndefined();
  });

  test.each([
    ['yield: 0.5, from: 2', {}],
    ['yield: 0.5, months: 7', {}],
    ['yield: 0.5', { behaviour: behaviour.replace('reconsider: 1', 'reconsider: 0.9') }],
    ['yield: 0.5', { behaviour: behaviour.replace('kind: hold', 'kind: spread') }],
    ['yield: 0.5', { delegation: '{ holders: 40, lockMonths: { 3: 1, 6: 2 } }' }],
    ['yield: 0.5', { horizon: '180 days' }],
  ])('has no form with %s under %j', (options, more) => {
    expect(metricsOf(drain(options, more))).toEqual([]);
  });
});

describe('late claims', () => {
  const late = (options: string, more: Readonly<Record<string, string>> = {}): Params =>
    params('{ validators: 1 }', `{ use: gas-spike, with: { ${options} } }`, {
      network: '{ nodes: 8, validators: 4 }',
      bounty: '{ policy: sm-1.12, rent: kept, gasBudgetUsd: 2 }',
      ...more,
    });

  test.each([
    // A claim of 250,000 gas at 30 gwei and 150 dollars costs 1.125 dollars, or 11.25.
    ['lastDays: 3', 6 * 3, 8 * 4 - 6],
    ['months: 99', 6 * (3 + 3 * 27), 2 * 4],
    ['lastDays: 2', 0, 8 * 4],
    ['part: 0.1', 0, 8 * 4],
    ['lastDays: 3, from: 3', 6 * 3, 8 * 4 - 6],
  ])('are all those of others while gas is too dear: %s', (options, delayed, settled) => {
    const given = late(options);
    expect(compared(given)).toEqual({ 'claims.delayed': 'agrees', 'claims.settled': 'agrees' });
    expect([valueOf(given, 'claims.delayed'), valueOf(given, 'claims.settled')]).toEqual([delayed, settled]);
  });

  test.each([
    [{ bounty: '{ policy: sm-1.12, rent: kept }' }],
    [{ bounty: '{ policy: sm-1.12, rent: kept, gasBudgetUsd: 1 }' }],
    [{ availability: '{ mtbf: 30 days }' }],
    [{ network: '{ nodes: 9, validators: 4 }' }],
  ])('have no form under %j', (more) => {
    expect(metricsOf(late('lastDays: 3', more))).toEqual([]);
  });
});

test('there is no form for other strategies, or for several', () => {
  expect(metricsOf(params('{ nodes: [0] }', '{ use: commission-war }'))).toEqual([]);
  expect(metricsOf(params('{ nodes: [0] }', '{ use: stake-split }, { use: gas-spike }'))).toEqual([]);
});
