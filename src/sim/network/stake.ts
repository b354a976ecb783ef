/** The delegations of one run as slashing leaves them, and what is summed from them. §M11, §M12.2 */
import { assert } from '../../base/assert.ts';
import type { ValidatorIndex } from '../../base/ids.ts';
import type { Tokens } from '../../base/units.ts';
import {
  delegatedRows,
  delegatedStake,
  effectiveRows,
  effectiveStake,
  type DelegationBook,
  type EffectiveStake,
} from '../../economics/delegation.ts';
import type { SlashedStake } from '../../economics/slashing.ts';

/**
 * The book and its sums. Two promises: no row ever grows, and rows hold no more than is delegated. Effective
 * stake is asked for at paydays, slashes may be hundreds between two of them: a cut only marks its validator,
 * and whoever asks next pays for the marked ones.
 */
export class Stake {
  /** Its amounts are what is left now; rows stay where they are, at 0 when all is gone. */
  readonly book: DelegationBook;
  /** The same column as `book.amounts`, here to be written. */
  readonly #amounts: Tokens[];
  readonly #delegated: Tokens[];
  readonly #effectiveRows: (readonly bigint[])[];
  readonly #effectiveSums: bigint[];
  /** Validators that were cut since effective stake was asked for. */
  readonly #cut = new Set<ValidatorIndex>();

  constructor(initial: DelegationBook) {
    this.#amounts = [...initial.amounts];
    this.book = { ...initial, amounts: this.#amounts };
    this.#delegated = [...delegatedStake(initial)];
    const { rows, validators } = effectiveStake(initial);
    this.#effectiveRows = [...rows];
    this.#effectiveSums = [...validators];
  }

  /**
   * Base units delegated to each validator now: what it began with, less its penalties. Its rows may fall
   * short of it by what rounding took. §M12.2
   */
  get delegated(): readonly Tokens[] {
    return this.#delegated;
  }

  /** Stake as rewards count it now; ask again after a cut. */
  get effective(): EffectiveStake {
    for (const validator of this.#cut) {
      const rows = effectiveRows(this.book, validator);
      this.#effectiveRows[validator] = rows;
      this.#effectiveSums[validator] = rows.reduce((sum, stake) => sum + stake, 0n);
    }
    this.#cut.clear();
    return { rows: this.#effectiveRows, validators: this.#effectiveSums };
  }

  /** Base units of each row of one validator now, in the order of the book. */
  rowsOf(validator: ValidatorIndex): readonly Tokens[] {
    return delegatedRows(this.book, validator);
  }

  /** Leaves the rows of one validator with what a slash lets them keep, in the order of {@link rowsOf}. */
  cut(validator: ValidatorIndex, { kept, penalty }: Pick<SlashedStake, 'kept' | 'penalty'>): void {
    const first = this.book.firstRows[validator];
    assert(kept.length === this.book.firstRows[validator + 1] - first, 'each row is told what it keeps');
    assert(penalty >= 0n, 'a penalty is not negative');
    let left = 0n;
    kept.forEach((amount, index) => {
      assert(amount >= 0n, 'a row keeps no negative amount');
      assert(amount <= this.#amounts[first + index], 'a slashed stake never grows');
      this.#amounts[first + index] = amount;
      left += amount;
    });
    this.#delegated[validator] -= penalty;
    assert(left <= this.#delegated[validator], 'rows hold no more than is delegated');
    this.#cut.add(validator);
  }
}
