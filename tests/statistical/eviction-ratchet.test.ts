import { describe, expect, test } from 'vitest';
import { ratchetMean, ratchetTail } from '../../src/statistics/evictions.ts';
import { chiSquare } from '../../src/statistics/goodness-of-fit.ts';
import { Moments } from '../../src/statistics/moments.ts';
import { hypergeometricPmf } from '../../src/statistics/tails.ts';
import { reportFigure } from '../long-figures.helpers.ts';
import { keyAttackParams, keyFacts, named } from './key-attacks.helpers.ts';

const RUNS = 400;
const MEMBERS = 16;

/** Evictions of a chain, and whether it has its key, in each of the runs. */
function evictions(nodes: number, coalition: number, goal: number): number[] {
  const params = keyAttackParams({
    nodes,
    members: `{ share: "${coalition}/${nodes}" }`,
    strategy: `{ use: eviction-ratchet, with: { goal: ${goal} } }`,
  });
  return Array.from({ length: RUNS }, (_, run) => {
    const facts = keyFacts(params, run, 3);
    expect(named(facts, 'key-generated')).toHaveLength(1);
    return named(facts, 'node-slashed').length;
  });
}

// Runs 0 … 399 of seed 'key-attacks': the mean within 4 standard errors, 7 and 13 % of it, the law by chi-square
// at 1e-4. Catches, each tried: newcomers drawn among those who were evicted before; a goal one seat higher or
// lower; two targets for one; a coalition without a seat that evicts all the same.
describe('evictions until a coalition has its goal of seats', () => {
  test.each([
    { nodes: 60, coalition: 20, goal: 11 },
    { nodes: 100, coalition: 20, goal: 6 },
  ])('are negative hypergeometric: $goal seats of 16, $coalition of $nodes nodes', (attack) => {
    const { nodes, coalition, goal } = attack;
    const committee = { nodes, coalition, members: MEMBERS };
    const measured = evictions(nodes, coalition, goal);
    const moments = new Moments();
    for (const count of measured) moments.add(count);
    const exact = ratchetMean(committee, goal);
    reportFigure(
      `eviction-ratchet/${coalition} of ${nodes}, goal ${goal}`,
      `${moments.mean.toFixed(2)} ± ${moments.standardError.toFixed(2)} evictions, exact ${exact.toFixed(2)}`,
    );
    expect(Math.abs(moments.mean - exact)).toBeLessThanOrEqual(4 * moments.standardError);
    const law = Array.from({ length: nodes - MEMBERS + 1 }, (_, count) => {
      const before = count === 0 ? 1 : ratchetTail(committee, goal, count - 1);
      return before - ratchetTail(committee, goal, count);
    });
    const observed = law.map((_, count) => measured.filter((each) => each === count).length);
    expect(observed.reduce((sum, each) => sum + each, 0)).toBe(RUNS);
    const { pValue } = chiSquare(
      observed,
      law.map((part) => part * RUNS),
    );
    expect(pValue).toBeGreaterThan(1e-4);
  });

  test('needs a seat to begin with, and takes at least goal − k0', () => {
    const committee = { nodes: 60, coalition: 3, members: MEMBERS };
    const measured = evictions(60, 3, 3);
    // A committee without a seat, or with all three, is left alone: 4 standard errors of 400 runs.
    const idle = hypergeometricPmf(60, 3, MEMBERS, 0) + hypergeometricPmf(60, 3, MEMBERS, 3);
    const count = measured.filter((each) => each === 0).length;
    expect(Math.abs(count - RUNS * idle)).toBeLessThanOrEqual(4 * Math.sqrt(RUNS * idle * (1 - idle)));
    expect(ratchetTail(committee, 3, 0)).toBeCloseTo(1 - idle, 12);
  });
});
