import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssertionError } from '../../src/base/assert.ts';
import { aggregator } from '../../src/sla/aggregate.ts';
import type { AggregationOptions, AggregationPolicy } from '../../src/sla/aggregate.ts';
import { testDraws } from './draws.helpers.ts';

const TALK: AggregationOptions = { madFactorMilli: 3000, trimPpm: 100_000 };
const POLICIES: readonly AggregationPolicy[] = [
  'median-mad',
  'median',
  'median-upper',
  'trimmed-mean',
  'mean',
];
const MAX = 2 ** 31 - 1;

const values = fc.oneof(
  fc.array(fc.integer({ min: 0, max: MAX }), { minLength: 1, maxLength: 120 }),
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 60 }),
  fc.array(fc.constantFrom(0, 1, 1000, 2 ** 30, MAX - 1, MAX), { minLength: 1, maxLength: 9 }),
);
const options = fc.record({
  madFactorMilli: fc.oneof(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 1_000_000 })),
  trimPpm: fc.integer({ min: 0, max: 499_999 }),
});

function run(policy: AggregationPolicy, given: readonly number[], chosen = TALK): number {
  return aggregator(policy, chosen)(Int32Array.from(given), given.length);
}

/** Each policy as §M9.4 words it, in unbounded whole numbers. */
function oracle(policy: AggregationPolicy, given: readonly number[], chosen: AggregationOptions): bigint {
  const sorted = sortBig(given.map(BigInt));
  const median = lower(sorted);
  switch (policy) {
    case 'median':
      return median;
    case 'median-upper':
      return sorted[Math.floor(sorted.length / 2)];
    case 'median-mad': {
      const deviations = sorted.map((value) => distance(value, median));
      const mad = lower(sortBig(deviations));
      const bound = BigInt(chosen.madFactorMilli) * 14_826n * mad;
      const near = sorted.filter((value) => mad === 0n || distance(value, median) * 10_000_000n <= bound);
      return lower(near);
    }
    case 'trimmed-mean':
      return floorMean(sorted, Number((BigInt(sorted.length) * BigInt(chosen.trimPpm)) / 1_000_000n));
    case 'mean':
      return floorMean(sorted, 0);
  }
}

const sortBig = (list: readonly bigint[]): bigint[] => list.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
const lower = (sorted: readonly bigint[]): bigint => sorted[(sorted.length - 1) >> 1];
const distance = (a: bigint, b: bigint): bigint => (a < b ? b - a : a - b);

function floorMean(sorted: readonly bigint[], dropped: number): bigint {
  const kept = sorted.slice(dropped, sorted.length - dropped);
  return kept.reduce((sum, value) => sum + value, 0n) / BigInt(kept.length);
}

describe('every policy', () => {
  it.each(POLICIES)('%s equals exact arithmetic', (policy) => {
    fc.assert(
      fc.property(values, options, (given, chosen) => {
        expect(BigInt(run(policy, given, chosen))).toBe(oracle(policy, given, chosen));
      }),
      { seed: 901, numRuns: 2000 },
    );
  });

  it.each(POLICIES)('%s equals exact arithmetic for 100,000 verdicts, sorted or not', (policy) => {
    const draws = testDraws(902);
    const given = Array.from({ length: 100_000 }, () => Math.floor(draws.double() * 2 ** 31));
    const ascending = given.toSorted((a, b) => a - b);
    const expected = Number(oracle(policy, given, TALK));
    for (const order of [given, ascending, ascending.toReversed()]) expect(run(policy, order)).toBe(expected);
  });

  it.each(POLICIES)('%s does not depend on the order of the verdicts', (policy) => {
    const withShuffled = values.chain((given) =>
      fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
    );
    fc.assert(
      fc.property(withShuffled, options, ([given, shuffled], chosen) => {
        expect(run(policy, shuffled, chosen)).toBe(run(policy, given, chosen));
      }),
      { seed: 903 },
    );
  });

  it.each(POLICIES)(
    '%s stays between the least and the greatest verdict, and shifts with all of them',
    (policy) => {
      const bounded = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 60 });
      fc.assert(
        fc.property(bounded, options, fc.integer({ min: 0, max: 1_000_000 }), (given, chosen, shift) => {
          const figure = run(policy, given, chosen);
          expect(figure).toBeGreaterThanOrEqual(Math.min(...given));
          expect(figure).toBeLessThanOrEqual(Math.max(...given));
          const shifted = given.map((value) => value + shift);
          expect(run(policy, shifted, chosen)).toBe(figure + shift);
        }),
        { seed: 904 },
      );
    },
  );

  it.each(POLICIES)('%s reads and writes the counted verdicts only', (policy) => {
    const slots = Int32Array.of(7, 5, 6, 1_000_000, 0);
    expect(aggregator(policy, TALK)(slots, 3)).toBe(6);
    expect(slots.slice(3)).toEqual(Int32Array.of(1_000_000, 0));
  });

  it.each(POLICIES)('%s refuses an empty list and a count beyond the array', (policy) => {
    const aggregate = aggregator(policy, TALK);
    expect(() => aggregate(new Int32Array(4), 0)).toThrow(AssertionError);
    expect(() => aggregate(new Int32Array(4), 5)).toThrow(AssertionError);
  });

  it.each([
    { madFactorMilli: -1, trimPpm: 0 },
    { madFactorMilli: 1_000_001, trimPpm: 0 },
    { madFactorMilli: 0.5, trimPpm: 0 },
    { madFactorMilli: 3000, trimPpm: 500_000 },
    { madFactorMilli: 3000, trimPpm: -1 },
  ])('options out of range are refused: %o', (chosen) => {
    expect(() => aggregator('median', chosen)).toThrow(AssertionError);
  });
});

