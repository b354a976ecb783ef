/** The register of delegations: their life, what they count for, what they lose and earn. §M11, §M12 */
import { assert } from '../base/assert.ts';
import { monthAt, monthStart } from '../base/calendar-months.ts';
import type { HolderIndex, MonthIndex, ValidatorIndex } from '../base/ids.ts';
import type { Instant, Tokens } from '../base/units.ts';
import { DelegationHistory } from './delegation-history.ts';
import type {
  Acceptance,
  DelegationOptions,
  DelegationState,
  PaidBounty,
  Proposal,
  Request,
  Settlement,
  SharedBounty,
  Undelegation,
  ValidatorTerms,
  Withdrawal,
} from './delegation-life.ts';
import { isInTime, periodEnd, UNDELEGATION_NOTICE } from './delegation-period.ts';
import { DelegationRows, NEVER, type DelegationId } from './delegation-rows.ts';
import { VALIDATORS_PER_HOLDER_MAX } from './initial-delegations.ts';
import { ServedValidators } from './served-validators.ts';
import { ValidatorStakes, type Visit } from './validator-stakes.ts';

/** Parts per million in a hundredth: weights are hundredths of a base unit, as the contracts count. §M11.1 */
const PPM_PER_HUNDREDTH = 10_000n;

/**
 * All delegations, and what is summed from them. No month's turn and no slash looks at a single delegation:
 * sums keep their own account of what joins and leaves, and a row learns what befell it when it is read.
 * Promises: an answer never hangs on when other questions were asked; a validator's sum is at least what its
 * rows hold; no row ever grows; a token is bound once.
 */
export class Delegations {
  readonly #options: DelegationOptions;
  readonly #multipliers: readonly bigint[];
  readonly #rows: DelegationRows;
  readonly #history: DelegationHistory;
  readonly #stakes: ValidatorStakes;
  readonly #terms: ValidatorTerms[];
  /** Slashes before a holder's last act: later ones it has not processed. §M12.2 */
  readonly #processed: Int32Array;
  /** Base units that ended undelegations did not set free, where they are cut twice. */
  readonly #stuck = new Map<HolderIndex, Tokens>();
  readonly #served: ServedValidators;
  #month: MonthIndex = 0;

