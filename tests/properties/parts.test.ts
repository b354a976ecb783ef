/**
 * A run that leaves parts of the model out gives the same values as the whole run of the same scenario and
 * seed. Catches: exits that are left out although nodes leave, a beacon that does not hear of outages, seats
 * that a queue, a term, a rent or a key generation would have changed, and stake that is cut where none is
 * kept.
 */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { METRICS } from '../../src/sim/protocol/metrics.ts';
import type { RunResult } from '../../src/sim/protocol/metrics.ts';
import type { Params } from '../../src/sim/protocol/params.ts';
import { ALL_PARTS } from '../../src/sim/protocol/parts.ts';
import { readScenario } from '../../src/sim/scenario/read-scenario.ts';
import { simulateRun } from '../../src/sim/simulate.ts';
import { FILES, scenarioText } from './scenario-texts.helpers.ts';

const strategies = FILES;
const SCENARIOS = 300;

const AT_ONCE = [
  { path: 'keyGeneration.mode', value: 'instant' },
  { path: 'keyGeneration.atTurn', value: 'fresh' },
];
const CAPTURES = ['capture.any', 'capture.chains', 'capture.chainMonths', 'capture.firstMonth'];
const asked = fc.constantFrom(
  CAPTURES,
  ['halt.chainMonths'],
  ['slots.utilisation'],
  ['halted.chainHours'],
  ['chain.availability', 'fork.any'],
  ['sla.falseFail', 'capture.chainHours'],
  ['dkg.failures', 'rotation.duration'],
  ['requests.captured', 'beacon.foreseen'],
);

/** Does a strategy keep the whole model running? */
const looksAround = ({ adversaries }: Params): boolean =>
  adversaries.some(({ strategies: plays }) => plays.some(({ isFile }) => isFile));

/** The whole result, cut to what the other one holds. */
function cutTo(whole: RunResult, other: RunResult): Pick<RunResult, 'metrics' | 'series' | 'usedSlots'> {
  const told = new Set(other.series.map(({ metric }) => metric));
  return {
    metrics: Object.fromEntries(Object.keys(other.metrics).map((id) => [id, whole.metrics[id]])),
    series: whole.series.filter(({ metric }) => told.has(metric)),
    usedSlots: whole.usedSlots,
  };
}

describe('a run that is asked for few metrics', () => {
  test('gives the values of the whole run, leaves out what was not asked for, and is the same for every onlooker', () => {
    const left = { outages: 0, monitoring: 0, accounts: 0 };
    let whole = 0;
    fc.assert(
      fc.property(scenarioText, asked, fc.nat({ max: 3 }), fc.boolean(), (text, metrics, run, isAtOnce) => {
        // Where keys are there at once, outages may be left out too.
        const overrides = isAtOnce ? AT_ONCE : [];
        const { params } = readScenario({ text, file: 'random.yaml' }, { overrides });
        const full = simulateRun(params, run, { strategies });
        const reduced = simulateRun({ ...params, metrics }, run, { strategies });
        const { metrics: values, series, usedSlots } = reduced;
        expect({ metrics: values, series, usedSlots }).toEqual(cutTo(full, reduced));
        for (const id of metrics) expect(values).toHaveProperty([id]);
        if (looksAround(params) && reduced.parts.accounts) whole++;
        if (reduced.parts.accounts) expect(reduced).toEqual(full);
        else expect(Object.keys(values).length).toBeLessThan(METRICS.length);
        // Who is down decides whose key generation fails, and so who sits where.
        if (params.keyGeneration.mode === 'protocol') expect(reduced.parts.outages).toBe(true);
        for (const part of ['outages', 'monitoring', 'accounts'] as const) {
          if (!reduced.parts[part]) left[part]++;
        }
        const all = { kinds: 'all' as const, fact: () => undefined };
        const seen = simulateRun({ ...params, metrics }, run, { strategies, taps: [all] });
        expect({ ...seen, events: 0 }).toEqual({ ...reduced, events: 0 });
      }),
      { numRuns: SCENARIOS, seed: 16 },
    );
    // Every part was left out often, and often nothing could be.
    expect(Math.min(left.outages, left.monitoring, left.accounts, whole)).toBeGreaterThan(SCENARIOS / 10);
  });
});

