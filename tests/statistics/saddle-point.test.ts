import { describe, expect, test } from 'vitest';
import { betaFront, deviance, gammaFront, stirlingError } from '../../src/statistics/saddle-point.ts';

/** True to so many parts of the value, or of 1 for an exponent whose absolute error counts. */
function expectRelative(value: number, truth: number, tolerance: number): void {
  expect(Math.abs(value / truth - 1)).toBeLessThan(tolerance);
}

describe('the saddle point', () => {
  // ln n! − (n + ½) ln n + n − ½ ln 2π, and ln(√π/2) for ½, in 900-digit decimals of Python's decimal module.
  test.each([
    [0.5, 0.15342640972002736],
    [1, 0.08106146679532726],
    [2, 0.0413406959554093],
    [5, 0.016644691189821193],
    [14, 0.0059513701127588475],
    [15, 0.005554733551962801],
    [16, 0.0052076559196096404],
    [100, 0.0008333305556349147],
  ])("Stirling's error at %d is right to 1e-15 absolute, climbed or by series", (z, truth) => {
    expect(Math.abs(stirlingError(z) - truth)).toBeLessThan(2e-15);
  });

  // x ln(x/m) + m − x in the same decimals; the naive form has no right digit at the third.
  test.each([
    [3, 2.5, 0.04696467038186388],
    [1_000_000, 1_000_001, 4.999996666669166e-7],
    [5, 5.0000001, 9.999999922752932e-16],
    [1, 1000, 992.0922447210179],
    [700, 1.5, 3603.4306588546683],
  ])('the deviance of %d from %d does not cancel', (x, mean, truth) => {
    expectRelative(deviance(x, mean), truth, 2e-15);
  });

  test('the gamma front of a whole shape is a Poisson probability times the shape', () => {
    for (const x of [0.01, 1, 7.5, 100]) {
      for (let shape = 1, poisson = Math.exp(-x); shape <= 20; shape += 1) {
        poisson *= x / shape;
        expectRelative(gammaFront(shape, x), shape * poisson, 1e-13);
      }
    }
  });

  test('the beta front of small whole shapes is x^a y^b (a + b − 1)!/((a − 1)!(b − 1)!)', () => {
    // B(3, 2) = 2!·1!/4! = 1/12, B(1, 1) = 1, B(½, ½) = π.
    expectRelative(betaFront(3, 2, 0.25, 0.75), 12 * 0.25 ** 3 * 0.75 ** 2, 1e-14);
    expectRelative(betaFront(1, 1, 1e-200, 1), 1e-200, 1e-13);
    expectRelative(betaFront(0.5, 0.5, 0.5, 0.5), 0.5 / Math.PI, 1e-14);
  });
});
