import { describe, expect, test } from 'vitest';
import type { Params } from '../../../src/sim/protocol/params.ts';
import { PlacementCounters } from '../../../src/sim/record/placement-counters.ts';
import { paramsOf } from '../world.helpers.ts';
import { ToldTables, tellBoth } from './told-tables.helpers.ts';
import { metricsOf, seriesOf, tell, type Told } from './told.helpers.ts';

/** Six nodes of 16 slots; small takes one slot of each of 2, large all of 2. */
const params: Params = {
  ...paramsOf('network: { nodes: 6 }'),
  sizes: [
    { id: 'small', slots: 1, members: 2 },
    { id: 'large', slots: 16, members: 2 },
  ],
};

const created = (chain: number, size: number, ...nodes: readonly number[]): Told[] => [
  [0, 'chain-created', chain, size, nodes.length],
  ...nodes.map((node, seat): Told => [0, 'member-joined', chain, node, seat]),
  [0, 'key-generated', chain, 1],
];

function countersTold(...facts: readonly Told[]): PlacementCounters {
  const tables = new ToldTables(params);
  const counters = new PlacementCounters(params, () => tables);
  tellBoth(tables, counters, ...facts);
  return counters;
}

describe('placement', () => {
  test('follows the slots of every node', () => {
    const counters = countersTold(
      ...created(0, 0, 0, 1),
      ...created(1, 1, 2, 3),
      ...created(2, 0, 0, 4),
      [0, 'rotation-settled', 0],
      [1, 'member-replaced', 0, 1, 5],
      [1, 'member-left', 1, 2, 0],
      [1, 'member-left', 1, 3, 1],
      [1, 'chain-deleted', 1, 1],
      [1, 'rotation-settled', 1, 1, 1],
      [2, 'chain-refused', 3, 1, 0],
    );
    expect(metricsOf(counters, 'chains.placed', 'chains.refused', 'rotation.deferred')).toEqual([3, 1, 1]);
    expect(metricsOf(counters, 'slots.utilisation')).toEqual([4 / 96]);
    expect(seriesOf(counters, 'slots.utilisation')).toEqual([
      [0, 36 / 96],
      [1, 4 / 96],
    ]);
    expect(seriesOf(counters, 'chains.live')).toEqual([
      [0, 3],
      [1, 2],
    ]);
  });

  test('leaves out nodes that have left', () => {
    const counters = countersTold(...created(0, 0, 0, 1), [1, 'node-left', 5], [1, 'node-left', 4]);
    expect(metricsOf(counters, 'nodes.end', 'slots.utilisation')).toEqual([4, 2 / 64]);
  });
});

describe('small chains placed before no large one fits', () => {
  test('are none while it fits', () => {
    const counters = countersTold(...created(0, 0, 0, 1), ...created(1, 0, 2, 3));
    expect(metricsOf(counters, 'placement.smallBeforeNoLarge')).toEqual([null]);
  });

  test('are counted when fewer than two empty nodes are left for the first time', () => {
    const counters = countersTold(
      ...created(0, 0, 0, 1),
      ...created(1, 0, 2, 3),
      ...created(2, 0, 4, 3),
      ...created(3, 0, 0, 1),
    );
    expect(metricsOf(counters, 'placement.smallBeforeNoLarge')).toEqual([3]);
  });

  // Catches a look at the key alone: where keys are made by the protocol it comes after later chains.
  test('are counted when their seats are taken, whenever their keys come', () => {
    const tables = new ToldTables(params);
    const counters = new PlacementCounters(params, () => tables);
    const seatsFirst = [...created(0, 0, 0, 1), ...created(1, 0, 2, 3), ...created(2, 0, 4, 5)];
    for (const fact of seatsFirst) tables.take(fact);
    tell(counters, [0, 'chain-created', 0, 0, 2], [0, 'chain-created', 1, 0, 2]);
    expect(metricsOf(counters, 'placement.smallBeforeNoLarge')).toEqual([1]);
  });

  test('do not count a turn half told: its committees stand before it is told', () => {
    // Nodes 4 and 5 are empty before the turn, nodes 1 and 3 after it.
    const counters = countersTold(
      ...created(0, 0, 0, 1),
      ...created(1, 0, 2, 3),
      [1, 'member-replaced', 0, 1, 4],
      [1, 'member-replaced', 1, 3, 5],
      [1, 'key-generated', 0, 2],
      [1, 'key-generated', 1, 2],
      [1, 'rotation-settled', 1],
    );
    expect(metricsOf(counters, 'placement.smallBeforeNoLarge')).toEqual([null]);
    const first = countersTold(
      ...created(0, 0, 0, 1),
      ...created(1, 0, 0, 2),
      ...created(2, 0, 3, 0),
      [1, 'member-replaced', 0, 0, 4],
      [1, 'member-replaced', 2, 3, 1],
      [1, 'key-generated', 0, 2],
      [1, 'key-generated', 2, 2],
      [1, 'rotation-settled', 1],
    );
    expect(metricsOf(first, 'placement.smallBeforeNoLarge')).toEqual([null]);
  });

  test('do not take a node that has left for an empty one', () => {
    const left = [2, 3, 4, 5].map((node): Told => [1, 'node-left', node]);
    const counters = countersTold(...created(0, 0, 0, 1), ...left, [2, 'rotation-settled', 1]);
    expect(metricsOf(counters, 'placement.smallBeforeNoLarge')).toEqual([1]);
  });

  test('are none at all where the network is too small from the start', () => {
    const tiny = { ...params, network: { ...params.network, nodes: 1 } };
    expect(
      metricsOf(new PlacementCounters(tiny, () => new ToldTables(tiny)), 'placement.smallBeforeNoLarge'),
    ).toEqual([0]);
    const withoutLarge = { ...params, sizes: params.sizes.slice(0, 1) };
    const others = new PlacementCounters(withoutLarge, () => new ToldTables(withoutLarge));
    expect(metricsOf(others, 'placement.smallBeforeNoLarge')).toEqual([null]);
  });
});
