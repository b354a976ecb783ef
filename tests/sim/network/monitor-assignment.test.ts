import { describe, expect, test } from 'vitest';
import { drawAssignment } from '../../../src/sim/network/monitor-assignment.ts';
import { NODE_STATES } from '../../../src/sim/network/nodes.ts';
import type { World } from '../../../src/sim/network/world.ts';
import { chiSquare } from '../../../src/statistics/goodness-of-fit.ts';
import { worldOf } from '../world.helpers.ts';

/** Monitors of each target in one window. */
function monitorsOf(world: World, window: number): number[][] {
  const { first, monitors } = drawAssignment(world, window);
  expect(first[world.nodes.count]).toBeLessThanOrEqual(monitors.length);
  return Array.from({ length: world.nodes.count }, (_, target) =>
    Array.from(monitors.subarray(first[target], first[target + 1])),
  );
}

/** How many targets each node watches. */
function watchedBy(lists: readonly (readonly number[])[]): number[] {
  const counts = lists.map(() => 0);
  for (const node of lists.flat()) counts[node]++;
  return counts;
}

const networkOf = (nodes: number, assignment: string): World =>
  worldOf(`network: { nodes: ${nodes}, validators: 1 }\nmonitoring: { assignment: ${assignment} }`).world;

describe.each(['out', 'in'] as const)('an assignment of %s-degree', (policy) => {
  test('is exact, of others, each at most once, and new for each window', () => {
    const world = networkOf(30, `${policy}-7`);
    const windows = [0, 1, 2].map((window) => monitorsOf(world, window));
    for (const lists of windows) {
      const exact = policy === 'in' ? lists.map((list) => list.length) : watchedBy(lists);
      expect(exact).toEqual(Array(30).fill(7));
      lists.forEach((list, target) => {
        expect(list).not.toContain(target);
        expect(new Set(list).size).toBe(list.length);
      });
      const other = policy === 'in' ? watchedBy(lists) : lists.map((list) => list.length);
      expect(new Set(other).size).toBeGreaterThan(1);
    }
    expect(windows[0]).not.toEqual(windows[1]);
    expect(monitorsOf(world, 0)).toEqual(windows[0]);
  });

  test.each([2, 5, 24, 25])('of 24 among %d nodes is everybody else where there are no more', (nodes) => {
    const lists = monitorsOf(networkOf(nodes, `${policy}-24`), 0);
    lists.forEach((list, target) => {
      const others = [...lists.keys()].filter((node) => node !== target);
      expect(list.toSorted((one, other) => one - other)).toEqual(others);
    });
  });

  test('of one node is empty', () => {
    expect(monitorsOf(networkOf(1, `${policy}-24`), 0)).toEqual([[]]);
  });

  test('passes over nodes that have left', () => {
    const world = networkOf(12, `${policy}-5`);
    const left = [0, 4, 11];
    for (const node of left) world.nodes.state[node] = NODE_STATES.indexOf('left');
    world.nodes.state[1] = NODE_STATES.indexOf('leaving');
    const lists = monitorsOf(world, 0);
    for (const node of left) {
      expect(lists[node]).toEqual([]);
      expect(lists.flat()).not.toContain(node);
    }
    const exact = policy === 'in' ? lists.map((list) => list.length) : watchedBy(lists);
    expect(exact).toEqual(exact.map((_, node) => (left.includes(node) ? 0 : 5)));
  });

  test('draws every pair of monitor and target equally often', () => {
    const world = networkOf(10, `${policy}-3`);
    const counts = Array<number>(100).fill(0);
    const windows = 3000;
    for (let window = 0; window < windows; window++) {
      monitorsOf(world, window).forEach((list, target) =>
        list.forEach((node) => counts[10 * node + target]++),
      );
    }
    const pairs = counts.filter((_, pair) => pair % 11 !== 0);
    expect(pairs.length).toBe(90);
    const expected = pairs.map(() => (windows * 3) / 9);
    // Draws without replacement vary less than independent ones, so that too small a p-value is a bias.
    expect(chiSquare(pairs, expected).pValue).toBeGreaterThan(1e-4);
  });
});
