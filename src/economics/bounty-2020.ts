/**
 * Bounties of `sm-1.5`: a pool for each year, spread evenly over the claims that are still to come in it.
 * §M10.1, facts of skale-manager 1.5 as it ran on the mainnet in 2020.
 */
import { assert } from '../base/assert.ts';
import { seconds } from '../base/units.ts';
import type { Duration, Instant, Tokens } from '../base/units.ts';
import { scheduledYear } from './emission.ts';

/** One node's claim. */
export interface Claim2020 {
  readonly now: Instant;
  /** Start of the first stage; before it claims bring nothing. */
  readonly launch: Instant;
  /** From one claim of a node to the next; 30 days in the contracts. */
  readonly rewardPeriod: Duration;
  /** Active and leaving nodes, at least 1; counted only when a reward period begins. */
  readonly nodesOnline: number;
  /** Makes the amount paid of the amount due, 0 … due; what it withholds stays in the stage's pool. */
  readonly reduce?: (due: Tokens) => Tokens;
}

/**
 * What a claim brings: `refused` when as many nodes have claimed as the period was opened with. That does not
 * happen as long as a node waits a whole period from joining, and from each claim.
 */
export type ClaimOutcome2020 =
  | { readonly kind: 'paid'; readonly amount: Tokens; readonly withheld: Tokens }
  | { readonly kind: 'refused'; readonly reason: 'period-exhausted' };

/** Length of a stage: 31,558,150 s, the sidereal year. */
export const STAGE_LENGTH: Duration = seconds(31_558_150);

/**
 * The pool of the running stage. Guards: everything ever put in = everything ever paid out + what it holds.
 * A new stage finds in it what the last one left.
 *
 * A claim's due is floor(held / (whole reward periods to the stage's end · nodes of the period + nodes of the
 * period that have not claimed)). A reward period begins with the first claim after the last one ended.
 */
export class StagePool {
  #held: Tokens = 0n;
  #paidEver: Tokens = 0n;
  #openedEver: Tokens = 0n;
  #stages = 0;
  #nodes = 0;
  #nodesLeft = 0;
  #periodEnd = 0;

  /** Base units in the pool. */
  get held(): Tokens {
    return this.#held;
  }

  /** Base units paid since the launch. */
  get paid(): Tokens {
    return this.#paidEver;
  }

  /** Stages that have begun, as far as claims have shown it. */
  get stages(): number {
    return this.#stages;
  }

  /**
   * Pays a node's claim. A refused one leaves no trace but what the next claim would do anyway: the stages
   * that have begun are in the pool.
   */
  claim(claim: Claim2020): ClaimOutcome2020 {
    const { now, rewardPeriod, nodesOnline, reduce } = claim;
    assert(nodesOnline >= 1, 'a node that claims is online');
    this.#openStages(claim);
    if (this.#periodEnd <= now) {
      this.#nodes = nodesOnline;
      this.#nodesLeft = nodesOnline;
      this.#periodEnd = now + rewardPeriod;
    }
    if (this.#nodesLeft === 0) return { kind: 'refused', reason: 'period-exhausted' };
    const due = this.#due(claim);
    const amount = reduce === undefined ? due : reduce(due);
    assert(amount >= 0n && amount <= due, 'a reduction leaves 0 … the amount due');
    this.#nodesLeft -= 1;
    this.#held -= amount;
    this.#paidEver += amount;
    this.#assertConserved();
    return { kind: 'paid', amount, withheld: due - amount };
  }

  /**
   * Puts the reward of each stage that has begun into the pool. When several have begun since the last claim,
   * the contracts add the first one's reward for each of them, and so do we.
   */
  #openStages({ now, launch }: Claim2020): void {
    const reward = stageReward(this.#stages);
    while (now >= launch + this.#stages * STAGE_LENGTH) {
      this.#held += reward;
      this.#openedEver += reward;
      this.#stages += 1;
    }
    this.#assertConserved();
  }

  #due({ now, launch, rewardPeriod }: Claim2020): Tokens {
    if (now < launch) return 0n;
    const toStageEnd = launch + this.#stages * STAGE_LENGTH - now;
    const periods = Math.floor(toStageEnd / rewardPeriod);
    return this.#held / BigInt(periods * this.#nodes + this.#nodesLeft);
  }

  #assertConserved(): void {
    assert(this.#held >= 0n, 'the pool is not negative');
    assert(this.#openedEver === this.#paidEver + this.#held, 'paid + carried = pool');
  }
}

/** Base units of a stage, counted from 0: a year of the schedule `skale`, undivided. */
export function stageReward(stage: number): Tokens {
  return scheduledYear({ kind: 'skale' }, stage);
}
