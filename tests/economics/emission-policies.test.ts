import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokens } from '../../src/base/units.ts';
import {
  emissionStart,
  monthlyEmission,
  nextEmission,
  scheduledYear,
  SKALE_SUPPLY_MAX,
} from '../../src/economics/emission.ts';
import type { EmissionPolicy } from '../../src/economics/emission.ts';

interface Run {
  readonly months: number;
  readonly genesis: bigint;
  readonly supplyMax?: bigint;
  readonly stakedOf?: (supply: bigint, month: number) => bigint;
}

/** What each month mints when everything minted joins the supply. */
function minted(policy: EmissionPolicy, run: Run): bigint[] {
  const { months, supplyMax, stakedOf = () => 0n } = run;
  let supply = run.genesis;
  let state = emissionStart(policy);
  return Array.from({ length: months }, (_, month) => {
    const occasion = { month, supply, staked: stakedOf(supply, month) };
    const next = nextEmission(policy, state, supplyMax === undefined ? occasion : { ...occasion, supplyMax });
    supply += next.minted;
    state = next.state;
    return next.minted;
  });
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);
const yearsOf = (months: readonly bigint[]): bigint[] =>
  Array.from({ length: months.length / 12 }, (_, year) => sum(months.slice(12 * year, 12 * year + 12)));

test('skale mints through its state what its schedule says, and never reaches its cap from genesis', () => {
  const genesis = tokens(4_140_000_000);
  const months = minted({ kind: 'skale' }, { months: 360, genesis, supplyMax: SKALE_SUPPLY_MAX });
  expect(months).toEqual(months.map((_, month) => monthlyEmission('skale', month)));
  expect(sum(months.slice(0, 12))).toBe(tokens(385_000_000));
  let total = 0n;
  for (const amount of months) {
    total += amount;
    expect(total < tokens(2_310_000_000)).toBe(true);
  }
  expect(tokens(2_310_000_000) - total).toBe(tokens(577_500_000) / 256n);
});

test('the years of halving sum to twice the first, times the years to a halving, from below', () => {
  const years = fc.integer({ min: 1, max: 6 });
  fc.assert(
    fc.property(fc.bigInt(0n, 1n << 80n), years, (firstYear, everyYears) => {
      const policy = { kind: 'halving', firstYear, everyYears } as const;
      const limit = 2n * firstYear * BigInt(everyYears);
      let total = 0n;
      for (let year = 0; year < 82 * everyYears; year++) total += scheduledYear(policy, year);
      expect(scheduledYear(policy, 82 * everyYears)).toBe(0n);
      // Each set bit b of the first year gives 2^(b+1) − 1 in all instead of 2^(b+1).
      const bits = BigInt([...firstYear.toString(2)].filter((bit) => bit === '1').length);
      expect(limit - total).toBe(bits * BigInt(everyYears));
    }),
    { seed: 2501, numRuns: 200 },
  );
});

test('halving takes its half at the beginning of a year and not a month before', () => {
  const policy = { kind: 'halving', firstYear: 2400n, everyYears: 4 } as const;
  const months = minted(policy, { months: 60, genesis: 0n });
  expect(months[47]).toBe(200n);
  expect(months[48]).toBe(100n);
});

test('a table ends with nothing or goes on with its last year', () => {
  const years = [1200n, 1213n];
  const run = { months: 48, genesis: 0n };
  expect(yearsOf(minted({ kind: 'table', years, after: 'nothing' }, run))).toEqual([1200n, 1213n, 0n, 0n]);
  expect(yearsOf(minted({ kind: 'table', years, after: 'last' }, run))).toEqual([1200n, 1213n, 1213n, 1213n]);
  expect(minted({ kind: 'table', years: [], after: 'last' }, run).every((amount) => amount === 0n)).toBe(
    true,
  );
});

