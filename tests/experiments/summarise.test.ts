import { describe, expect, it } from 'vitest';
import { closedForms } from '../../src/experiments/closed-forms.ts';
import { KNOWN_STRATEGIES } from '../../src/experiments/catalogue.ts';
import { simulate } from '../../src/experiments/simulation.ts';
import { summarise } from '../../src/experiments/summarise.ts';
import { METRICS, SERIES_METRICS } from '../../src/sim/protocol/metrics.ts';
import type { RunResult } from '../../src/sim/protocol/metrics.ts';
import { readScenario } from '../../src/sim/scenario/read-scenario.ts';

const COALITION = { name: 'c', members: { share: '1/3' }, strategies: [{ use: 'static-capture' }] };

function scenario(fields: object): Parameters<typeof simulate>[0] {
  return { version: 1, profile: 'minimal', adversaries: [COALITION], ...fields };
}

const paramsOf = (fields: object) =>
  readScenario({ text: JSON.stringify(scenario(fields)), file: 'test' }, KNOWN_STRATEGIES).params;
const namesOf = (fields: object): readonly string[] =>
  closedForms(paramsOf(fields)).map(({ metric }) => metric);

describe('closed forms', () => {
  it('of seats and packing agree with 60 runs, and one that is a tenth off does not', () => {
    const fields = { seed: 'forms', runs: 60, placement: { policy: 'uniform' } };
    const { summary, runs } = simulate(scenario(fields));
    const compared = ['capture.chainMonths', 'halt.chainMonths', 'placement.smallBeforeNoLarge'];
    for (const id of compared) {
      expect(Math.abs(summary.metrics[id].analytic!.deviation!)).toBeLessThan(4);
      expect(summary.verdict.find((line) => line.id === id)?.status).toBe('agrees');
    }
    // A chain that is counted although it was not captured: the verdict has to see it.
    const wrong = runs.map((run): RunResult => {
      const metrics = { ...run.metrics, 'halt.chainMonths': Number(run.metrics['halt.chainMonths']) * 1.1 };
      return { ...run, metrics };
    });
    const verdict = summarise(paramsOf(fields), wrong).verdict;
    expect(verdict.find((line) => line.id === 'halt.chainMonths')?.status).toBe('differs');
  });

  it('stand beside each month as well', () => {
    const { summary } = simulate(scenario({ seed: 'months', runs: 20 }));
    // 13 of 40 nodes hold 3 or 4 of 4 seats: (C(13,3)·27 + C(13,4))/C(40,4) = 8437/91390 of 160 chains.
    for (const month of summary.series['capture.chainMonths']) {
      expect(month.analytic!.value).toBeCloseTo((160 * 8437) / 91_390, 9);
    }
  });

  it('of chains ever captured exist only where no member ever changes', () => {
    const exitOnly = { rotation: { policy: 'exit-only' } };
    expect(namesOf({ ...exitOnly, keyGeneration: { mode: 'instant' } })).toContain('capture.chains');
    expect(namesOf({ ...exitOnly, availability: { mtbf: 'never' } })).toContain('capture.chains');
    // Who is down when its committee makes a key is replaced.
    expect(namesOf(exitOnly)).not.toContain('capture.chains');
    expect(namesOf({})).not.toContain('capture.chains');
    expect(namesOf({ rotation: { policy: 'exit-only' }, network: { exitsPerMonth: 1 } })).not.toContain(
      'capture.chains',
    );
  });

  it('of seats exist for one coalition only', () => {
    const second = { ...COALITION, name: 'd' };
    expect(namesOf({ adversaries: [COALITION, second] })).not.toContain('capture.chainMonths');
    expect(namesOf({ adversaries: [] })).not.toContain('capture.chainMonths');
  });

  it('of packing hold under the policies that they are for', () => {
    expect(namesOf({ placement: { policy: 'least-loaded' } })).toContain('chains.placed');
    expect(namesOf({ placement: { policy: 'power-of-d', d: 4 } })).toContain('chains.placed');
    expect(namesOf({ placement: { policy: 'power-of-d', d: 2 } })).not.toContain('chains.placed');
    expect(namesOf({ placement: { policy: 'capacity-weighted' } })).not.toContain(
      'placement.smallBeforeNoLarge',
    );
  });

  it('of mixed sizes follow each size’s odds', () => {
    const fields = {
      seed: 'mix',
      runs: 40,
      sizes: { pair: { slots: 1, members: 2 } },
      chains: { initial: { pair: 60, small: 40 } },
    };
    const { summary } = simulate(scenario(fields));
    const { analytic } = summary.metrics['capture.chainMonths'];
    // A pair needs one of its two seats: threshold floor(5/3) = 1.
    const pair = 1 - (27 * 26) / (40 * 39);
    expect(analytic!.value).toBeCloseTo(3 * (60 * pair + (40 * 8437) / 91_390), 9);
    expect(Math.abs(analytic!.deviation!)).toBeLessThan(4);
  });

  it('of the schedule count only months whose accounts were closed', () => {
    const { summary } = simulate(scenario({ horizon: '8 days' }));
    // Months of 3 days: two are closed, each a twelfth of 385,000,000.
    expect(summary.metrics['emission.total'].analytic!.value).toBeCloseTo(385e6 / 6, 3);
    expect(summary.verdict.find(({ id }) => id === 'emission.total')?.status).toBe('agrees');
  });
});

