/**
 * The mutants to be caught: an authority on an open seat or another node on one of theirs, at the start, after
 * a turn, an eviction, an exit or a move; half of the seats where a quarter was asked for; slots that are lost
 * when one side lacks nodes; a coalition by share that holds authorities; odds of one draw from all nodes.
 */
import { describe, expect, test } from 'vitest';
import { simulate } from '../../../src/experiments/simulation.ts';
import { sidesAreKept } from '../../../src/sim/invariants/sides-are-kept.ts';
import { hybridAsked } from '../../../src/sim/network/hybrid-seats.ts';
import { coalitionOfNodes, INDEPENDENT } from '../../../src/sim/adversary/coalition.ts';
import { checkInvariants } from '../../../src/sim/invariants/check-invariants.ts';
import { committeeOf, DAY, factsOf, ranUntil, worldOf, type Stage } from '../world.helpers.ts';

const MONTH = 3 * DAY;
const AUTHORITIES = '[30, 31, 32, 33, 34, 35, 36, 37, 38, 39]';
const scenario = (hybrid: string, more = ''): string =>
  'network: { nodes: 40, slots: 16, validators: 10, regions: { one: 1 }, latency: [[20]], exitsPerMonth: 20 }\n' +
  'sizes: { small: { slots: 1, members: 8 } }\nmonitoring: { monitors: 5 }\nhorizon: 6 months\n' +
  `chains: { initial: { small: 24 }, hybrid: { authorities: ${AUTHORITIES}, ${hybrid} } }\n${more}`;

const seatsHeld = ({ world }: Stage, chain: number): number[] =>
  committeeOf(world, chain).map((node) => world.hybrid!.isAuthority[node]);

describe('a hybrid chain', () => {
  test.each(['uniform', 'capacity-weighted', 'power-of-d', 'least-loaded'])(
    'keeps its sides through turns, evictions and exits under %s',
    (policy) => {
      const more =
        `placement: { policy: ${policy} }\nrotation: { policy: monthly-replace, members: 3 }\n` +
        'availability: { mtbf: 5 days, mttr: 6 h }\n';
      const stage = ranUntil(5 * MONTH, scenario('part: 0.25', more));
      const changes = factsOf(stage, 'member-replaced').length;
      expect(changes).toBeGreaterThan(200);
      expect(factsOf(stage, 'dkg-failed').length).toBeGreaterThan(5);
      expect(factsOf(stage, 'node-left').length).toBeGreaterThan(0);
      for (let chain = 0; chain < stage.world.chains.count; chain++) {
        if (!stage.world.chains.isLive(chain)) continue;
        expect(seatsHeld(stage, chain)).toEqual([1, 1, 0, 0, 0, 0, 0, 0]);
      }
      checkInvariants(stage.world);
    },
  );

  test('keeps them when members move to make room', () => {
    // Large chains take empty nodes, which are made by moving members of small ones.
    const text = scenario(
      'part: 0.5, share: 0.5',
      'placement: { policy: uniform, repair: { movesPerMonth: 1000 } }\nkeyGeneration: { mode: instant }\n',
    )
      .replace('members: 8 }', 'members: 8 }, large: { slots: 16, members: 3 }')
      .replace('small: 24', 'small: 40, large: 3');
    const stage = ranUntil(DAY, text.replace('exitsPerMonth: 20', 'exitsPerMonth: 0'));
    expect(factsOf(stage, 'member-moved').length).toBeGreaterThan(0);
    sidesAreKept(stage.world);
  });

  test('is refused where one side is full, and takes nothing then', () => {
    // Ten authorities of 16 slots hold half of 40 committees of eight.
    const text = scenario(
      'part: 0.5',
      'placement: { policy: least-loaded }\nkeyGeneration: { mode: instant }\n',
    );
    const stage = ranUntil(
      DAY,
      text.replace('small: 24', 'small: 50').replace('exitsPerMonth: 20', 'exitsPerMonth: 0'),
    );
    expect([factsOf(stage, 'chain-created').length, factsOf(stage, 'chain-refused').length]).toEqual([
      40, 10,
    ]);
    const used = stage.world.free.used();
    expect(used.slice(30)).toEqual(Array.from({ length: 10 }, () => 16));
    expect(used.slice(0, 30).reduce((sum, slots) => sum + slots, 0)).toBe(160);
    checkInvariants(stage.world);
  });

  // 2,000 chains at 0.3: 4 standard errors are 82. Catches the part of the seats drawn for the share: 1,000.
  test('is one by the scenario’s share', () => {
    const stage = worldOf(scenario('share: 0.3'));
    const { chains } = stage.world;
    for (let chain = 0; chain < 2000; chain++) hybridAsked(stage.world, chains.request(0), stage.engine);
    const told = factsOf(stage, 'chain-hybrid');
    expect(Math.abs(told.length - 600)).toBeLessThan(82);
    expect(told.every(({ a, b }) => chains.isHybrid[a] === 1 && b === 4)).toBe(true);
  });
});

test('authorities are members of a coalition only where they are listed', () => {
  const membersOf = (members: string): number[] => {
    const adversaries = `adversaries: [{ name: c, members: ${members}, strategies: [] }]\n`;
    const { streams, world } = worldOf(scenario('part: 0.5', adversaries));
    return [...coalitionOfNodes(world.params, streams)].flatMap((of, node) =>
      of === INDEPENDENT ? [] : [node],
    );
  };
  // All thirty others; the nodes of all validators but the authorities; whoever is listed.
  expect(membersOf('{ share: 0.75 }')).toEqual(Array.from({ length: 30 }, (_, node) => node));
  expect(membersOf('{ validators: 10 }').length).toBe(30);
  expect(membersOf('{ nodes: [3, 35] }')).toEqual([3, 35]);
});

// 3 of 12 seats are theirs, t = 8, and 60 of the 90 others collude: the counts of 40 runs and three months lie
// within four standard errors of the sum of two hypergeometric numbers, 0.130 a chain. Catches the odds of one
// draw from all 100 nodes, 0.432, and turns that deal seats to either side.
test('a coalition’s chances are those of two draws, one from either side', () => {
  const { summary } = simulate({
    version: 1,
    seed: 'hybrid',
    profile: 'minimal',
    network: { nodes: 100, slots: 16, validators: 10 },
    sizes: { small: { slots: 1, members: 12 } },
    chains: {
      initial: { small: 60 },
      hybrid: { part: 0.25, authorities: Array.from({ length: 10 }, (_, index) => 10 * index) },
    },
    rotation: { policy: 'monthly-replace', members: 3 },
    keyGeneration: { mode: 'instant' },
    availability: { mtbf: 'never' },
    horizon: '3 months',
    adversaries: [{ name: 'open', members: { share: 0.6 }, strategies: [{ use: 'static-capture' }] }],
    runs: 40,
    metrics: ['capture.chainMonths', 'halt.chainMonths', 'fork.chainMonths'],
  });
  for (const id of ['capture.chainMonths', 'halt.chainMonths', 'fork.chainMonths']) {
    const { analytic, mean } = summary.metrics[id];
    expect(Number(mean), id).toBeGreaterThan(0);
    expect(Math.abs(analytic?.deviation ?? 99), id).toBeLessThan(4);
  }
});
