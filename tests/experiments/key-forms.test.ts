import { describe, expect, test } from 'vitest';
import { closedForms } from '../../src/experiments/closed-forms.ts';
import { keyForms, nodesOfGeneration } from '../../src/experiments/key-forms.ts';
import type { RunResult } from '../../src/sim/protocol/metrics.ts';
import type { Params } from '../../src/sim/protocol/params.ts';
import { ratchetMean, withholdingMeans } from '../../src/statistics/evictions.ts';
import { hypergeometricTail } from '../../src/statistics/tails.ts';
import { stageOf, paramsOf } from '../sim/world.helpers.ts';

/** Three months of 30 days, committees of 4, threshold 3; lines of `more` replace those of the same key. */
function params(strategy: string, more: Readonly<Record<string, string>> = {}): Params {
  const lines: Readonly<Record<string, string>> = {
    horizon: '90 days',
    calendar: '{ days: 30 }',
    network: '{ nodes: 40, slots: 16, validators: 10 }',
    chains: '{ initial: { small: 5 } }',
    placement: '{ policy: uniform }',
    rotation: '{ policy: exit-only }',
    randomness: '{ source: block-hash }',
    availability: '{ mtbf: never }',
    adversaries: `[ { name: x, members: { share: 0.25 }, strategies: [ ${strategy} ] } ]`,
    ...more,
  };
  return paramsOf(
    Object.entries(lines)
      .map(([key, value]) => `${key}: ${value}\n`)
      .join(''),
  );
}

/** Months 0 … 2 begin with five chains. */
const RESULT = {
  metrics: { 'beacon.stalled': 0 },
  series: [0, 1, 2].map((month) => ({ month, metric: 'chains.live', value: 5 })),
} as unknown as RunResult;

/** What the forms of the scenario expect of such a run, by metric. */
const expected = (given: Params): Readonly<Record<string, unknown>> =>
  Object.fromEntries(keyForms(given, 10).map((form) => [form.metric, form.expected(RESULT)]));

const COMMITTEE = { nodes: 40, coalition: 10, members: 4 };

