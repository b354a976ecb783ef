/** The table behind the register of delegations, a row for each, and the lists that find them. §M11 */
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

/** Integers of a row, side by side: half a line of the processor's cache, met once instead of eight times. */
const WIDTH = 8;
const HOLDER = 0;
const VALIDATOR = 1;
const MARKS = 2;
const STARTED = 3;
const FINISHED = 4;
const SEEN = 5;
const USES = 6;
const NEXT_OF_HOLDER = 7;

/** Marks of a row: the lowest byte is the lock. */
const LOCK = 0xff;
const ACCEPTED = 0x100;
/** A row is in its holder's list, and from its acceptance in its validator's, until they forget it. */
const OF_HOLDER = 0x200;
const OF_VALIDATOR = 0x400;
const LISTS = OF_HOLDER | OF_VALIDATOR;

/** What a row begins with. */
export interface NewRow {
  readonly holder: HolderIndex;
  readonly validator: ValidatorIndex;
  /** Index into the table of locks, below 256. */
  readonly lock: number;
  /** Base units, positive. */
  readonly amount: Tokens;
  /** Its weight: hundredths of a base unit. */
  readonly effective: bigint;
  /** First month in which it counts, or would. */
  readonly started: MonthIndex;
}

/**
 * Rows of integers in one typed table, their bigints in arrays. A row lives while one of the two lists holds
 * it and is used again afterwards; an id of before is then known as stale.
 */
export class DelegationRows {
  /** Base units as of the happenings that are seen. */
  readonly amounts: Tokens[] = [];
  /** Weight as of the happenings that are seen, hundredths of a base unit. */
  readonly effective: bigint[] = [];
  /** Base units that the holder's account still has for it: losses are taken from there at a settlement. */
  readonly settled: Tokens[] = [];
  /** [row · WIDTH + field] */
  #cells = new Int32Array(FIRST_CAPACITY * WIDTH);
  readonly #firstOfHolder: Int32Array;
  readonly #ofValidator: number[][];
  readonly #free: number[] = [];

  constructor(size: { readonly holders: number; readonly validators: number }) {
    this.#firstOfHolder = new Int32Array(size.holders).fill(NONE);
    this.#ofValidator = Array.from({ length: size.validators }, () => []);
  }

  /** Who delegates. */
  holder(row: number): HolderIndex {
    return this.#cells[row * WIDTH + HOLDER];
  }

  /** To whom. */
  validator(row: number): ValidatorIndex {
    return this.#cells[row * WIDTH + VALIDATOR];
  }

  /** Index into the table of locks. */
  lock(row: number): number {
    return this.#cells[row * WIDTH + MARKS] & LOCK;
  }

  /** Whether the validator has accepted it. */
  isAccepted(row: number): boolean {
    return (this.#cells[row * WIDTH + MARKS] & ACCEPTED) !== 0;
  }

  /** First month in which a row counts. */
  started(row: number): MonthIndex {
    return this.#cells[row * WIDTH + STARTED];
  }

  /** First month in which it counts no more, {@link NEVER} unless it was asked to end. */
  finished(row: number): MonthIndex {
    return this.#cells[row * WIDTH + FINISHED];
  }

  /** From `month` on it counts no more. */
  finish(row: number, month: MonthIndex): void {
    this.#cells[row * WIDTH + FINISHED] = month;
  }

  /** Happenings of its validator that a row knows of; {@link NEVER} before acceptance: none concerns it. */
  seen(row: number): number {
    return this.#cells[row * WIDTH + SEEN];
  }

  /** Notes that it knows of the first `happenings`. */
  see(row: number, happenings: number): void {
    this.#cells[row * WIDTH + SEEN] = happenings;
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
    if (row * WIDTH === this.#cells.length) this.#grow();
    const cells = this.#cells;
    const first = row * WIDTH;
    cells[first + HOLDER] = holder;
    cells[first + VALIDATOR] = validator;
    cells[first + MARKS] = lock | OF_HOLDER;
    cells[first + STARTED] = started;
    cells[first + FINISHED] = NEVER;
    cells[first + SEEN] = NEVER;
    cells[first + NEXT_OF_HOLDER] = this.#firstOfHolder[holder];
    this.#firstOfHolder[holder] = row;
    this.amounts[row] = amount;
    this.effective[row] = effective;
    this.settled[row] = amount;
    return row;
  }

  /** The name of a row in use. */
  id(row: number): DelegationId {
    return (this.#cells[row * WIDTH + USES] * ROWS_MAX + row) as DelegationId;
  }

  /** The row of a delegation; undefined when it has ended and its row is free or used again. */
  find(id: DelegationId): number | undefined {
    const row = id % ROWS_MAX;
    return this.#cells[row * WIDTH + USES] === (id - row) / ROWS_MAX ? row : undefined;
  }

  /** Notes the validator's acceptance, after `seen` of its happenings. */
  accept(row: number, seen: number): void {
    assert(!this.isAccepted(row), 'a delegation is accepted once');
    this.#cells[row * WIDTH + MARKS] |= ACCEPTED | OF_VALIDATOR;
    this.see(row, seen);
    this.#ofValidator[this.validator(row)].push(row);
  }

  /** Visits a holder's rows, the newest first, and forgets those for which `keeps` says no. */
  ofHolder(holder: HolderIndex, keeps: (row: number) => boolean): void {
    let last = NONE;
    let row = this.#firstOfHolder[holder];
    while (row !== NONE) {
      const next = this.#cells[row * WIDTH + NEXT_OF_HOLDER];
      if (keeps(row)) last = row;
      else {
        if (last === NONE) this.#firstOfHolder[holder] = next;
        else this.#cells[last * WIDTH + NEXT_OF_HOLDER] = next;
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
    const first = row * WIDTH;
    this.#cells[first + MARKS] &= ~list;
    if ((this.#cells[first + MARKS] & LISTS) !== 0) return;
    this.#cells[first + USES] += 1;
    this.#free.push(row);
  }

  #grow(): void {
    const longer = new Int32Array(2 * this.#cells.length);
    longer.set(this.#cells);
    this.#cells = longer;
  }
}
