/**
 * Mutants to be caught: 10 for 11 seats, 5 or 7 for 6, seats that count before the key, months that count
 * keys where these come after the turn.
 */
import { describe, expect, test } from 'vitest';
import type { Params } from '../../../src/sim/protocol/params.ts';
import { CaptureCounters } from '../../../src/sim/record/capture-counters.ts';
import { HOUR } from '../../../src/sim/record/recorder.ts';
import { paramsOf } from '../world.helpers.ts';
import { ToldTables, tellBoth } from './told-tables.helpers.ts';
import { metricsOf, seriesOf, type Told } from './told.helpers.ts';

/** Size 0 has 16 members; coalition 0 has nodes 0 … 19, coalition 1 nodes 20 … 39, others are honest. */
const params: Params = {
  ...paramsOf(
    'network: { nodes: 60 }\nadversaries: [{ name: a, members: { share: 0 }, strategies: [] }, ' +
      '{ name: b, members: { share: 0 }, strategies: [] }]',
  ),
  sizes: [
    { id: 'small', slots: 1, members: 16 },
    { id: 'pair', slots: 0, members: 2 },
  ],
};

/** The same where every committee has its key at once. */
const atOnce: Params = { ...params, keyGeneration: { ...params.keyGeneration, mode: 'instant' } };

const corrupted: readonly Told[] = Array.from({ length: 40 }, (_, node): Told => [
  0,
  'node-corrupted',
  node,
  node < 20 ? 0 : 1,
]);

/** A chain of 16: `first` members of coalition 0, `second` of coalition 1, the rest honest. */
function created(at: number, chain: number, first: number, second = 0): Told[] {
  const nodes = Array.from({ length: 16 }, (_, seat) =>
    seat < first ? seat : seat < first + second ? 20 + seat : 40 + seat,
  );
  return [
    [at, 'chain-created', chain, 0, 16],
    ...nodes.map((node, seat): Told => [at, 'member-joined', chain, node, seat]),
    [at, 'key-generated', chain, 1],
  ];
}

function countersTold(...facts: readonly Told[]): CaptureCounters {
  return countersOf(params, ...facts);
}

function countersOf(of: Params, ...facts: readonly Told[]): CaptureCounters {
  const tables = new ToldTables(of);
  const counters = new CaptureCounters(of, () => tables);
  tellBoth(tables, counters, ...corrupted, ...facts);
  return counters;
}

const DEEDS = ['capture.chains', 'halt.chains', 'fork.chains'];

describe('seats of sixteen', () => {
  test.each([
    [0, [0, 0, 0]],
    [5, [0, 0, 0]],
    [6, [0, 1, 1]],
    [10, [0, 1, 1]],
    [11, [1, 1, 1]],
    [16, [1, 1, 1]],
  ])('of one coalition, %d of them, make possible %j', (seats, deeds) => {
    expect(metricsOf(countersTold(...created(0, 0, seats)), ...DEEDS)).toEqual(deeds);
  });

  test('of two coalitions are not added up', () => {
    expect(metricsOf(countersTold(...created(0, 0, 5, 5)), ...DEEDS)).toEqual([0, 0, 0]);
    expect(metricsOf(countersTold(...created(0, 0, 5, 11)), ...DEEDS)).toEqual([1, 1, 1]);
    expect(metricsOf(countersTold(...created(0, 0, 8, 8)), ...DEEDS)).toEqual([0, 1, 1]);
  });

  test('count only once the key is generated', () => {
    const tables = new ToldTables(params);
    const counters = new CaptureCounters(params, () => tables);
    tellBoth(tables, counters, ...corrupted, ...created(0, 0, 10), [HOUR, 'member-replaced', 0, 55, 15]);
    expect(metricsOf(counters, 'capture.any')).toEqual([0]);
    tellBoth(tables, counters, [2 * HOUR, 'key-generated', 0, 2]);
    counters.finish(5 * HOUR);
    expect(metricsOf(counters, 'capture.any', 'capture.chainHours')).toEqual([1, 3]);
  });
});

test('of a chain of two one member captures and forks, and both halt', () => {
  const pair = (chain: number, one: number, other: number): Told[] => [
    [0, 'chain-created', chain, 1, 2],
    [0, 'member-joined', chain, one, 0],
    [0, 'member-joined', chain, other, 1],
    [0, 'key-generated', chain, 1],
  ];
  expect(metricsOf(countersTold(...pair(0, 50, 51)), ...DEEDS)).toEqual([0, 0, 0]);
  expect(metricsOf(countersTold(...pair(0, 0, 51)), ...DEEDS)).toEqual([1, 0, 1]);
  expect(metricsOf(countersTold(...pair(0, 0, 1)), ...DEEDS)).toEqual([1, 1, 1]);
});

describe('captured time', () => {
  test('runs from the key that captures to the key that frees, to deletion, or to the end', () => {
    const counters = countersTold(
      ...created(HOUR, 0, 11),
      ...created(2 * HOUR, 1, 12),
      ...created(2 * HOUR, 2, 4),
      [4 * HOUR, 'member-replaced', 0, 0, 59],
      [4 * HOUR, 'key-generated', 0, 2],
      [7 * HOUR, 'chain-deleted', 1, 0],
      ...created(8 * HOUR, 3, 16),
    );
    counters.finish(10 * HOUR);
    // Chain 0: 1 … 4, chain 1: 2 … 7, chain 3: 8 … 10.
    expect(metricsOf(counters, 'capture.chainHours', 'capture.chains')).toEqual([3 + 5 + 2, 3]);
  });

  test('counts a chain once however often it is taken', () => {
    const swap = (at: number, leaver: number, newcomer: number): Told[] => [
      [at, 'member-replaced', 0, leaver, newcomer],
      [at, 'key-generated', 0, 2],
    ];
    const counters = countersTold(
      ...created(0, 0, 11),
      ...swap(1, 0, 58),
      ...swap(2, 58, 0),
      ...swap(3, 0, 58),
    );
    expect(metricsOf(counters, 'capture.any', 'capture.chains', 'halt.chains')).toEqual([1, 1, 1]);
  });
});

