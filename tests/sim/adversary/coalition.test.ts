import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coalitionOfNodes, INDEPENDENT } from '../../../src/sim/adversary/coalition.ts';
import { Streams } from '../../../src/sim/kernel/streams.ts';
import type { Params } from '../../../src/sim/protocol/params.ts';
import { ScenarioError } from '../../../src/sim/scenario/scenario-error.ts';
import { chiSquare } from '../../../src/statistics/goodness-of-fit.ts';
import { paramsOf } from '../world.helpers.ts';

const keyOf = (word: number): Streams => new Streams(Uint32Array.of(word, 2, 3, 4));

/** Members of each coalition under one key. */
function membersOf(members: readonly string[], nodes = 100, word = 1, names = 'abc'): number[][] {
  const entries = members.map((text, index) => `{ name: ${names[index]}, members: ${text}, strategies: [] }`);
  const validators = Math.min(nodes, 7);
  const params = paramsOf(
    `network: { nodes: ${nodes}, validators: ${validators} }\nadversaries: [${entries.join(', ')}]`,
  );
  const coalitionOf = coalitionOfNodes(params, keyOf(word));
  expect(coalitionOf.length).toBe(nodes);
  return members.map((_, coalition) =>
    [...coalitionOf.keys()].filter((node) => coalitionOf[node] === coalition),
  );
}

describe('a share of the nodes', () => {
  test.each([
    ['"1/3"', 99, 33],
    ['"1/3"', 100, 33],
    ['"1/3"', 101, 33],
    ['"2/3"', 100, 66],
    ['0.29', 100, 29],
    ['0.07', 1000, 70],
    ['0.1', 9, 0],
    ['1', 13, 13],
    ['0', 13, 0],
  ])('of %s of %d nodes is %d, exactly rounded down', (share, nodes, size) => {
    expect(membersOf([`{ share: ${share} }`], nodes)[0].length).toBe(size);
  });

  test('grows by adding: the larger coalition holds the smaller one', () => {
    let smaller: number[] = [];
    for (const share of [0, 0.05, 0.1, 0.5, 0.51, 1]) {
      const [members] = membersOf([`{ share: ${share} }`]);
      for (const node of smaller) expect(members).toContain(node);
      smaller = members;
    }
  });

  test('holds every node equally often', () => {
    const counts = Array<number>(30).fill(0);
    for (let word = 0; word < 600; word++) {
      for (const node of membersOf(['{ share: 0.2 }'], 30, word)[0]) counts[node]++;
    }
    expect(chiSquare(counts, Array(30).fill(600 * 0.2)).pValue).toBeGreaterThan(1e-4);
  });

  test('hangs on the run and on the coalition’s name, not on its place', () => {
    const [first] = membersOf(['{ share: 0.2 }'], 100, 1, 'x');
    expect(membersOf(['{ share: 0.2 }'], 100, 1, 'x')[0]).toEqual(first);
    expect(membersOf(['{ share: 0.2 }'], 100, 2, 'x')[0]).not.toEqual(first);
    expect(membersOf(['{ share: 0.2 }'], 100, 1, 'y')[0]).not.toEqual(first);
    expect(membersOf(['{ share: 0 }', '{ share: 0.2 }'], 100, 1, 'yx')[1]).toEqual(first);
  });
});

describe('several coalitions', () => {
  test('share no node, and each has its exact size', () => {
    const share = fc.constantFrom('0.1', '0.25', '1/3');
    fc.assert(
      fc.property(share, share, share, fc.nat({ max: 50 }), (one, two, three, word) => {
        const shares = [one, two, three];
        const lists = membersOf(
          shares.map((text) => `{ share: "${text}" }`),
          90,
          word,
        );
        const sizes: Record<string, number> = { '0.1': 9, '0.25': 22, '1/3': 30 };
        expect(lists.map((list) => list.length)).toEqual(shares.map((text) => sizes[text]));
        expect(new Set(lists.flat()).size).toBe(lists.flat().length);
      }),
      { seed: 31, numRuns: 40 },
    );
  });

  test('pass over nodes of an earlier one and take the next of their own order', () => {
    const [alone] = membersOf(['{ share: 0.3 }'], 40, 5, 'b');
    const [, later] = membersOf([`{ nodes: [${alone.slice(0, 4)}] }`, '{ share: 0.3 }'], 40, 5, 'ab');
    expect(later.length).toBe(12);
    for (const node of alone.slice(4)) expect(later).toContain(node);
    for (const node of alone.slice(0, 4)) expect(later).not.toContain(node);
  });

  test('may own all nodes of validators, or nodes by number', () => {
    const [named, owned] = membersOf(['{ nodes: [3, 0] }', '{ validators: 2 }'], 21);
    expect(named).toEqual([0, 3]);
    const owners = new Set(owned.map((node) => node % 7));
    expect(owners.size).toBe(2);
    const all = Array.from({ length: 21 }, (_, node) => node).filter(
      (node) => owners.has(node % 7) && !named.includes(node),
    );
    expect(owned).toEqual(all);
    expect(membersOf(['{ validators: 7 }'], 21)[0].length).toBe(21);
  });
});

test('coalitions that reading accepts always find their members, whoever the validators are', () => {
  // Of 5 nodes the two validators own 3 and 2: with a share of 3/5 beside one of them all may be too few.
  const text =
    'network: { nodes: 5, validators: 2 }\nadversaries: [{ name: a, members: { validators: 1 }, strategies: [] }, ' +
    '{ name: b, members: { share: "3/5" }, strategies: [] }]';
  let params: Params;
  try {
    params = paramsOf(text);
  } catch (error) {
    expect(error).toBeInstanceOf(ScenarioError);
    return;
  }
  for (let word = 0; word < 20; word++) expect(() => coalitionOfNodes(params, keyOf(word))).not.toThrow();
});

test('a network without coalitions is independent', () => {
  expect(new Set(coalitionOfNodes(paramsOf(), keyOf(1)))).toEqual(new Set([INDEPENDENT]));
});
