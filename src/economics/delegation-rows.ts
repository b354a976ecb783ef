/** The columns behind the register of delegations, a row for each, and the lists that find them. §M11 */
import { assert } from '../base/assert.ts';
import type { HolderIndex, MonthIndex, ValidatorIndex } from '../base/ids.ts';
import type { Tokens } from '../base/units.ts';

declare const delegationBrand: unique symbol;

/** Name of one delegation, never given twice: its row, and how often the row was used before. */
export type DelegationId = number & { readonly [delegationBrand]: true };

/** A month and a number that do not come: the end of what nobody has ended. */
export const NEVER = 0x7fff_ffff;

/** 2^24 rows at a time; ids stay exact until each of them was used 2^29 times. */
const ROWS_MAX = 0x100_0000;
const FIRST_CAPACITY = 1024;
const NONE = -1;
/** A row is in its holder's list, and from its acceptance in its validator's, until they forget it. */
const OF_HOLDER = 1;
const OF_VALIDATOR = 2;

/** What a row begins with. */
export interface NewRow {
  readonly holder: HolderIndex;
  readonly validator: ValidatorIndex;
  /** Index into the table of locks. */
  readonly lock: number;
  /** Base units, positive. */
  readonly amount: Tokens;
  /** Its weight: hundredths of a base unit. */
  readonly effective: bigint;
  /** First month in which it counts, or would. */
  readonly started: MonthIndex;
}

/**
 * Rows in typed columns, bigints in arrays. A row lives while one of the two lists holds it and is used
 * again afterwards; an id of before is then known as stale. Columns are replaced as they grow: read them
 * afresh after {@link DelegationRows.make}.
 */
export class DelegationRows {
  holders = new Int32Array(FIRST_CAPACITY);
  validators = new Int32Array(FIRST_CAPACITY);
  locks = new Uint8Array(FIRST_CAPACITY);
  /** 1 from the validator's acceptance on. */
  accepted = new Uint8Array(FIRST_CAPACITY);
  /** First month in which a row counts. */
  started = new Int32Array(FIRST_CAPACITY);
  /** First month in which it counts no more, {@link NEVER} unless it was asked to end. */
  finished = new Int32Array(FIRST_CAPACITY);
  /** Happenings of its validator that a row knows of; {@link NEVER} before acceptance: none concerns it. */
  seen = new Int32Array(FIRST_CAPACITY);
  /** Base units as of the happenings that are seen. */
  readonly amounts: Tokens[] = [];
  /** Weight as of the happenings that are seen, hundredths of a base unit. */
  readonly effective: bigint[] = [];
  /** Base units that the holder's account still has for it: losses are taken from there at a settlement. */
  readonly settled: Tokens[] = [];
  #uses = new Int32Array(FIRST_CAPACITY);
  #lists = new Uint8Array(FIRST_CAPACITY);
  #nextOfHolder = new Int32Array(FIRST_CAPACITY);
  readonly #firstOfHolder: Int32Array;
  readonly #ofValidator: number[][];
  readonly #free: number[] = [];

  constructor(size: { readonly holders: number; readonly validators: number }) {
    this.#firstOfHolder = new Int32Array(size.holders).fill(NONE);
    this.#ofValidator = Array.from({ length: size.validators }, () => []);
  }

  /** Rows that were ever in use at the same time. */
  get capacity(): number {
    return this.amounts.length;
  }

  /** A new row in its holder's list, not accepted. */
  make({ holder, validator, lock, amount, effective, started }: NewRow): number {
    assert(holder < this.#firstOfHolder.length, 'who delegates is a holder');
    assert(validator < this.#ofValidator.length, 'stake is delegated to a validator that exists');
    assert(amount > 0n, 'a delegation is not empty');
    const row = this.#free.pop() ?? this.amounts.length;
    assert(row < ROWS_MAX, 'rows can be numbered');
    if (row === this.holders.length) this.#grow();
    this.holders[row] = holder;
    this.validators[row] = validator;
    this.locks[row] = lock;
    this.accepted[row] = 0;
    this.started[row] = started;
    this.finished[row] = NEVER;
    this.seen[row] = NEVER;
    this.amounts[row] = amount;
    this.effective[row] = effective;
    this.settled[row] = amount;
    this.#lists[row] = OF_HOLDER;
    this.#nextOfHolder[row] = this.#firstOfHolder[holder];
    this.#firstOfHolder[holder] = row;
    return row;
  }

  /** The name of a row in use. */
  id(row: number): DelegationId {
    return (this.#uses[row] * ROWS_MAX + row) as DelegationId;
  }

  /** The row of a delegation; undefined when it has ended and its row is free or used again. */
  find(id: DelegationId): number | undefined {
    const row = id % ROWS_MAX;
    return this.#uses[row] === (id - row) / ROWS_MAX ? row : undefined;
  }

  /** Notes the validator's acceptance, after `seen` of its happenings. */
  accept(row: number, seen: number): void {
    assert(this.accepted[row] === 0, 'a delegation is accepted once');
    this.accepted[row] = 1;
    this.seen[row] = seen;
    this.#lists[row] |= OF_VALIDATOR;
    this.#ofValidator[this.validators[row]].push(row);
  }

  /** Visits a holder's rows, the newest first, and forgets those for which `keeps` says no. */
  ofHolder(holder: HolderIndex, keeps: (row: number) => boolean): void {
    let last = NONE;
    let row = this.#firstOfHolder[holder];
    while (row !== NONE) {
      const next = this.#nextOfHolder[row];
      if (keeps(row)) last = row;
      else {
        if (last === NONE) this.#firstOfHolder[holder] = next;
        else this.#nextOfHolder[last] = next;
        this.#leave(row, OF_HOLDER);
      }
      row = next;
    }
  }

  /** Visits a validator's rows in the order of their acceptance, likewise. `keeps` must not accept any. */
  ofValidator(validator: ValidatorIndex, keeps: (row: number) => boolean): void {
    const rows = this.#ofValidator[validator];
    const count = rows.length;
    let kept = 0;
    for (let place = 0; place < count; place += 1) {
      const row = rows[place];
      if (keeps(row)) {
        // Where nobody leaves, nothing is written: that is nearly every payday.
        if (kept !== place) rows[kept] = row;
        kept += 1;
      } else this.#leave(row, OF_VALIDATOR);
    }
    assert(rows.length === count, 'nobody joins while rows are visited');
    if (kept < count) rows.length = kept;
  }

  #leave(row: number, list: number): void {
    this.#lists[row] &= ~list;
    if (this.#lists[row] !== 0) return;
    this.#uses[row] += 1;
    this.#free.push(row);
  }

  #grow(): void {
    this.holders = doubled(this.holders);
    this.validators = doubled(this.validators);
    this.locks = doubledBytes(this.locks);
    this.accepted = doubledBytes(this.accepted);
    this.started = doubled(this.started);
    this.finished = doubled(this.finished);
    this.seen = doubled(this.seen);
    this.#uses = doubled(this.#uses);
    this.#lists = doubledBytes(this.#lists);
    this.#nextOfHolder = doubled(this.#nextOfHolder);
  }
}

function doubled(column: Int32Array): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(2 * column.length);
  longer.set(column);
  return longer;
}

function doubledBytes(column: Uint8Array): Uint8Array<ArrayBuffer> {
  const longer = new Uint8Array(2 * column.length);
  longer.set(column);
  return longer;
}
