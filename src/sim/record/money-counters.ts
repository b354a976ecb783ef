/**
 * Emission, rents, bounty, penalties and yields. A year of yield is twelve months of the calendar, and each
 * month's pay is held against the stake that slashing had left at its payday. §M10, §M12, §M17
 */
import type { Tokens } from '../../base/units.ts';
import { gini, nakamoto } from '../../economics/concentration.ts';
import { slashed } from '../../economics/slashing.ts';
import { FACT, SLASH_DESTINATIONS } from '../protocol/facts.ts';
import type { MetricValue, SeriesPoint } from '../protocol/metrics.ts';
import type { Params } from '../protocol/params.ts';
import { factKinds, ratio, type Recorder } from './recorder.ts';

const MONTHS_PER_YEAR = 12n;
const BURNED = SLASH_DESTINATIONS.indexOf('burned');

/** Adds up what moved. */
export class MoneyCounters implements Recorder {
  readonly kinds = factKinds(
    'stake-delegated',
    'stake-slashed',
    'tokens-minted',
    'rent-prepaid',
    'rent-released',
    'fee-paid',
    'reward-paid',
    'pool-carried',
    'delegation-began',
    'delegation-ended',
    'slash-settled',
    'month-closed',
  );
  readonly #params: Params;
  readonly #perMonth: SeriesPoint[] = [];
  /** Stake that is left, exact. */
  readonly #stakeOfValidator: Tokens[];
  /**
   * [validator][lock] The same by lock, cut in proportion: off by fewer base units than the validator has
   * delegations after each slash, as no fact says under which lock rounding fell.
   */
  readonly #stakeByLock: readonly Tokens[][];
  readonly #rewardsOfLock: Tokens[];
  /** Sums of the stake at each payday. */
  readonly #stakeMonthsOfLock: Tokens[];
  #stakeMonths = 0n;
  #slashed = 0n;
  #settled = 0n;
  #burned = 0n;
  #months = 0;
  #minted = 0n;
  #rentPaid = 0n;
  #rentReleased = 0n;
  #fees = 0n;
  #rewards = 0n;
  #feesOfMonth = 0n;
  #rewardsOfMonth = 0n;
  #carried = 0n;

  constructor(params: Params) {
    this.#params = params;
    this.#stakeOfValidator = Array.from({ length: params.network.validators }, none);
    this.#stakeByLock = this.#stakeOfValidator.map(() => params.delegation.locks.map(none));
    this.#stakeMonthsOfLock = params.delegation.locks.map(none);
    this.#rewardsOfLock = params.delegation.locks.map(none);
  }

  fact(_at: number, kind: number, a: number, b: number, c: number, amount: bigint): void {
    switch (kind) {
      case FACT['stake-delegated']:
        this.#stakeOfValidator[a] += amount;
        this.#stakeByLock[a][b] += amount;
        return;
      case FACT['stake-slashed']:
        return this.#cut(a, amount);
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
      case FACT['delegation-began']:
        this.#stakeOfValidator[b] += amount;
        this.#stakeByLock[b][c] += amount;
        return;
      case FACT['delegation-ended']:
        return this.#left(b, c, amount);
      case FACT['slash-settled']:
        this.#settled += amount;
        if (b === BURNED) this.#burned += amount;
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
    const supply = this.#supply();
    const delegators = yearly(this.#rewards, this.#stakeMonths);
    return {
      'emission.total': this.#minted,
      'bounty.paid': this.#fees + this.#rewards,
      'bounty.carried': this.#carried,
      'rent.paid': this.#rentPaid,
      'rent.released': this.#rentReleased,
      'supply.end': supply,
      'slashed.total': this.#slashed,
      'slashed.settled': this.#settled,
      'rent.kept': this.#params.bounty.rent === 'kept' ? this.#rentReleased : 0n,
      'apr.validator': yearly(this.#fees, this.#stakeMonths),
      'apr.delegator': delegators,
      'apr.real': this.#realYield(delegators),
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

  /** What exists now. */
  #supply(): Tokens {
    return this.#params.emission.genesis + this.#minted - this.#burned;
  }

  /** Growth of a part of the supply in a year of the run's average month. §M17 */
  #realYield(nominal: number | null): number | null {
    if (nominal === null || this.#months === 0) return null;
    const grown = ratio(this.#supply(), this.#params.emission.genesis) ?? 1;
    const inflation = ((grown - 1) * Number(MONTHS_PER_YEAR)) / this.#months;
    return (1 + nominal) / (1 + inflation) - 1;
  }

  /** What the counts of a lock lack of it by rounding, others have too much: no count falls below nothing. */
  #left(validator: number, lock: number, amount: Tokens): void {
    const amounts = this.#stakeByLock[validator];
    amounts[lock] = amounts[lock] > amount ? amounts[lock] - amount : 0n;
    const rest = this.#stakeOfValidator[validator] - amount;
    const counted = total(amounts);
    this.#stakeOfValidator[validator] = rest > counted ? rest : counted;
  }

  /**
   * A slash falls on all locks of the validator in proportion. §M12.2 Where it cuts what was accepted too, no
   * fact says how much of it: all counts against the stake that is told, as far as there is any.
   */
  #cut(validator: number, taken: Tokens): void {
    const delegated = this.#stakeOfValidator[validator];
    const amounts = this.#stakeByLock[validator];
    const { kept, penalty } = slashed({ amounts, delegated, penalty: taken });
    kept.forEach((amount, lock) => (amounts[lock] = amount));
    this.#stakeOfValidator[validator] = delegated - penalty;
    this.#slashed += taken;
  }

  #closed(month: number): void {
    const paid = this.#feesOfMonth + this.#rewardsOfMonth;
    const staked = total(this.#stakeOfValidator);
    this.#perMonth.push(
      { month, metric: 'bounty.pool', value: paid + this.#carried },
      { month, metric: 'bounty.paid', value: paid },
      { month, metric: 'apr.validator', value: yearly(this.#feesOfMonth, staked) },
      { month, metric: 'apr.delegator', value: yearly(this.#rewardsOfMonth, staked) },
      { month, metric: 'supply.end', value: this.#supply() },
      { month, metric: 'stake.share', value: ratio(staked, this.#supply()) },
    );
    this.#fees += this.#feesOfMonth;
    this.#rewards += this.#rewardsOfMonth;
    this.#feesOfMonth = 0n;
    this.#rewardsOfMonth = 0n;
    this.#stakeMonths += staked;
    this.#months++;
    for (const stakes of this.#stakeByLock) {
      stakes.forEach((stake, lock) => (this.#stakeMonthsOfLock[lock] += stake));
    }
  }

  #yieldOfLock(months: number): number | null {
    const lock = this.#params.delegation.locks.findIndex((row) => row.months === months);
    return lock < 0 ? null : yearly(this.#rewardsOfLock[lock], this.#stakeMonthsOfLock[lock]);
  }
}

/** `earned` over the sum of the stakes by which it was earned, one for each month. */
const yearly = (earned: Tokens, stakeMonths: Tokens): number | null =>
  ratio(earned * MONTHS_PER_YEAR, stakeMonths);

const none = (): Tokens => 0n;
const total = (amounts: readonly Tokens[]): Tokens => amounts.reduce((sum, amount) => sum + amount, 0n);
