import { readFileSync, readdirSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BASE_UNITS_PER_TOKEN, tokens } from '../../../src/base/units.ts';
import { STRATEGIES } from '../../../src/sim/adversary/strategies/registry.ts';
import type { Params } from '../../../src/sim/protocol/params.ts';
import { readScenario } from '../../../src/sim/scenario/read-scenario.ts';
import type { ReadOptions } from '../../../src/sim/scenario/read-scenario.ts';
import { ScenarioError } from '../../../src/sim/scenario/scenario-error.ts';

const strategyParameters = Object.fromEntries(
  Object.entries(STRATEGIES).map(([name, strategy]) => [name, strategy.parameters]),
);
const sample = readFileSync(new URL('./sample.yaml', import.meta.url), 'utf8');
const scenariosFolder = new URL('../../../scenarios/', import.meta.url);

const read = (text: string, options: ReadOptions = {}) =>
  readScenario({ text, file: 'some.yaml' }, { strategyParameters, ...options });
const paramsOf = (text: string, options: ReadOptions = {}): Params =>
  read(`version: 1\n${text}`, options).params;

describe('the sample scenario of the interface', () => {
  it('is accepted as it stands, and says what this version does not read', () => {
    const { params, notes } = read(sample);
    expect(params.name).toBe('talk-year');
    expect(params.seed).toBe('2026');
    expect(params.runs).toBe(12);
    expect(params.metrics).toEqual(['capture.any', 'capture.chains', 'sla.falseFail']);
    expect(notes).toEqual(
      ['slashing.theft', 'slashing.fork', 'sweep', 'bounds'].map(
        (key) => `${key}: accepted; nothing in this version reads it`,
      ),
    );
    expect(params.adversaries).toEqual([
      {
        name: 'cartel',
        members: { kind: 'share', numerator: 1n, denominator: 5n },
        strategies: [
          { use: 'static-capture', isFile: false, options: {} },
          { use: 'bad-mouthing', isFile: false, options: { shift: 1 } },
        ],
        disruptionMax: undefined,
        budgetMicroUsd: undefined,
        identityMicroUsd: 0n,
      },
    ]);
  });

  it('restates the talk profile: but for names, seed, adversaries and metrics nothing differs', () => {
    const { params } = read(sample);
    const bare = read('version: 1').params;
    const { name, about, seed, adversaries, metrics, runs } = params;
    expect({ ...bare, name, about, seed, adversaries, metrics, runs }).toEqual(params);
  });
});

