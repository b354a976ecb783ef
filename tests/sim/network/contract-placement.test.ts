import { describe, expect, test } from 'vitest';
import { actSeed, blockHash } from '../../../src/crypto/block-hash.ts';
import { seedNumber } from '../../../src/crypto/index-chain.ts';
import { checkInvariants } from '../../../src/sim/invariants/check-invariants.ts';
import { chainAskedFor } from '../../../src/sim/network/chain-creation.ts';
import { retryExits } from '../../../src/sim/network/node-exit.ts';
import { observe } from '../../../src/sim/network/observe.ts';
import { singleDraw } from '../../../src/sim/network/placement/single-draw.ts';
import { readScenario } from '../../../src/sim/scenario/read-scenario.ts';
import { simulateRun } from '../../../src/sim/simulate.ts';
import { auditedRun, strategies } from '../record/sortition-audit.helpers.ts';
import { committeeOf, DAY, factsOf, paramsOf, runUntil, start, stageOf, worldOf } from '../world.helpers.ts';

const POLICIES = ['legacy-single-draw', 'sm-1.12', 'sm-talk-2019'] as const;

/** Exits, members that lie in key generations, requests, and terms that end after a month. */
const scenario = (policy: string, source: string): string =>
  `horizon: 3 months\nplacement: { policy: ${policy} }\nrotation: { policy: exit-only }\n` +
  `randomness: { source: ${source} }\nnetwork: { nodes: 60, slots: 16, exitsPerMonth: 40 }\n` +
  'chains: { initial: { large: 1, medium: 4, small: 20 }, demand: { arrivalsPerMonth: 60, ' +
  'mix: { small: 0.7, medium: 0.2, large: 0.1 }, term: { months: 1, renewal: 0.6 } } }\n' +
  'adversaries: [{ name: liars, members: { share: 0.3 }, strategies: [{ use: ./liar.ts }] }]\n';

// §M18 at every month’s end: committees of distinct nodes, slots that add up, buckets that follow free slots.
describe.each(POLICIES)('under %s', (policy) => {
  test.each(['commit-reveal', 'block-hash'])(
    'chains come, members leave or fail, chains go, and all promises hold, with %s',
    (source) => {
      const stage = stageOf(paramsOf(scenario(policy, source)), strategies);
      start(stage);
      for (let month = 1; month <= 3; month++) {
        runUntil(stage, month * 3 * DAY);
        checkInvariants(stage.world);
      }
      for (const name of ['chain-created', 'node-left', 'dkg-failed', 'chain-deleted'] as const) {
        expect(factsOf(stage, name).length, name).toBeGreaterThan(0);
      }
      const replaced = factsOf(stage, 'member-replaced');
      const left = new Map(factsOf(stage, 'node-leaving').map(({ a, at }) => [a, at]));
      expect(replaced.length).toBeGreaterThan(10);
      for (const { at, c } of replaced) expect(left.get(c) ?? Number.MAX_SAFE_INTEGER).toBeGreaterThan(at);
    },
  );

  test('nodes come, rest, are marked and leave by calls, and all promises hold', () => {
    const life =
      'network: { nodes: 60, nodesMax: 80, slots: 16, exitsPerMonth: 40, entriesPerMonth: 60, ' +
      'maintenanceState: { perYear: 100, duration: 1 days }, incompliance: { failedDkg: marked }, ' +
      'exit: { policy: freeze } }';
    const yaml = scenario(policy, 'commit-reveal').replace(/network: .*/, life);
    const stage = stageOf(paramsOf(yaml), strategies);
    start(stage);
    for (let month = 1; month <= 3; month++) {
      runUntil(stage, month * 3 * DAY);
      checkInvariants(stage.world);
    }
    const happened = [
      'node-entered',
      'node-in-maintenance',
      'node-active-again',
      'node-incompliant',
    ] as const;
    for (const name of happened) expect(factsOf(stage, name).length, name).toBeGreaterThan(0);
  });

  test('an outsider works out every seat from the beacons', () => {
    const { audit } = auditedRun(paramsOf(scenario(policy, 'commit-reveal')));
    expect(audit.mismatches).toEqual([]);
    const { committees, replacements } = audit.audited();
    expect(committees).toBeGreaterThan(20);
    expect(replacements).toBeGreaterThan(10);
  });

  test('who knows the block sees the committee of a name before it asks', () => {
    const { world, engine } = worldOf(scenario(policy, 'block-hash'), strategies);
    const view = observe(world, []);
    for (const name of ['alpha', 'beta', 'gamma']) {
      const foreseen = view.committeeFor(0, name);
      chainAskedFor(world, 0, { size: 0, name, tries: 1 }, engine);
      expect(foreseen).toHaveLength(4);
      expect(committeeOf(world, world.chains.count - 1)).toEqual(foreseen);
    }
  });

  test('has no turn', () => {
    expect(() => paramsOf(`placement: { policy: ${policy} }`)).toThrow(
      `placement ${policy} replaces members only one by one`,
    );
  });
});

test('a chain’s seed is Keccak-256 of the block’s hash and the hash of its name', () => {
  const { world, engine } = worldOf(scenario('legacy-single-draw', 'block-hash'), strategies);
  chainAskedFor(world, 0, { size: 0, name: 'my-chain', tries: 1 }, engine);
  const seed = actSeed(blockHash(world.beacon.blockSeed, world.mainnet.blockAt(world.now())), 'my-chain');
  const nodes = Array.from({ length: 60 }, (_, node) => node);
  expect(committeeOf(world, 0)).toEqual(singleDraw(seedNumber(seed), nodes, 4));
});

test('sm-1.12 needs a power of two of slots, the others do not', () => {
  const slots = (policy: string) =>
    readScenario({
      text: `version: 1\nprofile: talk\nnetwork: { slots: 100 }\nplacement: { policy: ${policy} }\nrotation: { policy: exit-only }`,
      file: 'slots.yaml',
    });
  expect(() => slots('sm-1.12')).toThrow('a power of two');
  expect(slots('legacy-single-draw').params.network.slots).toBe(100);
});

test('a run under sm-1.12 is the same when it is run again', () => {
  const params = paramsOf(scenario('sm-1.12', 'block-hash'));
  const once = simulateRun(params, 0, { strategies });
  expect(simulateRun(params, 0, { strategies }).digest).toBe(once.digest);
});

test('nobody waits for a node that all chains have lost, and it stays gone', () => {
  const stage = stageOf(paramsOf(scenario('sm-1.12', 'commit-reveal')), strategies);
  start(stage);
  runUntil(stage, 6 * DAY);
  retryExits(stage.world, stage.engine);
  const gone = factsOf(stage, 'node-left').map(({ a }) => a);
  expect(gone.length).toBeGreaterThan(0);
  for (let chain = 0; chain < stage.world.chains.count; chain++) {
    if (!stage.world.chains.isLive(chain)) continue;
    const exceptions = stage.world.exceptions!.of(chain);
    for (const node of gone) expect(exceptions).not.toContain(node);
    for (const node of committeeOf(stage.world, chain)) expect(exceptions).toContain(node);
  }
});
