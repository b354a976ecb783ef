import { describe, expect, test } from 'vitest';
import { ratchetMean, ratchetTail, withholdingMeans } from '../../src/statistics/evictions.ts';

/** Everything that can happen to a committee, node by node: a tree of draws, without any law of counts. */
function enumerated(
  nodes: number,
  coalition: number,
  members: number,
): { failures: number; evictions: number } {
  const subsets = (from: readonly number[], size: number): number[][] =>
    size === 0
      ? [[]]
      : from.flatMap((node, index) =>
          subsets(from.slice(index + 1), size - 1).map((rest) => [node, ...rest]),
        );
  const mean = (
    committee: readonly number[],
    gone: readonly number[],
  ): { failures: number; evictions: number } => {
    const silent = committee.filter((node) => node < coalition);
    if (silent.length === 0) return { failures: 0, evictions: 0 };
    const stay = committee.filter((node) => node >= coalition);
    const out = [...gone, ...silent];
    const free = all.filter((node) => !stay.includes(node) && !out.includes(node));
    const ways = subsets(free, silent.length).map((drawn) => mean([...stay, ...drawn], out));
    const over = (each: 'failures' | 'evictions'): number =>
      ways.reduce((sum, way) => sum + way[each], 0) / ways.length;
    return { failures: 1 + over('failures'), evictions: silent.length + over('evictions') };
  };
  const all = Array.from({ length: nodes }, (_, node) => node);
  const starts = subsets(all, members).map((committee) => mean(committee, []));
  const over = (each: 'failures' | 'evictions'): number =>
    starts.reduce((sum, way) => sum + way[each], 0) / starts.length;
  return { failures: over('failures'), evictions: over('evictions') };
}

describe('means of withheld key generations', () => {
  test.each([
    [6, 2, 3],
    [7, 3, 3],
    [7, 3, 4],
    [8, 2, 5],
  ])(
    'agree with all draws of %d nodes, %d of the coalition, committees of %d',
    (nodes, coalition, members) => {
      const exact = withholdingMeans({ nodes, coalition, members });
      const tree = enumerated(nodes, coalition, members);
      expect(exact.failures).toBeCloseTo(tree.failures, 12);
      expect(exact.evictions).toBeCloseTo(tree.evictions, 12);
    },
  );

  test('one member of the coalition fails once, when it is drawn, however seldom it is silent', () => {
    // In one key generation in ten it deals, the key is made, and it stays.
    const certain = withholdingMeans({ nodes: 10, coalition: 1, members: 1 });
    expect(certain).toEqual({ failures: 0.1, evictions: 0.1 });
    const seldom = withholdingMeans({ nodes: 10, coalition: 1, members: 1 }, 0.3);
    expect(seldom.failures).toBeCloseTo(0.03, 15);
  });

  test('nothing fails without a coalition or silence, and nobody may have to wait', () => {
    expect(withholdingMeans({ nodes: 20, coalition: 0, members: 5 }).failures).toBe(0);
    expect(withholdingMeans({ nodes: 20, coalition: 5, members: 5 }, 0).failures).toBe(0);
    expect(() => withholdingMeans({ nodes: 20, coalition: 16, members: 5 })).toThrow('free node');
  });
});

describe('evictions of the ratchet', () => {
  test('have the mean that their tail adds up to', () => {
    const committee = { nodes: 60, coalition: 20, members: 16 };
    for (const goal of [1, 2, 6, 11, 16]) {
      let sum = 0;
      for (let count = 0; count <= 44; count++) sum += ratchetTail(committee, goal, count);
      expect(sum).toBeCloseTo(ratchetMean(committee, goal), 10);
    }
  });

  test('by hand: three nodes, two of the coalition, a committee of one', () => {
    // k0 = 1 with probability 2/3, and the goal of one is reached; of two there is no committee.
    expect(ratchetMean({ nodes: 3, coalition: 2, members: 1 }, 1)).toBe(0);
    // Two seats of four nodes, two of the coalition: k0 = 1 in four of six; then 1 or 2 evictions, half each.
    const committee = { nodes: 4, coalition: 2, members: 2 };
    expect(ratchetMean(committee, 2)).toBeCloseTo((4 / 6) * 1.5, 15);
    expect(ratchetTail(committee, 2, 0)).toBeCloseTo(4 / 6, 15);
    expect(ratchetTail(committee, 2, 1)).toBeCloseTo(2 / 6, 15);
    expect(ratchetTail(committee, 2, 2)).toBe(0);
  });

  test('a goal beyond the coalition is none', () => {
    expect(() => ratchetMean({ nodes: 60, coalition: 5, members: 16 }, 6)).toThrow('for the goal');
  });
});
