import { describe, expect, test } from 'vitest';
import { PlacementCounters } from '../../src/sim/record/placement-counters.ts';
import type { PlacementPolicy } from '../../src/sim/protocol/params.ts';
import { Moments } from '../../src/statistics/moments.ts';
import {
  smallBeforeNoLargeLeastLoaded,
  smallBeforeNoLargeUniform,
} from '../../src/statistics/packing-chain.ts';
import { reportFigure } from '../long-figures.helpers.ts';
import { createCommittees, talkParams } from './committees.helpers.ts';

const EXACT = { nodes: 1000, members: 16, largeMembers: 16 };

/** Fills `runs` networks of 1,000 nodes of 128 slots with `chains` requests for small chains. */
function packed(policy: PlacementPolicy, runs: number, chains: number) {
  const params = talkParams(policy, chains);
  const placed = new Moments();
  const smallBeforeNoLarge = new Moments();
  for (let run = 0; run < runs; run++) {
    let counters: PlacementCounters | undefined;
    createCommittees(params, run, (world) => (counters = new PlacementCounters(params, world)));
    const metrics = counters!.metrics();
    placed.add(Number(metrics['chains.placed']));
    smallBeforeNoLarge.add(Number(metrics['placement.smallBeforeNoLarge']));
    expect(metrics['chains.refused']).toBe(chains - Number(metrics['chains.placed']));
  }
  return { placed, smallBeforeNoLarge };
}

// Seeds 0 … 199 of 'committees'. Catches: a draw among all nodes instead of those with room, stranded slots
// filled by a finishing rule, a tie rule of least-loaded that never draws the first of its equals.
describe('8,000 requests for small chains', () => {
  test('strand a few chains under uniform, and never fill', () => {
    const { placed } = packed('uniform', 200, 8000);
    expect(Math.abs(placed.mean - 7996.2)).toBeLessThanOrEqual(0.3);
  });

  test.each(['least-loaded', 'power-of-d'] as const)('are all placed every time under %s', (policy) => {
    const { placed, smallBeforeNoLarge } = packed(policy, 50, 8000);
    expect([placed.mean, placed.variance]).toEqual([8000, 0]);
    if (policy === 'least-loaded') {
      expect(smallBeforeNoLarge.mean).toBe(smallBeforeNoLargeLeastLoaded(EXACT));
      expect(smallBeforeNoLarge.variance).toBe(0);
    }
  });
});

// Seeds 0 … 1,199 of 'committees', 4 standard errors. Some 260 chains leave too few empty nodes for a large
// one, so 500 do, and many networks cost little. Catches `<=` for `<` where a large chain is looked for, and
// a count of empty nodes that is one off at the start, either way.
test('as many small chains as the Markov chain says leave no room for a large one under uniform', () => {
  const RUNS = 1200;
  const { smallBeforeNoLarge } = packed('uniform', RUNS, 500);
  const { mean, variance } = smallBeforeNoLargeUniform(EXACT);
  const standardError = Math.sqrt(variance / RUNS);
  const deviation = (smallBeforeNoLarge.mean - mean) / standardError;
  reportFigure('packing/small before no large', `${deviation.toFixed(2)} standard errors`);
  expect(Math.abs(deviation)).toBeLessThanOrEqual(4);
  // The spread agrees too: within 4 standard errors of a sample variance.
  const { varianceStandardError } = smallBeforeNoLarge;
  expect(Math.abs(smallBeforeNoLarge.variance - variance)).toBeLessThanOrEqual(4 * varianceStandardError);
  // One empty node more or fewer would be found, be it in the count or in what a large chain needs.
  for (const largeMembers of [15, 17]) {
    const other = smallBeforeNoLargeUniform({ ...EXACT, largeMembers });
    expect(Math.abs(other.mean - mean)).toBeGreaterThan(8 * standardError);
  }
});