describe('defaults', () => {
  it('the talk profile has the figures of the model', () => {
    const { network, delegation, horizon, availability, monitoring, sla } = paramsOf('');
    expect(network.regions.map((region) => region.sharePpm)).toEqual([450_000, 400_000, 150_000]);
    expect(network.roundTripMicros).toEqual([
      [20_000, 90_000, 130_000],
      [90_000, 20_000, 140_000],
      [130_000, 140_000, 20_000],
    ]);
    expect(network.minimumStake).toEqual({ kind: 'fixed', tokens: tokens(1_000_000) });
    expect(delegation.staked).toBe(tokens(1_000_000_000));
    expect(delegation.locks).toEqual([
      { months: 3, multiplierPpm: 1_000_000, sharePpm: 333_334 },
      { months: 6, multiplierPpm: 1_500_000, sharePpm: 333_333 },
      { months: 12, multiplierPpm: 2_000_000, sharePpm: 333_333 },
    ]);
    // 2020 has 366 days.
    expect(horizon).toBe(366 * 86_400_000);
    expect(availability.failure).toBe(30 * 86_400_000);
    expect(availability.repair).toEqual({ kind: 'exponential', mean: 2 * 3_600_000 });
    expect([monitoring.jitterShape, monitoring.jitterScaleMicros, monitoring.lossPpm]).toEqual([
      4, 2500, 2000,
    ]);
    expect([sla.quorum, sla.floorPpm, sla.latencyMaxMicros]).toEqual([13, 970_000, 150_000]);
  });

  it('the minimal profile has 40 nodes of 16 slots that its chains of four fill', () => {
    const { network, sizes, chains, calendar, horizon } = paramsOf('profile: minimal');
    const small = sizes[chains.initial[0].size];
    expect([network.nodes, network.slots, network.validators]).toEqual([40, 16, 10]);
    expect(chains.initial[0].count * small.slots * small.members).toBe(40 * 16);
    expect(calendar.kind).toBe('days');
    expect(horizon).toBe(9 * 86_400_000);
  });

  it('the stake is at most a million tokens a node and a thousand million in all', () => {
    const property = fc.property(fc.integer({ min: 1, max: 1_000_000 }), (nodes) => {
      const { network, delegation } = paramsOf(`network: { nodes: ${nodes}, validators: 1 }`);
      const perNode = Math.min(1_000_000, Math.floor(1e9 / nodes));
      expect(network.minimumStake).toEqual({ kind: 'fixed', tokens: tokens(perNode) });
      expect(delegation.staked).toBe(BigInt(perNode) * BigInt(nodes) * BASE_UNITS_PER_TOKEN);
    });
    fc.assert(property, { seed: 6, numRuns: 40 });
  });

  it('few nodes have no more validators than nodes, and a majority of monitors as quorum', () => {
    const { network, sla } = paramsOf('network: { nodes: 8 }');
    expect(network.validators).toBe(8);
    expect(sla.quorum).toBe(4);
    expect(paramsOf('monitoring: { assignment: in-9 }').sla.quorum).toBe(5);
  });

  it('a size added to the table keeps the others, and initial chains keep their order', () => {
    const { sizes, chains } = paramsOf(
      'sizes: { wide: { slots: 2, members: 32 } }\nchains: { initial: { wide: 3, large: 1, small: 2 } }',
    );
    const ids = sizes.map((size) => size.id);
    expect(ids).toEqual(['small', 'medium', 'large', 'test', 'medium-test', 'wide']);
    expect(chains.initial.map(({ size, count }) => [ids[size], count])).toEqual([
      ['wide', 3],
      ['large', 1],
      ['small', 2],
    ]);
  });
});

