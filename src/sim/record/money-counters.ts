/** Emission, rents, bounty and yields. A year of yield is twelve months of the calendar. §M10, §M17 */
import type { Tokens } from '../../base/units.ts';
import { gini, nakamoto } from '../../economics/concentration.ts';
import { FACT } from '../protocol/facts.ts';
import type { MetricValue, SeriesPoint } from '../protocol/metrics.ts';
import type { Params } from '../protocol/params.ts';
import { factKinds, ratio, type Recorder } from './recorder.ts';

const MONTHS_PER_YEAR = 12n;

/** Adds up what moved. */
export class MoneyCounters implements Recorder {
  readonly kinds = factKinds(
    'stake-delegated',
    'tokens-minted',
    'rent-prepaid',
    'rent-released',
    'fee-paid',
    'reward-paid',
    'pool-carried',
    'month-closed',
  );
  readonly #params: Params;
  readonly #perMonth: SeriesPoint[] = [];
  readonly #stakeOfValidator: Tokens[];
  readonly #stakeOfLock: Tokens[];
  readonly #rewardsOfLock: Tokens[];
  #minted = 0n;
  #rentPaid = 0n;
  #rentReleased = 0n;
  #fees = 0n;
  #rewards = 0n;
  #feesOfMonth = 0n;
  #rewardsOfMonth = 0n;
  #carried = 0n;
  #months = 0n;

  constructor(params: Params) {
    this.#params = params;
    this.#stakeOfValidator = Array.from({ length: params.network.validators }, none);
    this.#stakeOfLock = params.delegation.locks.map(none);
    this.#rewardsOfLock = params.delegation.locks.map(none);
  }

  fact(_at: number, kind: number, a: number, b: number, c: number, amount: bigint): void {
    switch (kind) {
      case FACT['stake-delegated']:
        this.#stakeOfValidator[a] += amount;
        this.#stakeOfLock[b] += amount;
        return;
      case FACT['tokens-minted']:
        this.#minted += amount;
        return;
      case FACT['rent-prepaid']:
        this.#rentPaid += amount;
        return;
      case FACT['rent-released']:
        this.#rentReleased += amount;
        return;
      case FACT['fee-paid']:
        this.#feesOfMonth += amount;
        return;
      case FACT['reward-paid']:
        this.#rewardsOfMonth += amount;
        this.#rewardsOfLock[c] += amount;
        return;
      case FACT['pool-carried']:
        this.#carried = amount;
        return;
      case FACT['month-closed']:
        return this.#closed(a);
    }
  }

  finish(): void {}

  metrics(): Readonly<Record<string, MetricValue>> {
    const staked = total(this.#stakeOfValidator);
    const supply = this.#params.emission.genesis + this.#minted;
    return {
      'emission.total': this.#minted,
      'bounty.paid': this.#fees + this.#rewards,
      'bounty.carried': this.#carried,
      'rent.paid': this.#rentPaid,
      'rent.released': this.#rentReleased,
      'supply.end': supply,
      'apr.validator': this.#yearly(this.#fees, staked, this.#months),
      'apr.delegator': this.#yearly(this.#rewards, staked, this.#months),
      'apr.delegator.lock3': this.#yieldOfLock(3),
      'apr.delegator.lock6': this.#yieldOfLock(6),
      'apr.delegator.lock12': this.#yieldOfLock(12),
      'stake.share': ratio(staked, supply),
      'stake.gini': gini(this.#stakeOfValidator),
      'stake.nakamoto': nakamoto(this.#stakeOfValidator),
    };
  }

  series(): readonly SeriesPoint[] {
    return this.#perMonth;
  }

  #closed(month: number): void {
    const paid = this.#feesOfMonth + this.#rewardsOfMonth;
    const staked = total(this.#stakeOfValidator);
    this.#perMonth.push(
      { month, metric: 'bounty.pool', value: paid + this.#carried },
      { month, metric: 'bounty.paid', value: paid },
      { month, metric: 'apr.validator', value: this.#yearly(this.#feesOfMonth, staked, 1n) },
      { month, metric: 'apr.delegator', value: this.#yearly(this.#rewardsOfMonth, staked, 1n) },
      { month, metric: 'supply.end', value: this.#params.emission.genesis + this.#minted },
    );
    this.#fees += this.#feesOfMonth;
    this.#rewards += this.#rewardsOfMonth;
    this.#feesOfMonth = 0n;
    this.#rewardsOfMonth = 0n;
    this.#months++;
  }

  #yieldOfLock(months: number): number | null {
    const lock = this.#params.delegation.locks.findIndex((row) => row.months === months);
    return lock < 0 ? null : this.#yearly(this.#rewardsOfLock[lock], this.#stakeOfLock[lock], this.#months);
  }

  #yearly(earned: Tokens, stake: Tokens, months: bigint): number | null {
    return ratio(earned * MONTHS_PER_YEAR, stake * months);
  }
}

const none = (): Tokens => 0n;
const total = (amounts: readonly Tokens[]): Tokens => amounts.reduce((sum, amount) => sum + amount, 0n);
