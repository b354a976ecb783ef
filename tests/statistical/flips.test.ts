import { describe, expect, test } from 'vitest';
import {
  flipProbability,
  flipProbabilityPooled,
  flipProbabilityWindows,
  type Watch,
} from '../../src/sla/flip-probability.ts';
import { reportFigure } from '../long-figures.helpers.ts';
import { flips, type FlipCase } from './flips.helpers.ts';

const AGREEMENT = { floorPpm: 970_000, latencyMaxMicros: 150_000 };

/** Targets draw their monitors independently of each other, so failures are binomial given the coalition. */
function expectBinomial(flipCase: FlipCase, exactOf: (watch: Watch) => number): void {
  const { failed, nodeMonths, liars } = flips(flipCase);
  const exact = exactOf({ others: (flipCase.nodes ?? 1000) - 1, liars, monitors: 24 });
  const deviation = Math.sqrt(nodeMonths * exact * (1 - exact));
  const { share, redraw, pooling } = flipCase;
  reportFigure(
    `flips/f = ${share}, ${redraw}, pooling ${pooling}`,
    `${failed} of ${nodeMonths} honest node-months, exact ${(nodeMonths * exact).toFixed(1)} ± ${deviation.toFixed(1)}`,
  );
  expect(Math.abs(failed - nodeMonths * exact)).toBeLessThanOrEqual(4 * deviation);
}

// Run 0 of seed 'flips', 4 standard deviations. Catches: 12 for 13 liars (a factor of 3), the mean for the
// median (all fail), and liars' verdicts counted twice. A target that watches itself and a monitor that is
// drawn twice break an invariant in the first window.
describe('honest nodes flipped by bad-mouthing', () => {
  test.each([
    { share: '0.2', months: 400 },
    { share: '"1/3"', months: 60 },
    { share: '0.4', months: 30 },
  ])('one window a month, f = $share, agree with the exact tail', ({ share, months }) => {
    expectBinomial({ share, redraw: '1 month', pooling: 'window', months }, (watch) =>
      flipProbability(watch),
    );
  });

  // One window of 30 fewer or more would change some 3 %, less than these find; the next test does.
  test.each([
    { share: '0.2', months: 24 },
    { share: '"1/3"', months: 4 },
    { share: '0.4', months: 2 },
  ])('daily windows, f = $share: one lost day fails the month', ({ share, months }) => {
    expectBinomial({ share, redraw: '1 day', pooling: 'window', months }, (watch) =>
      flipProbabilityWindows(flipProbability(watch), 30, AGREEMENT),
    );
  });

  // Catches a month of one window fewer or more: a third of the failures.
  test('windows of ten days, f = "1/3": one lost window of three fails the month', () => {
    const flipCase = { share: '"1/3"', redraw: '10 days', pooling: 'window', months: 20 } as const;
    expectBinomial(flipCase, (watch) => flipProbabilityWindows(flipProbability(watch), 3, AGREEMENT));
  });

  // Below a half the pooled median is all but safe; 0.48 gives the comparison something to count.
  test.each([
    { share: '0.2', months: 2 },
    { share: '"1/3"', months: 2 },
    { share: '0.4', months: 2 },
    { share: '0.48', months: 4 },
  ])('daily windows pooled over the period, f = $share', ({ share, months }) => {
    expectBinomial({ share, redraw: '1 day', pooling: 'period', months }, (watch) =>
      flipProbabilityPooled(watch, 30),
    );
  });
});