  /** An empty register in month 0. */
  constructor(options: DelegationOptions) {
    const { holders, validators, locks } = options;
    assert(locks.length > 0, 'there is a period to choose');
    assert(locks.length <= 256, 'the index of a lock fits into a byte');
    this.#options = options;
    this.#multipliers = locks.map((lock) => BigInt(lock.multiplierPpm));
    this.#rows = new DelegationRows({ holders, validators });
    const cutsAccepted = options.cutsAccepted ?? false;
    this.#history = new DelegationHistory({ rows: this.#rows, holders, validators, cutsAccepted });
    const monthsAhead = locks.reduce((longest, { months }) => Math.max(longest, months), 1);
    const parts = { rows: this.#rows, history: this.#history, validators, cutsAccepted };
    this.#stakes = new ValidatorStakes({ ...parts, locks: locks.length, monthsAhead });
    this.#terms = Array<ValidatorTerms>(validators).fill(options.terms);
    this.#processed = new Int32Array(holders);
    this.#served = new ServedValidators(this.#rows, validators);
  }

  /** The month in which the register stands. */
  get month(): MonthIndex {
    return this.#month;
  }

  /**
   * Enters `month`: what was accepted before begins to count, periods that were asked to end are over,
   * proposals that nobody accepted are dead.
   */
  turn(month: MonthIndex): void {
    assert(month > this.#month, 'months do not go back');
    this.#month = month;
  }

  /** What a validator asks for now. */
  terms(validator: ValidatorIndex): ValidatorTerms {
    return this.#terms[validator];
  }

  /** From now on a validator asks for `terms`; what was proposed under others stands. */
  setTerms(validator: ValidatorIndex, terms: ValidatorTerms): void {
    assert(terms.feePerMille >= 0 && terms.feePerMille <= 1000, 'a fee is a part of the bounty');
    this.#terms[validator] = terms;
  }

  /**
   * Enters a delegation that counts already, since `started` (this month when missing; a negative month lies
   * before the run): the stake with which a run begins. Limits are the caller's.
   */
  deal(request: Request & { readonly started?: MonthIndex }): DelegationId {
    const { started = this.#month } = request;
    assert(started <= this.#month, 'what is dealt counts already');
    const row = this.#make(request, started);
    this.#rows.accept(row, this.#history.length(request.validator));
    this.#stakes.delegated.add(request.validator, this.#month, request.amount);
    this.#stakes.effective.add(request.validator, this.#month, this.#rows.effective[row]);
    return this.#rows.id(row);
  }

  /**
   * Offers `amount` to a validator for a period, from next month on. It is bound at once, and free again if
   * the month ends without an answer. `balance` is all that the holder's account has, in base units. §M11.1
   */
  propose(request: Request & { readonly balance: Tokens }): Proposal {
    const { holder, validator, amount, balance } = request;
    const { acceptsRequests, minimum } = this.#terms[validator];
    if (!acceptsRequests) return { kind: 'refused', reason: 'validator-not-accepting' };
    if (amount < minimum) return { kind: 'refused', reason: 'below-minimum' };
    if (!this.#mayServe(holder, validator)) return { kind: 'refused', reason: 'too-many-validators' };
    if (this.bound(holder) + amount > balance) return { kind: 'refused', reason: 'not-enough-tokens' };
    this.process(holder);
    return { kind: 'proposed', id: this.#rows.id(this.#make(request, this.#month + 1)) };
  }

  /** The validator takes a proposal of this month: it counts from the next one on. */
  accept(id: DelegationId): Acceptance {
    const row = this.#proposal(id);
    if (row === undefined) return { kind: 'refused', reason: 'not-proposed' };
    const rows = this.#rows;
    const holder = rows.holder(row);
    const validator = rows.validator(row);
    if (!this.#mayServe(holder, validator)) return { kind: 'refused', reason: 'too-many-validators' };
    this.process(holder);
    rows.accept(row, this.#history.length(validator));
    this.#stakes.delegated.addNext(validator, this.#month, rows.amounts[row]);
    this.#stakes.effective.addNext(validator, this.#month, rows.effective[row]);
    return { kind: 'accepted', starts: this.#month + 1 };
  }

  /** Ends a proposal of this month: its holder takes it back, or its validator declines it. */
  withdraw(id: DelegationId): Withdrawal {
    const row = this.#proposal(id);
    if (row === undefined) return { kind: 'refused', reason: 'not-proposed' };
    this.#rows.ofHolder(this.#rows.holder(row), (other) => other !== row);
    return { kind: 'withdrawn' };
  }

  /**
   * Asks at the instant `at` of this month that a delegation end with its period. Until then it counts, earns
   * and is slashed. Too late within the notice before the month that follows the period: it renews itself,
   * and may be asked for again next month.
   *
   * Where undelegations are `cutsTwice`: one that its validator asks for is cut once more by the slashes that
   * its holder has not processed (by a proposal, an acceptance, an undelegation of its own, a collection) and
   * by later ones as usual; what its end does not set free stays bound for good and earns nothing. §M12.2
   */
  requestUndelegation(
    id: DelegationId,
    { by, at }: { readonly by: 'holder' | 'validator'; readonly at: Instant },
  ): Undelegation {
    const { calendar, locks, undelegationNotice = UNDELEGATION_NOTICE } = this.#options;
    assert(monthAt(calendar, at) === this.#month, 'a request is made in this month');
    if (this.stateOf(id) !== 'delegated') return { kind: 'refused', reason: 'not-delegated' };
    const row = this.#row(id);
    const rows = this.#rows;
    const { months } = locks[rows.lock(row)];
    const end = periodEnd({ started: rows.started(row), months }, this.#month);
    if (!isInTime(at, monthStart(calendar, end), undelegationNotice)) {
      return { kind: 'refused', reason: 'too-late' };
    }
    const holder = rows.holder(row);
    const validator = rows.validator(row);
    if (by === 'holder') this.process(holder);
    const amount = this.#history.amount(row);
    this.#stakes.delegated.leave(validator, this.#month, end, amount);
    this.#stakes.effective.leave(validator, this.#month, end, rows.effective[row]);
    if (this.#options.cutsTwice === true) this.#history.cutAgain(row, this.#processed[holder]);
    rows.finish(row, end);
    return { kind: 'requested', ends: end };
  }

  /** The holder learns of all slashes, as by an act of its own; matters where undelegations are cut twice. */
  process(holder: HolderIndex): void {
    this.#processed[holder] = this.#history.slashes;
  }

  /** Where a delegation stands in its life. */
  stateOf(id: DelegationId): DelegationState {
    const row = this.#rows.find(id);
    if (row === undefined || this.#hasEnded(row)) return 'ended';
    if (!this.#rows.isAccepted(row)) return 'proposed';
    if (this.#month < this.#rows.started(row)) return 'accepted';
    return this.#rows.finished(row) === NEVER ? 'delegated' : 'undelegating';
  }

  /** Base units of a delegation that has not ended. */
  amountOf(id: DelegationId): Tokens {
    return this.#history.amount(this.#row(id));
  }

  /** Who delegated, and to whom: a delegation that has not ended. */
  partiesOf(id: DelegationId): { readonly holder: HolderIndex; readonly validator: ValidatorIndex } {
    const row = this.#row(id);
    return { holder: this.#rows.holder(row), validator: this.#rows.validator(row) };
  }

  /** Index of the lock of a delegation that has not ended. */
  lockOf(id: DelegationId): number {
    return this.#rows.lock(this.#row(id));
  }

  /** Weight of a delegation that has not ended: amount · multiplier in hundredths of a base unit. §M11.1 */
  effectiveOf(id: DelegationId): bigint {
    const row = this.#row(id);
    this.#history.catchUp(row);
    return this.#rows.effective[row];
  }

  /** The first month after a delegation that was asked to end; undefined when it was not. */
  endOf(id: DelegationId): MonthIndex | undefined {
    const end = this.#rows.finished(this.#row(id));
    return end === NEVER ? undefined : end;
  }

  /** Visits what a holder has proposed or delegated, the newest first; `visit` must not change anything. */
  ofHolder(holder: HolderIndex, visit: (id: DelegationId, validator: ValidatorIndex) => void): void {
    this.#rows.ofHolder(holder, (row) => {
      if (!this.#hasEnded(row)) visit(this.#rows.id(row), this.#rows.validator(row));
      return true;
    });
  }

  /**
   * Base units of the holder's account that it cannot dispose of: its delegations and this month's proposals,
   * and losses that no settlement has yet taken from the account.
   */
  bound(holder: HolderIndex): Tokens {
    const { settled } = this.#rows;
    let bound = 0n;
    this.#rows.ofHolder(holder, (row) => {
      if (!this.#hasEnded(row)) {
        bound += settled[row];
        return true;
      }
      if (!this.#rows.isAccepted(row)) return false;
      const stuck = this.#history.amount(row) - this.#history.freed(row);
      if (settled[row] !== this.#rows.amounts[row]) {
        bound += stuck + settled[row] - this.#rows.amounts[row];
        return true;
      }
      if (stuck > 0n) this.#stuck.set(holder, (this.#stuck.get(holder) ?? 0n) + stuck);
      this.#history.forget(row);
      return false;
    });
    return bound + (this.#stuck.get(holder) ?? 0n);
  }

  /** Validators that a holder serves: with stake that counts or will, and was not asked to end. §M11.1 */
  validatorCount(holder: HolderIndex): number {
    return this.#served.count(holder);
  }

  /** Base units delegated to a validator in `month`, this one when missing, as things stand now. §M2.2 */
  delegated(validator: ValidatorIndex, month: MonthIndex = this.#month): Tokens {
    return this.#stakes.delegated.at(validator, this.#month, month);
  }

  /** Weight of all that is delegated to a validator in `month`, hundredths of a base unit. §M11.1 */
  effective(validator: ValidatorIndex, month: MonthIndex = this.#month): bigint {
    return this.#stakes.effective.at(validator, this.#month, month);
  }

  /** Nodes for which a validator has stake now. §M2.2 */
  nodesAllowed(validator: ValidatorIndex, minimumStake: Tokens): number {
    assert(minimumStake > 0n, 'a node needs stake');
    const nodes = this.delegated(validator) / minimumStake;
    return nodes > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(nodes);
  }

  /** Whether a validator of `nodes` may create one more: (nodes + 1) · minimum ≤ delegated now. §M2.2 */
  mayCreateNode(validator: ValidatorIndex, nodes: number, minimumStake: Tokens): boolean {
    return BigInt(nodes + 1) * minimumStake <= this.delegated(validator);
  }

  /**
   * Takes min(amount, D) of the D base units delegated to a validator, and says how much: each of its
   * delegations that counts, the ending ones too, keeps floor(its amount · (D − p) / D), and of its weight
   * likewise. {@link Delegations.settle} says who lost what. §M12.2
   */
  slash(validator: ValidatorIndex, amount: Tokens): Tokens {
    return this.#stakes.slash(validator, this.#month, amount);
  }

  /**
   * Brings all delegations of a validator up to date, tells `visit` the loss of each that lost something
   * since the last settlement, and says what the losses were for. All losses = penalty + rounding.
   */
  settle(validator: ValidatorIndex, visit: Visit): Settlement {
    return this.#stakes.settle(validator, this.#month, visit);
  }

  /**
   * Shares a validator's bounty at once: fee = floor(bounty · per mille / 1000); of the rest each delegation
   * that counts gets floor(rest · its weight / the validator's), in the order of acceptance. What rounding
   * leaves, all of the rest when nothing counts, is dust: it goes to the validator. §M11.2
   */
  pay(validator: ValidatorIndex, bounty: Tokens, visit: Visit): PaidBounty {
    const { feePerMille } = this.#terms[validator];
    return this.#stakes.pay(validator, this.#month, { amount: bounty, feePerMille }, visit);
  }

  /**
   * Remembers a validator's bounty, to be shared as {@link Delegations.pay} does when a holder collects.
   * Dust is known at the next settlement; where nothing counts, all of the rest is dust at once.
   */
  credit(validator: ValidatorIndex, bounty: Tokens): SharedBounty {
    const { feePerMille } = this.#terms[validator];
    return this.#stakes.credit(validator, this.#month, { amount: bounty, feePerMille });
  }

  /** Base units that a holder has earned by remembered bounties and not collected. */
  earned(holder: HolderIndex): Tokens {
    this.#rows.ofHolder(holder, (row) => {
      this.#history.catchUp(row);
      return true;
    });
    return this.#history.earned(holder);
  }

  /** Gives a holder what it has earned. */
  collect(holder: HolderIndex): Tokens {
    this.process(holder);
    this.earned(holder);
    return this.#history.collect(holder);
  }

  #make({ holder, validator, lock, amount }: Request, started: MonthIndex): number {
    assert(lock < this.#multipliers.length, 'stake is locked for a period that exists');
    const effective = (amount * this.#multipliers[lock]) / PPM_PER_HUNDREDTH;
    return this.#rows.make({ holder, validator, lock, amount, effective, started });
  }

  /** The row of a delegation that has not ended. */
  #row(id: DelegationId): number {
    const row = this.#rows.find(id);
    assert(row !== undefined && !this.#hasEnded(row), 'who asks knows that the delegation has not ended');
    return row;
  }

  /** The row of a proposal that may still be answered. */
  #proposal(id: DelegationId): number | undefined {
    return this.stateOf(id) === 'proposed' ? this.#row(id) : undefined;
  }

  /** Over, or a proposal of a month gone by. */
  #hasEnded(row: number): boolean {
    const rows = this.#rows;
    return (rows.isAccepted(row) ? rows.finished(row) : rows.started(row)) <= this.#month;
  }

  #mayServe(holder: HolderIndex, validator: ValidatorIndex): boolean {
    const { validatorsPerHolderMax = VALIDATORS_PER_HOLDER_MAX } = this.#options;
    return this.#served.mayServe(holder, validator, validatorsPerHolderMax);
  }
}
