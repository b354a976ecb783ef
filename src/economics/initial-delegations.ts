/** The delegations with which a run starts: heavy-tailed holders poured over validators. §M11.1, §M11.3 */
import { assert } from '../base/assert.ts';
import { ln } from '../base/exact-math.ts';
import type { HolderIndex, ValidatorIndex } from '../base/ids.ts';
import { PPM } from '../base/units.ts';
import type { Ppm, Tokens } from '../base/units.ts';

/** Validators among which one holder may spread its stake. §M11.1 */
export const VALIDATORS_PER_HOLDER_MAX = 20;

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

/** What the first delegations are made of. */
export interface InitialStake {
  /** Holders that stake, at least 1. */
  readonly holders: number;
  /** Base units that they stake together. */
  readonly staked: Tokens;
  /** At least one of them has a node. */
  readonly validators: readonly { readonly nodes: number }[];
  /** Base units that a validator needs for each of its nodes. §M2.2 */
  readonly minimumStake: Tokens;
  /** What each holder stakes, in base units, `staked` together; undefined: by {@link holdings}. */
  readonly parts?: readonly Tokens[];
  /** Their shares sum to 1,000,000. */
  readonly locks: readonly Lock[];
  /** Source of chance; `below` gives a whole number from 0 to bound − 1, each equally likely. */
  readonly draws: { below(bound: number): number };
}

/** The first delegations, sorted by validator and holder, or why there are none. */
export type InitialDelegations =
  | { readonly kind: 'delegated'; readonly delegations: readonly Delegation[] }
  /** Less is staked than all nodes together need. */
  | { readonly kind: 'too-little-stake'; readonly staked: Tokens; readonly required: Tokens }
  /** Holders so few that the largest would have to serve more validators than one may: some lack stake. */
  | { readonly kind: 'too-few-holders'; readonly uncovered: number; readonly validatorsPerHolderMax: number };

/**
 * Draws the first delegations. Each holder's lock is drawn by the shares of the locks, then an order of the
 * holders. In that order they fill the validators' needs (nodes · minimum stake) one after the other, and
 * may straddle several. Once all needs are filled, what a holder has left goes to one validator, drawn in
 * proportion to nodes. Whoever has reached the limit of validators leaves the rest with the last of them;
 * whether that starves a later validator may hang on the order when holders are very few. A holder whose
 * part rounds to nothing has no row.
 */
export function initialDelegations(start: InitialStake): InitialDelegations {
  const { holders, staked, validators, minimumStake, draws } = start;
  assert(Number.isSafeInteger(holders), 'holders are a whole number');
  assert(holders > 0, 'somebody stakes');
  const nodeOwners = validators.flatMap(({ nodes }, validator) =>
    Array<ValidatorIndex>(nodes).fill(validator),
  );
  assert(nodeOwners.length > 0, 'some validator has a node');
  const required = BigInt(nodeOwners.length) * minimumStake;
  if (staked < required) return { kind: 'too-little-stake', staked, required };

  const locks = drawnLocks(start);
  const order = drawnOrder(holders, draws);
  const { parts, uncovered } = pour(start, nodeOwners, order);
  if (uncovered > 0) {
    return { kind: 'too-few-holders', uncovered, validatorsPerHolderMax: VALIDATORS_PER_HOLDER_MAX };
  }
  return {
    kind: 'delegated',
    delegations: merged(parts.map((part) => ({ ...part, lock: locks[part.holder] }))),
  };
}

/**
 * True where no draw can make the first delegations fail, so that a run without accounts need not deal
 * them. A holder wastes stake that a validator lacks only when it has filled its 20 validators, 19 of them
 * from nothing, and still has some: impossible where the largest holding is at most 19 of the least needs.
 * The holding is bounded from above: its weight's floor is 2^40 / (1 + f), the sum of weights at least the
 * integral 2^40 · ln(1 + holders / (1 + f)); a hundredth more covers rounding.
 */
