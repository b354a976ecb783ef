/** Random histories, lived by the lazy register and by the textbook's at the same time. */
import { deepStrictEqual, strictEqual } from 'node:assert';
import { instant } from '../../src/base/units.ts';
import type { DelegationOptions } from '../../src/economics/delegation-life.ts';
import { Delegations } from '../../src/economics/delegations.ts';
import type { DelegationId } from '../../src/economics/delegation-rows.ts';
import { EagerDelegations } from './eager-delegations.helpers.ts';

export const HOLDERS = 4;
export const VALIDATORS = 3;
const MONTH = 30 * 86_400_000;
const HORIZON = 5;

/** One happening: what, and whom and how much it concerns; read modulo what there is. */
export type Step = readonly [what: number, who: number, which: number, size: number, at: number];

/** Rules under which a history is lived, and after how many steps all is read. */
export interface Rules {
  readonly cutsAccepted: boolean;
  readonly cutsTwice: boolean;
  readonly readEvery: number;
}

/** Amounts of a few units, where each rounding shows, and of the model's size. */
const amountOf = (size: number): bigint =>
  size % 5 === 0 ? BigInt(size + 1) * 123_456_789_012_345_678n : BigInt(1 + (size % 40));

/** Both registers, and sums of money that no history may lose. */
export class Histories {
  readonly lazy: Delegations;
  readonly eager: EagerDelegations;
  readonly ids: DelegationId[] = [];
  /** What the holders' accounts have; losses leave them at settlements. */
  readonly balances: bigint[] = Array.from({ length: HOLDERS }, () => 10n ** 21n);
  readonly paidIn = 10n ** 21n * BigInt(HOLDERS);
  slashed = 0n;
  rounding = 0n;
  readonly #rules: Rules;
  #steps = 0;

  constructor(rules: Rules) {
    this.#rules = rules;
    const options: DelegationOptions = {
      holders: HOLDERS,
      validators: VALIDATORS,
      locks: [
        { months: 1, multiplierPpm: 1_000_000 },
        { months: 2, multiplierPpm: 1_500_000 },
        { months: 3, multiplierPpm: 2_000_000 },
      ],
      calendar: { kind: 'days', days: 30, startUnixMillis: 0 },
      terms: { feePerMille: 150, minimum: 3n, acceptsRequests: true },
      validatorsPerHolderMax: 2,
      cutsAccepted: rules.cutsAccepted,
      cutsTwice: rules.cutsTwice,
    };
    this.lazy = new Delegations(options);
    this.eager = new EagerDelegations(options);
    for (let holder = 0; holder < HOLDERS; holder += 1) {
      const row = { holder, validator: holder % 2, lock: holder % 3, amount: BigInt(10 + 7 * holder) };
      this.ids.push(this.lazy.deal({ ...row, started: -holder }));
      this.eager.deal({ ...row, started: -holder });
    }
  }

  live(step: Step): void {
    this.#happen(step);
    this.#steps += 1;
    if (this.#steps % this.#rules.readEvery === 0) this.compareAll();
  }

  #happen([what, who, which, size, at]: Step): void {
    const holder = who % HOLDERS;
    const validator = which % VALIDATORS;
    if (what < 24) return this.#propose(holder, validator, size);
    if (what < 42) return this.#accept(who);
    if (what < 45) return this.#withdraw(who);
    if (what < 57) return this.#undelegate(which, size, at);
    if (what < 65) return this.#slash(validator, size);
    if (what < 71) return this.#pay(validator, amountOf(size) * 3n);
    if (what < 77) return this.#credit(validator, amountOf(size) * 3n);
    if (what < 90) return this.#turn(size);
    if (what < 94) return this.#settle(validator);
    if (what < 96) return this.#collect(holder);
    if (what < 97) return this.#changeTerms(validator, size);
    this.#glance(holder, validator);
  }

