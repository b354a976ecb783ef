import { describe, expect, test } from 'vitest';
import { checkInvariants } from '../../../src/sim/invariants/check-invariants.ts';
import { chainRequested } from '../../../src/sim/network/chain-creation.ts';
import { maintenanceStateBegins, maintenanceStateEnds } from '../../../src/sim/network/maintenance-state.ts';
import { validatorNodeLeaves } from '../../../src/sim/network/node-exit.ts';
import { stateOf } from '../../../src/sim/network/nodes.ts';
import { committeeOf, DAY, factsOf, HOUR, paramsOf, ranUntil, sizeNamed } from '../world.helpers.ts';
import { committeesOf, standing } from './turns.helpers.ts';

const BASE =
  'network: { nodes: 6, slots: 8, validators: 2, maintenanceState: { perYear: 1, duration: 5 h } }\n' +
  'delegation: { holders: 4 }\nchains: { initial: { small: 6 } }\navailability: { mtbf: never }\n';

describe('a node in maintenance', () => {
  test('keeps its seats, gets no new ones, and cannot ask to leave', () => {
    const stage = standing(paramsOf(BASE));
    const { world, engine } = stage;
    const before = committeesOf(world);
    maintenanceStateBegins(world, engine);
    const node = factsOf(stage, 'node-in-maintenance')[0].a;
    expect(stateOf(world.nodes, node)).toBe('in-maintenance');
    expect(validatorNodeLeaves(world, node, engine)).toBe('in-maintenance');
    expect(committeesOf(world)).toEqual(before);
    for (let chain = 6; chain < 11; chain++) {
      chainRequested(world, sizeNamed(world.params, 'small'), engine);
      expect(committeeOf(world, chain)).not.toContain(node);
    }
    expect([world.active.count, world.nodes.downCauses[node]]).toEqual([5, 0]);
    checkInvariants(world);
    maintenanceStateEnds(world, node, engine);
    expect([stateOf(world.nodes, node), world.active.count, world.free.isHidden(node)]).toEqual([
      'active',
      6,
      false,
    ]);
    expect(validatorNodeLeaves(world, node, engine)).toBe('asked');
    checkInvariants(world);
  });

  test('is scored as ever, and active again after the stated time', () => {
    const stage = ranUntil(
      3 * DAY,
      'network: { nodes: 8, validators: 2, maintenanceState: { perYear: 500, duration: 5 h } }\n' +
        'chains: { initial: { small: 4 } }\navailability: { mtbf: never }\n',
    );
    const begun = factsOf(stage, 'node-in-maintenance');
    const ended = factsOf(stage, 'node-active-again');
    expect(begun.length).toBeGreaterThan(5);
    const over = begun.filter(({ at }) => at + 5 * HOUR < 3 * DAY);
    expect(ended.map(({ at, a }) => [at, a])).toEqual(over.map(({ at, a }) => [at + 5 * HOUR, a]));
    expect(factsOf(stage, 'node-scored').map(({ b }) => b)).toEqual(Array<number>(8).fill(1));
    expect(factsOf(stage, 'outage-began')).toEqual([]);
    checkInvariants(stage.world);
  });
});

test('maintenance is asked for at the stated rate by nodes that are active', () => {
  const stage = ranUntil(
    3 * DAY,
    'network: { nodes: 100, validators: 2, maintenanceState: { perYear: 365, duration: 6 h } }\n' +
      'chains: { initial: { small: 0 } }\navailability: { mtbf: never }\nmonitoring: { monitors: 1 }\n',
  );
  // One a day while active, for a quarter of a day: 100 nodes × 3 days / 1.25 in the long run, a tenth more as
  // all begin active; 4 deviations of a count that is less spread than Poisson's.
  const expected = 300 / 1.25 + (100 * 0.25 * 0.25 * 1.28) / 1.25 / 1.25;
  const begun = factsOf(stage, 'node-in-maintenance');
  expect(Math.abs(begun.length - expected)).toBeLessThan(4 * Math.sqrt(expected));
  expect(new Set(begun.map(({ a }) => a)).size).toBeGreaterThan(80);
});
