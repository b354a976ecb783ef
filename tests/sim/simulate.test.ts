import { describe, expect, test } from 'vitest';
import type { Streams } from '../../src/sim/kernel/streams.ts';
import type { Params } from '../../src/sim/protocol/params.ts';
import type { RunResult } from '../../src/sim/protocol/metrics.ts';
import { METRICS, SERIES_METRICS } from '../../src/sim/protocol/metrics.ts';
import { JournalTap } from '../../src/sim/record/journal.ts';
import { simulateRun } from '../../src/sim/simulate.ts';
import { DAY, listener, paramsOf, type HeardFact } from './world.helpers.ts';

/** A busy little network: outages, demand, exits, renewal, rotation. */
const BUSY =
  'network: { nodes: 30, exitsPerMonth: 15 }\ndelegation: { holders: 20 }\n' +
  'availability: { mtbf: 2 days, mttr: 3 h, correlated: [{ by: region, mtbf: 5 days, mttr: 2 h }] }\n' +
  'chains: { initial: { medium: 6, small: 30 }, demand: { arrivalsPerMonth: 60, whenFull: queue, ' +
  'term: { months: 2, renewal: 0.5 } } }\n';
const coalition = (share: number, strategies: string, name = 'x'): string =>
  `{ name: ${name}, members: { share: ${share} }, strategies: ${strategies} }`;
const withCoalitions = (...entries: readonly string[]): Params =>
  paramsOf(`${BUSY}adversaries: [${entries.join(', ')}]`);

interface Told {
  readonly result: RunResult;
  readonly facts: readonly HeardFact[];
  readonly streams: Streams;
}

function told(params: Params): Told {
  const tap = listener();
  let streams: Streams | undefined;
  const result = simulateRun(params, 0, { taps: [tap], onStreams: (drawn) => (streams = drawn) });
  return { result, facts: tap.heard, streams: streams! };
}

describe('a run', () => {
  test('goes the same way twice, and otherwise with another number or seed', () => {
    const params = paramsOf(BUSY);
    const result = simulateRun(params, 0);
    expect(simulateRun(params, 0)).toEqual(result);
    const others = [
      simulateRun(params, 1),
      simulateRun(paramsOf(`${BUSY}seed: 2`), 0),
      simulateRun(paramsOf(`${BUSY}seed: "1 "`), 0),
    ];
    expect(new Set([result, ...others].map(({ digest }) => digest)).size).toBe(4);
    expect(new Set([result, ...others].map(({ key }) => key)).size).toBe(4);
    expect([result.run, others[0].run]).toEqual([0, 1]);
    expect(result.digest).toMatch(/^[0-9a-f]{32}$/);
  });

  test('is not changed by who looks on, details included', () => {
    const params = withCoalitions(coalition(0.3, '[{ use: bad-mouthing }]'));
    const result = simulateRun(params, 0);
    const lines: string[] = [];
    const instants: number[] = [];
    const asked: string[] = [];
    const watched = simulateRun(params, 0, {
      taps: [new JournalTap('all', (line) => lines.push(line)), listener()],
      onProgress: (at) => instants.push(at),
      onAsk: (strategy, decision) => asked.push(`${strategy} ${decision}`),
    });
    expect(watched).toEqual(result);
    expect(lines.some((line) => line.includes('verdict-given'))).toBe(true);
    expect(lines[0]).toContain('run-started');
    expect(lines.at(-1)).toContain('run-ended');
    expect(instants).toEqual([...new Set(instants)].toSorted((one, other) => one - other));
    expect(instants.at(-1)).toBe(9 * DAY);
    expect(asked.slice(0, 2)).toEqual(['bad-mouthing create', 'bad-mouthing verdict']);
  });

  test('is not changed by what is reported of it, as long as that takes the whole model', () => {
    const named = simulateRun(paramsOf(`${BUSY}metrics: [ bounty.paid ]\nrecord: { facts: all }`), 0);
    expect(named).toEqual(simulateRun(paramsOf(BUSY), 0));
  });

  test('yields every metric, and a point of every series for every month', () => {
    const { metrics, series } = simulateRun(paramsOf(BUSY), 0);
    expect(Object.keys(metrics).toSorted()).toEqual(METRICS.map(({ id }) => id).toSorted());
    for (const { id } of SERIES_METRICS) {
      const months = series.filter(({ metric }) => metric === id).map(({ month }) => month);
      expect([id, months]).toEqual([id, [0, 1, 2]]);
    }
  });
});

describe('a coalition that does nothing wrong', () => {
  const alone = told(paramsOf(BUSY));
  const facts = (run: Told): readonly HeardFact[] =>
    run.facts.filter(({ name }) => name !== 'node-corrupted');

  test('leaves every fact as it was, but who belongs to it', () => {
    for (const strategies of ['[{ use: honest }]', '[{ use: static-capture }]', '[]']) {
      const joined = told(withCoalitions(coalition(0.4, strategies)));
      expect(facts(joined)).toEqual(alone.facts);
      expect(joined.facts.length).toBe(alone.facts.length + 12);
    }
  });

  test('draws from its own streams alone', () => {
    const joined = told(withCoalitions(coalition(0.4, '[{ use: honest }]')));
    const before = alone.streams.drawCounts();
    const after = joined.streams.drawCounts();
    const own = [...after.keys()].filter((purpose) => !before.has(purpose));
    expect(own.toSorted()).toEqual(['coalition/nodes/x', 'strategy/x']);
    for (const purpose of own) after.delete(purpose);
    expect([...after]).toEqual([...before]);
    expect(before.get('probes')).toBeGreaterThan(0);
  });
});