describe('forms of a field', () => {
  it('a block’s gas is the network’s share of it, rounded down; its time a duration', () => {
    expect(paramsOf('').mainnet).toEqual({
      blockTime: 13_000,
      gasPerBlock: 1_000_000,
      bidPpm: 1_000_000,
      waitBlocks: 0,
    });
    const odd = paramsOf('mainnet: { blockTime: 500 ms, gasLimit: 10000009, gasShare: 0.3 }').mainnet;
    expect(odd).toMatchObject({ blockTime: 500, gasPerBlock: 3_000_002 });
    const cheap = 'mainnet: { bid: 0.7, inclusion: [{ bid: 0.25, blocks: 9 }, { bid: 0.7, blocks: 4 }] }';
    expect(paramsOf(cheap).mainnet).toMatchObject({ bidPpm: 700_000, waitBlocks: 4 });
    expect(paramsOf(cheap.replace('0.7,', '0.6,')).mainnet).toMatchObject({ waitBlocks: 9 });
  });

  it('a penalty is what the scenario says of its offence, and nothing besides', () => {
    const profiles = paramsOf('').slashing;
    expect(profiles.failedDkg).toEqual({ sharePpm: 0, tokens: tokens(1000) });
    expect(profiles.withheldBeacon).toEqual({ sharePpm: 0, tokens: 0n });
    const own = paramsOf(
      'slashing: { failedDkg: { share: 0.25 }, withheldBeacon: { tokens: "0.5" } }',
    ).slashing;
    expect(own.failedDkg).toEqual({ sharePpm: 250_000, tokens: 0n });
    expect(own.falseComplaint).toEqual(profiles.falseComplaint);
    expect(own.withheldBeacon).toEqual({ sharePpm: 0, tokens: BASE_UNITS_PER_TOKEN / 2n });
  });

  it('a key generation has the protocol’s phases of half an hour, unless the scenario says otherwise', () => {
    const profiles = paramsOf('').keyGeneration;
    expect(profiles).toEqual({
      mode: 'protocol',
      atTurn: 'fresh',
      variant: 'joint-feldman',
      phaseLimit: 1_800_000,
      curve: 'bn254',
      keysIn: 'g2',
    });
    const own = paramsOf('keyGeneration: { mode: instant, phaseLimit: 90 s, keysIn: g1 }').keyGeneration;
    expect(own).toEqual({ ...profiles, mode: 'instant', phaseLimit: 90_000, keysIn: 'g1' });
  });

  it('a budget of disruption is node-time; without one there is no limit', () => {
    const adversaries = (rest: string): string =>
      `adversaries: [{ name: x, members: { nodes: [3] }${rest}, strategies: [] }]`;
    expect(paramsOf(adversaries('')).adversaries[0].disruptionMax).toBeUndefined();
    expect(paramsOf(adversaries(', budget: {}')).adversaries[0].disruptionMax).toBeUndefined();
    const own = paramsOf(adversaries(', budget: { disruption: 2 h }'));
    expect(own.adversaries[0].disruptionMax).toBe(7_200_000);
  });

  it('a budget of dollars is kept in millionths; without one there is no limit, and names are free', () => {
    const [own] = paramsOf(
      'adversaries: [{ name: x, members: { nodes: [3] }, budget: { usd: 0.5, identityUsd: 2.000001 }, strategies: [] }]',
    ).adversaries;
    expect([own.budgetMicroUsd, own.identityMicroUsd]).toEqual([500_000n, 2_000_001n]);
    const [free] = paramsOf('adversaries: [{ name: x, members: { nodes: [3] } }]').adversaries;
    expect([free.budgetMicroUsd, free.identityMicroUsd]).toEqual([undefined, 0n]);
  });

  it.each([
    ['assignment: out', 'out', 24],
    ['assignment: in', 'in', 24],
    ['assignment: in-12', 'in', 12],
    ['monitors: 12', 'out', 12],
    ['monitors: 12, assignment: in-12', 'in', 12],
  ])('monitoring { %s } is %s with %i monitors', (fields, assignment, monitors) => {
    expect(paramsOf(`monitoring: { ${fields} }`).monitoring).toMatchObject({ assignment, monitors });
  });

  it('a redraw of one month is one assignment for the month', () => {
    expect(paramsOf('monitoring: { redraw: 1 month }').monitoring.redraw).toBeUndefined();
  });

  it('nodes that never fail, and the laws of repair', () => {
    expect(paramsOf('availability: { mtbf: never }').availability.failure).toBeUndefined();
    const law = paramsOf(
      'availability: { mttr: 1 h, repair: { kind: log-normal, shape: 0.5 } }',
    ).availability;
    expect(law.repair).toEqual({ kind: 'log-normal', mean: 3_600_000, shape: 0.5 });
    const correlated = paramsOf('availability: { correlated: [{ by: provider, mtbf: 90 days, mttr: 6 h }] }');
    expect(correlated.availability.correlated).toEqual([
      { by: 'provider', mtbf: 7_776_000_000, repair: { kind: 'exponential', mean: 21_600_000 } },
    ]);
  });

  it('months count from the start by the calendar', () => {
    // January 17 to 31 and all of February 2021.
    expect(paramsOf('start: 2021-01-17\nhorizon: 2 months').horizon).toBe((15 + 28) * 86_400_000);
    expect(paramsOf('calendar: { days: 7 }\nhorizon: 2 months').horizon).toBe(14 * 86_400_000);
    const { notes } = read('version: 1\nhorizon: 45 days');
    expect(notes).toEqual(['horizon: 45 days ends within month 1, whose accounts are not closed']);
  });

  it('a seed of digits is its decimal text', () => {
    expect(paramsOf('seed: 007').seed).toBe('7');
    expect(paramsOf('seed: "007"').seed).toBe('007');
    expect(paramsOf('seed: 7', { seed: '0x7' }).seed).toBe('0x7');
  });

  it('parameters of a strategy have defaults, and a file keeps its path', () => {
    const strategies = '[{ use: bad-mouthing }, { use: ./mine.ts, with: { a: 1 } }]';
    const { adversaries } = paramsOf(
      `adversaries: [{ name: x, members: { nodes: [3] }, strategies: ${strategies} }]`,
    );
    expect(adversaries[0].members).toEqual({ kind: 'nodes', nodes: [3] });
    expect(adversaries[0].strategies).toEqual([
      { use: 'bad-mouthing', isFile: false, options: { shift: 1 } },
      { use: './mine.ts', isFile: true, options: { a: 1 } },
    ]);
  });

  it('an alias repeats a value', () => {
    expect(paramsOf('about: &x same\nname: *x').name).toBe('same');
  });

  it('capped rotation and sizes that do not fit are told', () => {
    expect(read('version: 1\nchains: { initial: { test: 1 } }').notes).toEqual([
      'rotation.members: 4 is capped at the 2 of a test chain',
    ]);
    expect(read('version: 1\nnetwork: { slots: 64 }').notes).toEqual([
      'sizes.large: left out, its 128 slots do not fit on nodes of 64',
    ]);
  });
});

