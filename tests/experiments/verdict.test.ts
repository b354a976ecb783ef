import { describe, expect, test } from 'vitest';
import type { Estimate } from '../../src/experiments/summary.ts';
import { verdictLine } from '../../src/experiments/verdict.ts';
import { METRICS } from '../../src/sim/protocol/metrics.ts';

const emission = METRICS.find(({ id }) => id === 'emission.total')!;

function textOf(fields: Partial<Estimate>): string {
  const estimate: Estimate = { mean: 0, interval: null, n: 3, method: 'none', unit: 'tokens', ...fields };
  return verdictLine(emission, estimate, 'agrees')!.text;
}

describe('a verdict line', () => {
  test('shows whole tokens to the last one', () => {
    const analytic = { value: 385e6 / 3, formula: 'the schedule', deviation: 0 };
    const mean = '128333333.333333333333333333';
    expect(textOf({ mean, interval: [mean, '128333334.6'], analytic })).toBe(
      'tokens minted: measured 128333333, 95 % interval 128333333 to 128333335; expected 128333333 (the schedule)',
    );
  });

  test.each([
    [100_000, '100000'],
    [123_456.5, '123457'],
    [99_999, '99999'],
    // Five digits of what is below the limit reach it.
    [99_999.6, '100000'],
    [1234.5678, '1234.6'],
    [0.00012345678, '0.00012346'],
    [0, '0'],
    [-128_333_333.4, '-128333333'],
  ])('shows %d as %s', (mean, shown) => {
    expect(textOf({ mean })).toBe(`tokens minted: measured ${shown}`);
  });

  test('is given to a metric with a closed form and to few others', () => {
    const estimate: Estimate = { mean: null, interval: null, n: 0, method: 'none', unit: 'tokens' };
    expect(verdictLine(emission, estimate, undefined)).toBeUndefined();
    const placed = METRICS.find(({ id }) => id === 'chains.placed')!;
    expect(verdictLine(placed, estimate, undefined)).toEqual({
      id: 'chains.placed',
      text: 'chains placed: measured no value in any run',
      status: 'measured',
    });
  });
});
