/** How much of the bounty due a month's figures leave to a node. §M9.5 */
import { assert } from '../base/assert.ts';
import { PPM } from '../base/units.ts';
import type { Duration, Instant, Ppm, Tokens } from '../base/units.ts';
import type { MonthMeasured } from './payment.ts';

/** Times of the contracts that pay by downtime. */
export interface ClaimSchedule {
  /** From one claim to the next; 30 days in use. */
  readonly period: Duration;
  /** Before the period's end in which monitors report, and after it in which a claim is not late; 1 hour. */
  readonly delta: Duration;
  /** From one check of a monitor to the next; 2 minutes in 2019, 5 later. */
  readonly check: Duration;
}

/** How a score becomes pay. §M9.5 */
export type PaymentPolicy =
  | { readonly kind: 'binary' }
  /** `sm-1.12`: all is paid whatever was measured. */
  | { readonly kind: 'none' }
  /** The part of the month that the node was up is paid, nothing below the floor; at it, the floor. */
  | { readonly kind: 'proportional'; readonly floorPpm: Ppm }
  | {
      readonly kind: 'sm-talk-2019' | 'sm-1.5';
      readonly schedule: ClaimSchedule;
      readonly latencyMaxMicros: number;
    };

/** A node's month as the policies see it. */
export interface MonthJudged {
  /** For `binary`. */
  readonly score: 0 | 1;
  /** For `proportional`. */
  readonly measured: Pick<MonthMeasured, 'measured' | 'downtimeSum'>;
  /** Failed checks by the aggregated verdicts, whole, for the contracts. {@link failedChecks} */
  readonly failedChecks: number;
  /** {@link lateChecks}, for the contracts. */
  readonly lateChecks: number;
  /** Aggregated latency in whole microseconds, 0 when there is none, for the contracts. */
  readonly latencyMicros: number;
  /** Whether the validator's stake falls short of what its nodes need: `sm-1.5` pays half then. */
  readonly isStakeShort: boolean;
}

/** `paid` + `withheld` = the amount due. */
export interface Payment {
  readonly paid: Tokens;
  readonly withheld: Tokens;
}

/**
 * The part of `due` base units that is paid. All divisions round what is paid down, except that the penalties
 * of the contracts are themselves rounded down; `withheld` has the remainders.
 */
export function payment(policy: PaymentPolicy, due: Tokens, month: MonthJudged): Payment {
  assert(due >= 0n, 'the amount due is not negative');
  const paid = paidOf(policy, due, month);
  assert(paid >= 0n && paid <= due, 'between nothing and all of the amount due is paid');
  return { paid, withheld: due - paid };
}

function paidOf(policy: PaymentPolicy, due: Tokens, month: MonthJudged): Tokens {
  switch (policy.kind) {
    case 'none':
      return due;
    case 'binary':
      return month.score === 1 ? due : 0n;
    case 'proportional':
      return proportionalPay(policy.floorPpm, due, month.measured);
    case 'sm-talk-2019':
    case 'sm-1.5':
      return contractPay(policy, due, month);
  }
}

/**
 * floor(due · uptime), exact in the time measured. A month without a measurement is paid in full: the burden
 * of proof lies with the monitors, as under `binary`.
 */
function proportionalPay(floorPpm: Ppm, due: Tokens, month: MonthJudged['measured']): Tokens {
  const { measured, downtimeSum } = month;
  assert(
    Number.isInteger(floorPpm) && floorPpm >= 0 && floorPpm <= PPM,
    'the floor is 0 … 1,000,000 millionths',
  );
  // All downtime sums to at most measured · 10^6, so the first bound makes the doubles exact.
  assert(Number.isSafeInteger(measured * PPM), 'the measured time is short enough to be judged exactly');
  assert(
    downtimeSum >= 0 && downtimeSum <= measured * PPM,
    'a node is not down for longer than it is measured',
  );
  if (measured === 0) return due;
  const up = measured * PPM - downtimeSum;
  if (up < floorPpm * measured) return 0n;
  return (due * BigInt(up)) / BigInt(measured * PPM);
}

/** The contracts tolerate a thirtieth of the checks; beyond, every failed check counts: a cliff. §M9.5 */
const TOLERATED_PART = 30;
/**
 * Checks that the penalty of 2019 is divided by: a quarter of a day in seconds, which is how many checks of 2
 * minutes 30 days have. It does not follow the schedule.
 */
const CHECKS_OF_2019 = 21_600n;
/** Halves the pay of `sm-1.5` when stake is short. */
const SHORT_STAKE_DIVISOR = 2n;

function contractPay(
  policy: PaymentPolicy & { readonly kind: 'sm-talk-2019' | 'sm-1.5' },
  due: Tokens,
  month: MonthJudged,
): Tokens {
  const { kind, schedule, latencyMaxMicros } = policy;
  const { failedChecks: failed, lateChecks: late, latencyMicros, isStakeShort } = month;
  assert(Number.isSafeInteger(failed) && failed >= 0, 'failed checks are counted');
  assert(Number.isSafeInteger(late) && late >= 0, 'late checks are counted');
  assert(Number.isSafeInteger(latencyMicros) && latencyMicros >= 0, 'a latency is a whole number from 0');
  const checks = checksOf(schedule);
  const missed = failed + late;
  let paid = due;
  if (missed > Math.floor(checks / TOLERATED_PART)) {
    const whole = kind === 'sm-1.5' ? BigInt(checks) : CHECKS_OF_2019;
    const penalty = (due * BigInt(missed)) / whole;
    paid = penalty < due ? due - penalty : 0n;
  }
  if (latencyMicros > latencyMaxMicros) paid = (paid * BigInt(latencyMaxMicros)) / BigInt(latencyMicros);
  return kind === 'sm-1.5' && isStakeShort ? paid / SHORT_STAKE_DIVISOR : paid;
}

/**
 * Whole checks that a monitor makes of a node before it reports: 21,570 in 30 days − 1 hour each 2 minutes.
 */
export function checksOf({ period, delta, check }: ClaimSchedule): number {
  assert(check > 0 && delta + check <= period, 'a period has time for a check before the reports');
  return Math.floor((period - delta) / check);
}

/** A measured downtime, 0 … 1,000,000 millionths, in failed checks; rounded down, in favour of the node. */
export function failedChecks(schedule: ClaimSchedule, downtimePpm: Ppm): number {
  return Math.floor((checksOf(schedule) * downtimePpm) / PPM);
}

/** Whole checks that a claim at `now` comes too late, counted from period + delta after the last claim. */
export function lateChecks(schedule: ClaimSchedule, claim: { lastClaim: Instant; now: Instant }): number {
  const deadline = claim.lastClaim + schedule.period + schedule.delta;
  return claim.now > deadline ? Math.floor((claim.now - deadline) / schedule.check) : 0;
}