test('chains that the market cannot pay are refused at the same request, whoever keeps accounts', () => {
  // 40 nodes stake all but 1,000 tokens; sixteen slots cost 3.5 dollars each a month, at a tenth of a dollar
  // a token.
  const { params } = readScenario({
    text:
      'version: 1\nprofile: minimal\ndelegation: { staked: 900000 }\nemission: { genesis: 901000 }\n' +
      'network: { minimumStake: 1000 }\nchains: { initial: { small: 60 }, price: { kind: fixed-usd, usd: 0.5 }, ' +
      'demand: { term: { months: 1, renewal: 1 } } }',
    file: 'market.yaml',
  });
  const full = simulateRun(params, 0);
  const reduced = simulateRun({ ...params, metrics: CAPTURES }, 0);
  const ids = ['chains.placed', 'chains.refused', 'slots.utilisation'];
  expect(ids.map((id) => reduced.metrics[id])).toEqual(ids.map((id) => full.metrics[id]));
  expect(full.metrics['chains.placed']).toBeGreaterThan(0);
  expect(full.metrics['chains.refused']).toBeGreaterThan(0);
  expect(reduced.parts.accounts).toBe(false);
});

describe('the parts that run', () => {
  const BASE = 'version: 1\nname: parts\nprofile: minimal\n';
  const KEYS_AT_ONCE = 'keyGeneration: { mode: instant }\n';
  const partsOf = (yaml: string, metrics: readonly string[]): RunResult['parts'] => {
    const { params } = readScenario({ text: `${BASE}${yaml}`, file: 'parts.yaml' });
    return simulateRun({ ...params, metrics }, 0, { strategies }).parts;
  };
  const coalition = (plays: string): string =>
    `adversaries: [{ name: c, members: { share: 0.2 }, strategies: ${plays} }]`;

  test('are those that the metrics rest on, each with what it rests on itself', () => {
    const none = { outages: false, monitoring: false, accounts: false };
    expect(partsOf(KEYS_AT_ONCE, CAPTURES)).toEqual(none);
    expect(partsOf(KEYS_AT_ONCE, ['chains.placed', 'halt.any'])).toEqual(none);
    expect(partsOf(KEYS_AT_ONCE, ['chain.availability'])).toEqual({ ...none, outages: true });
    // Where keys are made by the protocol, seats hang on who is down.
    expect(partsOf('', CAPTURES)).toEqual({ ...none, outages: true });
    expect(partsOf('', ['chains.placed', 'halt.any'])).toEqual({ ...none, outages: true });
    expect(partsOf('', ['dkg.failures', 'rotation.duration'])).toEqual({ ...none, outages: true });
    expect(partsOf('', ['sla.passed'])).toEqual({ ...ALL_PARTS, accounts: false });
    expect(partsOf('', ['apr.delegator'])).toEqual(ALL_PARTS);
    expect(
      partsOf(
        '',
        METRICS.map(({ id }) => id),
      ),
    ).toEqual(ALL_PARTS);
  });

  test('are all where a strategy may look around: a file, or a rule that can move seats', () => {
    for (const plays of ['[]', '[{ use: static-capture }]', '[{ use: bad-mouthing }]', '[{ use: honest }]']) {
      expect(partsOf(`${KEYS_AT_ONCE}${coalition(plays)}`, CAPTURES).outages).toBe(false);
    }
    for (const plays of [
      '[{ use: ./saboteur.ts }]',
      '[{ use: dkg-withholding }]',
      '[{ use: last-revealer }]',
    ]) {
      expect(partsOf(`${KEYS_AT_ONCE}${coalition(plays)}`, CAPTURES)).toEqual(ALL_PARTS);
    }
  });
});
