import { describe, expect, test } from 'vitest';
import { checkInvariants } from '../../../src/sim/invariants/check-invariants.ts';
import { strikeBegins, strikeEnds } from '../../../src/sim/network/availability.ts';
import { chainRequested } from '../../../src/sim/network/chain-creation.ts';
import { firstAbsent, nodeEnters } from '../../../src/sim/network/node-entry.ts';
import { validatorNodeLeaves } from '../../../src/sim/network/node-exit.ts';
import { NO_VALIDATOR, stateOf } from '../../../src/sim/network/nodes.ts';
import {
  committeeOf,
  DAY,
  factsOf,
  paramsOf,
  ranUntil,
  runUntil,
  sizeNamed,
  start,
  worldOf,
  type HeardFact,
  type Stage,
} from '../world.helpers.ts';
import { standing } from './turns.helpers.ts';

const BASE =
  'network: { nodes: 12, slots: 4, validators: 3, nodesMax: 15 }\ndelegation: { holders: 4 }\n' +
  'chains: { initial: { small: 6 } }\n';

const plain = (facts: readonly HeardFact[]) => facts.map(({ at, name, a, b, c }) => [at, name, a, b, c]);

describe('the reserve', () => {
  test('holds nothing, is watched by nobody, and changes no draw of the nodes that are there', () => {
    const drawn = [
      'beacon-published',
      'beacon-group-joined',
      'member-joined',
      'member-replaced',
      'outage-began',
      'outage-ended',
      'node-left',
    ] as const;
    const network = 'network: { nodes: 12, slots: 4, validators: 3, exitsPerMonth: 30';
    const rest = ' }\ndelegation: { holders: 4 }\nchains: { initial: { small: 6 } }\n';
    const strikes = 'availability: { mtbf: 5 h, correlated: [{ by: region, mtbf: 2 days, mttr: 2 h }] }\n';
    const without = ranUntil(7 * DAY, `${network}${rest}${strikes}`);
    const within = ranUntil(7 * DAY, `${network}, nodesMax: 40${rest}${strikes}`);
    expect(plain(factsOf(within, ...drawn))).toEqual(plain(factsOf(without, ...drawn)));
    const watched = factsOf(within, 'monitors-assigned').map(({ b }) => b);
    expect(watched).toEqual(factsOf(without, 'monitors-assigned').map(({ b }) => b));
    expect(factsOf(within, 'node-scored').every(({ a }) => a < 12)).toBe(true);
    checkInvariants(within.world);
  });

  test('has no owner, and its lowest number comes first', () => {
    const { world, engine } = worldOf(BASE);
    expect([12, 13, 14].map((node) => stateOf(world.nodes, node))).toEqual(['absent', 'absent', 'absent']);
    expect(Array.from(world.nodes.validatorOf.subarray(12))).toEqual([
      NO_VALIDATOR,
      NO_VALIDATOR,
      NO_VALIDATOR,
    ]);
    nodeEnters(world, 13, 0, engine);
    expect(firstAbsent(world)).toBe(12);
    nodeEnters(world, 12, 0, engine);
    expect(firstAbsent(world)).toBe(14);
    nodeEnters(world, 14, 0, engine);
    expect(firstAbsent(world)).toBeUndefined();
    expect(() => nodeEnters(world, 14, 0, engine)).toThrow('a node enters once');
  });

  test('cannot leave', () => {
    const { world, engine } = worldOf(BASE);
    expect(validatorNodeLeaves(world, 12, engine)).toBe('not-active');
  });
});

