/** What each validator has now and in the months to come, without a look at any delegation. §M2.2, §M11.1 */
import { assert } from '../base/assert.ts';
import type { MonthIndex, ValidatorIndex } from '../base/ids.ts';

/** The part of a stake that a slash leaves: kept / whole. */
export interface KeptPart {
  readonly kept: bigint;
  readonly whole: bigint;
}

/**
 * A sum for each validator, with what joins it next month and what leaves it in each of the months ahead.
 * Months may pass without a call: a validator catches up when it is next asked. The caller names its present
 * month, which never goes back. Two promises: no sum is negative, and a cut never makes one grow.
 */
export class StakeByMonth {
  /** Months that a departure may lie ahead, and the present one. */
  readonly #span: number;
  readonly #sums: bigint[];
  /** The month that a validator's sum is of. */
  readonly #reached: Int32Array;
  /** What joins in the month after the reached one. */
  readonly #joining: bigint[];
  /** [validator · span + month mod span] What leaves as that month begins. */
  readonly #leaving: bigint[];

  /** Nothing is delegated yet, in month 0. Nothing leaves more than `monthsAhead` after it is asked to. */
  constructor({ validators, monthsAhead }: { readonly validators: number; readonly monthsAhead: number }) {
    this.#span = monthsAhead + 1;
    this.#sums = Array<bigint>(validators).fill(0n);
    this.#reached = new Int32Array(validators);
    this.#joining = Array<bigint>(validators).fill(0n);
    this.#leaving = Array<bigint>(validators * this.#span).fill(0n);
  }

  /** Adds what counts from the present month on. */
  add(validator: ValidatorIndex, present: MonthIndex, amount: bigint): void {
    this.#reach(validator, present);
    this.#sums[validator] += amount;
  }

  /** Adds what counts from the month after the present one. */
  addNext(validator: ValidatorIndex, present: MonthIndex, amount: bigint): void {
    this.#reach(validator, present);
    this.#joining[validator] += amount;
  }

  /** Takes away what counts until the month before `end`. */
  leave(validator: ValidatorIndex, present: MonthIndex, end: MonthIndex, amount: bigint): void {
    assert(end > present, 'stake leaves in a month to come');
    assert(end - present < this.#span, 'stake leaves within the longest period');
    this.#reach(validator, present);
    this.#leaving[this.#place(validator, end)] += amount;
  }

  /** The sum in the present month. */
  now(validator: ValidatorIndex, present: MonthIndex): bigint {
    this.#reach(validator, present);
    return this.#sums[validator];
  }

  /** What joins in the month after the present one. */
  joining(validator: ValidatorIndex, present: MonthIndex): bigint {
    this.#reach(validator, present);
    return this.#joining[validator];
  }

  /** The sum in `month`, the present one or later, if nothing else happens. */
  at(validator: ValidatorIndex, present: MonthIndex, month: MonthIndex): bigint {
    assert(month >= present, 'stake of the past is not kept');
    let sum = this.now(validator, present);
    if (month > present) sum += this.#joining[validator];
    const last = Math.min(month, present + this.#span - 1);
    for (let next = present + 1; next <= last; next += 1) sum -= this.#leaving[this.#place(validator, next)];
    return sum;
  }

  /**
   * Leaves the sum and each departure with floor(amount · kept / whole), rounded one by one; what joins is
   * cut only on demand. The floor of a sum is no less than the sum of floors, so the sum stays at least what
   * the departures and all who stay keep, each rounded for itself. §M12.2
   */
  cut(validator: ValidatorIndex, present: MonthIndex, { kept, whole }: KeptPart, cutsJoining: boolean): void {
    assert(kept >= 0n, 'no negative part is kept');
    assert(kept <= whole, 'a slashed stake never grows');
    this.#reach(validator, present);
    this.#sums[validator] = (this.#sums[validator] * kept) / whole;
    if (cutsJoining) this.#joining[validator] = (this.#joining[validator] * kept) / whole;
    const first = validator * this.#span;
    for (let place = first; place < first + this.#span; place += 1) {
      const amount = this.#leaving[place];
      if (amount !== 0n) this.#leaving[place] = (amount * kept) / whole;
    }
  }

  /** Brings a validator's sum to the present month. */
  #reach(validator: ValidatorIndex, present: MonthIndex): void {
    const reached = this.#reached[validator];
    if (reached === present) return;
    assert(present > reached, 'months do not go back');
    let sum = this.#sums[validator] + this.#joining[validator];
    this.#joining[validator] = 0n;
    const last = Math.min(present, reached + this.#span - 1);
    for (let month = reached + 1; month <= last; month += 1) {
      const place = this.#place(validator, month);
      sum -= this.#leaving[place];
      this.#leaving[place] = 0n;
    }
    assert(sum >= 0n, 'no more leaves than is there');
    this.#sums[validator] = sum;
    this.#reached[validator] = present;
  }

  #place(validator: ValidatorIndex, month: MonthIndex): number {
    return validator * this.#span + (month % this.#span);
  }
}
