import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalQuantile } from '../../src/base/normal-quantile.ts';

// Computed with mpmath at 60 digits and rounded to doubles, for the doubles nearest to the stated
// probabilities. Each region of the approximation, both sides of its borders (0.075 and e^−25 = 1.389e-11),
// and one value of the paper (0.001).
test.each([
  [0.42, -0.20189347914185088],
  [0.6, 0.2533471031357997],
  [0.3, -0.5244005127080408],
  [0.25, -0.6744897501960817],
  [0.1, -1.2815515655446004],
  [0.075, -1.439531470938456],
  [0.0749, -1.4402382675279637],
  [0.925, 1.4395314709384561],
  [0.9999, 3.7190164854557084],
  [0.001, -3.0902323061678136],
  [1e-5, -4.264890793922825],
  [1.1e-7, -5.181592025369332],
  [1.4e-11, -6.656723091518184],
  [1.3e-11, -6.667611456510741],
  [1e-12, -7.034483825301132],
  [1e-20, -9.262340089798407],
  [1e-100, -21.273453560965326],
  [1e-300, -37.0470962993612],
])('the quantile of %d agrees with a computation of many digits to 15 of them', (p, expected) => {
  // Catches a change of any of the 45 coefficients by a millionth of itself: each was tried.
  expect(Math.abs(normalQuantile(p) / expected - 1)).toBeLessThan(1e-15);
});

test('the middle is 0, the ends are infinite, and outside there is no quantile', () => {
  expect(normalQuantile(0.5)).toBe(0);
  expect(normalQuantile(0)).toBe(-Infinity);
  expect(normalQuantile(1)).toBe(Infinity);
  for (const p of [-0.1, 1.1, NaN]) expect(normalQuantile(p)).toBeNaN();
});

test('the two halves mirror each other bit for bit', () => {
  fc.assert(
    // Whole multiples of 2^−53 below ½, so that 1 − p is exact.
    fc.property(fc.maxSafeInteger(), (numerator) => {
      const p = (Math.abs(numerator) + 1) / 2 ** 54;
      fc.pre(p < 0.5 && 1 - (1 - p) === p);
      expect(normalQuantile(1 - p)).toBe(-normalQuantile(p));
    }),
    { seed: 241 },
  );
});

test('where its three expansions meet, the quantile does not jump back', () => {
  for (const border of [0.075, Math.exp(-25)]) {
    for (let step = -20; step < 20; step += 1) {
      const p = border * (1 + step * 1e-14);
      expect(normalQuantile(p * (1 + 1e-14))).toBeGreaterThanOrEqual(normalQuantile(p) - 4e-15);
    }
  }
});
