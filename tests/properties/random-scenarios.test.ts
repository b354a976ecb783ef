/**
 * A thousand random small networks, run with all invariants on. A failure prints fast-check's seed and path:
 * put them into `REPLAY` to run that scenario alone.
 */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { METRICS } from '../../src/sim/protocol/metrics.ts';
import type { RunResult } from '../../src/sim/protocol/metrics.ts';
import type { Params } from '../../src/sim/protocol/params.ts';
import { readScenario } from '../../src/sim/scenario/read-scenario.ts';
import { simulateRun } from '../../src/sim/simulate.ts';
import { FILES, scenarioText } from './scenario-texts.helpers.ts';

const SCENARIOS = 1000;
/** Every so many scenarios are run twice. */
const TWICE_EVERY = 10;
/** For a replay: the seed, and the path that fast-check prints. */
const REPLAY: { readonly seed: number; readonly path?: string } = { seed: 20_260_101 };

const strategies = FILES;

describe('random scenarios', () => {
  test('keep every invariant, stay within their ranges, and run the same way twice', () => {
    let count = 0;
    fc.assert(
      fc.property(scenarioText, fc.nat({ max: 3 }), (text, run) => {
        const { params } = readScenario({ text, file: 'random.yaml' });
        const result = simulateRun(params, run, { strategies });
        checkRanges(result);
        checkMoney(params, result);
        checkDeeds(params, result);
        checkKeys(params, result);
        if (count++ % TWICE_EVERY === 0) expect(simulateRun(params, run, { strategies })).toEqual(result);
      }),
      { numRuns: SCENARIOS, ...REPLAY },
    );
    expect(count).toBeGreaterThanOrEqual(SCENARIOS);
  });
});

/** Every metric is there, none besides, and each lies where its kind may. */
function checkRanges({ metrics }: RunResult): void {
  expect(Object.keys(metrics).toSorted()).toEqual(METRICS.map(({ id }) => id).toSorted());
  for (const { id, kind, unit, mayBeNegative } of METRICS) {
    const value = metrics[id];
    if (value === null) continue;
    expect(typeof value, id).toBe(kind === 'tokens' ? 'bigint' : 'number');
    if (!mayBeNegative) expect(Number(value), id).toBeGreaterThanOrEqual(0);
    if (kind === 'binary') expect([0, 1], id).toContain(value);
    if (kind === 'count' || kind === 'month') expect(Number.isInteger(value), id).toBe(true);
    if (kind === 'share' && unit === '0 … 1') expect(value, id).toBeLessThanOrEqual(1);
  }
}

/** Supply, rents and the pool add up; yields are paid from what was minted and released. */
function checkMoney(params: Params, { metrics }: RunResult): void {
  const tokens = (id: string): bigint => metrics[id] as bigint;
  expect(tokens('supply.end')).toBe(params.emission.genesis + tokens('emission.total'));
  expect(tokens('rent.released')).toBeLessThanOrEqual(tokens('rent.paid'));
  expect(tokens('bounty.paid') + tokens('bounty.carried')).toBeLessThanOrEqual(
    tokens('emission.total') + tokens('rent.released'),
  );
}

/**
 * Whoever can capture a committee of at least two can halt it, but for one who reads the keys of others'
 * enclaves; a deed done in no chain is done in no month.
 */
function checkDeeds(params: Params, { metrics, series, usedSlots }: RunResult): void {
  const number = (id: string): number => metrics[id] as number;
  for (const field of ['any', 'chains', 'chainMonths']) {
    // One of two members signs alone, but it takes both to halt.
    if (mayHavePairs(params)) break;
    expect(number(`capture.${field}`)).toBeLessThanOrEqual(number(`fork.${field}`));
    if (params.chains.privatePpm > 0) continue;
    expect(number(`capture.${field}`)).toBeLessThanOrEqual(number(`halt.${field}`));
  }
  for (const deed of ['capture', 'halt', 'fork']) {
    expect(number(`${deed}.any`)).toBe(number(`${deed}.chains`) > 0 ? 1 : 0);
    expect(metrics[`${deed}.firstMonth`] === null).toBe(number(`${deed}.chains`) === 0);
    expect(number(`${deed}.chains`)).toBeLessThanOrEqual(number('chains.placed'));
    const monthly = series.filter(({ metric }) => metric === `${deed}.chainMonths`);
    expect(monthly.reduce((sum, { value }) => sum + Number(value), 0)).toBe(number(`${deed}.chainMonths`));
  }
  for (const used of usedSlots) {
    expect(used).toBeGreaterThanOrEqual(0);
    expect(used).toBeLessThanOrEqual(params.network.slots);
  }
}

/**
 * Keys made at once fail nobody; a turn is over once at most, and what is asked for by name is placed or not.
 */
function checkKeys(params: Params, { metrics, series }: RunResult): void {
  const number = (id: string): number => metrics[id] as number;
  const made = ['dkg.failures', 'dkg.complaints', 'dkg.waits', 'dkg.rushed'];
  if (params.keyGeneration.mode === 'instant') expect(made.map(number)).toEqual([0, 0, 0, 0]);
  const months = series.filter(({ metric }) => metric === 'chains.live').length;
  expect(number('rotation.completed')).toBeLessThanOrEqual(Math.max(0, months - 1));
  expect(metrics['rotation.duration'] === null).toBe(number('rotation.completed') === 0);
  expect(number('dkg.slashes')).toBeGreaterThanOrEqual(Math.sign(number('dkg.failures')));
  expect(number('requests.captured')).toBeLessThanOrEqual(number('requests.placed'));
  expect(number('requests.placed')).toBeLessThanOrEqual(number('chains.placed'));
  if (params.randomness.source === 'block-hash') expect(number('beacon.stalled')).toBe(0);
  if (params.randomness.possession === 'required') expect(number('beacon.forged')).toBe(0);
}

function mayHavePairs({ chains, sizes }: Params): boolean {
  const used = [...chains.initial.filter(({ count }) => count > 0), ...chains.demand.mix];
  return used.some(({ size }) => sizes[size].members === 2);
}
