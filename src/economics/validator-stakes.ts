/** What validators have, lose and share out, over the rows of the register. §M2.2, §M11.2, §M12.2 */
import { assert } from '../base/assert.ts';
import type { HolderIndex, MonthIndex, ValidatorIndex } from '../base/ids.ts';
import type { Tokens } from '../base/units.ts';
import type { DelegationHistory } from './delegation-history.ts';
import type { Bounty, PaidBounty, Settlement, SharedBounty } from './delegation-life.ts';
import type { DelegationId, DelegationRows } from './delegation-rows.ts';
import { proportion } from './proportion.ts';
import { StakeByMonth } from './stake-by-month.ts';

/** Told of a row at a payday or a settlement; it may not change the register. */
export type Visit = (id: DelegationId, holder: HolderIndex, lock: number, amount: Tokens) => void;

/** The register's other parts, and how far ahead stake may be asked to leave. */
export interface ValidatorStakesOptions {
  readonly rows: DelegationRows;
  readonly history: DelegationHistory;
  readonly validators: number;
  /** Periods to choose from. */
  readonly locks: number;
  readonly monthsAhead: number;
  /** Whether a slash cuts what is accepted and does not count yet. §M12.2 */
  readonly cutsAccepted: boolean;
}

/**
 * The validators' side of the register. Every method is told the present month. A validator's sums are at
 * least what its rows hold and weigh.
 */
export class ValidatorStakes {
  /** Base units. */
  readonly delegated: StakeByMonth;
  /** Hundredths of a base unit. */
  readonly effective: StakeByMonth;
  readonly #rows: DelegationRows;
  readonly #history: DelegationHistory;
  readonly #cutsAccepted: boolean;
  readonly #locks: number;
  /** Penalties since the last settlement. */
  readonly #penalties: Tokens[];

  constructor({ rows, history, validators, locks, monthsAhead, cutsAccepted }: ValidatorStakesOptions) {
    this.delegated = new StakeByMonth({ validators, monthsAhead });
    this.effective = new StakeByMonth({ validators, monthsAhead });
    this.#rows = rows;
    this.#history = history;
    this.#cutsAccepted = cutsAccepted;
    this.#locks = locks;
    this.#penalties = Array<Tokens>(validators).fill(0n);
  }

  /** Takes min(amount, stake) from all that is hit, and says how much. */
  slash(validator: ValidatorIndex, month: MonthIndex, amount: Tokens): Tokens {
    assert(amount >= 0n, 'a penalty is not negative');
    const cutsJoining = this.#cutsAccepted;
    const hit = (stake: StakeByMonth): bigint =>
      stake.now(validator, month) + (cutsJoining ? stake.joining(validator, month) : 0n);
    const whole = hit(this.delegated);
    const penalty = amount < whole ? amount : whole;
    if (penalty === 0n) return 0n;
    const part = { kept: whole - penalty, whole };
    this.#history.slash(validator, month, part, hit(this.effective));
    this.delegated.cut(validator, month, part, cutsJoining);
    this.effective.cut(validator, month, part, cutsJoining);
    this.#penalties[validator] += penalty;
    return penalty;
  }

  /** Tells all rows of a validator, and of each what it lost since this was last called. */
  settle(validator: ValidatorIndex, month: MonthIndex, visit: Visit): Settlement {
    const rows = this.#rows;
    let lost = 0n;
    rows.ofValidator(validator, (row) => {
      const amount = this.#history.amount(row);
      const loss = rows.settled[row] - amount;
      assert(loss >= 0n, 'a slashed stake never grows');
      if (loss > 0n) {
        rows.settled[row] = amount;
        lost += loss;
        visit(rows.id(row), rows.holder(row), rows.lock(row), loss);
      }
      return rows.finished(row) > month;
    });
    const penalty = this.#penalties[validator];
    this.#penalties[validator] = 0n;
    return { penalty, rounding: lost - penalty, dust: this.#history.takeDust(validator) };
  }

  /** Shares a bounty at once, each row's part by its weight. */
  pay(validator: ValidatorIndex, month: MonthIndex, bounty: Bounty, visit: Visit): PaidBounty {
    const { fee, rest, whole } = this.#split(validator, month, bounty);
    const byLock = Array<Tokens>(this.#locks).fill(0n);
    if (rest === 0n || whole === 0n) return { fee, dust: rest, byLock };
    const share = proportion(rest, whole);
    const rows = this.#rows;
    const { amounts, effective, settled } = rows;
    const told = this.#history.length(validator);
    rows.ofValidator(validator, (row) => {
      if (rows.seen(row) < told) this.#history.catchUp(row);
      if (rows.finished(row) <= month) return settled[row] !== amounts[row];
      if (rows.started(row) > month) return true;
      const reward = share(effective[row]);
      const lock = rows.lock(row);
      byLock[lock] += reward;
      visit(rows.id(row), rows.holder(row), lock, reward);
      return true;
    });
    const dust = byLock.reduce((left, rewards) => left - rewards, rest);
    assert(dust >= 0n, 'no more is given to holders than the fee leaves');
    return { fee, dust, byLock };
  }

  /** Remembers a bounty, to be shared when rows are told. */
  credit(validator: ValidatorIndex, month: MonthIndex, bounty: Bounty): SharedBounty {
    const { fee, rest, whole } = this.#split(validator, month, bounty);
    if (rest === 0n || whole === 0n) return { fee, dust: rest };
    this.#history.reward(validator, month, rest, whole);
    return { fee, dust: 0n };
  }

  #split(validator: ValidatorIndex, month: MonthIndex, { amount, feePerMille }: Bounty) {
    assert(amount >= 0n, 'a bounty is not negative');
    const fee = (amount * BigInt(feePerMille)) / 1000n;
    return { fee, rest: amount - fee, whole: this.effective.now(validator, month) };
  }
}