export function isSurelyDealt(start: Omit<InitialStake, 'locks' | 'draws'>): boolean {
  const { holders, staked, validators, minimumStake } = start;
  const owners = validators.filter(({ nodes }) => nodes > 0);
  const required = owners.reduce((sum, { nodes }) => sum + BigInt(nodes) * minimumStake, 0n);
  if (staked < required || owners.length === 0) return false;
  if (owners.length <= VALIDATORS_PER_HOLDER_MAX) return true;
  const leastNodes = owners.reduce((least, { nodes }) => Math.min(least, nodes), Number.MAX_SAFE_INTEGER);
  const leastNeed = Number(minimumStake) * leastNodes;
  const flattening = 1 + Math.ceil(holders / 100);
  const largest = (1.01 * Number(staked)) / (flattening * ln(1 + holders / flattening));
  return largest <= (VALIDATORS_PER_HOLDER_MAX - 1) * leastNeed;
}

/**
 * Base units of each holder, by a law of Zipf and Mandelbrot: weight 2^40 / (rank + 1 + a hundredth of the
 * holders), rounded down, so that neither one holder nor the crowd has it all. Parts are rounded down; the
 * first and largest holder takes the remainder, so that they sum to `staked`.
 */
export function holdings(holders: number, staked: Tokens): Tokens[] {
  const flattening = Math.ceil(holders / 100);
  const weights = Array.from({ length: holders }, (_, rank) => (1n << 40n) / BigInt(rank + 1 + flattening));
  const whole = weights.reduce((total, weight) => total + weight, 0n);
  const amounts = weights.map((weight) => (staked * weight) / whole);
  amounts[0] += staked - amounts.reduce((total, amount) => total + amount, 0n);
  return amounts;
}

/** Sorted, those of one holder with one validator joined: a total order once no two share both. */
function merged(delegations: readonly Delegation[]): readonly Delegation[] {
  const rows: Delegation[] = [];
  for (const row of delegations.toSorted(byKey)) {
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
  one.validator - other.validator || one.holder - other.holder;

function drawnLocks({ holders, locks, draws }: InitialStake): Uint8Array {
  let total = 0;
  const bounds = locks.map((lock) => (total += lock.sharePpm));
  assert(total === PPM, 'the shares of the locks sum to one');
  return Uint8Array.from({ length: holders }, () => {
    const drawn = draws.below(PPM);
    return bounds.findIndex((bound) => drawn < bound);
  });
}

/** Fisher and Yates: every order is equally likely. */
function drawnOrder(holders: number, draws: InitialStake['draws']): Int32Array {
  const order = Int32Array.from({ length: holders }, (_, holder) => holder);
  for (let last = holders - 1; last > 0; last -= 1) {
    const chosen = draws.below(last + 1);
    const holder = order[chosen];
    order[chosen] = order[last];
    order[last] = holder;
  }
  return order;
}

type Part = Omit<Delegation, 'lock'>;

/** Parts of holders with validators, and the number of validators that still lack stake. */
function pour(
  { holders, staked, parts: given, validators, minimumStake, draws }: InitialStake,
  nodeOwners: readonly ValidatorIndex[],
  order: Iterable<HolderIndex>,
): { parts: readonly Part[]; uncovered: number } {
  const amounts = given ?? holdings(holders, staked);
  const needs = validators
    .map(({ nodes }, validator) => ({ validator, missing: BigInt(nodes) * minimumStake }))
    .filter(({ missing }) => missing > 0n);
  const parts: Part[] = [];
  let covered = 0;
  for (const holder of order) {
    let rest = amounts[holder];
    let served = 0;
    while (rest > 0n && covered < needs.length && served < VALIDATORS_PER_HOLDER_MAX) {
      const need = needs[covered];
      const amount = rest < need.missing ? rest : need.missing;
      parts.push({ holder, validator: need.validator, amount });
      rest -= amount;
      need.missing -= amount;
      served += 1;
      if (need.missing === 0n) covered += 1;
    }
    if (rest === 0n) continue;
    const isAtLimit = served === VALIDATORS_PER_HOLDER_MAX;
    const validator = isAtLimit
      ? parts[parts.length - 1].validator
      : nodeOwners[draws.below(nodeOwners.length)];
    parts.push({ holder, validator, amount: rest });
  }
  return { parts, uncovered: needs.length - covered };
}