describe('medians', () => {
  it('the contract’s reference verdicts (10, 0), (10, 50), (100, 40) give downtime 10 and latency 40', () => {
    for (const policy of ['median', 'median-upper'] as const) {
      expect(run(policy, [10, 10, 100])).toBe(10);
      expect(run(policy, [0, 50, 40])).toBe(40);
    }
  });

  it('a tie favours the node under the lower median and not under the upper', () => {
    const tied = [...Array<number>(12).fill(0), ...Array<number>(12).fill(1_000_000)];
    expect(run('median', tied)).toBe(0);
    expect(run('median-mad', tied)).toBe(0);
    expect(run('median-upper', tied)).toBe(1_000_000);
  });

  it.each(['median', 'median-upper', 'median-mad'] as const)(
    'a minority of liars cannot move the %s outside the honest range',
    (policy) => {
      const honest = fc.array(fc.integer({ min: 1000, max: 2000 }), { minLength: 2, maxLength: 40 });
      const lies = fc.array(fc.oneof(fc.constantFrom(0, MAX), fc.integer({ min: 0, max: MAX })));
      fc.assert(
        fc.property(honest, lies, (truths, offered) => {
          const liars = offered.slice(0, truths.length - 1);
          const figure = run(policy, [...truths, ...liars]);
          expect(figure).toBeGreaterThanOrEqual(Math.min(...truths));
          expect(figure).toBeLessThanOrEqual(Math.max(...truths));
        }),
        { seed: 905, numRuns: 1000 },
      );
    },
  );

  it('when more than half agree the MAD is 0 and median-mad is the median', () => {
    const agreed = fc.integer({ min: 0, max: MAX });
    const others = fc.array(fc.integer({ min: 0, max: MAX }), { maxLength: 40 });
    fc.assert(
      fc.property(agreed, others, options, (value, rest, chosen) => {
        const given = [...rest, ...Array<number>(rest.length + 1).fill(value)];
        expect(run('median-mad', given, chosen)).toBe(value);
      }),
      { seed: 906 },
    );
  });

  it('median-mad keeps what lies exactly on the bound and removes what lies one beyond', () => {
    const twice = { madFactorMilli: 2000, trimPpm: 0 };
    const inside = [5_000, 6_000, 10_000, 15_000];
    // Median 10,000; deviations 0, 4,000, 5,000, 5,000, …: MAD 5,000, and k = 2 reaches 14,826 far.
    expect(run('median-mad', [...inside, 24_826, 24_826], twice)).toBe(10_000);
    expect(run('median-mad', [...inside, 24_827, 24_827], twice)).toBe(6_000);
  });
});

describe('means', () => {
  it('one liar among 24 moves the mean as far as he likes; eleven do not move the lower median', () => {
    const honest = Array<number>(23).fill(0);
    expect(run('mean', [...honest, 1_000_000])).toBe(Math.floor(1_000_000 / 24));
    expect(run('mean', [...honest, MAX])).toBe(Math.floor(MAX / 24));
    expect(run('median', [...Array<number>(13).fill(0), ...Array<number>(11).fill(MAX)])).toBe(0);
    expect(run('median', [...Array<number>(11).fill(0), ...Array<number>(13).fill(MAX)])).toBe(MAX);
  });

  it('the trimmed mean breaks once liars outnumber the trimmed part of a side', () => {
    // floor(24 · 0.1) = 2 are dropped at each side.
    expect(run('trimmed-mean', [...Array<number>(22).fill(0), MAX, MAX])).toBe(0);
    expect(run('trimmed-mean', [...Array<number>(21).fill(0), MAX, MAX, MAX])).toBe(Math.floor(MAX / 20));
  });

  it('the trimmed mean drops exactly the extremes, in lists short and long', () => {
    const lists = fc.uniqueArray(fc.nat({ max: MAX }), { minLength: 9, maxLength: 70, size: 'max' });
    fc.assert(
      fc.property(lists, fc.integer({ min: 1, max: 4 }), (given, dropped) => {
        const chosen = { madFactorMilli: 0, trimPpm: Math.ceil((dropped * 1_000_000) / given.length) };
        expect(BigInt(run('trimmed-mean', given, chosen))).toBe(oracle('trimmed-mean', given, chosen));
      }),
      { seed: 907, numRuns: 1000 },
    );
  });
});