describe('closed forms of key generations', () => {
  test('honest nodes that are always up fail none', () => {
    expect(expected(params('{ use: static-capture }'))).toEqual({ 'dkg.failures': 0 });
    expect(keyForms(params('{ use: static-capture }'), 10)[0].isCertain).toBe(true);
    const failing = { availability: '{ mtbf: 30 days }' };
    expect(expected(params('{ use: honest }', failing))).toEqual({});
    // Keys that are made at once cannot fail.
    const instant = { ...failing, keyGeneration: '{ mode: instant }' };
    expect(expected(params('{ use: honest }', instant))).toEqual({ 'dkg.failures': 0 });
    // A phase of a minute is over before mainnet has taken what is due.
    expect(expected(params('{ use: honest }', { keyGeneration: '{ phaseLimit: 1 min }' }))).toEqual({});
    expect(expected(params('{ use: honest }', { adversaries: '[]' }))).toEqual({ 'dkg.failures': 0 });
  });

  test('withholding: chains by the Markov chain, and the groups of beacons where there are any', () => {
    const { failures, evictions } = withholdingMeans(COMMITTEE);
    const alone = expected(params('{ use: dkg-withholding }'));
    expect(alone['dkg.failures']).toBeCloseTo(5 * failures, 12);
    expect(alone['dkg.slashes']).toBeCloseTo(5 * evictions, 12);
    // Month 0 has a group before it begins; those of months 1, 2 and 3 make their keys.
    const grouped = expected(params('{ use: dkg-withholding }', { randomness: '{ group: 6 }' }));
    const group = withholdingMeans({ ...COMMITTEE, members: 6 });
    expect(grouped['dkg.failures']).toBeCloseTo(5 * failures + 3 * group.failures, 12);
    const half = expected(params('{ use: dkg-withholding, with: { share: 0.5 } }'));
    expect(half['dkg.failures']).toBeCloseTo(5 * withholdingMeans(COMMITTEE, 0.5).failures, 12);
  });

  test.each([
    [{ rotation: '{ policy: monthly-replace, members: 1 }' }],
    [{ placement: '{ policy: least-loaded }' }],
    [{ chains: '{ initial: { small: 17 } }' }],
    [{ availability: '{ mtbf: 30 days }' }],
    [{ network: '{ nodes: 13, slots: 16, validators: 10 }' }],
    [{ keyGeneration: '{ mode: instant }' }],
  ])('withholding has no form under %j', (more) => {
    expect(expected(params('{ use: dkg-withholding }', more))).toEqual({});
  });

  test('the ratchet: one chain alone, and with a seat at the start it is captured', () => {
    const one = { chains: '{ initial: { small: 1 } }' };
    const mean = ratchetMean(COMMITTEE, 3);
    expect(expected(params('{ use: eviction-ratchet }', one))).toEqual({
      'dkg.failures': mean,
      'dkg.slashes': mean,
      'capture.any': hypergeometricTail(40, 10, 4, 1),
    });
    const two = expected(params('{ use: eviction-ratchet, with: { goal: 2 } }', one));
    expect(two).toEqual({
      'dkg.failures': ratchetMean(COMMITTEE, 2),
      'dkg.slashes': ratchetMean(COMMITTEE, 2),
    });
    for (const options of ['targets: 2', 'length: 30', 'goal: 5']) {
      expect(expected(params(`{ use: eviction-ratchet, with: { ${options} } }`, one))).toEqual({});
    }
    expect(expected(params('{ use: eviction-ratchet }'))).toEqual({});
    expect(expected(params('{ use: eviction-ratchet }', { ...one, horizon: '18 h' }))).toEqual({});
    expect(expected(params('{ use: eviction-ratchet }', { ...one, randomness: '{ group: 4 }' }))).toEqual({});
  });

  test('the last dealer: as many coins as tries, and none under pedersen', () => {
    expect(expected(params('{ use: key-bias, with: { tries: 3 } }'))).toEqual({
      'dkg.failures': 0,
      'dkg.rushed.even': 0.875,
    });
    const pedersen = { keyGeneration: '{ variant: pedersen }' };
    expect(expected(params('{ use: key-bias }', pedersen))).toEqual({ 'dkg.failures': 0 });
  });

  const TURNING = { rotation: '{ policy: monthly-redraw }' };
  const enclaves = (options: string, more: Readonly<Record<string, string>> = {}): Params =>
    params(`{ use: enclave-break, with: { ${options} } }`, {
      ...TURNING,
      chains: '{ initial: { small: 5 }, private: 1 }',
      network: '{ nodes: 40, slots: 16, validators: 10, enclaves: { one: 0.26, two: 0.39, three: 0.35 } }',
      ...more,
    });

  test('enclaves: nodes of the generation for the coalition’s, in the months that are read', () => {
    // 10.4 and 26.0 are the borders: 10, 16 and 14 nodes.
    const forms = expected(enclaves('generation: 1, lag: 1'));
    expect(forms['capture.chainMonths']).toBeCloseTo(5 * hypergeometricTail(40, 16, 4, 3), 12);
    expect(forms['fork.chainMonths']).toBeCloseTo(5 * hypergeometricTail(40, 16, 4, 2), 12);
    const [form] = keyForms(enclaves('generation: 1, lag: 1'), 10).filter(
      ({ metric }) => metric === 'capture.chainMonths',
    );
    const months = [0, 1, 2].map((month) => form.expectedInMonth!(RESULT, month));
    expect(months[0]).toBeGreaterThan(0);
    expect(months.slice(1)).toEqual([0, 0]);
    for (const more of [
      { rotation: '{ policy: exit-only }' },
      { chains: '{ initial: { small: 5 }, private: 0.5 }' },
    ]) {
      expect(expected(enclaves('lag: 1', more))['capture.chainMonths']).toBeUndefined();
    }
  });

  test('a generation has as many nodes as are dealt to it', () => {
    for (const nodes of [7, 40, 50, 99]) {
      const dealt = params('{ use: honest }', {
        network: `{ nodes: ${nodes}, slots: 16, validators: 5, enclaves: { a: 0.61, b: 0.085, c: 0.305 } }`,
      });
      const { world } = stageOf(dealt);
      for (let generation = 0; generation < 4; generation++) {
        const count = world.nodes.enclave.reduce((sum, each) => sum + (each === generation ? 1 : 0), 0);
        expect(nodesOfGeneration(dealt, generation)).toBe(count);
      }
    }
  });

  test('seats of private chains can be halted, not captured or forked', () => {
    const ids = (privateShare: number): readonly string[] =>
      closedForms(
        params('{ use: static-capture }', {
          chains: `{ initial: { small: 5 }, private: ${privateShare} }`,
        }),
      ).map(({ metric }) => metric);
    expect(ids(0)).toContain('capture.chainMonths');
    for (const share of [0.5, 1]) {
      expect(ids(share)).toContain('halt.chainMonths');
      expect(ids(share)).not.toContain('capture.chainMonths');
      expect(ids(share)).not.toContain('fork.chains');
    }
  });
});
