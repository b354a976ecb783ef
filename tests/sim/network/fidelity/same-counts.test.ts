import { describe, expect, test } from 'vitest';
import { probed, type Probes } from './probed.helpers.ts';

/** Outages of every cause, some of them at the very instants of probes and of windows' ends. */
const OUTAGES =
  'availability: { mtbf: 2 days, mttr: 3 h, correlated: [{ by: provider, mtbf: 5 days, mttr: 2 h }], ' +
  'maintenance: { every: 36 h, duration: 1 h } }';
const TRACED =
  'availability: { mtbf: never, trace: [{ node: 1, from: 0 min, to: 5 min }, { node: 0, from: 10 min, to: 20 min }, ' +
  '{ node: 2, from: 12 h, to: 48 h }, { node: 0, from: 24 h, to: 30 h }] }';
const QUIET = ', loss: 0, jitter: { shape: 1, scale: 0 ms }';

const SCENARIOS: readonly (readonly [string, Probes])[] = [
  ['outages of every cause', { days: 6, nodes: 9, more: OUTAGES }],
  ['outages at instants of probes and windows', { days: 6, nodes: 5, more: TRACED }],
  [
    'windows that no grid divides',
    { days: 6, nodes: 7, monitoring: ', redraw: 22 h, probeEvery: 7 min', more: OUTAGES },
  ],
  [
    'probes rarer than windows',
    { days: 6, nodes: 7, monitoring: ', redraw: 9 h, probeEvery: 8 h', more: OUTAGES },
  ],
  ['a window of a whole month', { days: 6, nodes: 6, monitoring: ', redraw: 1 month', more: OUTAGES }],
  [
    'monitors of exactly four',
    { days: 6, nodes: 9, monitoring: ', monitors: 4, assignment: in', more: OUTAGES },
  ],
  ['a node that ignores probes now and then', { days: 6, nodes: 7, ignoring: 3, more: OUTAGES }],
  ['liars, some of them silent', { days: 6, nodes: 9, liarsFrom: 4, more: OUTAGES }],
  ['nodes that leave', { days: 9, nodes: 9, network: ', exitsPerMonth: 2', more: OUTAGES }],
  ['a pool of the month', { days: 6, nodes: 7, more: `${OUTAGES}\nsla: { pooling: period }` }],
];

describe.each(['exact', 'causal'] as const)('%s, without loss and jitter', (fidelity) => {
  test.each(SCENARIOS)('counts, reports and scores the same as intervals: %s', (_, spec) => {
    const quiet = { ...spec, network: (spec.network ?? '') + QUIET };
    const other = probed(fidelity, quiet);
    const interval = probed('interval', quiet);
    expect(other.occasions.length).toBeGreaterThan(20);
    expect(other.occasions.some(({ probesFailed }) => probesFailed > 0)).toBe(true);
    expect(other.occasions).toEqual(interval.occasions);
    expect(other.facts).toEqual(interval.facts);
  });

  test('loses all where all is lost', () => {
    const lost = probed(fidelity, { days: 3, nodes: 4, network: ', loss: 1', more: OUTAGES });
    expect(lost.occasions.length).toBeGreaterThan(20);
    expect(lost.occasions.every(({ probesSent, probesFailed }) => probesSent === probesFailed)).toBe(true);
    expect(lost.facts).toEqual(
      probed('interval', { days: 3, nodes: 4, network: ', loss: 1', more: OUTAGES }).facts,
    );
  });
});
