/**
 * New tokens of a month. Schedules give whole years, of which a month is a twelfth; the other policies look
 * at the supply and at what is staked, and carry a state from month to month. §M10.1
 */
import { assert } from '../base/assert.ts';
import type { MonthIndex } from '../base/ids.ts';
import { PPM, tokens } from '../base/units.ts';
import type { Tokens } from '../base/units.ts';
import { equalPart } from './equal-parts.ts';
import { nextRate, rateOf, rateShare } from './inflation-rate.ts';
import type { TargetStake } from './inflation-rate.ts';

/** Policies whose months are known beforehand, whatever the economy does. §M10.1 */
export type EmissionSchedule =
  | { readonly kind: 'skale' }
  /** `firstYear` base units a year, half of it after each `everyYears` (≥ 1) years, rounded down. */
  | { readonly kind: 'halving'; readonly firstYear: Tokens; readonly everyYears: number }
  /** Base units of each year; after the last one nothing, or the last year's amount for ever. */
  | { readonly kind: 'table'; readonly years: readonly Tokens[]; readonly after: 'nothing' | 'last' };

/** How many tokens are minted. §M10.1 */
export type EmissionPolicy =
  | EmissionSchedule
  /** This part of the supply at each year's beginning; 70,000 is 7 % a year. May exceed the whole. */
  | { readonly kind: 'flat-rate'; readonly yearlyPpm: number }
  | ({ readonly kind: 'target-stake' } & TargetStake);

/** What a policy remembers between months: made by {@link emissionStart}, then by {@link nextEmission}. */
export interface EmissionState {
  /** The month that comes next, counted from 0 at the start of emission. */
  readonly month: MonthIndex;
  /** Base units of the running year under `flat-rate`; 0 under the others. */
  readonly year: Tokens;
  /** The running yearly rate under `target-stake`, in 10^-18; 0 under the others. */
  readonly rate: bigint;
}

/** The economy at the beginning of a month, in base units. */
export interface EmissionOccasion {
  /** Counted from 0 at the start of emission: year y holds months 12y … 12y + 11. */
  readonly month: MonthIndex;
  readonly supply: Tokens;
  /** 0 … supply. */
  readonly staked: Tokens;
  /** Minting stops when the supply reaches this; without it nothing stops it. */
  readonly supplyMax?: Tokens;
}

const MONTHS_OF_YEAR = 12;

/** The cap of the SKALE token, 7,000,000,000 tokens. §M10.1 */
export const SKALE_SUPPLY_MAX: Tokens = tokens(7_000_000_000);

/** The state before the first month. */
export function emissionStart(policy: EmissionPolicy): EmissionState {
  return { month: 0, year: 0n, rate: policy.kind === 'target-stake' ? rateOf(policy.startPpm) : 0n };
}

/**
 * Base units minted in the month that the state awaits, and the state after it. What the cap cuts off is
 * never minted: later months do not make up for it.
 */
export function nextEmission(
  policy: EmissionPolicy,
  state: EmissionState,
  occasion: EmissionOccasion,
): { readonly minted: Tokens; readonly state: EmissionState } {
  const { month, supply, staked, supplyMax } = occasion;
  assert(month === state.month, 'emission goes from month to month without a gap');
  assert(supply >= 0n, 'the supply is not negative');
  assert(staked >= 0n && staked <= supply, 'no more is staked than there is');
  const due = emissionDue(policy, state, occasion);
  return {
    minted: supplyMax === undefined ? due.minted : cappedAt(due.minted, supplyMax - supply),
    state: { month: month + 1, year: due.year, rate: due.rate },
  };
}

/** What the policy would mint if there were no cap. */
function emissionDue(
  policy: EmissionPolicy,
  state: EmissionState,
  { month, supply, staked }: EmissionOccasion,
): { readonly minted: Tokens; readonly year: Tokens; readonly rate: bigint } {
  if (policy.kind === 'target-stake') {
    const rate = nextRate(policy, state.rate, { supply, staked });
    return { minted: rateShare(supply, rate), year: 0n, rate };
  }
  if (policy.kind === 'flat-rate') {
    const monthOfYear = month % MONTHS_OF_YEAR;
    const year = monthOfYear === 0 ? yearlyPart(supply, policy.yearlyPpm) : state.year;
    return { minted: equalPart(year, MONTHS_OF_YEAR, monthOfYear), year, rate: 0n };
  }
  return { minted: scheduledMonth(policy, month), year: 0n, rate: 0n };
}

/** Rounded down: less than a base unit a year is not minted. */
function yearlyPart(supply: Tokens, yearlyPpm: number): Tokens {
  assert(Number.isSafeInteger(yearlyPpm) && yearlyPpm >= 0, 'a yearly rate is a whole number of millionths');
  return (supply * BigInt(yearlyPpm)) / BigInt(PPM);
}

function cappedAt(due: Tokens, room: Tokens): Tokens {
  if (room <= 0n) return 0n;
  return due < room ? due : room;
}

/**
 * Base units that a schedule mints in `month`, counted from 0 at the start of emission. The twelfth is
 * rounded down and the twelfth month takes the remainder, so that each year is exact.
 *
 * @example scheduledMonth({ kind: 'skale' }, 0) // 32083333333333333333333333n: 385,000,000 tokens / 12
 */
export function scheduledMonth(schedule: EmissionSchedule, month: MonthIndex): Tokens {
  assert(Number.isSafeInteger(month), 'a month of emission is a whole number');
  assert(month >= 0, 'months of emission are counted from 0');
  const year = Math.floor(month / MONTHS_OF_YEAR);
  return equalPart(scheduledYear(schedule, year), MONTHS_OF_YEAR, month % MONTHS_OF_YEAR);
}

/** Base units that a schedule mints in `year`, counted from 0. */
export function scheduledYear(schedule: EmissionSchedule, year: number): Tokens {
  if (schedule.kind === 'skale') return skaleYear(year);
  if (schedule.kind === 'halving') return halvedYear(schedule.firstYear, schedule.everyYears, year);
  const { years, after } = schedule;
  if (year < years.length) return years[year];
  return after === 'last' && years.length > 0 ? years[years.length - 1] : 0n;
}

/** {@link scheduledMonth} of the schedule `skale`. */
export function monthlyEmission(policy: 'skale', month: MonthIndex): Tokens {
  return scheduledMonth({ kind: policy }, month);
}

/** Rounded down, so that all years stay below 2 · firstYear · everyYears together. */
function halvedYear(firstYear: Tokens, everyYears: number, year: number): Tokens {
  assert(Number.isSafeInteger(everyYears) && everyYears >= 1, 'years to a halving are a whole number from 1');
  return firstYear >> BigInt(Math.floor(year / everyYears));
}

/** 385 million tokens in year 0, each year to year 5 a tenth of that less. §M10.1 */
const SKALE_YEARS: readonly Tokens[] = [
  tokens(385_000_000),
  tokens(346_500_000),
  tokens(308_000_000),
  tokens(269_500_000),
  tokens(231_000_000),
  tokens(192_500_000),
];

/** Years 6, 7, 8 mint half of year 5, the next three half of that, and so on. §M10.1 */
const SKALE_YEARS_TO_HALVING = 3;

/** Half a base unit is never minted: the schedule stays below 2,310,000,000 tokens in all. */
function skaleYear(year: number): Tokens {
  if (year < SKALE_YEARS.length) return SKALE_YEARS[year];
  const halvings = Math.floor((year - SKALE_YEARS.length) / SKALE_YEARS_TO_HALVING) + 1;
  return SKALE_YEARS[SKALE_YEARS.length - 1] >> BigInt(halvings);
}