  #propose(holder: number, validator: number, size: number): void {
    const request = { holder, validator, lock: size % 3, amount: amountOf(size) };
    const most = this.balances[holder];
    const balance = size % 11 === 0 && amountOf(size) < most ? amountOf(size) : most;
    const answer = this.lazy.propose({ ...request, balance });
    const expected = this.eager.propose({ ...request, balance });
    strictEqual(answer.kind === 'refused' ? answer.reason : answer.kind, expected);
    if (answer.kind === 'proposed') this.ids.push(answer.id);
  }

  /** The latest proposals first: others are past answering. */
  #accept(who: number): void {
    const index = Math.max(0, this.ids.length - 1 - (who % 5));
    const answer = this.lazy.accept(this.ids[index]);
    strictEqual(answer.kind === 'refused' ? answer.reason : answer.kind, this.eager.accept(index));
  }

  #withdraw(who: number): void {
    const index = Math.max(0, this.ids.length - 1 - (who % 3));
    const answer = this.lazy.withdraw(this.ids[index]);
    strictEqual(answer.kind === 'refused' ? answer.reason : answer.kind, this.eager.withdraw(index));
  }

  /** Often at the edge of the notice: three days before the month's end, and a millisecond beside. */
  #undelegate(which: number, size: number, at: number): void {
    const index = which % this.ids.length;
    const by = size % 2 === 0 ? 'holder' : 'validator';
    const within = at % 4 === 0 ? MONTH - 3 * 86_400_000 + ((at >> 2) % 3) - 1 : (at * 7919) % MONTH;
    const instantAt = instant(this.lazy.month * MONTH + within);
    const answer = this.lazy.requestUndelegation(this.ids[index], { by, at: instantAt });
    const expected = this.eager.requestUndelegation(index, by, instantAt);
    strictEqual(answer.kind === 'refused' ? answer.reason : `ends ${answer.ends}`, expected);
  }

  #slash(validator: number, size: number): void {
    const amount = size % 13 === 0 ? 10n ** 30n : amountOf(size >> 1);
    strictEqual(this.lazy.slash(validator, amount), this.eager.slash(validator, amount));
  }

  #pay(validator: number, bounty: bigint): void {
    const rewards = this.balances.map(() => 0n);
    const shared = this.lazy.pay(validator, bounty, (_id, holder, _lock, reward) => {
      rewards[holder] += reward;
    });
    deepStrictEqual({ ...shared, rewards }, this.eager.pay(validator, bounty));
    const given = rewards.reduce((sum, reward) => sum + reward, 0n);
    strictEqual(shared.fee + shared.dust + given, bounty);
  }

  #credit(validator: number, bounty: bigint): void {
    deepStrictEqual(this.lazy.credit(validator, bounty), this.eager.credit(validator, bounty));
  }

  /** Mostly the next month; sometimes several pass without a call. */
  #turn(size: number): void {
    const month = this.lazy.month + (size % 9 === 0 ? 2 + (size % 6) : 1);
    this.lazy.turn(month);
    this.eager.turn(month);
  }

  #settle(validator: number): void {
    const losses = this.balances.map(() => 0n);
    const settled = this.lazy.settle(validator, (_id, holder, _lock, loss) => {
      losses[holder] += loss;
    });
    deepStrictEqual({ ...settled, losses }, this.eager.settle(validator));
    losses.forEach((loss, holder) => (this.balances[holder] -= loss));
    this.slashed += settled.penalty;
    this.rounding += settled.rounding;
    strictEqual(this.rounding >= 0n, true);
  }

  #collect(holder: number): void {
    strictEqual(this.lazy.collect(holder), this.eager.collect(holder));
  }

  #changeTerms(validator: number, size: number): void {
    const terms = { feePerMille: size % 1001, minimum: BigInt(size % 9), acceptsRequests: size % 4 !== 0 };
    this.lazy.setTerms(validator, terms);
    this.eager.validators[validator].terms = terms;
  }

  /** Reads a little, so that rows are touched in any order. */
  #glance(holder: number, validator: number): void {
    strictEqual(this.lazy.bound(holder), this.eager.bound(holder));
    strictEqual(this.lazy.earned(holder), this.eager.earnedBy[holder]);
    const { month } = this.lazy;
    const sums = { delegated: this.lazy.delegated(validator), effective: this.lazy.effective(validator) };
    deepStrictEqual(sums, this.eager.sumsAt(validator, month));
  }

  /** Every question that can be asked. */
  compareAll(): void {
    const { lazy, eager, ids } = this;
    ids.forEach((id, index) => {
      const row = eager.rows[index];
      strictEqual(lazy.stateOf(id), row.state);
      if (row.state === 'ended') return;
      deepStrictEqual([lazy.amountOf(id), lazy.effectiveOf(id)], [row.amount, row.effective]);
      strictEqual(lazy.endOf(id), row.end);
    });
    for (let holder = 0; holder < HOLDERS; holder += 1) {
      strictEqual(lazy.bound(holder), eager.bound(holder));
      strictEqual(lazy.validatorCount(holder), eager.validatorsOf(holder).size);
      strictEqual(lazy.earned(holder), eager.earnedBy[holder]);
    }
    for (let validator = 0; validator < VALIDATORS; validator += 1) {
      for (let month = lazy.month; month <= lazy.month + HORIZON; month += 1) {
        const sums = {
          delegated: lazy.delegated(validator, month),
          effective: lazy.effective(validator, month),
        };
        deepStrictEqual(sums, eager.sumsAt(validator, month));
      }
    }
  }

  /** Settles everybody and counts every unit: what is left, penalties and rounding are what was there. */
  finish(): void {
    this.compareAll();
    for (let validator = 0; validator < VALIDATORS; validator += 1) this.#settle(validator);
    for (let holder = 0; holder < HOLDERS; holder += 1) this.#collect(holder);
    this.compareAll();
    const left = this.balances.reduce((sum, balance) => sum + balance, 0n);
    strictEqual(left + this.slashed + this.rounding, this.paidIn);
    for (let holder = 0; holder < HOLDERS; holder += 1) {
      strictEqual(this.lazy.bound(holder) <= this.balances[holder], true);
    }
    for (let validator = 0; validator < VALIDATORS; validator += 1) {
      const rows = this.eager.rows.filter(
        (row) => row.validator === validator && ['delegated', 'undelegating'].includes(row.state),
      );
      const held = rows.reduce((sum, row) => sum + row.amount, 0n);
      const weight = rows.reduce((sum, row) => sum + row.effective, 0n);
      strictEqual(held <= this.lazy.delegated(validator), true);
      strictEqual(weight <= this.lazy.effective(validator), true);
    }
  }
}