describe('overrides', () => {
  it('replace, add and reach into lists, before anything is checked', () => {
    const overrides = [
      { path: 'network.nodes', value: '500' },
      { path: 'adversaries.0.members.share', value: '"1/3"' },
      { path: 'sla', value: '{ floor: 0.99 }' },
      { path: 'version', value: '1' },
    ];
    const { params } = read(sample.replace('version: 1', 'version: 9'), { overrides, runs: 3 });
    expect(params.network.nodes).toBe(500);
    expect(params.adversaries[0].members).toEqual({ kind: 'share', numerator: 1n, denominator: 3n });
    expect([params.sla.floorPpm, params.sla.quorum, params.runs]).toEqual([990_000, 13, 3]);
  });

  it('a bad number of runs or an empty seed is told under its own flag', () => {
    const accepted = 'a whole number from 1 to 1000000';
    expect(() => read('version: 1', { runs: 0 })).toThrow(
      `--runs 0:1:1: runs: not accepted, got 0; accepted: ${accepted}`,
    );
    expect(() => read('version: 1', { seed: '' })).toThrow(ScenarioError);
  });
});

describe('the resolved scenario', () => {
  const decimalShare = fc.integer({ min: 0, max: 300_000 }).map((ppm) => ppm / 1_000_000);
  const scenarios = fc.record(
    {
      profile: fc.constantFrom('talk', 'minimal'),
      seed: fc.oneof(fc.maxSafeInteger(), fc.string({ minLength: 1, maxLength: 20 })),
      horizon: fc.constantFrom('1 month', '7 months', '45 days', '36 h'),
      start: fc.constantFrom('2020-01-01', '2024-02-29', '1999-12-31'),
      calendar: fc.oneof(fc.constant('gregorian'), fc.record({ days: fc.integer({ min: 1, max: 366 }) })),
      network: fc.record(
        {
          nodes: fc.integer({ min: 1, max: 5000 }),
          slots: fc.integer({ min: 1, max: 200 }),
          loss: decimalShare,
          minimumStake: fc.oneof(fc.integer({ min: 0, max: 800_000 }), fc.constant('0.000000000000000007')),
        },
        { requiredKeys: [] },
      ),
      chains: fc.record({ initial: fc.dictionary(fc.constantFrom('small', 'test'), fc.nat({ max: 9000 })) }),
      monitoring: fc.record(
        { assignment: fc.constantFrom('out', 'in', 'in-12'), redraw: fc.constantFrom('1 day', '1 month') },
        { requiredKeys: [] },
      ),
      randomness: fc.record(
        {
          source: fc.constantFrom('threshold-bls', 'commit-reveal', 'block-hash'),
          crypto: fc.constantFrom('ideal', 'real'),
          possession: fc.constantFrom('required', 'none'),
        },
        { requiredKeys: [] },
      ),
      keyGeneration: fc.record(
        {
          mode: fc.constantFrom('protocol', 'instant'),
          variant: fc.constantFrom('joint-feldman', 'pedersen'),
          phaseLimit: fc.constantFrom('30 min', '90 s'),
          curve: fc.constantFrom('bn254', 'bls12-381'),
        },
        { requiredKeys: [] },
      ),
      slashing: fc.record(
        {
          failedDkg: fc.record({ share: decimalShare, tokens: fc.nat() }, { requiredKeys: [] }),
          withheldBeacon: fc.record({ share: decimalShare }),
          theft: fc.record({ share: decimalShare }),
        },
        { requiredKeys: [] },
      ),
      mainnet: fc.record(
        { blockTime: fc.constantFrom('1 s', '13 s'), gasShare: fc.constantFrom(0.2, 0.333333, 1) },
        { requiredKeys: [] },
      ),
      delegation: fc.record({
        lockMonths: fc.constantFrom({ 1: 1 }, { 12: 2, 3: 1.25 }, { 2: 0.1, 5: 3, 9: 4, 24: 7 }),
      }),
      adversaries: fc.uniqueArray(
        fc.record({
          name: fc.constantFrom('one', 'two', 'three'),
          members: fc.record({ share: fc.oneof(decimalShare, fc.constantFrom('1/3', '2/7')) }),
          strategies: fc.subarray([
            { use: 'bad-mouthing', with: { shift: 0.25 } },
            { use: 'static-capture' },
          ]),
        }),
        { selector: (adversary) => adversary.name, maxLength: 3 },
      ),
    },
    { requiredKeys: [] },
  );

  it('is itself a scenario with equal parameters, notes and resolved form', () => {
    const property = fc.property(scenarios, (scenario) => {
      const first = read(JSON.stringify({ version: 1, ...scenario }));
      const text = JSON.stringify(first.resolved);
      const second = read(text);
      expect(second.params).toEqual(first.params);
      expect(JSON.stringify(second.resolved)).toBe(text);
      expect(second.notes).toEqual(first.notes);
    });
    fc.assert(property, { seed: 7, numRuns: 60 });
  });

  it('of the sample holds all that the sample says', () => {
    const first = read(sample);
    const second = read(JSON.stringify(first.resolved));
    expect(second).toEqual(first);
    expect(first.resolved).toMatchObject({
      mainnet: { gasLimit: 10_000_000 },
      bounds: [{ id: 'SEC-1' }, {}],
    });
  });
});

describe('the scenarios that come with the project', () => {
  const files = readdirSync(scenariosFolder).filter((file) => file.endsWith('.yaml'));

  it('are at least the five of the guide', () => {
    expect(files).toEqual(
      expect.arrayContaining(
        ['bad-mouthing', 'capture-third', 'full-house', 'minimal', 'talk-captures', 'talk-year'].map(
          (name) => `${name}.yaml`,
        ),
      ),
    );
  });

  it.each(files)('%s is valid, says what it shows in two to four sentences, and needs no notes', (file) => {
    const { params, notes } = read(readFileSync(new URL(file, scenariosFolder), 'utf8'));
    expect(`${params.name}.yaml`).toBe(file);
    const sentences = params.about.split(/[.:](?= |$)/).filter((sentence) => sentence.trim() !== '');
    expect(sentences.length).toBeGreaterThanOrEqual(2);
    expect(sentences.length).toBeLessThanOrEqual(5);
    // The one that is made to be swept says what the command to come will read.
    const sweep = 'sweep: accepted; nothing in this version reads it';
    expect(notes).toEqual(file === 'inflation-sweep.yaml' ? [sweep] : []);
  });
});
