import { expect, test } from 'vitest';
import { reportFigure } from '../long-figures.helpers.ts';
import { keyAttackParams, keyFacts, named } from './key-attacks.helpers.ts';

const RUNS = 25;
const CHAINS = 40;

/** Keys that a rushing dealer could choose, and how many of them are even. */
function rushed(tries: number, variant: string): { keys: number; even: number } {
  const params = keyAttackParams({
    nodes: 60,
    members: '{ share: 0.5 }',
    strategy: `{ use: key-bias, with: { tries: ${tries} } }`,
    chains: CHAINS,
    size: 4,
    more: `keyGeneration: { variant: ${variant}, keysIn: g1 }`,
  });
  let keys = 0;
  let even = 0;
  for (let run = 0; run < RUNS; run++) {
    const facts = keyFacts(params, run, 1);
    expect(named(facts, 'key-generated')).toHaveLength(CHAINS);
    const parities = named(facts, 'key-parity');
    keys += parities.length;
    even += parities.filter(({ c }) => c === 0).length;
  }
  return { keys, even };
}

// Runs 0 … 24 of seed 'key-attacks', some 930 keys a case, 4 standard deviations of the binomial law (0.057 at
// 3/4). Catches, each tried: one try fewer or more; the first odd key instead of the first even one; a bit that
// is worked out, or told, of another polynomial or ceremony than the one dealt; and keys that can be worked out
// in time under `pedersen`.
test.each([1, 2, 3])('with %d tries a key is even with probability 1 − 2^−tries', (tries) => {
  const { keys, even } = rushed(tries, 'joint-feldman');
  const odds = 1 - 0.5 ** tries;
  const deviation = Math.sqrt(keys * odds * (1 - odds));
  reportFigure(
    `key-bias/${tries} tries`,
    `${even} of ${keys} keys even, exact ${(keys * odds).toFixed(1)} ± ${deviation.toFixed(1)}`,
  );
  expect(keys).toBeGreaterThan(900);
  expect(Math.abs(even - keys * odds)).toBeLessThanOrEqual(4 * deviation);
});

test('under pedersen nobody can work out a key in time', () => {
  expect(rushed(2, 'pedersen').keys).toBe(0);
});