describe.each([
  ['at once', atOnce],
  ['later', params],
])('chain-months, with keys made %s', (_when, of) => {
  const counters = countersOf(
    of,
    ...created(0, 0, 6),
    ...created(0, 1, 2),
    [0, 'rotation-settled', 0],
    ...created(5, 2, 11),
    [10, 'month-closed', 0],
    [10, 'rotation-settled', 1],
    [15, 'chain-deleted', 2, 0],
    [20, 'month-closed', 1],
    ...created(20, 3, 16),
    [20, 'rotation-settled', 2],
  );

  test('are the chains that began a month so', () => {
    expect(seriesOf(counters, 'capture.chainMonths')).toEqual([
      [0, 0],
      [1, 1],
      [2, 1],
    ]);
    expect(seriesOf(counters, 'halt.chainMonths')).toEqual([
      [0, 1],
      [1, 2],
      [2, 2],
    ]);
    expect(metricsOf(counters, 'capture.chainMonths', 'halt.chainMonths', 'fork.chainMonths')).toEqual([
      2, 5, 5,
    ]);
  });

  test('name the first month, none if there was none', () => {
    expect(metricsOf(counters, 'capture.firstMonth', 'halt.firstMonth')).toEqual([0, 0]);
    const later = countersTold([10, 'month-closed', 0], ...created(10, 0, 11));
    expect(metricsOf(later, 'capture.firstMonth')).toEqual([1]);
    expect(metricsOf(countersTold(), 'capture.firstMonth', 'capture.any')).toEqual([null, 0]);
  });
});

describe('where keys are made later, chain-months', () => {
  const eleven: readonly Told[] = [0, 1, 2, 3, 4].map((seat) => [
    5,
    'member-replaced',
    0,
    46 + seat,
    6 + seat,
  ]);
  const turned: readonly Told[] = [...created(0, 0, 6), ...eleven, [5, 'rotation-settled', 1]];

  test('are those of the committees that the turn leaves, while the old key is in force', () => {
    const counters = countersOf(params, ...turned);
    expect(metricsOf(counters, 'capture.chainMonths', 'capture.chains', 'halt.chains')).toEqual([1, 0, 1]);
    expect(seriesOf(counters, 'capture.chainMonths')).toEqual([[1, 1]]);
    expect(metricsOf(countersOf(atOnce, ...turned), 'capture.chainMonths')).toEqual([0]);
  });

  test('count a chain that has no key yet, and none that is gone', () => {
    const keyless = created(0, 0, 11).slice(0, -1);
    const counters = countersOf(params, ...keyless, [0, 'rotation-settled', 0]);
    expect(metricsOf(counters, 'capture.chainMonths', 'capture.any')).toEqual([1, 0]);
    const gone = countersOf(params, ...keyless, [1, 'chain-deleted', 0, 0], [2, 'rotation-settled', 1]);
    expect(metricsOf(gone, 'capture.chainMonths')).toEqual([0]);
  });
});

describe('a chain that keeps its keys in enclaves', () => {
  /** Nodes 0 … 39 have enclaves of generation 0, the others of generation 1. */
  function privateChain(...facts: readonly Told[]): CaptureCounters {
    const tables = new ToldTables(params);
    tables.nodes.enclave.fill(1, 40);
    const counters = new CaptureCounters(params, () => tables);
    tellBoth(tables, counters, ...corrupted, [0, 'chain-private', 0], ...facts);
    return counters;
  }

  test('is halted by whoever runs them, and captured or forked by nobody', () => {
    expect(metricsOf(privateChain(...created(0, 0, 16)), ...DEEDS)).toEqual([0, 1, 0]);
    expect(metricsOf(privateChain(...created(0, 0, 5)), ...DEEDS)).toEqual([0, 0, 0]);
  });

  // Shares are read out of every node with such an enclave, one's own or not: 4 + 7 of 16.
  test('is captured by whoever reads the threshold of them, from that instant on', () => {
    const read: Told = [HOUR, 'enclave-broken', 0, 0];
    const counters = privateChain(...created(0, 0, 4, 7), read);
    counters.finish(3 * HOUR);
    expect(metricsOf(counters, ...DEEDS, 'capture.chainHours')).toEqual([1, 1, 1, 2]);
    expect(metricsOf(privateChain(...created(0, 0, 3, 7), read), ...DEEDS)).toEqual([0, 1, 1]);
    expect(metricsOf(privateChain(...created(0, 0, 3, 2), read), ...DEEDS)).toEqual([0, 0, 0]);
  });

  test('stays known after the enclaves are patched, until its next key', () => {
    const counters = privateChain(
      ...created(0, 0, 4, 7),
      [0, 'enclave-broken', 0, 1],
      [HOUR, 'enclave-patched', 0, 1],
      [4 * HOUR, 'key-generated', 0, 2],
    );
    counters.finish(9 * HOUR);
    expect(metricsOf(counters, 'capture.chainHours', 'capture.chains')).toEqual([4, 1]);
  });
});
