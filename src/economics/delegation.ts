/** Who has delegated what to whom, what it counts for, and what it earns. §M11 */
import { assert } from '../base/assert.ts';
import type { HolderIndex, ValidatorIndex } from '../base/ids.ts';
import { PPM } from '../base/units.ts';
import type { Ppm, Tokens } from '../base/units.ts';
import { proportion } from './proportion.ts';

/** A period for which a holder may lock its stake. §M11.1 */
export interface Lock {
  readonly months: number;
  /** What a locked token counts for, in millionths: 1,500,000 for one and a half. */
  readonly multiplierPpm: number;
  /** Part of the holders that choose it at the start. */
  readonly sharePpm: Ppm;
}

/** One holder's stake with one validator. */
export interface Delegation {
  readonly holder: HolderIndex;
  readonly validator: ValidatorIndex;
  /** Index into the table of locks. */
  readonly lock: number;
  /** Base units, positive. */
  readonly amount: Tokens;
}

/** All delegations in columns, a row for each, sorted by validator, then holder, then lock. */
export interface DelegationBook {
  readonly holders: Int32Array;
  readonly validators: Int32Array;
  /** Indices into `lockTable`. */
  readonly locks: Uint8Array;
  /** Base units: positive at first, 0 where slashing took all. §M12.2 */
  readonly amounts: readonly Tokens[];
  /** Validator v has rows firstRows[v] … firstRows[v + 1] − 1. */
  readonly firstRows: Int32Array;
  readonly lockTable: readonly Lock[];
}

/** The book of these delegations; those of one holder with one validator and lock become one row. */
export function delegationBook(
  delegations: readonly Delegation[],
  lockTable: readonly Lock[],
  validatorCount: number,
): DelegationBook {
  assert(lockTable.length <= 256, 'the index of a lock fits into a byte');
  const rows = merged(delegations);
  const firstRows = new Int32Array(validatorCount + 1);
  for (const { validator, lock } of rows) {
    assert(validator < validatorCount, 'stake is delegated to a validator that exists');
    assert(lock < lockTable.length, 'stake is locked for a period that exists');
    firstRows[validator + 1] += 1;
  }
  for (let validator = 0; validator < validatorCount; validator += 1) {
    firstRows[validator + 1] += firstRows[validator];
  }
  return {
    holders: Int32Array.from(rows, (row) => row.holder),
    validators: Int32Array.from(rows, (row) => row.validator),
    locks: Uint8Array.from(rows, (row) => row.lock),
    amounts: rows.map((row) => row.amount),
    firstRows,
    lockTable,
  };
}

/** Sorted rows, equal keys joined; the order is total once no two rows share a key. */
function merged(delegations: readonly Delegation[]): readonly Delegation[] {
  const sorted = delegations.toSorted(byKey);
  const rows: Delegation[] = [];
  for (const row of sorted) {
    assert(row.amount > 0n, 'a delegation is not empty');
    const last = rows.at(-1);
    if (last !== undefined && byKey(last, row) === 0) {
      rows[rows.length - 1] = { ...last, amount: last.amount + row.amount };
    } else {
      rows.push(row);
    }
  }
  return rows;
}

const byKey = (one: Delegation, other: Delegation): number =>
  one.validator - other.validator || one.holder - other.holder || one.lock - other.lock;

/** Stake as rewards count it: longer locks count for more. §M11.1 */
export interface EffectiveStake {
  /** By validator: base units of each of its rows, in the order of the book. */
  readonly rows: readonly (readonly bigint[])[];
  /** By validator: the sum of its rows. */
  readonly validators: readonly bigint[];
}

/** {@link effectiveRows} of every validator, and their sums. */
export function effectiveStake(book: DelegationBook): EffectiveStake {
  const rows = validatorsOf(book).map((validator) => effectiveRows(book, validator));
  return { rows, validators: rows.map(sum) };
}

/**
 * amount · multiplier of each row of one validator, rounded down: a weight, so rounding loses no money.
 * §M11.1
 */
export function effectiveRows(book: DelegationBook, validator: ValidatorIndex): bigint[] {
  const first = book.firstRows[validator];
  const multipliers = book.lockTable.map((lock) => BigInt(lock.multiplierPpm));
  return delegatedRows(book, validator).map(
    (amount, index) => (amount * multipliers[book.locks[first + index]]) / BigInt(PPM),
  );
}

/** Base units delegated to each validator: what its minimum stake is held against. §M2.2 */
export function delegatedStake(book: DelegationBook): readonly Tokens[] {
  return validatorsOf(book).map((validator) => sum(delegatedRows(book, validator)));
}

/** Base units of each row of one validator. */
export function delegatedRows(book: DelegationBook, validator: ValidatorIndex): Tokens[] {
  return book.amounts.slice(book.firstRows[validator], book.firstRows[validator + 1]);
}

const validatorsOf = ({ firstRows }: DelegationBook): ValidatorIndex[] =>
  Array.from({ length: firstRows.length - 1 }, (_, validator) => validator);

/** What becomes of a validator's bounty: `fee` + `dust` + the sum of `rewards` = bounty. */
export interface Distribution {
  /** The validator's fee in base units, rounded down. */
  readonly fee: Tokens;
  /** What rounding the rewards leaves, fewer base units than rows: it goes to the validator too. */
  readonly dust: Tokens;
  /** Base units of each row. */
  readonly rewards: readonly Tokens[];
}

/**
 * Shares what all nodes of one validator earned: floor(bounty · feePerMille / 1000) to the validator, of
 * the rest floor(rest · effective(row) / sum) to each row. Without effective stake the rest is dust. §M11.2
 *
 * @example distribute({ bounty: 101n, feePerMille: 150, effective: [8n, 9n, 10n] })
 * // { fee: 15n, dust: 2n, rewards: [25n, 28n, 31n] }
 */
export function distribute(earned: {
  bounty: Tokens;
  /** 0 … 1000, whole. */
  feePerMille: number;
  /** Effective stake of the validator's rows. */
  effective: readonly bigint[];
}): Distribution {
  const { bounty, feePerMille, effective } = earned;
  assert(bounty >= 0n, 'a bounty is not negative');
  assert(feePerMille >= 0, 'a fee is not negative');
  assert(feePerMille <= 1000, 'a fee is a part of the bounty');
  const fee = (bounty * BigInt(feePerMille)) / 1000n;
  const rest = bounty - fee;
  const whole = sum(effective);
  if (whole === 0n) return { fee, dust: rest, rewards: effective.map(() => 0n) };
  const rewards = effective.map(proportion(rest, whole));
  const dust = rest - sum(rewards);
  assert(dust >= 0n, 'no more is given to holders than the fee leaves');
  return { fee, dust, rewards };
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);
