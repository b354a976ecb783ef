/** Validators among which holders have spread their stake, as the limit counts them. §M11.1 */
import type { HolderIndex, ValidatorIndex } from '../base/ids.ts';
import { NEVER, type DelegationRows } from './delegation-rows.ts';

/**
 * Counts validators with a delegation that counts or will, and that was not asked to end: proposals are not
 * counted, and an undelegation in progress is no more.
 */
export class ServedValidators {
  readonly #rows: DelegationRows;
  /** By validator: number of the count in which it was last met, to count each once. */
  readonly #met: Float64Array;
  #counts = 0;

  constructor(rows: DelegationRows, validators: number) {
    this.#rows = rows;
    this.#met = new Float64Array(validators);
  }

  /** How many a holder serves. */
  count(holder: HolderIndex): number {
    const rows = this.#rows;
    this.#counts += 1;
    let count = 0;
    rows.ofHolder(holder, (row) => {
      if (!rows.isAccepted(row) || rows.finished(row) !== NEVER) return true;
      const served = rows.validator(row);
      if (this.#met[served] !== this.#counts) count += 1;
      this.#met[served] = this.#counts;
      return true;
    });
    return count;
  }

  /** Whether a holder may serve `validator` within a limit of `most`: one that it serves already it may. */
  mayServe(holder: HolderIndex, validator: ValidatorIndex, most: number): boolean {
    return this.count(holder) < most || this.#met[validator] === this.#counts;
  }
}
