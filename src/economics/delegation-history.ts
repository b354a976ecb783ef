/** Slashes and rewards of validators, remembered until each delegation has been told. §M11.2, §M12.2 */
import { assert } from '../base/assert.ts';
import type { HolderIndex, MonthIndex, ValidatorIndex } from '../base/ids.ts';
import type { Tokens } from '../base/units.ts';
import type { DelegationRows } from './delegation-rows.ts';
import { proportion } from './proportion.ts';
import type { KeptPart } from './stake-by-month.ts';

/** What befell all delegations of a validator in a month. */
interface Happening {
  readonly kind: 'slash' | 'reward';
  readonly month: MonthIndex;
  /** Slashes of all validators that went before; of a reward as well. */
  readonly slashesBefore: number;
  /** What a row keeps of its amount or weight; or what it earns by its weight. */
  readonly share: (part: bigint) => bigint;
}

/** Which rows a history tells, and by which rules. */
export interface HistoryOptions {
  readonly rows: DelegationRows;
  readonly holders: number;
  readonly validators: number;
  /** Whether a slash cuts what is accepted and does not count yet. §M12.2 */
  readonly cutsAccepted: boolean;
}

/**
 * One list of happenings a validator. A row remembers how many it has seen; whoever reads it first lets it
 * catch up, in the order in which things happened, so that it cannot matter when a row is read. Each slash is
 * rounded for itself, each reward is weighed by what the row was worth then.
 */
export class DelegationHistory {
  readonly #rows: DelegationRows;
  readonly #cutsAccepted: boolean;
  readonly #happenings: Happening[][];
  readonly #earned: Tokens[];
  /** By validator: rewards remembered, less what rows have been given of them. */
  readonly #notEarned: Tokens[];
  /** By row: what an undelegation that is cut twice will set free; all of its amount when missing. */
  readonly #freed = new Map<number, Tokens>();
  #slashes = 0;

  constructor({ rows, holders, validators, cutsAccepted }: HistoryOptions) {
    this.#rows = rows;
    this.#cutsAccepted = cutsAccepted;
    this.#happenings = Array.from({ length: validators }, () => []);
    this.#earned = Array<Tokens>(holders).fill(0n);
    this.#notEarned = Array<Tokens>(validators).fill(0n);
  }

  /** Slashes of all validators until now. */
  get slashes(): number {
    return this.#slashes;
  }

  /** Happenings of a validator until now: what a row accepted now need not be told. */
  length(validator: ValidatorIndex): number {
    return this.#happenings[validator].length;
  }

  /** Remembers a slash. No row of the validator weighs more than `heaviest`. */
  slash(validator: ValidatorIndex, month: MonthIndex, { kept, whole }: KeptPart, heaviest: bigint): void {
    // A proportion is exact for parts up to its whole; weights are hundredths and may exceed it.
    const scale = heaviest / whole + 1n;
    const share = proportion(kept * scale, whole * scale);
    this.#happenings[validator].push({ kind: 'slash', month, slashesBefore: this.#slashes, share });
    this.#slashes += 1;
  }

  /** Remembers that rows of `validator` share `reward` by their weights, `whole` together. */
  reward(validator: ValidatorIndex, month: MonthIndex, reward: Tokens, whole: bigint): void {
    const share = proportion(reward, whole);
    this.#happenings[validator].push({ kind: 'reward', month, slashesBefore: this.#slashes, share });
    this.#notEarned[validator] += reward;
  }

  /** Tells a row all that it has not seen. */
  catchUp(row: number): void {
    const happenings = this.#happenings[this.#rows.validator(row)];
    if (this.#rows.seen(row) < happenings.length) this.#tell(row, happenings);
  }

  /** The row's amount, told of all. */
  amount(row: number): Tokens {
    this.catchUp(row);
    return this.#rows.amounts[row];
  }

  /** What the row's end sets free: its amount, unless it is cut twice. */
  freed(row: number): Tokens {
    this.catchUp(row);
    return this.#freed.get(row) ?? this.#rows.amounts[row];
  }

  /**
   * Cuts what an undelegation sets free once more, by the slashes of its validator from number `first` on,
   * counted over all validators. §M12.2
   */
  cutAgain(row: number, first: number): void {
    const validator = this.#rows.validator(row);
    const started = this.#rows.started(row);
    const amount = this.amount(row);
    let freed = amount;
    for (const { kind, month, slashesBefore, share } of this.#happenings[validator]) {
      if (kind === 'slash' && slashesBefore >= first && month >= started) freed = share(freed);
    }
    if (freed < amount) this.#freed.set(row, freed);
  }

  /** Forgets a row that has ended. */
  forget(row: number): void {
    this.#freed.delete(row);
  }

  /** Base units that the holder's rows have earned as far as they were told. */
  earned(holder: HolderIndex): Tokens {
    return this.#earned[holder];
  }

  /** Gives out what {@link DelegationHistory.earned} says. */
  collect(holder: HolderIndex): Tokens {
    const earned = this.#earned[holder];
    this.#earned[holder] = 0n;
    return earned;
  }

  /** Gives out what is left of a validator's remembered rewards: its dust, once all rows are told. */
  takeDust(validator: ValidatorIndex): Tokens {
    const dust = this.#notEarned[validator];
    this.#notEarned[validator] = 0n;
    return dust;
  }

  #tell(row: number, happenings: readonly Happening[]): void {
    const rows = this.#rows;
    const { amounts, effective } = rows;
    const started = rows.started(row);
    const finished = rows.finished(row);
    for (let place = rows.seen(row); place < happenings.length; place += 1) {
      const { kind, month, share } = happenings[place];
      // Months never go back: what follows is later still.
      if (month >= finished) break;
      if (kind === 'slash') {
        if (month < started && !this.#cutsAccepted) continue;
        amounts[row] = share(amounts[row]);
        effective[row] = share(effective[row]);
        const freed = this.#freed.get(row);
        if (freed !== undefined) this.#freed.set(row, share(freed));
      } else if (month >= started) this.#earn(row, share(effective[row]));
    }
    rows.see(row, happenings.length);
  }

  #earn(row: number, amount: Tokens): void {
    const validator = this.#rows.validator(row);
    this.#earned[this.#rows.holder(row)] += amount;
    this.#notEarned[validator] -= amount;
    assert(this.#notEarned[validator] >= 0n, 'no more is earned than was shared');
  }
}
