/**
 * Bounties from `sm-1.12` on: a pool for each month, from which nodes claim their validator's share by stake;
 * what nobody claims, all share in the next month. §M10.3, facts of skale-manager 19aa193d (2024-10-21).
 */
import { assert } from '../base/assert.ts';
import type { MonthIndex, ValidatorIndex } from '../base/ids.ts';
import type { Tokens } from '../base/units.ts';
import { scheduledYear } from './emission.ts';

/** One node's claim. All amounts are base units. */
export interface ClaimV2 {
  readonly validator: ValidatorIndex;
  /** An incompliant node's claim is refused; what it would have got stays in the pool. */
  readonly isCompliant: boolean;
  /** Effective stake of the validator this month, 0 … `effectiveAll`. §M11.1 */
  readonly effective: bigint;
  /** Effective stake of all validators this month. */
  readonly effectiveAll: bigint;
  /** Tokens delegated to the validator now, without multipliers. */
  readonly delegated: Tokens;
  /** MSR: the stake that one node needs. */
  readonly minimumStake: Tokens;
  /**
   * Makes the amount paid of the amount due, 0 … due; without it all is paid. What it withholds counts as
   * paid to the validator and stays in the pool for the next month.
   */
  readonly reduce?: (due: Tokens) => Tokens;
}

/** What a claim brings. A claim that brings 0 is a claim none the less and moves the next one on. */
export type ClaimOutcomeV2 =
  | { readonly kind: 'paid'; readonly amount: Tokens; readonly withheld: Tokens }
  | {
      readonly kind: 'refused';
      /**
       * `incompliant`: see above. A slash within the month brings the others: `share-exceeded`, the validator
       * has had more than its share is now; `pool-exhausted`, others had theirs before it grew.
       */
      readonly reason: 'incompliant' | 'share-exceeded' | 'pool-exhausted';
    };

const EPOCHS_OF_YEAR = 12n;

/**
 * Base units that the contracts add to the pool in a month, counted from 0 at the launch. Every month is a
 * twelfth of its year rounded down: unlike our `skale`, the remainder, up to 11 base units a year, is never
 * minted.
 */
export function epochReward(epoch: MonthIndex): Tokens {
  assert(Number.isSafeInteger(epoch) && epoch >= 0, 'epochs are counted from 0');
  return scheduledYear({ kind: 'skale' }, Math.floor(epoch / Number(EPOCHS_OF_YEAR))) / EPOCHS_OF_YEAR;
}

/** Nodes that a validator's stake pays for; 0 while there is no minimum, as then nobody is paid. */
export function nodesFunded(delegated: Tokens, minimumStake: Tokens): bigint {
  return minimumStake === 0n ? 0n : delegated / minimumStake;
}

/**
 * The pool of the running month. Guards: everything ever put in = everything ever paid out + what it holds.
 *
 * A validator's share is floor(P · effective / effectiveAll) with P what the pool held at the month's
 * opening, a node's due is floor(share / nodes funded) or what the share still has, whichever is less. So
 * payouts end after as many claims as nodes are funded, but for the remainder of the second division: a
 * claim beyond brings it, fewer base units than nodes are funded. The remainder of the first stays in the
 * pool.
 */
export class EpochPool {
  #held: Tokens = 0n;
  #paidInEpoch: Tokens = 0n;
  #paidEver: Tokens = 0n;
  #openedEver: Tokens = 0n;
  /** What each validator was due from this month's claims, the withheld included. */
  readonly #dueTo = new Map<ValidatorIndex, Tokens>();

  /** Base units in the pool: what is carried, if the month ends now. */
  get held(): Tokens {
    return this.#held;
  }

  /** Base units paid since the last opening. */
  get paid(): Tokens {
    return this.#paidInEpoch;
  }

  /** Base units counted against the share of a validator since the last opening. */
  dueTo(validator: ValidatorIndex): Tokens {
    return this.#dueTo.get(validator) ?? 0n;
  }

  /**
   * Begins a month with `reward` base units on top of what is left of the last. The contracts do it lazily at
   * the first claim, and add the rewards of all months since: to the same effect.
   */
  open(reward: Tokens): void {
    assert(reward >= 0n, 'the reward of an epoch is not negative');
    this.#held += reward;
    this.#openedEver += reward;
    this.#paidInEpoch = 0n;
    this.#dueTo.clear();
    this.#assertConserved();
  }

  /** Pays a node's claim out of the pool, or refuses it and changes nothing. */
  claim(claim: ClaimV2): ClaimOutcomeV2 {
    if (!claim.isCompliant) return { kind: 'refused', reason: 'incompliant' };
    const dueBefore = this.dueTo(claim.validator);
    const due = this.#due(claim, dueBefore);
    if (due < 0n) return { kind: 'refused', reason: 'share-exceeded' };
    const amount = claim.reduce === undefined ? due : claim.reduce(due);
    assert(amount >= 0n && amount <= due, 'a reduction leaves 0 … the amount due');
    if (amount > this.#held) return { kind: 'refused', reason: 'pool-exhausted' };
    this.#dueTo.set(claim.validator, dueBefore + due);
    this.#held -= amount;
    this.#paidInEpoch += amount;
    this.#paidEver += amount;
    this.#assertConserved();
    return { kind: 'paid', amount, withheld: due - amount };
  }

  /** Negative when the share has shrunk below what was due before. */
  #due(claim: ClaimV2, dueBefore: Tokens): Tokens {
    const { effective, effectiveAll, delegated, minimumStake } = claim;
    assert(effective >= 0n && effective <= effectiveAll, 'a validator’s stake is a part of all stake');
    const funded = nodesFunded(delegated, minimumStake);
    if (effectiveAll === 0n || funded === 0n) return 0n;
    const share = ((this.#held + this.#paidInEpoch) * effective) / effectiveAll;
    const perNode = share / funded;
    const left = share - dueBefore;
    return left < perNode ? left : perNode;
  }

  #assertConserved(): void {
    assert(this.#held >= 0n, 'the pool is not negative');
    assert(this.#openedEver === this.#paidEver + this.#held, 'paid + carried = pool');
  }
}