test('a flat rate compounds once a year: 7 % of ten thousand units', () => {
  const months = minted({ kind: 'flat-rate', yearlyPpm: 70_000 }, { months: 36, genesis: 10_000n });
  // 700; 7 % of 10,700 = 749; 7 % of 11,449 = 801.43
  expect(yearsOf(months)).toEqual([700n, 749n, 801n]);
  expect(months.slice(0, 12)).toEqual([...Array.from({ length: 11 }, () => 58n), 62n]);
});

test('a flat rate stays within its roundings of exact compound interest', () => {
  const rates = fc.integer({ min: 0, max: 1_500_000 });
  fc.assert(
    fc.property(fc.bigInt(0n, 1n << 100n), rates, (genesis, yearlyPpm) => {
      const years = 10;
      const supply = genesis + sum(minted({ kind: 'flat-rate', yearlyPpm }, { months: 12 * years, genesis }));
      // Numerators over 10^6 to the power of the year; each year loses less than one base unit, which then
      // no longer earns interest.
      const factor = 1_000_000n + BigInt(yearlyPpm);
      let exact = genesis;
      let lost = 0n;
      let whole = 1n;
      for (let year = 0; year < years; year++) {
        exact *= factor;
        whole *= 1_000_000n;
        lost = lost * factor + whole;
      }
      expect(supply * whole <= exact).toBe(true);
      expect(exact - supply * whole <= lost).toBe(true);
    }),
    { seed: 2502, numRuns: 200 },
  );
});

test('a flat rate keeps the year’s amount when the supply is burned within it', () => {
  const policy = { kind: 'flat-rate', yearlyPpm: 120_000 } as const;
  const first = nextEmission(policy, emissionStart(policy), { month: 0, supply: 1000n, staked: 0n });
  const second = nextEmission(policy, first.state, { month: 1, supply: 1n, staked: 0n });
  expect([first.minted, second.minted]).toEqual([10n, 10n]);
});

test('no policy mints beyond the cap, and what is cut off is not made up for', () => {
  const policies: EmissionPolicy[] = [
    { kind: 'skale' },
    { kind: 'flat-rate', yearlyPpm: 500_000 },
    { kind: 'halving', firstYear: tokens(600_000_000), everyYears: 4 },
    { kind: 'table', years: [tokens(900_000_000)], after: 'last' },
    {
      kind: 'target-stake',
      targetPpm: 670_000,
      minimumPpm: 70_000,
      maximumPpm: 200_000,
      speedPpm: 130_000,
      startPpm: 130_000,
    },
  ];
  const genesis = tokens(6_900_000_000);
  for (const policy of policies) {
    const capped = minted(policy, { months: 120, genesis, supplyMax: SKALE_SUPPLY_MAX });
    const free = minted(policy, { months: 120, genesis });
    expect(genesis + sum(capped)).toBe(SKALE_SUPPLY_MAX);
    const cut = capped.findIndex((amount, month) => amount !== free[month]);
    expect(capped[cut] < free[cut]).toBe(true);
    expect(capped.slice(cut + 1).every((amount) => amount === 0n)).toBe(true);
  }
  const over = { month: 0, supply: 11n, staked: 0n, supplyMax: 10n };
  expect(nextEmission(policies[1], emissionStart(policies[1]), over).minted).toBe(0n);
});

test('a month left out, more staked than there is, and senseless parameters are bugs of the caller', () => {
  const skale = { kind: 'skale' } as const;
  const start = emissionStart(skale);
  expect(() => nextEmission(skale, start, { month: 1, supply: 0n, staked: 0n })).toThrow('without a gap');
  expect(() => nextEmission(skale, start, { month: 0, supply: 1n, staked: 2n })).toThrow('than there is');
  expect(() => scheduledYear({ kind: 'halving', firstYear: 1n, everyYears: 0 }, 0)).toThrow('from 1');
  const flat = { kind: 'flat-rate', yearlyPpm: -1 } as const;
  expect(() => nextEmission(flat, emissionStart(flat), { month: 0, supply: 1n, staked: 0n })).toThrow('rate');
});
