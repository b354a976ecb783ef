import { describe, expect, it } from 'vitest';
import { estimateOf } from '../../src/experiments/estimate.ts';
import { METRICS, type Metric, type MetricKind } from '../../src/sim/protocol/metrics.ts';

const metric = (kind: MetricKind, unit = 'things', id = 'a.metric'): Metric => ({
  id,
  kind,
  unit,
  definition: '',
});
const TOKEN = 10n ** 18n;

describe('an estimate', () => {
  it('of a 0/1 metric has Clopper and Pearson’s interval', () => {
    // Published: 0 of 10 gives 1 − 0.025^(1/10) = 0.3085 above.
    const none = estimateOf(
      metric('binary'),
      Array.from({ length: 10 }, () => 0),
    );
    expect(none).toMatchObject({ mean: 0, n: 10, method: 'clopper-pearson' });
    expect(none.interval![0]).toBe(0);
    expect(none.interval![1]).toBeCloseTo(0.30849710781876083, 12);
    const one = estimateOf(metric('binary'), [1]);
    expect(one.interval).toEqual([expect.closeTo(0.025, 12), 1]);
  });

  it('of a count that never was above 0 has the Poisson interval', () => {
    // −ln(0.025) = 3.6889 events at most over all runs.
    const estimate = estimateOf(metric('count'), [0, 0, 0, 0]);
    expect(estimate).toMatchObject({ mean: 0, n: 4, method: 'poisson' });
    expect(estimate.interval![1]).toBeCloseTo(3.6888794541139363 / 4, 12);
  });

  it('of spread values has Student’s interval', () => {
    // 1, 2, 3: s = 1, t(0.975; 2) = 4.302653, so 2 ∓ 2.484138 before it is cut at 0.
    const estimate = estimateOf(metric('real'), [1, 2, 3]);
    expect(estimate).toMatchObject({ mean: 2, n: 3, method: 'student' });
    expect(estimate.interval).toEqual([0, expect.closeTo(4.484138, 5)]);
    const higher = estimateOf(metric('real'), [11, 12, 13]);
    expect(higher.interval![0]).toBeCloseTo(9.515862, 5);
  });

  it('of a loss holds its mean', () => {
    const profit = METRICS.find(({ id }) => id === 'profit.p10')!;
    const loss = estimateOf(profit, [-1, -2, -3]);
    expect(loss.interval).toEqual([expect.closeTo(-4.484138, 5), expect.closeTo(0.484138, 5)]);
  });

  it('of parts of a whole is not cut beyond 1', () => {
    expect(estimateOf(metric('share', '0 … 1'), [0.1, 0.9, 1]).interval).toEqual([0, 1]);
    expect(estimateOf(metric('share', 'a year'), [0.1, 0.9, 1]).interval![1]).toBeGreaterThan(1);
  });

  it('of values that agree claims no spread, and of one run no interval', () => {
    expect(estimateOf(metric('count'), [5, 5])).toMatchObject({ interval: [5, 5], method: 'no-spread' });
    expect(estimateOf(metric('count'), [5])).toMatchObject({ interval: null, method: 'none' });
    expect(estimateOf(metric('tokens'), [TOKEN])).toMatchObject({ mean: '1', interval: null });
    const minted = metric('tokens', 'tokens', 'emission.total');
    expect(estimateOf(minted, [TOKEN])).toMatchObject({ interval: ['1', '1'], method: 'no-spread' });
  });

  it('leaves out runs without a value', () => {
    expect(estimateOf(metric('month'), [null, 4, null, 4])).toMatchObject({ mean: 4, n: 2 });
    expect(estimateOf(metric('month'), [null])).toMatchObject({
      mean: null,
      interval: null,
      n: 0,
      method: 'none',
    });
    expect(estimateOf(metric('month'), [])).toMatchObject({ mean: null, n: 0 });
  });

  it('of amounts is exact: the mean rounded down, the interval outwards', () => {
    const huge = 4_140_000_000n * TOKEN;
    const estimate = estimateOf(metric('tokens'), [huge, huge + 1n, huge + 3n]);
    // The mean is 4/3 above; s = 1.5275 and t = 4.302653 give ∓ 3.7946 around 1/3 more than it.
    expect(estimate.mean).toBe('4140000000.000000000000000001');
    expect(estimate.interval).toEqual(['4139999999.999999999999999997', '4140000000.000000000000000006']);
  });
});
