import { expect, test } from 'vitest';
import { downUntil } from '../../../src/sim/network/nodes.ts';
import { worldOf } from '../world.helpers.ts';

const countsOf = (column: Uint16Array, values: number): number[] =>
  Array.from({ length: values }, (_, value) => column.filter((entry) => entry === value).length);

test('an attribute may have more values than a byte', () => {
  const shares = Array.from({ length: 300 }, (_, value) => `p${value}: ${value === 299 ? 0.701 : 0.001}`);
  const { nodes } = worldOf(
    `network: { nodes: 1000, validators: 2, providers: { ${shares.join(', ')} } }`,
  ).world;
  const counts = new Int32Array(300);
  for (const value of nodes.provider) counts[value]++;
  expect(counts[299]).toBe(701);
  expect(counts.subarray(0, 299).every((count) => count === 1)).toBe(true);
});

test('attributes are dealt by share to the node, borders rounded, in another order for each', () => {
  const { nodes } = worldOf(
    'network: { nodes: 50, validators: 1, regions: { a: 0.45, b: 0.4, c: 0.15 }, latency: [[1, 1, 1], [1, 1, 1], [1, 1, 1]], ' +
      'providers: { p: 0.333333, q: 0.333333, r: 0.333334 }, clients: { x: 1 } }',
  ).world;
  // 22.5 → 23, 42.5 → 43; 16.67 → 17, 33.33 → 33.
  expect(countsOf(nodes.region, 3)).toEqual([23, 20, 7]);
  expect(countsOf(nodes.provider, 3)).toEqual([17, 16, 17]);
  expect(countsOf(nodes.client, 1)).toEqual([50]);
  expect([...nodes.region]).not.toEqual([...nodes.region].toSorted((one, other) => one - other));
});

test('validators own nodes in turn', () => {
  const { nodes } = worldOf('network: { nodes: 8, validators: 3 }').world;
  expect([...nodes.validatorOf]).toEqual([0, 1, 2, 0, 1, 2, 0, 1]);
  expect([...nodes.nodesOfValidator]).toEqual([3, 3, 2]);
});

test('time down is what is over and what runs on', () => {
  const { nodes } = worldOf().world;
  nodes.downThisMonth[3] = 500;
  expect(downUntil(nodes, 3, 10_000)).toBe(500);
  nodes.downCauses[3] = 2;
  nodes.downSince[3] = 9000;
  expect(downUntil(nodes, 3, 10_000)).toBe(1500);
});
