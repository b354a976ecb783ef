import { readFileSync, rmSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { createJiti } from 'jiti';
import { describe, expect, test } from 'vitest';
import type { Stream } from '../../../src/sim/kernel/streams.ts';
import type { World } from '../../../src/sim/network/world.ts';
import type { FactName } from '../../../src/sim/protocol/facts.ts';
import type { Params } from '../../../src/sim/protocol/params.ts';
import type { Strategy } from '../../../src/sim/protocol/strategy.ts';
import { isAuditable, SortitionAudit } from '../../../src/sim/record/sortition-audit.ts';
import { readScenario } from '../../../src/sim/scenario/read-scenario.ts';
import { simulateRun } from '../../../src/sim/simulate.ts';
import { FILES, scenarioText } from '../../properties/scenario-texts.helpers.ts';
import { checkout } from '../../architecture/source-tree.helpers.ts';
import { paramsOf, runUntil, stageOf, start, type HeardFact } from '../world.helpers.ts';
import { altered, auditedRun, auditOf, factsOfJournal } from './sortition-audit.helpers.ts';

/** Three sizes, more requests than there is room for, and terms of one month. */
const DEMAND =
  'chains: { initial: { large: 2, medium: 20, small: 100 }, demand: { arrivalsPerMonth: 300, ' +
  'mix: { small: 0.7, medium: 0.2, large: 0.1 }, term: { months: 1, renewal: 0.6 }, whenFull: queue } }\n';
const EXITS = 'network: { exitsPerMonth: 60 }\n';
/** What the audit does not follow, off. */
const FOLLOWED = [
  { path: 'network.entriesPerMonth', value: '0' },
  { path: 'network.exit.policy', value: 'at-once' },
  { path: 'network.maintenanceState.perYear', value: '0' },
  { path: 'network.incompliance', value: '{ afterFailedMonths: 0, failedDkg: ignored }' },
  { path: 'placement.repair.movesPerMonth', value: '0' },
  { path: 'keyGeneration.atTurn', value: 'fresh' },
];
/** Of nodes that leave because their coalition says so the audit knows nothing. */
const STAYING = Object.fromEntries(
  Object.entries(FILES).map(([path, strategy]) => [path, staying(strategy)]),
);

function staying(strategy: Strategy): Strategy {
  return {
    ...strategy,
    create: (options, context) => ({
      ...strategy.create(options, context),
      nodeLife: () => ({ leave: [], enter: [] }),
    }),
  };
}

const OUTAGES = 'availability: { mtbf: 1 days, mttr: 3 h }\n';
const LIARS = 'adversaries: [{ name: liars, members: { share: 0.5 }, strategies: [{ use: ./liar.ts }] }]\n';
const LONG = 'horizon: 5 months\n';

const countOf = (facts: readonly HeardFact[], name: FactName): number =>
  facts.filter((fact) => fact.name === name).length;

describe('an outsider works out', () => {
  test.each([
    ['least-loaded', 'monthly-replace'],
    ['uniform', 'monthly-redraw'],
    ['capacity-weighted', 'monthly-replace'],
    ['power-of-d', 'monthly-redraw'],
  ])('all seats with %s and %s, exits, a queue, renewals, outages', (placement, rotation) => {
    const policies = `placement: { policy: ${placement}, d: 3 }\nrotation: { policy: ${rotation} }\n`;
    const { audit, lines } = auditedRun(paramsOf(LONG + policies + DEMAND + EXITS + OUTAGES));
    const facts = factsOfJournal(lines);
    expect(audit.mismatches).toEqual([]);
    const { committees, turns, replacements, groups } = audit.audited();
    expect(committees).toBe(countOf(facts, 'chain-created'));
    expect(committees).toBeGreaterThan(122);
    expect(turns).toBeGreaterThan(1);
    expect(replacements).toBeGreaterThan(100);
    expect(groups).toBeGreaterThanOrEqual(countOf(facts, 'beacon-group-drawn'));
    const happened: readonly FactName[] = [
      'chain-queued',
      'chain-renewed',
      'chain-deleted',
      'node-left',
      'dkg-failed',
    ];
    for (const name of happened) expect(countOf(facts, name), name).toBeGreaterThan(0);
  });

  test.each([
    ['commit-reveal', `${DEMAND}${EXITS}randomness: { source: commit-reveal }\n`],
    ['keys that are there at once', `${DEMAND}${EXITS}keyGeneration: { mode: instant }\n`],
    ['requests that are refused', DEMAND.replace('queue', 'refuse')],
    [
      'private chains and coalitions’ lies',
      `${LIARS}${DEMAND}${EXITS}`.replace('chains: {', 'chains: { private: 0.5,'),
    ],
    [
      'hybrid chains',
      `${DEMAND}${EXITS}${OUTAGES}`.replace(
        'chains: {',
        'chains: { hybrid: { share: 0.5, authorities: [0, 1, 2, 3, 4, 5] },',
      ),
    ],
    ['no turns', `rotation: { policy: exit-only }\n${DEMAND}${EXITS}`],
  ])('all seats with %s', (_what, yaml) => {
    const { audit, lines } = auditedRun(paramsOf(LONG + yaml));
    expect(audit.mismatches).toEqual([]);
    const { committees, turns, replacements, groups } = audit.audited();
    expect(committees).toBe(countOf(factsOfJournal(lines), 'chain-created'));
    expect(replacements + turns).toBeGreaterThan(0);
    expect(groups).toBeGreaterThan(4);
    expect(turns === 0).toBe(yaml.includes('exit-only'));
  });

  test('evictions of a network without a free slot: exchanges, and committees that wait', () => {
    const full = 'network: { nodes: 12 }\nchains: { initial: { small: 48 } }\n';
    const { audit, lines } = auditedRun(paramsOf(LONG + OUTAGES + full));
    const facts = factsOfJournal(lines);
    expect(audit.mismatches).toEqual([]);
    expect(audit.audited().replacements).toBeGreaterThan(50);
    expect(countOf(facts, 'eviction-waits')).toBeGreaterThan(0);
    // Where every slot is taken, a seat changes hands by an exchange alone: two seats at one instant.
    const replaced = facts.filter(({ name }) => name === 'member-replaced');
    const isExchange = ({ at, b, c }: HeardFact): boolean =>
      replaced.some((other) => other.at === at && other.b === c && other.c === b);
    expect(replaced.some(isExchange)).toBe(true);
  });

  test('who sits where while beacons fail to appear', () => {
    const dark = 'availability: { mtbf: 3 h, mttr: 9 h }\nkeyGeneration: { mode: instant }\n';
    const { audit, lines } = auditedRun(paramsOf(LONG + dark + DEMAND + EXITS));
    expect(countOf(factsOfJournal(lines), 'beacon-stalled')).toBeGreaterThan(0);
    expect(audit.mismatches).toEqual([]);
  });

  test('one run after another, from the journal as well as from the run, without the seed', () => {
    const params = paramsOf(EXITS);
    const audit = new SortitionAudit(params);
    for (const run of [0, 1]) simulateRun(params, run, { taps: [audit] });
    expect(audit.audited()).toMatchObject({ committees: 320, turns: 4, mismatches: 0 });
    const { audit: heard, lines } = auditedRun(params, 1);
    const read = auditOf({ ...params, seed: 'another' }, factsOfJournal(lines));
    expect(read.audited()).toEqual(heard.audited());
    expect(read.mismatches).toEqual([]);
  });

  test('nothing under block-hash, and it says so', () => {
    const params = paramsOf('randomness: { source: block-hash }');
    expect([isAuditable(params), isAuditable(paramsOf())]).toEqual([false, true]);
    expect(() => new SortitionAudit(params)).toThrow('hashes of blocks are no facts');
  });

  test('nothing where nodes enter, are hidden for a time, leave call by call, are moved, or asked for a record', () => {
    for (const yaml of [
      'network: { nodesMax: 50 }',
      'network: { maintenanceState: { perYear: 1 } }',
      'network: { incompliance: { afterFailedMonths: 1 } }',
      'network: { incompliance: { failedDkg: marked } }',
      'network: { exit: { policy: freeze } }',
      'placement: { repair: { movesPerMonth: 1 } }',
      'keyGeneration: { atTurn: reshare }',
      'sla: { tiers: [{ id: base, floor: 0.9, share: 0.5 }, { id: good, floor: 0.99, share: 0.5 }] }',
    ]) {
      expect(isAuditable(paramsOf(yaml))).toBe(false);
      expect(() => new SortitionAudit(paramsOf(yaml))).toThrow('the audit follows whatever decides a draw');
    }
  });

  test('random scenarios', () => {
    const verified = { committees: 0, turns: 0, replacements: 0, groups: 0 };
    const source = fc.constantFrom('threshold-bls', 'commit-reveal');
    const mode = fc.constantFrom('protocol', 'instant');
    fc.assert(
      fc.property(scenarioText, source, mode, (text, randomness, keys) => {
        const { nodes } = readScenario({ text, file: 'random.yaml' }).params.network;
        const overrides = [
          { path: 'randomness.source', value: randomness },
          { path: 'keyGeneration.mode', value: keys },
          ...FOLLOWED,
          { path: 'network.nodesMax', value: `${nodes}` },
        ];
        const { params } = readScenario({ text, file: 'random.yaml' }, { overrides });
        const audit = new SortitionAudit(params);
        simulateRun(params, 0, { taps: [audit], strategies: STAYING });
        expect(audit.mismatches).toEqual([]);
        const audited = audit.audited();
        for (const part of ['committees', 'turns', 'replacements', 'groups'] as const) {
          verified[part] += audited[part];
        }
      }),
      { numRuns: 120, seed: 20_260_102 },
    );
    // A test that verifies nothing finds nothing.
    for (const count of Object.values(verified)) expect(count).toBeGreaterThan(50);
  });
});

describe('a journal that was tampered with', () => {
  const params = paramsOf(`${LONG}keyGeneration: { mode: protocol }\n${DEMAND}${EXITS}${OUTAGES}`);
  const facts = factsOfJournal(auditedRun(params).lines);
  /** The first turn. */
  const { at: turnAt, a: turn } = facts.find(({ name, a }) => name === 'beacon-published' && a > 0)!;

  /** Place of the first fact of this name that `isMeant`. */
  const placeOf = (name: FactName, isMeant: (fact: HeardFact) => boolean = () => true): number => {
    const place = facts.findIndex((fact) => fact.name === name && isMeant(fact));
    expect(place).toBeGreaterThan(0);
    return place;
  };
  const bare = ({ name, a, b, c }: HeardFact): object => ({ fact: name, a, b, c });

  test('is found at a fact that was altered, and at no other', () => {
    const places = [
      placeOf('member-joined', ({ a, c }) => a === 7 && c === 2),
      placeOf('member-joined', ({ at }) => at > turnAt),
      placeOf('member-replaced', ({ at }) => at === turnAt),
      placeOf('member-replaced', ({ at }) => at > turnAt),
      placeOf('rotation-settled', ({ a }) => a === 2),
      placeOf('beacon-group-joined'),
      placeOf('beacon-group-joined', ({ a }) => a === 2),
      placeOf('chain-queued'),
      placeOf('node-left'),
    ];
    for (const place of places) {
      const { at, name, a, b, c } = facts[place];
      // The node in most facts. Of a request the size is the requester's to say, so its chain.
      const change =
        name === 'member-replaced'
          ? { c: (c + 1) % 40 }
          : ['chain-queued', 'node-left'].includes(name)
            ? { a: (a + 1) % 40 }
            : { b: (b + 1) % 40 };
      const { mismatches } = auditOf(params, altered(facts, place, change));
      const expected = { fact: name, a, b, c };
      expect(mismatches).toEqual([{ at, fact: name, expected, got: { ...expected, ...change } }]);
    }
  });

  test('is found where a line is missing, comes twice, or in another order', () => {
    const place = placeOf('member-joined', ({ a, c }) => a === 9 && c === 1);
    const fact = bare(facts[place]);
    const without = auditOf(params, facts.toSpliced(place, 1));
    expect(without.mismatches).toMatchObject([{ fact: 'member-joined', expected: fact, got: undefined }]);
    const twice = auditOf(params, facts.toSpliced(place, 0, facts[place]));
    expect(twice.mismatches).toMatchObject([{ fact: 'member-joined' }]);
    const swapped = facts.with(place, facts[place + 1]).with(place + 1, facts[place]);
    const [first, ...others] = auditOf(params, swapped).mismatches;
    expect(first).toMatchObject({ at: 0, expected: fact });
    for (const { expected, got } of others) expect((expected ?? got)?.a).toBe(9);
    const noSettlement = facts.toSpliced(
      placeOf('rotation-settled', ({ a }) => a === 4),
      1,
    );
    expect(auditOf(params, noSettlement).mismatches).toHaveLength(1);
  });

  test('is found at a beacon of which a byte is flipped: at its words, or at the next draw', () => {
    const published = placeOf('beacon-published', ({ a }) => a === turn);
    const { amount } = facts[published];
    const flipped = (byte: bigint): HeardFact[] => {
      const told = altered(facts, published, { amount: amount ^ (1n << (8n * (31n - byte))) });
      return auditOf(params, told).mismatches.map(({ at, fact: name, got }) => {
        return { at, name, a: got?.a ?? -1, b: got?.b ?? -1, c: got?.c ?? -1, amount: 0n };
      });
    };
    expect(flipped(3n)[0]).toMatchObject({ name: 'beacon-published', at: turnAt, a: turn });
    const last = flipped(31n);
    expect(last[0]).toMatchObject({ name: 'beacon-group-joined', at: turnAt, a: turn + 1 });
    // All that was drawn before it, and that only, is as expected.
    expect(last.every(({ at }) => at >= turnAt)).toBe(true);
    expect(last.some(({ name }) => name === 'member-replaced')).toBe(true);
    const genesis = altered(facts, placeOf('genesis-drawn'), { amount: 1n });
    expect(auditOf(params, genesis).mismatches[0]).toMatchObject({ fact: 'beacon-group-joined', at: 0 });
  });

  test('is found at what cannot have happened', () => {
    const impossible: readonly (readonly [FactName, number, number])[] = [
      ['node-leaving', facts[placeOf('node-leaving')].a, 0],
      ['node-leaving', 4000, 0],
      ['dkg-failed', 4000, 0],
      ['dkg-failed', 0, 4000],
      ['member-replaced', 0, 1],
      ['chain-created', 7, 99],
    ];
    const place = placeOf('run-ended');
    for (const [name, a, b] of impossible) {
      const told = { ...facts[place], name, a, b };
      const { mismatches } = auditOf(params, facts.toSpliced(place, 0, told));
      expect(mismatches).toEqual([{ at: told.at, fact: name, expected: undefined, got: bare(told) }]);
    }
  });

  test('is found at a chain that goes before its term is over, or is not told to go', () => {
    const place = placeOf('chain-deleted');
    const told = { ...facts[place], a: facts.findLast(({ name }) => name === 'chain-created')!.a };
    const early = auditOf(params, facts.toSpliced(place, 0, told));
    expect(early.mismatches).toMatchObject([{ fact: 'chain-deleted', expected: undefined, got: bare(told) }]);
    const silent = auditOf(params, facts.toSpliced(place, 1));
    expect(silent.mismatches).toMatchObject([{ fact: 'chain-deleted', got: undefined }]);
  });
});

describe('a network that does not keep to the rule', () => {
  const params = paramsOf(`horizon: 3 months\nkeyGeneration: { mode: instant }\n${DEMAND}${EXITS}`);

  /** What an outsider finds of a network in which something is done otherwise. */
  function found(otherwise: (world: World, secret: Stream) => Partial<World>): SortitionAudit {
    const stage = stageOf(params);
    const secret = stage.streams.of('secret');
    const world = { ...stage.world, ...otherwise(stage.world, secret) };
    start(stage);
    runUntil({ ...stage, world }, params.horizon);
    return auditOf(params as Params, stage.facts);
  }

  test('keeps to it otherwise', () => {
    expect(found(() => ({})).audited()).toMatchObject({ turns: 2, mismatches: 0 });
  });

  test('is found where committees are drawn from something else than the beacon', () => {
    const audit = found(({ takeSeats }, secret) => ({
      takeSeats: (slots, count, excluded, _stream, into) => takeSeats(slots, count, excluded, secret, into),
    }));
    expect(audit.mismatches[0]).toMatchObject({ at: 0, fact: 'member-joined', got: { a: 0 } });
  });

  test('is found where a draw is made again until it pleases', () => {
    const audit = found(({ drawSeat, replaceSeat }) => ({
      replaceSeat: (slots, leaver, excluded, stream) => {
        // What this would have given does not please.
        drawSeat(slots, excluded, stream);
        return replaceSeat(slots, leaver, excluded, stream);
      },
    }));
    // First committees are as they should be, until the first node asks to leave.
    expect(audit.audited().committees).toBeGreaterThan(100);
    expect(audit.mismatches[0]).toMatchObject({ fact: 'member-replaced' });
  });

  test('is found where a turn deals its nodes by something else', () => {
    const audit = found(({ nameNodes }, secret) => ({
      nameNodes: (slots, into, stream) => {
        const named = nameNodes(slots, into, stream);
        secret.shuffle(into, named);
        return named;
      },
    }));
    expect(audit.mismatches[0]).toMatchObject({ fact: 'member-replaced', at: 3 * 86_400_000 });
  });
});

describe('the example of docs/sortition.md', () => {
  const example = /^```ts\n([\s\S]*?)^```/m.exec(readFileSync(`${checkout}docs/sortition.md`, 'utf8'))![1];

  /** Runs a text that imports the library. */
  async function ran(text: string): Promise<unknown> {
    const folder = mkdtempSync(join(tmpdir(), 'elastinet-sortition-'));
    writeFileSync(join(folder, 'example.ts'), text.replace(/^console\.log.*$/m, ''));
    const alias = { elastinet: `${checkout}src/index.ts` };
    try {
      return await createJiti(import.meta.url, { alias }).import(join(folder, 'example.ts'));
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  test('makes the draws of a committee and of a group again with SHA-256 alone', async () => {
    await expect(ran(example)).resolves.toBeDefined();
  });

  test('finds another beacon', async () => {
    const flipped = example.replace("Buffer.from(beacon, 'hex')", "Buffer.from(beacon, 'hex').reverse()");
    expect(flipped).not.toBe(example);
    await expect(ran(flipped)).rejects.toThrow('not what the beacon says');
  });
});
