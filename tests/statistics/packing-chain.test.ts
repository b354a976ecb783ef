import seedrandom from 'seedrandom';
import { describe, expect, test } from 'vitest';
import { Moments } from '../../src/statistics/moments.ts';
import {
  smallBeforeNoLargeLeastLoaded,
  smallBeforeNoLargeUniform,
} from '../../src/statistics/packing-chain.ts';

const TALK = { nodes: 1000, members: 16, largeMembers: 16 };

describe('small chains before no large one fits', () => {
  test('are 258.96 on average under uniform, near N (H(N) − H(15))/16', () => {
    const { mean } = smallBeforeNoLargeUniform(TALK);
    expect(mean).toBeCloseTo(258.96, 2);
    let approximation = 0;
    for (let empty = 16; empty <= 1000; empty += 1) approximation += 1000 / empty / 16;
    expect(Math.abs(mean / approximation - 1)).toBeLessThan(0.01);
  });

  test('are 62 under least-loaded', () => {
    expect(smallBeforeNoLargeLeastLoaded(TALK)).toBe(62);
    expect(smallBeforeNoLargeLeastLoaded({ nodes: 15, members: 4, largeMembers: 16 })).toBe(0);
    expect(smallBeforeNoLargeLeastLoaded({ nodes: 16, members: 4, largeMembers: 16 })).toBe(1);
  });

  test('of one member are the coupon collector, in mean and variance', () => {
    // From E empty nodes the wait for a hit is geometric with E/N: mean N/E, variance (1 − E/N)/(E/N)².
    const [nodes, largeMembers] = [200, 5];
    let mean = 0;
    let variance = 0;
    for (let empty = largeMembers; empty <= nodes; empty += 1) {
      mean += nodes / empty;
      variance += (1 - empty / nodes) * (nodes / empty) ** 2;
    }
    const chain = smallBeforeNoLargeUniform({ nodes, members: 1, largeMembers });
    expect(chain.mean / mean).toBeCloseTo(1, 12);
    expect(chain.variance / variance).toBeCloseTo(1, 12);
  });

  test('are one for sure when a chain takes every node, and none when a large one never fitted', () => {
    expect(smallBeforeNoLargeUniform({ nodes: 16, members: 16, largeMembers: 16 })).toEqual({
      mean: 1,
      variance: 0,
    });
    expect(smallBeforeNoLargeUniform({ nodes: 15, members: 4, largeMembers: 16 })).toEqual({
      mean: 0,
      variance: 0,
    });
  });

  test('are found again by placing chains', () => {
    // Seeded; 20,000 placements on 60 nodes, 4 standard errors. A chain that forgot 1/(1 − p₀) would end low
    // by 5 %.
    const packing = { nodes: 60, members: 5, largeMembers: 8 };
    const random = seedrandom.alea('packing');
    const placed = new Moments();
    for (let run = 0; run < 20_000; run += 1) {
      const nodes = Array.from({ length: packing.nodes }, (_, node) => node);
      const isEmpty = nodes.map(() => true);
      let empty = packing.nodes;
      let chains = 0;
      for (; empty >= packing.largeMembers; chains += 1) {
        for (let seat = 0; seat < packing.members; seat += 1) {
          const picked = seat + Math.floor(random() * (packing.nodes - seat));
          [nodes[seat], nodes[picked]] = [nodes[picked], nodes[seat]];
          if (isEmpty[nodes[seat]]) empty -= 1;
          isEmpty[nodes[seat]] = false;
        }
      }
      placed.add(chains);
    }
    const { mean, variance } = smallBeforeNoLargeUniform(packing);
    expect(Math.abs(placed.mean - mean)).toBeLessThan(4 * placed.standardError);
    expect(Math.abs(placed.variance - variance)).toBeLessThan(4 * placed.varianceStandardError);
  });
});
