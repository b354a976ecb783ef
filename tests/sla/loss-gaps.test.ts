import { describe, expect, it } from 'vitest';
import { AssertionError } from '../../src/base/assert.ts';
import { lossGaps } from '../../src/sla/loss-gaps.ts';
import { testDraws } from './draws.helpers.ts';
import { binomialWays, quotient } from './rationals.helpers.ts';

/** P(k of `trials` lost), rounded from exact terms. */
function exactTerms(trials: number, lossPpm: number): number[] {
  const whole = 1_000_000n ** BigInt(trials);
  return binomialWays(trials, BigInt(lossPpm), 1_000_000n).map((ways) => quotient(ways, whole));
}

/**
 * Pearson's statistic in standard deviations from its mean; cells with fewer than 10 expected are pooled at
 * each end. Right gaps stay below 5 but for one seed in 200 with two cells, one in 10^4 with ten.
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

/** Exponentials by the logarithm: another way than the streams'. */
function exponentials(seed: number): { exponential(): number } {
  const draws = testDraws(seed);
  return { exponential: () => -Math.log(1 - draws.double()) };
}

/** Exponentials at the middles of `steps` equally likely stretches: frequencies are probabilities. */
function evenExponentials(steps: number): { exponential(): number } {
  let step = 0;
  return { exponential: () => -Math.log1p(-(step++ + 0.5) / steps) };
}

describe('lossGaps', () => {
  it.each([
    [288, 2_000],
    [288, 500_000],
    [287, 987_654],
    [12, 300_000],
    [1, 2_000],
  ])('losses among %d probes at %d millionths follow the exact binomial', (probes, lossPpm) => {
    // Catches gaps that are one too long or too short, a last probe left out, loss and answer exchanged.
    const samples = probes * lossPpm > 2e7 ? 20_000 : 100_000;
    const gap = lossGaps(lossPpm);
    const draws = exponentials(971);
    const counts = Array.from({ length: probes + 1 }, () => 0);
    for (let sample = 0; sample < samples; sample++) {
      let lost = 0;
      for (let place = gap(draws); place <= probes; place += gap(draws)) lost++;
      counts[lost]++;
    }
    expect(chiSquareDeviations(counts, exactTerms(probes, lossPpm), samples)).toBeLessThan(5);
  });

  it.each([1, 2_000, 500_000, 999_999])('at %d millionths a gap passes g with (1 − loss)^g', (lossPpm) => {
    const steps = 1_000_000;
    const gap = lossGaps(lossPpm);
    const draws = evenExponentials(steps);
    const gaps = Array.from({ length: steps }, () => gap(draws));
    for (const passed of [0, 1, 2, 10, 500]) {
      const share = gaps.filter((length) => length > passed).length;
      // One stretch may lie on the limit, and rounding may move it.
      expect(Math.abs(share - steps * (1 - lossPpm / 1e6) ** passed)).toBeLessThanOrEqual(1);
    }
  });

  it('never loses a probe at 0 and always at 1,000,000 millionths, without a draw', () => {
    const draws = {
      exponential: (): number => {
        throw new Error('drawn');
      },
    };
    expect(lossGaps(0)(draws)).toBe(Infinity);
    expect(lossGaps(1_000_000)(draws)).toBe(1);
  });

  it('is a whole number from 1 on at the extremes of a draw', () => {
    for (const lossPpm of [1, 2_000, 999_999]) {
      expect(lossGaps(lossPpm)({ exponential: () => 0 })).toBe(1);
      expect(Number.isSafeInteger(lossGaps(lossPpm)({ exponential: () => 45 }))).toBe(true);
    }
  });

  it.each([-1, 1_000_001, 0.5, NaN])('refuses the share %d', (lossPpm) => {
    expect(() => lossGaps(lossPpm)).toThrow(AssertionError);
  });
});
