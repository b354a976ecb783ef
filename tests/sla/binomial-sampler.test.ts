import { describe, expect, it } from 'vitest';
import { AssertionError } from '../../src/base/assert.ts';
import { binomialSampler } from '../../src/sla/binomial-sampler.ts';
import { testDraws } from './draws.helpers.ts';
import { binomialWays, quotient } from './rationals.helpers.ts';

/** P(k of `trials` lost), rounded from exact terms. */
function exactTerms(trials: number, lossPpm: number): number[] {
  const whole = 1_000_000n ** BigInt(trials);
  return binomialWays(trials, BigInt(lossPpm), 1_000_000n).map((ways) => quotient(ways, whole));
}

/**
 * Pearson's statistic in standard deviations from its mean; cells with fewer than 10 expected are pooled at
 * each end. A right sampler stays below 5 but for one seed in 200 with two cells, one in 10^4 with ten.
 */
function chiSquareDeviations(counts: readonly number[], terms: readonly number[], samples: number): number {
  const cells: { seen: number; expected: number }[] = [];
  let pending = { seen: 0, expected: 0 };
  terms.forEach((term, hits) => {
    pending = { seen: pending.seen + counts[hits], expected: pending.expected + term * samples };
    if (pending.expected < 10) return;
    cells.push(pending);
    pending = { seen: 0, expected: 0 };
  });
  const last = cells[cells.length - 1];
  last.seen += pending.seen;
  last.expected += pending.expected;
  const statistic = cells.reduce((sum, cell) => sum + (cell.seen - cell.expected) ** 2 / cell.expected, 0);
  const freedom = cells.length - 1;
  return (statistic - freedom) / Math.sqrt(2 * freedom);
}

function sampleCounts(trials: number, lossPpm: number, frequent: number[], samples: number, seed: number) {
  const sample = binomialSampler(lossPpm, frequent);
  const draws = testDraws(seed);
  const counts = Array.from({ length: trials + 1 }, () => 0);
  for (let index = 0; index < samples; index++) counts[sample(trials, draws)]++;
  return counts;
}

/** Draws that walk evenly over [0, 1), so that frequencies are the sampler's own probabilities. */
function evenDraws(steps: number): { double(): number } {
  let step = 0;
  return { double: () => (step++ + 0.5) / steps };
}

const CASES = [
  [288, 2_000],
  [288, 0.5e6],
  [287, 987_654],
  [12, 300_000],
  [1, 2_000],
] as const;

describe('binomialSampler', () => {
  // Catches gaps that are one too long, a last trial left out, loss and answer exchanged, and a table
  // normalised or paired wrongly: each of these mutations was seen to fail a case.
  it.each(CASES)('jumps over %d trials at %d millionths follow the exact distribution', (trials, lossPpm) => {
    const samples = trials * Math.min(lossPpm, 1_000_000 - lossPpm) > 2e7 ? 20_000 : 100_000;
    const counts = sampleCounts(trials, lossPpm, [], samples, 971);
    expect(chiSquareDeviations(counts, exactTerms(trials, lossPpm), samples)).toBeLessThan(5);
  });

  it.each(CASES)(
    'the table of %d trials at %d millionths follows the exact distribution',
    (trials, lossPpm) => {
      const counts = sampleCounts(trials, lossPpm, [trials], 100_000, 972);
      expect(chiSquareDeviations(counts, exactTerms(trials, lossPpm), 100_000)).toBeLessThan(5);
    },
  );

  it.each(CASES)('the table of %d trials at %d millionths has the exact probabilities', (trials, lossPpm) => {
    // An outcome owns at most one stretch in each of up to 512 cells, and a stretch is miscounted by less
    // than a step.
    const steps = 1 << 20;
    const sample = binomialSampler(lossPpm, [trials]);
    const draws = evenDraws(steps);
    const counts = Array.from({ length: trials + 1 }, () => 0);
    for (let step = 0; step < steps; step++) counts[sample(trials, draws)]++;
    exactTerms(trials, lossPpm).forEach((term, hits) => {
      expect(Math.abs(counts[hits] - term * steps)).toBeLessThan(512);
    });
  });

  it('one trial by jumps is lost exactly as often as it should be', () => {
    const steps = 1_000_000;
    const sample = binomialSampler(2_000, []);
    let lost = 0;
    for (let step = 0; step < steps; step++) lost += sample(1, { double: () => (step + 0.5) / steps });
    expect(lost).toBe(2_000);
  });

  it('serves 100,000 trials, where the first term underflows, with the right mean and variance', () => {
    const sample = binomialSampler(500_000, [100_000]);
    const draws = testDraws(973);
    const samples = 100_000;
    let sum = 0;
    let squares = 0;
    for (let index = 0; index < samples; index++) {
      const centred = sample(100_000, draws) - 50_000;
      sum += centred;
      squares += centred * centred;
    }
    // Variance 25,000: the mean's deviation is 0.5, the variance's 112; five of each.
    expect(Math.abs(sum / samples)).toBeLessThan(2.5);
    expect(Math.abs(squares / samples - 25_000)).toBeLessThan(560);
  });

  it('draws one number from a table, whatever other counts have tables', () => {
    let drawn = 0;
    const draws = { double: () => ((drawn += 1), 0.999) };
    for (const frequent of [[288], [288, 287, 12]]) {
      drawn = 0;
      binomialSampler(2_000, frequent)(288, draws);
      expect(drawn).toBe(1);
    }
  });

  it('never loses a probe at 0 and always at 1,000,000 millionths, without a draw', () => {
    const draws = {
      double: (): number => {
        throw new Error('drawn');
      },
    };
    expect(binomialSampler(0, [288])(288, draws)).toBe(0);
    expect(binomialSampler(1_000_000, [])(288, draws)).toBe(288);
  });

  it('no trials lose nothing, and the extremes of a draw stay in range', () => {
    for (const frequent of [[], [0, 5]]) {
      for (const lossPpm of [1, 2_000, 999_999]) {
        const sample = binomialSampler(lossPpm, frequent);
        for (const double of [() => 0, () => 1 - 2 ** -53]) {
          expect(sample(0, { double })).toBe(0);
          expect(sample(5, { double })).toBeGreaterThanOrEqual(0);
          expect(sample(5, { double })).toBeLessThanOrEqual(5);
        }
      }
    }
  });

  it('refuses what is no share and tables beyond 100,000 trials', () => {
    expect(() => binomialSampler(1_000_001, [])).toThrow(AssertionError);
    expect(() => binomialSampler(2_000, [100_001])).toThrow(AssertionError);
  });
});
