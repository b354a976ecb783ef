/**
 * The register of delegations as a textbook would have it: every happening walks over every delegation at
 * once. Slow and plain, to hold the lazy one against.
 */
import { monthStart } from '../../src/base/calendar-months.ts';
import type { DelegationOptions, DelegationState } from '../../src/economics/delegation-life.ts';

const THREE_DAYS = 3 * 86_400_000;

interface EagerRow {
  readonly holder: number;
  readonly validator: number;
  readonly lock: number;
  readonly started: number;
  amount: bigint;
  effective: bigint;
  /** What the end sets free, where that is not the amount. */
  freed?: bigint;
  state: DelegationState;
  end?: number;
}

interface Sums {
  delegated: bigint;
  effective: bigint;
}

interface EagerValidator {
  terms: DelegationOptions['terms'];
  readonly now: Sums;
  readonly joining: Sums;
  readonly leaving: Map<number, Sums>;
  readonly losses: { holder: number; loss: bigint }[];
  readonly slashes: { number: number; month: number; kept: bigint; whole: bigint }[];
  penalties: bigint;
  dust: bigint;
}

interface EagerPay {
  readonly fee: bigint;
  readonly dust: bigint;
  readonly byLock: bigint[];
  readonly rewards: bigint[];
}

const noSums = (): Sums => ({ delegated: 0n, effective: 0n });

export class EagerDelegations {
  readonly options: DelegationOptions;
  readonly rows: EagerRow[] = [];
  readonly validators: EagerValidator[];
  readonly stuck: bigint[];
  readonly earnedBy: bigint[];
  readonly processed: number[];
  slashCount = 0;
  month = 0;

  constructor(options: DelegationOptions) {
    this.options = options;
    this.validators = Array.from({ length: options.validators }, () => ({
      terms: options.terms,
      now: noSums(),
      joining: noSums(),
      leaving: new Map<number, Sums>(),
      losses: [],
      slashes: [],
      penalties: 0n,
      dust: 0n,
    }));
    this.stuck = Array.from({ length: options.holders }, () => 0n);
    this.earnedBy = Array.from({ length: options.holders }, () => 0n);
    this.processed = Array.from({ length: options.holders }, () => 0);
  }

  turn(target: number): void {
    while (this.month < target) this.#nextMonth();
  }

