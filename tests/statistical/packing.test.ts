import { describe, expect, test } from 'vitest';
import { PlacementCounters } from '../../src/sim/record/placement-counters.ts';
import type { PlacementPolicy } from '../../src/sim/protocol/params.ts';
import { Moments } from '../../src/statistics/moments.ts';
import {
  smallBeforeNoLargeLeastLoaded,
  smallBeforeNoLargeUniform,
} from '../../src/statistics/packing-chain.ts';
import { createCommittees, talkParams } from './committees.helpers.ts';

const RUNS = 200;

function packed(policy: PlacementPolicy, runs: number): { placed: Moments; smallBeforeNoLarge: Moments } {
  const params = talkParams(policy);
  const placed = new Moments();
  const smallBeforeNoLarge = new Moments();
  for (let run = 0; run < runs; run++) {
    const counters = new PlacementCounters(params);
    createCommittees(params, run, [counters]);
    const metrics = counters.metrics();
    placed.add(Number(metrics['chains.placed']));
    smallBeforeNoLarge.add(Number(metrics['placement.smallBeforeNoLarge']));
    expect(metrics['chains.refused']).toBe(8000 - Number(metrics['chains.placed']));
  }
  return { placed, smallBeforeNoLarge };
}

// Seeds 0 … 199 of 'committees'. Catches: a draw among all nodes instead of those with room, stranded slots filled by a
// finishing rule, a tie rule of least-loaded that leaves nodes behind, an empty node counted as used.
describe('8,000 requests for small chains on 1,000 nodes of 128 slots', () => {
  const exact = { nodes: 1000, members: 16, largeMembers: 16 };

  test('strand a few chains under uniform, and never fill', () => {
    const { placed, smallBeforeNoLarge } = packed('uniform', RUNS);
    expect(Math.abs(placed.mean - 7996.2)).toBeLessThanOrEqual(0.3);
    const { mean, variance } = smallBeforeNoLargeUniform(exact);
    const standardError = Math.sqrt(variance / RUNS);
    expect(Math.abs(smallBeforeNoLarge.mean - mean)).toBeLessThanOrEqual(4 * standardError);
    // The spread agrees too: within 4 standard errors of a sample variance.
    expect(Math.abs(smallBeforeNoLarge.variance - variance)).toBeLessThanOrEqual(
      4 * smallBeforeNoLarge.varianceStandardError,
    );
  });

  test.each(['least-loaded', 'power-of-d'] as const)('are all placed every time under %s', (policy) => {
    const { placed, smallBeforeNoLarge } = packed(policy, 50);
    expect([placed.mean, placed.variance]).toEqual([8000, 0]);
    if (policy === 'least-loaded') {
      expect(smallBeforeNoLarge.mean).toBe(smallBeforeNoLargeLeastLoaded(exact));
      expect(smallBeforeNoLarge.variance).toBe(0);
    }
  });
});