describe('a summary', () => {
  it('holds the scenario’s metrics in the order of reports, with their units', () => {
    const metrics = ['capture.any', 'chains.placed'];
    const { summary } = simulate(scenario({ metrics }));
    expect(Object.keys(summary.metrics)).toEqual(['chains.placed', 'capture.any']);
    const all = simulate(scenario({})).summary;
    expect(Object.keys(all.metrics)).toEqual(METRICS.map(({ id }) => id));
    for (const { id, unit } of METRICS) expect(all.metrics[id].unit).toBe(unit);
    const known = new Set(SERIES_METRICS.map(({ id }) => id));
    expect(Object.keys(all.series).every((id) => known.has(id))).toBe(true);
  });

  it('of one run makes no claim about spread', () => {
    const { summary } = simulate(scenario({ runs: 1 }));
    expect(summary.metrics['halt.chainMonths'].analytic!.deviation).toBeNull();
    expect(summary.verdict.find(({ id }) => id === 'halt.chainMonths')?.status).toBe('measured');
  });

  it('takes an event that never happened for agreement only while it was not to be expected', () => {
    const fields = { seed: 'rare', runs: 3 };
    const { runs } = simulate(scenario(fields));
    const never = runs.map((run): RunResult => ({
      ...run,
      metrics: { ...run.metrics, 'capture.chainMonths': 0 },
    }));
    const verdict = summarise(paramsOf(fields), never).verdict;
    // 44 chain-months were to be expected in each run.
    expect(verdict.find(({ id }) => id === 'capture.chainMonths')?.status).toBe('differs');
    const rare = simulate(
      scenario({
        ...fields,
        adversaries: [{ ...COALITION, members: { nodes: [0, 1, 2] } }],
        chains: { initial: { small: 1 } },
      }),
    );
    expect(rare.summary.verdict.find(({ id }) => id === 'capture.chainMonths')?.status).toBe('agrees');
  });

  it('has a digest that depends on every run and on their order', () => {
    const { summary, runs } = simulate(scenario({ runs: 2 }));
    const params = paramsOf({ runs: 2 });
    expect(summarise(params, runs).digest).toBe(summary.digest);
    expect(summarise(params, runs.toReversed()).digest).not.toBe(summary.digest);
    expect(summarise(params, runs.slice(0, 1)).digest).not.toBe(summary.digest);
  });

  it('notes a first month that is not whole', () => {
    const { summary } = simulate(
      scenario({ start: '2020-01-16', calendar: 'gregorian', horizon: '20 days' }),
    );
    expect(summary.months).toEqual(['2020-01', '2020-02']);
    expect(summary.notes.join()).toMatch(/2020-01 is not a whole month/);
  });
});
