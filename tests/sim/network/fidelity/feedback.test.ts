import { describe, expect, test } from 'vitest';
import { simulate } from '../../../../src/experiments/simulation.ts';
import type { MonitoringFidelity } from '../../../../src/sim/protocol/params.ts';
import type { Strategy } from '../../../../src/sim/protocol/strategy.ts';
import { probed, type Probes } from './probed.helpers.ts';

// Monitors that are told of each failed probe, and may stop: outcomes of an open window feed back into it.

const OUTAGES =
  'availability: { mtbf: 2 days, mttr: 3 h, correlated: [{ by: provider, mtbf: 5 days, mttr: 2 h }], ' +
  'maintenance: { every: 36 h, duration: 1 h } }';
const QUIET = ', loss: 0, jitter: { shape: 1, scale: 0 ms }';

const SCENARIOS: readonly (readonly [string, Probes])[] = [
  ['stop at once', { days: 6, nodes: 8, stopAfter: 1, more: OUTAGES }],
  ['stop after an hour of darkness', { days: 6, nodes: 8, stopAfter: 12, more: OUTAGES }],
  ['one node ignores probes now and then', { days: 6, nodes: 7, stopAfter: 7, ignoring: 3, more: OUTAGES }],
  [
    'windows that no grid divides',
    { days: 6, nodes: 7, stopAfter: 3, monitoring: ', redraw: 22 h, probeEvery: 7 min', more: OUTAGES },
  ],
];

/** Failures in an order of their own: those of one instant may be told in any. */
const sorted = ({ failures }: ReturnType<typeof probed>) =>
  failures.map((failure) => JSON.stringify(failure)).toSorted();

describe('without loss and jitter', () => {
  test.each(SCENARIOS)('causal tells and counts what exact does: %s', (_, spec) => {
    const quiet = { ...spec, network: QUIET };
    const [exact, causal] = (['exact', 'causal'] as const).map((fidelity) => probed(fidelity, quiet));
    expect(exact.failures.length).toBeGreaterThan(50);
    expect(sorted(causal)).toEqual(sorted(exact));
    expect(causal.occasions).toEqual(exact.occasions);
    expect(causal.facts).toEqual(exact.facts);
  });

  test('who stops changes what is counted', () => {
    const spec = { days: 6, nodes: 8, network: QUIET, more: OUTAGES };
    expect(probed('causal', { ...spec, stopAfter: 12 }).occasions).not.toEqual(
      probed('causal', { ...spec, stopAfter: 100_000 }).occasions,
    );
  });

  test('who is told and never stops changes nothing', () => {
    const spec = { days: 6, nodes: 8, network: QUIET, more: OUTAGES };
    const silent = probed('causal', spec);
    const told = probed('causal', { ...spec, stopAfter: 100_000 });
    expect(told.facts).toEqual(silent.facts);
    expect(told.occasions).toEqual(silent.occasions);
  });
});

describe.each(['exact', 'causal', 'interval'] as const)('losses until a monitor stops, %s', (fidelity) => {
  test('come at geometric places', () => {
    // Nodes never fail, so the first failure is a loss: its place is geometric, cut off at a day's 288 probes. Catches a
    // probe counted twice (the mean moves by 1: 6 standard errors) and a gap that starts at the last window's loss.
    const loss = 0.05;
    const { failures } = probed(fidelity, {
      days: 60,
      nodes: 12,
      network: `, loss: ${loss}, jitter: { shape: 1, scale: 0 ms }`,
      more: 'availability: { mtbf: never }',
      stopAfter: 1,
    });
    const places = failures.filter(({ monitor }) => monitor > 0).map(({ probesSent }) => probesSent);
    expect(places.length).toBeGreaterThan(0.99 * 60 * 11 * 11);
    const mean = places.reduce((sum, place) => sum + place, 0) / places.length;
    const deviation = Math.sqrt((1 - loss) / (loss * loss * places.length));
    expect(Math.abs(mean - 1 / loss)).toBeLessThan(3 * deviation);
    expect(3 * deviation).toBeLessThan(1);
    const late = places.filter((place) => place > 30).length / places.length;
    const expected = (1 - loss) ** 30;
    expect(Math.abs(late - expected)).toBeLessThan(
      3 * Math.sqrt((expected * (1 - expected)) / places.length),
    );
  });
});

describe('interval', () => {
  const strategy = (rule: 'told' | 'untold'): Strategy => ({
    about: 'Is told of failed probes, or not.',
    harms: [],
    parameters: {},
    create: () =>
      rule === 'told' ? { probeFailed: () => 'continue' as const } : { probeReply: () => 'answer' as const },
  });
  const run = (rule: 'told' | 'untold', fidelity: MonitoringFidelity) =>
    simulate(
      `version: 1\nprofile: minimal\nhorizon: 1 month\nmonitoring: { fidelity: ${fidelity} }\n` +
        'adversaries: [{ name: x, members: { nodes: [1] }, strategies: [{ use: ./x.ts }] }]\n',
      { runs: 1, strategies: { './x.ts': strategy(rule) } },
    );

  test('becomes causal where a rule is told of single probes, and the result says so', () => {
    const told = run('told', 'interval');
    expect(told.runs[0].fidelity).toBe('causal');
    expect(told.digest).toBe(run('told', 'causal').digest);
    expect(told.summary.notes).toContain(
      'monitoring.fidelity: causal in place of interval, because a strategy is told of single probes',
    );
  });

  test('stays where none is, and no fidelity is replaced that was asked for', () => {
    expect(run('untold', 'interval').runs[0].fidelity).toBe('interval');
    for (const fidelity of ['causal', 'exact'] as const) {
      const { runs, summary } = run('told', fidelity);
      expect(runs[0].fidelity).toBe(fidelity);
      expect(summary.notes.join()).not.toContain('in place of');
    }
  });
});
