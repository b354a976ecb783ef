import { describe, expect, it } from 'vitest';
import { days, milliseconds } from '../../src/base/units.ts';
import { aggregator } from '../../src/sla/aggregate.ts';
import type { AggregationPolicy } from '../../src/sla/aggregate.ts';
import {
  flipProbability,
  flipProbabilityPooled,
  flipProbabilityWindows,
  liarsNeeded,
} from '../../src/sla/flip-probability.ts';
import { binaryScore } from '../../src/sla/payment.ts';
import { testDraws } from './draws.helpers.ts';
import { relativeError, subsets } from './rationals.helpers.ts';

const TALK = { floorPpm: 970_000, latencyMaxMicros: 150_000 };
const THIRD = { others: 999, liars: 333, monitors: 24 };
const OPTIONS = { madFactorMilli: 3000, trimPpm: 0 };
const SIDES = [
  ['median', 'lower'],
  ['median-mad', 'lower'],
  ['median-upper', 'upper'],
] as const;

/** What the aggregate says when monitors below `liars` report `lie` and the others `truth`. */
function figure(
  policy: AggregationPolicy,
  monitors: readonly number[],
  liars: number,
  aim: 'against' | 'for',
) {
  const [lie, truth] = aim === 'against' ? [1_000_000, 0] : [0, 1_000_000];
  const verdicts = Int32Array.from(monitors, (monitor) => (monitor < liars ? lie : truth));
  return { isFlipped: aggregator(policy, OPTIONS)(verdicts, verdicts.length) === lie };
}

describe('flipProbability', () => {
  it.each(SIDES)('counts the sets of monitors that flip the %s', (policy, side) => {
    for (const monitors of [1, 2, 3, 4, 5, 6]) {
      const sets = subsets(9, monitors);
      for (const aim of ['against', 'for'] as const) {
        for (let liars = 0; liars <= 9; liars++) {
          const flipped = sets.filter((set) => figure(policy, set, liars, aim).isFlipped).length;
          const expected = flipProbability({ others: 9, liars, monitors }, side, aim);
          expect(expected).toBeCloseTo(flipped / sets.length, 14);
        }
      }
    }
  });

  it('flips 17.95 of 667 honest nodes a month at a third and 0.14 of 800 at a fifth', () => {
    expect(667 * flipProbability(THIRD)).toBeCloseTo(17.95, 2);
    expect(800 * flipProbability({ ...THIRD, liars: 200 })).toBeCloseTo(0.14, 2);
  });

  it('needs 13 of 24 against the lower median, 12 for it, and the reverse for the upper', () => {
    expect(liarsNeeded(24, 'lower', 'against')).toBe(13);
    expect(liarsNeeded(24, 'lower', 'for')).toBe(12);
    expect(liarsNeeded(24, 'upper', 'against')).toBe(12);
    expect(liarsNeeded(24, 'upper', 'for')).toBe(13);
    expect(liarsNeeded(23, 'lower', 'against')).toBe(liarsNeeded(23, 'upper', 'for'));
  });
});

describe('flipProbabilityWindows', () => {
  it.each([970_000, 900_000, 500_000])(
    'sums the months that the score fails at a floor of %d',
    (floorPpm) => {
      const agreement = { ...TALK, floorPpm };
      const perWindow = 0.3;
      const windows = 12;
      let failing = 0;
      for (let pattern = 0; pattern < 1 << windows; pattern++) {
        const flips = pattern.toString(2).replaceAll('0', '').length;
        const month = {
          measured: days(windows),
          downtimeSum: flips * 1_000_000 * days(1),
          latencyMeasured: milliseconds(0),
          latencySum: 0,
        };
        const weight = perWindow ** flips * (1 - perWindow) ** (windows - flips);
        if (binaryScore(agreement, month) === 0) failing += weight;
      }
      expect(relativeError(flipProbabilityWindows(perWindow, windows, agreement), failing)).toBeLessThan(
        1e-12,
      );
    },
  );

  it('a node survives 30 daily windows at 97 % only when none of them flips', () => {
    const perWindow = flipProbability(THIRD);
    const failed = flipProbabilityWindows(perWindow, 30, TALK);
    expect(relativeError(failed, -Math.expm1(30 * Math.log1p(-perWindow)))).toBeLessThan(1e-13);
    // Against 2.7 % with one window a month: the finer the windows, the more the liars win. §M9.4
    expect(failed).toBeGreaterThan(0.55);
  });
});

describe('flipProbabilityPooled', () => {
  it.each(SIDES)('counts the pairs of windows whose verdicts together flip the %s', (policy, side) => {
    const sets = subsets(6, 3);
    for (const aim of ['against', 'for'] as const) {
      for (let liars = 0; liars <= 6; liars++) {
        const pairs = sets.flatMap((first) => sets.map((second) => [...first, ...second]));
        const flipped = pairs.filter((pair) => figure(policy, pair, liars, aim).isFlipped).length;
        const expected = flipProbabilityPooled({ others: 6, liars, monitors: 3 }, 2, side, aim);
        expect(expected).toBeCloseTo(flipped / pairs.length, 13);
      }
    }
  });

  it('with one window is the probability of the window', () => {
    expect(relativeError(flipProbabilityPooled(THIRD, 1), flipProbability(THIRD))).toBeLessThan(1e-13);
  });

  it('agrees with drawing 30 windows of 24 monitors, at 48.5 % liars', () => {
    const watch = { others: 200, liars: 97, monitors: 24 };
    const draws = testDraws(981);
    const months = 16_000;
    let flipped = 0;
    for (let month = 0; month < months; month++) {
      let lies = 0;
      for (let window = 0; window < 30; window++) {
        let liarsLeft = watch.liars;
        for (let left = watch.others; left > watch.others - watch.monitors; left--) {
          if (draws.double() * left >= liarsLeft) continue;
          liarsLeft--;
          lies++;
        }
      }
      if (lies > 360) flipped++;
    }
    const expected = flipProbabilityPooled(watch, 30);
    // Five standard deviations; one verdict more or less needed would move the share by 7 of them.
    const deviation = Math.sqrt((expected * (1 - expected)) / months);
    expect(expected).toBeGreaterThan(0.1);
    expect(Math.abs(flipped / months - expected)).toBeLessThan(5 * deviation);
  });
});
