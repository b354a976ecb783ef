import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { days, milliseconds } from '../../src/base/units.ts';
import { tierOf, tierPrice, tierWeight } from '../../src/sla/tiers.ts';
import type { Tier } from '../../src/sla/tiers.ts';

const TIERS: readonly Tier[] = [
  { id: 'open', floorPpm: 970_000, latencyMaxMicros: 150_000, weightPpm: 1_000_000, pricePpm: 1_000_000 },
  { id: 'firm', floorPpm: 995_000, latencyMaxMicros: 150_000, weightPpm: 1_250_000, pricePpm: 1_500_000 },
  { id: 'best', floorPpm: 999_900, latencyMaxMicros: 80_000, weightPpm: 1_700_001, pricePpm: 3_333_333 },
];

/** A month of 30 days at one downtime and one latency. */
const month = (downtimePpm: number, latencyMicros = 50_000) => ({
  measured: days(30),
  downtimeSum: downtimePpm * days(30),
  latencyMeasured: days(30),
  latencySum: latencyMicros * days(30),
});
const UNMEASURED = {
  measured: milliseconds(0),
  downtimeSum: 0,
  latencyMeasured: milliseconds(0),
  latencySum: 0,
};
const tierAfter = (months: number, ...history: ReturnType<typeof month>[]): string | undefined =>
  TIERS[tierOf(TIERS, { months, history })]?.id;

test('one month decides exactly at each floor and each latency', () => {
  expect([0, 100, 101, 5000, 5001, 30_000, 30_001].map((ppm) => tierAfter(1, month(ppm)))).toEqual([
    'best',
    'best',
    'firm',
    'firm',
    'open',
    'open',
    undefined,
  ]);
  expect([80_000, 80_001, 150_000, 150_001].map((micros) => tierAfter(1, month(0, micros)))).toEqual([
    'best',
    'firm',
    'firm',
    undefined,
  ]);
});

test('each of the last months counts, none before them', () => {
  const [good, fair, bad] = [month(0), month(4000), month(40_000)];
  expect(tierAfter(3, good, good, good)).toBe('best');
  expect(tierAfter(3, good, fair, good)).toBe('firm');
  expect(tierAfter(3, bad, good, good, good)).toBe('best');
  expect(tierAfter(3, good, bad, good, good)).toBe(undefined);
});

test('a newcomer has the lowest tier until its record is long enough, or none if it failed', () => {
  expect(tierAfter(3)).toBe('open');
  expect(tierAfter(3, month(0), month(0))).toBe('open');
  expect(tierAfter(3, month(0), month(40_000))).toBe(undefined);
  expect(tierAfter(2, month(0), month(0))).toBe('best');
});

test('a month that nobody measured speaks for the node, as in its score', () => {
  expect(tierAfter(2, UNMEASURED, UNMEASURED)).toBe('best');
  expect(tierAfter(2, UNMEASURED, month(4000))).toBe('firm');
});

test('the highest tier kept in all months is the least of those that each month alone would give', () => {
  const nested = TIERS.map((tier) => ({ ...tier, latencyMaxMicros: 150_000 }));
  const downtimes = fc.oneof(
    fc.nat({ max: 40_000 }),
    fc.constantFrom(0, 100, 101, 5000, 5001, 30_000, 30_001),
  );
  fc.assert(
    fc.property(fc.array(downtimes, { minLength: 1, maxLength: 6 }), (history) => {
      const months = history.length;
      const eachMonth = history.map((ppm) => tierOf(nested, { months: 1, history: [month(ppm)] }));
      expect(tierOf(nested, { months, history: history.map((ppm) => month(ppm)) })).toBe(
        Math.min(...eachMonth),
      );
    }),
    { seed: 961, numRuns: 300 },
  );
});

test('weights are exact millionths and prices are rounded down to the base unit', () => {
  expect([-1, 0, 1, 2].map((tier) => tierWeight(TIERS, tier, 3n))).toEqual([
    0n,
    3_000_000n,
    3_750_000n,
    5_100_003n,
  ]);
  expect(TIERS.map((tier) => tierPrice(tier, 101n))).toEqual([101n, 151n, 336n]);
});

test('without tiers nobody has one, and tiers that do not ascend are a bug of the caller', () => {
  expect(tierOf([], { months: 1, history: [] })).toBe(-1);
  expect(() => tierOf([TIERS[1], TIERS[0]], { months: 1, history: [] })).toThrow('ascend');
  expect(() => tierOf(TIERS, { months: 0, history: [] })).toThrow('at least one month');
  expect(() => tierOf([{ ...TIERS[0], pricePpm: -1 }], { months: 1, history: [] })).toThrow('price');
});
