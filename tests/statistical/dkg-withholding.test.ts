import { expect, test } from 'vitest';
import { Moments } from '../../src/statistics/moments.ts';
import { withholdingMeans } from '../../src/statistics/evictions.ts';
import { reportFigure } from '../long-figures.helpers.ts';
import { failuresOf, keyAttackParams, keyFacts, named } from './key-attacks.helpers.ts';

const RUNS = 120;
/** Chains of one run are independent draws: the coalition is as good as any other of its size. */
const CHAINS = 4;
const LIMIT = 1_800_000;
/** Blocks for the messages of all chains, at 13 s a block: the rest of a key generation in milliseconds. */
const REST_MAX = 500_000;

// Runs 0 … 119 of seed 'key-attacks', 480 committees a case, 4 standard errors of the sample: 6 to 10 % of the
// mean. Catches, each tried: members evicted one a round instead of all at once; newcomers who were evicted
// before; a share of 0.5 taken as 0.4; silent members drawn once for all rounds; an accused who answers, so
// that nobody waits; phases that end before their limit.
test.each([
  { nodes: 60, share: 1, phase: 'dealing' },
  { nodes: 40, share: 1, phase: 'verdict' },
  { nodes: 60, share: 0.5, phase: 'response' },
  { nodes: 60, share: 0.5, phase: 'dealing' },
])('withheld key generations fail as the Markov chain says: $nodes nodes, share $share, $phase', (attack) => {
  const { nodes, share, phase } = attack;
  const strategy = `{ use: dkg-withholding, with: { phase: ${phase}, share: ${share} } }`;
  const params = keyAttackParams({
    nodes,
    members: '{ share: "20/' + nodes + '" }',
    strategy,
    chains: CHAINS,
  });
  const exact = withholdingMeans({ nodes, coalition: 20, members: 16 }, share);
  const failures = new Moments();
  const evictions = new Moments();
  for (let run = 0; run < RUNS; run++) {
    const facts = keyFacts(params, run);
    expect(named(facts, 'key-generated')).toHaveLength(CHAINS);
    failures.add(failuresOf(facts) / CHAINS);
    evictions.add(named(facts, 'node-slashed').length / CHAINS);
    for (let chain = 0; chain < CHAINS; chain++) {
      const ofChain = facts.filter(({ a }) => a === chain);
      const [first] = named(ofChain, 'key-generation-began');
      const [key] = named(ofChain, 'key-generated');
      // Time to the key ≥ aborts × limit, and little more.
      const rest = key.at - first.at - failuresOf(ofChain) * LIMIT;
      expect(rest).toBeGreaterThan(0);
      expect(rest).toBeLessThan(REST_MAX);
    }
  }
  reportFigure(
    `dkg-withholding/${nodes} nodes, share ${share}, ${phase}`,
    `${failures.mean.toFixed(3)} ± ${failures.standardError.toFixed(3)} failures, exact ${exact.failures.toFixed(3)}; ` +
      `${evictions.mean.toFixed(3)} ± ${evictions.standardError.toFixed(3)} evictions, exact ${exact.evictions.toFixed(3)}`,
  );
  expect(Math.abs(failures.mean - exact.failures)).toBeLessThanOrEqual(4 * failures.standardError);
  expect(Math.abs(evictions.mean - exact.evictions)).toBeLessThanOrEqual(4 * evictions.standardError);
});