describe('an attacker', () => {
  test('moves nobody’s draws, whatever its size', () => {
    const counts = [0.1, 0.4].map((share) => {
      const run = told(withCoalitions(coalition(share, '[{ use: bad-mouthing }]')));
      return [...run.streams.drawCounts()].filter(([purpose]) => !/^(coalition|strategy)/.test(purpose));
    });
    expect(counts[0]).toEqual(counts[1]);
    expect(counts[0]).toEqual([...told(paramsOf(BUSY)).streams.drawCounts()]);
  });

  test('changes nothing but scores and money by lying: committees and outages stay', () => {
    const moved = /^(member|key|chain|outage|beacon|node-left|node-leaving|rotation|monitors)/;
    const world = (run: Told): readonly HeardFact[] => run.facts.filter(({ name }) => moved.test(name));
    const liars = told(withCoalitions(coalition(0.5, '[{ use: bad-mouthing }]')));
    const honest = told(paramsOf(BUSY));
    expect(world(liars)).toEqual(world(honest));
    expect(liars.result.metrics['sla.falseFail']).toBeGreaterThan(
      honest.result.metrics['sla.falseFail'] as number,
    );
  });

  test('does not hang on a second one beside it', () => {
    const one = told(withCoalitions(coalition(0.2, '[]', 'a')));
    const two = told(withCoalitions(coalition(0.2, '[]', 'a'), coalition(0.2, '[]', 'b')));
    const ofFirst = (run: Told): number[] =>
      run.facts.filter(({ name, b }) => name === 'node-corrupted' && b === 0).map(({ a }) => a);
    expect(ofFirst(two)).toEqual(ofFirst(one));
  });
});

describe('a horizon', () => {
  test('within a month closes what is full and leaves the rest open', () => {
    const { facts, result } = told(paramsOf(`${BUSY}horizon: 100 h`));
    const closed = facts.filter(({ name }) => name === 'month-closed').map(({ at, a }) => [at / DAY, a]);
    expect(closed).toEqual([[3, 0]]);
    expect(facts.at(-1)).toMatchObject({ name: 'run-ended', at: 100 * 3_600_000, a: 1 });
    expect(result.metrics['emission.total']).toBe(facts.find(({ name }) => name === 'tokens-minted')!.amount);
    const settled = facts.filter(({ name }) => name === 'rotation-settled');
    expect(settled.map(({ a }) => a)).toEqual([0, 1]);
  });

  test('at a month’s end closes it and does not open the next', () => {
    const { facts } = told(paramsOf(`${BUSY}horizon: 6 days`));
    expect(facts.filter(({ name }) => name === 'month-closed').map(({ a }) => a)).toEqual([0, 1]);
    expect(facts.filter(({ name }) => name === 'beacon-published' || name === 'beacon-stalled').length).toBe(
      2,
    );
    expect(facts.at(-1)).toMatchObject({ name: 'run-ended', a: 2 });
  });

  test('cuts a run short without changing its beginning', () => {
    const whole = told(paramsOf(BUSY)).facts;
    const cut = told(paramsOf(`${BUSY}horizon: 5 days`)).facts.slice(0, -1);
    expect(whole.slice(0, cut.length)).toEqual(cut);
  });
});

describe('a start within a month', () => {
  const { facts, result } = told(
    paramsOf(
      'calendar: gregorian\nstart: 2020-01-30\nhorizon: 2 months\nnetwork: { nodes: 6 }\nmonitoring: { monitors: 3 }',
    ),
  );

  test('makes the first month short and the others calendar months', () => {
    const closed = facts.filter(({ name }) => name === 'month-closed').map(({ at }) => at / DAY);
    expect(closed).toEqual([2, 2 + 29]);
    expect(result.metrics['sla.nodeMonths.honest']).toBe(6);
  });
});

describe('small networks', () => {
  test('of one node run: nobody watches it, its chains of one live', () => {
    const { result } = told(
      paramsOf(
        'network: { nodes: 1 }\nsizes: { solo: { slots: 1, members: 1 } }\nchains: { initial: { solo: 20 }, demand: { mix: { solo: 1 } } }\n' +
          'availability: { mtbf: never }',
      ),
    );
    expect(result.metrics).toMatchObject({
      'chains.placed': 16,
      'chains.refused': 4,
      'slots.utilisation': 1,
      'sla.passed': 1,
      'rotation.deferred': 32,
      'chain.availability': 1,
    });
    expect(result.usedSlots).toEqual([16]);
  });

  test('with fewer nodes than monitors let everybody watch everybody', () => {
    const { facts } = told(paramsOf('network: { nodes: 5 }\navailability: { mtbf: never }'));
    const assigned = facts.filter(({ name }) => name === 'monitors-assigned');
    expect(new Set(assigned.map(({ b }) => b))).toEqual(new Set([20]));
    expect(facts.filter(({ name }) => name === 'window-without-quorum')).toEqual([]);
  });

  test('refuse committees larger than themselves', () => {
    const { result } = told(paramsOf('network: { nodes: 3 }\nchains: { initial: { small: 7 } }'));
    expect(result.metrics).toMatchObject({
      'chains.placed': 0,
      'chains.refused': 7,
      'chain.availability': null,
    });
  });
});