  #nextMonth(): void {
    this.month += 1;
    for (const validator of this.validators) {
      const leaving = validator.leaving.get(this.month) ?? noSums();
      validator.now.delegated += validator.joining.delegated - leaving.delegated;
      validator.now.effective += validator.joining.effective - leaving.effective;
      validator.joining.delegated = 0n;
      validator.joining.effective = 0n;
      validator.leaving.delete(this.month);
    }
    for (const row of this.rows) {
      if (row.state === 'proposed') row.state = 'ended';
      else if (row.state === 'accepted') row.state = 'delegated';
      else if (row.state === 'undelegating' && row.end === this.month) {
        row.state = 'ended';
        this.stuck[row.holder] += row.amount - (row.freed ?? row.amount);
      }
    }
  }

  #row(request: { holder: number; validator: number; lock: number; amount: bigint }): EagerRow {
    const { multiplierPpm } = this.options.locks[request.lock];
    const effective = (request.amount * BigInt(multiplierPpm) * 100n) / 1_000_000n;
    const row: EagerRow = { ...request, effective, started: this.month + 1, state: 'proposed' };
    this.rows.push(row);
    return row;
  }

  deal(request: { holder: number; validator: number; lock: number; amount: bigint; started: number }): void {
    const row = this.#row(request);
    Object.assign(row, { started: request.started, state: 'delegated' });
    this.validators[row.validator].now.delegated += row.amount;
    this.validators[row.validator].now.effective += row.effective;
  }

  propose(request: {
    holder: number;
    validator: number;
    lock: number;
    amount: bigint;
    balance: bigint;
  }): string {
    const { holder, validator, lock, amount, balance } = request;
    const { acceptsRequests, minimum } = this.validators[validator].terms;
    if (!acceptsRequests) return 'validator-not-accepting';
    if (amount < minimum) return 'below-minimum';
    if (!this.#mayServe(holder, validator)) return 'too-many-validators';
    if (this.bound(holder) + amount > balance) return 'not-enough-tokens';
    this.process(holder);
    this.#row({ holder, validator, lock, amount });
    return 'proposed';
  }

  accept(index: number): string {
    const row = this.rows[index];
    if (row.state !== 'proposed') return 'not-proposed';
    if (!this.#mayServe(row.holder, row.validator)) return 'too-many-validators';
    this.process(row.holder);
    row.state = 'accepted';
    this.validators[row.validator].joining.delegated += row.amount;
    this.validators[row.validator].joining.effective += row.effective;
    return 'accepted';
  }

  withdraw(index: number): string {
    if (this.rows[index].state !== 'proposed') return 'not-proposed';
    this.rows[index].state = 'ended';
    return 'withdrawn';
  }

  requestUndelegation(index: number, by: 'holder' | 'validator', at: number): string {
    const row = this.rows[index];
    if (row.state !== 'delegated') return 'not-delegated';
    let end = row.started;
    while (end <= this.month) end += this.options.locks[row.lock].months;
    const begins = monthStart(this.options.calendar, end);
    if (begins - at <= THREE_DAYS) return 'too-late';
    if (by === 'holder') this.process(row.holder);
    const validator = this.validators[row.validator];
    const leaving = validator.leaving.get(end) ?? noSums();
    leaving.delegated += row.amount;
    leaving.effective += row.effective;
    validator.leaving.set(end, leaving);
    row.state = 'undelegating';
    row.end = end;
    if (this.options.cutsTwice === true) {
      row.freed = row.amount;
      for (const { number, month, kept, whole } of validator.slashes) {
        const isUnprocessed = number >= this.processed[row.holder];
        if (isUnprocessed && month >= row.started) row.freed = (row.freed * kept) / whole;
      }
    }
    return `ends ${end}`;
  }

  process(holder: number): void {
    this.processed[holder] = this.slashCount;
  }

  slash(index: number, asked: bigint): bigint {
    const validator = this.validators[index];
    const { now, joining } = validator;
    const cutsAccepted = this.options.cutsAccepted === true;
    const whole = now.delegated + (cutsAccepted ? joining.delegated : 0n);
    const penalty = asked < whole ? asked : whole;
    if (penalty === 0n) return 0n;
    const keep = (amount: bigint): bigint => (amount * (whole - penalty)) / whole;
    const hit = ['delegated', 'undelegating', ...(cutsAccepted ? ['accepted'] : [])];
    for (const row of this.rows) {
      if (row.validator !== index || !hit.includes(row.state)) continue;
      validator.losses.push({ holder: row.holder, loss: row.amount - keep(row.amount) });
      row.amount = keep(row.amount);
      row.effective = keep(row.effective);
      if (row.freed !== undefined) row.freed = keep(row.freed);
    }
    for (const sums of [now, ...(cutsAccepted ? [joining] : []), ...validator.leaving.values()]) {
      sums.delegated = keep(sums.delegated);
      sums.effective = keep(sums.effective);
    }
    const happened = { number: this.slashCount, month: this.month, kept: whole - penalty, whole };
    validator.slashes.push(happened);
    this.slashCount += 1;
    validator.penalties += penalty;
    return penalty;
  }

  settle(index: number): { losses: bigint[]; penalty: bigint; rounding: bigint; dust: bigint } {
    const validator = this.validators[index];
    const losses = this.stuck.map(() => 0n);
    for (const { holder, loss } of validator.losses) losses[holder] += loss;
    const { penalties: penalty, dust } = validator;
    const rounding = losses.reduce((sum, loss) => sum + loss, 0n) - penalty;
    validator.losses.length = 0;
    validator.penalties = 0n;
    validator.dust = 0n;
    return { losses, penalty, rounding, dust };
  }

  pay(index: number, bounty: bigint): EagerPay {
    const validator = this.validators[index];
    const fee = (bounty * BigInt(validator.terms.feePerMille)) / 1000n;
    const rewards = this.stuck.map(() => 0n);
    const byLock = this.options.locks.map(() => 0n);
    let dust = bounty - fee;
    for (const row of this.rows) {
      if (row.validator !== index || !['delegated', 'undelegating'].includes(row.state)) continue;
      if (validator.now.effective === 0n) continue;
      const reward = ((bounty - fee) * row.effective) / validator.now.effective;
      rewards[row.holder] += reward;
      byLock[row.lock] += reward;
      dust -= reward;
    }
    return { fee, dust, byLock, rewards };
  }

  /** Pays at once, where the lazy register only remembers. */
  credit(index: number, bounty: bigint): { fee: bigint; dust: bigint } {
    const { fee, dust, rewards } = this.pay(index, bounty);
    rewards.forEach((reward, holder) => (this.earnedBy[holder] += reward));
    const { now } = this.validators[index];
    if (now.effective === 0n) return { fee, dust };
    this.validators[index].dust += dust;
    return { fee, dust: 0n };
  }

  collect(holder: number): bigint {
    this.process(holder);
    const earned = this.earnedBy[holder];
    this.earnedBy[holder] = 0n;
    return earned;
  }

  bound(holder: number): bigint {
    let bound = this.stuck[holder];
    for (const row of this.rows) if (row.holder === holder && row.state !== 'ended') bound += row.amount;
    for (const { losses } of this.validators) {
      for (const loss of losses) if (loss.holder === holder) bound += loss.loss;
    }
    return bound;
  }

  validatorsOf(holder: number): Set<number> {
    const serving = this.rows.filter(
      (row) => row.holder === holder && ['accepted', 'delegated'].includes(row.state),
    );
    return new Set(serving.map((row) => row.validator));
  }

  sumsAt(index: number, month: number): Sums {
    const { now, joining, leaving } = this.validators[index];
    const sums = { ...now };
    if (month > this.month) {
      sums.delegated += joining.delegated;
      sums.effective += joining.effective;
    }
    for (const [end, gone] of leaving) {
      if (end > month) continue;
      sums.delegated -= gone.delegated;
      sums.effective -= gone.effective;
    }
    return sums;
  }

  #mayServe(holder: number, validator: number): boolean {
    const served = this.validatorsOf(holder);
    return served.has(validator) || served.size < (this.options.validatorsPerHolderMax ?? 20);
  }
}
