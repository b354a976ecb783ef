import { describe, expect, test } from 'vitest';
import { anyOf, hypergeometricTail } from '../../src/statistics/tails.ts';
import { reportFigure } from '../long-figures.helpers.ts';
import { committeeOf, factsOf } from '../sim/world.helpers.ts';
import { monthsPassed, stageOfPlay } from './beacons.helpers.ts';

const MONTHS = 100;
const RUNS = 40;
const MEMBERS = 4;
/** floor((2·4 + 1) / 3). */
const THRESHOLD = 3;

/** Requests of 40 runs of 100 months, one a month: how many, how many captured, and the names they took. */
function requests(coalition: number, tries: number): { count: number; captured: number; names: number } {
  const total = { count: 0, captured: 0, names: 0 };
  for (let run = 0; run < RUNS; run++) {
    const stage = stageOfPlay(
      {
        seed: 'grinding',
        nodes: 40,
        coalition,
        randomness: '{ source: block-hash }',
        strategy: `{ use: block-hash-grinding, with: { tries: ${tries} } }`,
        // Nodes have 128 slots, and a run asks for 100 chains: there is space everywhere.
        lines: 'placement: { policy: uniform }',
      },
      run,
    );
    monthsPassed(stage, MONTHS);
    for (const { a: chain, c } of factsOf(stage, 'chain-name-chosen')) {
      const seats = committeeOf(stage.world, chain).filter((node) => node < coalition).length;
      total.count++;
      total.names += c;
      if (seats >= THRESHOLD) total.captured++;
    }
  }
  return total;
}

// Runs 0 … 39 of seed 'grinding', 4,000 requests, 4 standard deviations of a binomial share and of the mean
// number of names. Catches: one name fewer or more (half of the nodes: 8 deviations and more); a search that is
// content with one seat less than the threshold (by the shares), or wants one more or never stops (by the
// names); names that repeat from month to month or try to try; a committee foreseen other than the one that comes.
describe('of the chains asked for under the best of R names, 1 − (1 − p)^R are captured', () => {
  test.each([
    { coalition: 20, tries: 1 },
    { coalition: 20, tries: 2 },
    { coalition: 20, tries: 3 },
    { coalition: 10, tries: 20 },
  ])('$coalition of 40 nodes, R = $tries', ({ coalition, tries }) => {
    const p = hypergeometricTail(40, coalition, MEMBERS, THRESHOLD);
    const { count, captured, names } = requests(coalition, tries);
    expect(count).toBe(MONTHS * RUNS);
    const exact = anyOf(tries, p);
    const deviation = (captured / count - exact) / Math.sqrt((exact * (1 - exact)) / count);
    // A search of R names at most takes more than r of them with probability (1 − p)^r.
    const after = Array.from({ length: tries }, (_, tried) => (1 - p) ** tried);
    const mean = after.reduce((sum, part) => sum + part, 0);
    const square = after.reduce((sum, part, tried) => sum + (2 * tried + 1) * part, 0);
    const nameDeviation = (names / count - mean) / (Math.sqrt((square - mean * mean) / count) || 1);
    const text =
      `${captured} of ${count}, exact share ${exact.toFixed(4)}, ${deviation.toFixed(2)} σ; ` +
      `${(names / count).toFixed(3)} names, exact ${mean.toFixed(3)}, ${nameDeviation.toFixed(2)} σ`;
    reportFigure(`grinding/${coalition} of 40, R = ${tries}`, text);
    expect(Math.abs(deviation), text).toBeLessThanOrEqual(4);
    expect(Math.abs(nameDeviation), text).toBeLessThanOrEqual(4);
  });
});