describe('a node that enters', () => {
  test('belongs to its validator and gets the next seat, as the emptiest node', () => {
    const stage = standing(paramsOf(BASE));
    const { world, engine } = stage;
    nodeEnters(world, 12, 2, engine);
    expect(factsOf(stage, 'node-entered').map(({ a, b }) => [a, b])).toEqual([[12, 2]]);
    expect([world.nodes.validatorOf[12], ...world.nodes.nodesOfValidator]).toEqual([2, 4, 4, 5]);
    expect([world.reserve.count, world.active.count]).toEqual([2, 13]);
    chainRequested(world, sizeNamed(world.params, 'small'), engine);
    expect(committeeOf(world, 6)).toContain(12);
    checkInvariants(world);
  });

  test('is watched from the next window on, and scored for its first whole month', () => {
    const stage = worldOf(`${BASE}availability: { mtbf: never }\n`);
    start(stage);
    runUntil(stage, 1.5 * DAY);
    nodeEnters(stage.world, 12, 0, stage.engine);
    runUntil(stage, 7 * DAY);
    const windows = factsOf(stage, 'window-scored').filter(({ a }) => a === 12);
    // Windows of a day close at 2, 3, … days: the one of day 2 had opened before.
    expect(windows.map(({ at }) => at / DAY)).toEqual([3, 4, 5, 6, 7]);
    expect(factsOf(stage, 'window-without-quorum')).toEqual([]);
    const scored = factsOf(stage, 'node-scored').filter(({ a }) => a === 12);
    expect(scored.map(({ at, b }) => [at / DAY, b])).toEqual([[6, 1]]);
    checkInvariants(stage.world);
  });

  test('fails by itself from then on, as often as the others', () => {
    const stage = worldOf(
      'network: { nodes: 1, nodesMax: 61, validators: 1, slots: 1 }\nchains: { initial: { small: 0 } }\n' +
        'availability: { mtbf: 10 h, mttr: 10 h }\nmonitoring: { monitors: 1 }\n',
    );
    start(stage);
    runUntil(stage, DAY);
    for (let node = 1; node <= 60; node++) nodeEnters(stage.world, node, 0, stage.engine);
    runUntil(stage, 11 * DAY);
    const outages = factsOf(stage, 'outage-began').filter(({ a }) => a > 0);
    expect(outages.every(({ at }) => at > DAY)).toBe(true);
    // 60 nodes, ten days, an outage each 20 h: 720 and half of one each, as they come up; 4 deviations of a
    // renewal process whose gaps are sums of two exponentials (variance half of Poisson's).
    expect(Math.abs(outages.length - 735)).toBeLessThan(4 * Math.sqrt(735 / 2));
  });

  test('is not hit by a strike that lasts already, and is by the next', () => {
    const stage = standing(
      paramsOf(
        `${BASE}availability: { mtbf: never, correlated: [{ by: region, mtbf: 900 days, mttr: 2 h }] }\n`,
      ),
    );
    const { world, engine } = stage;
    const value = world.nodes.region[12];
    const down = (): number => world.nodes.downCauses[12];
    strikeBegins(world, 0, value, engine);
    expect(down()).toBe(0);
    nodeEnters(world, 12, 0, engine);
    strikeEnds(world, 0, value, engine);
    expect(down()).toBe(0);
    strikeBegins(world, 0, value, engine);
    expect(down()).toBe(1);
    strikeEnds(world, 0, value, engine);
    expect(Array.from(world.nodes.downCauses).every((causes) => causes === 0)).toBe(true);
  });
});

test('entries come at the stated rate, to all validators, while there is a reserve', () => {
  const entered = (reserve: number): Stage =>
    ranUntil(
      3 * DAY,
      `network: { nodes: 4, nodesMax: ${4 + reserve}, slots: 1, validators: 2, entriesPerMonth: 600 }\n` +
        'chains: { initial: { small: 0 } }\nmonitoring: { monitors: 1 }\navailability: { mtbf: never }\n',
    );
  // 600 a month of 30 days are 60 in 3 days: a count within 4 deviations of Poisson(60).
  const facts = factsOf(entered(200), 'node-entered');
  expect(Math.abs(facts.length - 60)).toBeLessThanOrEqual(4 * Math.sqrt(60));
  expect(facts.map(({ a }) => a)).toEqual(facts.map((_, index) => 4 + index));
  const owned = facts.filter(({ b }) => b === 0).length;
  expect(Math.abs(owned - facts.length / 2)).toBeLessThanOrEqual(2 * Math.sqrt(facts.length));
  const few = entered(5);
  expect(factsOf(few, 'node-entered').length).toBe(5);
  checkInvariants(few.world);
});
