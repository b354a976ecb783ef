/** What a month of delegation costs a holder, with everything on that a register knows. */
import { instant, tokens, type Tokens } from '../../base/units.ts';
import type { DelegationId } from '../../economics/delegation-rows.ts';
import { Delegations } from '../../economics/delegations.ts';
import { Streams, type Stream } from '../../sim/kernel/streams.ts';

/** How many, for how long, and how bounties reach holders. */
export interface DelegationBenchOptions {
  readonly holders: number;
  readonly validators: number;
  readonly months: number;
  /** `paid` to every holder at each payday, or remembered until a holder `collects`. */
  readonly bounty: 'paid' | 'collected';
}

/** What the months took. */
export interface DelegationBenchResult {
  /** Rewards paid to delegations; of `collected` bounties, collections. */
  readonly rewards: number;
  /** Proposals, undelegations and slashes that took place. */
  readonly acts: number;
  /** All months together, the opening not. */
  readonly seconds: number;
  readonly nanosecondsPerHolderMonth: number;
  /** Base units that all holders have at the end: equal for both ways of the bounty. */
  readonly held: Tokens;
}

const DELEGATIONS_PER_HOLDER = 3;
const MONTH = 30 * 86_400_000;
/** Of 100 holders in a month: propose to another validator, ask to undelegate, collect. */
const PROPOSING = 5;
const UNDELEGATING = 5;
const COLLECTING = 10;
/** Of 100 validators in a month: slashed by a hundredth of a thousandth. */
const SLASHED = 20;

/**
 * Lives the months of a register: proposals, acceptances, undelegations, slashes, settlements, paydays. The
 * acts are drawn alike for both ways of the bounty. `now` gives milliseconds.
 *
 * @example delegationBench({ holders: 1000, validators: 10, months: 3, bounty: 'paid' }).acts > 100 // true
 */
export function delegationBench(
  options: DelegationBenchOptions,
  now: () => number = () => performance.now(),
): DelegationBenchResult {
  const life = new Life(options);
  const begin = now();
  for (let month = 0; month < options.months; month += 1) life.month(month);
  life.close();
  const seconds = (now() - begin) / 1000;
  const { rewards, acts, balances } = life;
  const held = balances.reduce((sum, balance) => sum + balance, 0n);
  const holderMonths = options.holders * options.months;
  return { rewards, acts, seconds, nanosecondsPerHolderMonth: (seconds * 1e9) / holderMonths, held };
}

/** A register, the holders' accounts, and what was done. */
class Life {
  readonly balances: Tokens[];
  rewards = 0;
  acts = 0;
  readonly #options: DelegationBenchOptions;
  readonly #draws: Stream;
  readonly #register: Delegations;
  readonly #ids: DelegationId[] = [];

  constructor(options: DelegationBenchOptions) {
    const { holders, validators } = options;
    this.#options = options;
    this.#draws = new Streams(new Uint32Array([1, 2, 3, 4])).of('delegation');
    this.balances = Array<Tokens>(holders).fill(tokens(10_000));
    this.#register = new Delegations({
      holders,
      validators,
      locks: [
        { months: 3, multiplierPpm: 1_000_000 },
        { months: 6, multiplierPpm: 1_500_000 },
        { months: 12, multiplierPpm: 2_000_000 },
      ],
      calendar: { kind: 'days', days: 30, startUnixMillis: 0 },
      terms: { feePerMille: 100, minimum: tokens(1), acceptsRequests: true },
    });
    // Sorted by validator, as the first book of a run is.
    for (let validator = 0; validator < validators; validator += 1) this.#deal(validator);
  }

  #deal(validator: number): void {
    const { holders, validators } = this.#options;
    const rows = holders * DELEGATIONS_PER_HOLDER;
    for (let row = validator; row < rows; row += validators) {
      const amount = tokens(100 + this.#draws.below(900));
      const started = -this.#draws.below(12);
      this.#ids.push(
        this.#register.deal({ holder: row % holders, validator, lock: row % 3, amount, started }),
      );
    }
  }

  month(month: number): void {
    if (month > 0) this.#register.turn(month);
    const { holders, validators } = this.#options;
    for (let holder = 0; holder < holders; holder += 1) {
      const drawn = this.#draws.below(100);
      if (drawn < PROPOSING) this.#propose(holder);
      else if (drawn < PROPOSING + UNDELEGATING) this.#undelegate(month);
      else if (drawn < PROPOSING + UNDELEGATING + COLLECTING) this.#collect(holder);
    }
    for (let validator = 0; validator < validators; validator += 1) {
      if (this.#draws.below(100) < SLASHED) this.#slash(validator);
      this.#payday(validator);
    }
  }

  /** What was remembered is collected by all. */
  close(): void {
    for (let holder = 0; holder < this.#options.holders; holder += 1) this.#collect(holder);
  }

  #propose(holder: number): void {
    const validator = this.#draws.below(this.#options.validators);
    const amount = tokens(10 + this.#draws.below(90));
    const lock = this.#draws.below(3);
    // What a holder has is told as it was at the start, so that both ways of the bounty live the same life.
    const answer = this.#register.propose({ holder, validator, lock, amount, balance: tokens(8000) });
    if (answer.kind === 'refused') return;
    if (this.#draws.below(10) === 0) this.#register.withdraw(answer.id);
    else if (this.#register.accept(answer.id).kind === 'accepted') {
      this.#ids.push(answer.id);
      this.acts += 1;
    }
  }

  #undelegate(month: number): void {
    const place = this.#draws.below(this.#ids.length);
    const at = instant(month * MONTH);
    if (this.#register.requestUndelegation(this.#ids[place], { by: 'holder', at }).kind === 'refused') return;
    this.#ids[place] = this.#ids[this.#ids.length - 1];
    this.#ids.pop();
    this.acts += 1;
  }

  #slash(validator: number): void {
    const penalty = this.#register.delegated(validator) / 100_000n;
    if (this.#register.slash(validator, penalty) > 0n) this.acts += 1;
    this.#register.settle(validator, (_id, holder, _lock, loss) => {
      this.balances[holder] -= loss;
    });
  }

  #payday(validator: number): void {
    const bounty = tokens(20_000) + BigInt(validator);
    if (this.#options.bounty === 'collected') {
      this.#register.credit(validator, bounty);
      return;
    }
    this.#register.pay(validator, bounty, (_id, holder, _lock, reward) => {
      this.balances[holder] += reward;
      this.rewards += 1;
    });
  }

  #collect(holder: number): void {
    if (this.#options.bounty === 'paid') return;
    this.balances[holder] += this.#register.collect(holder);
    this.rewards += 1;
  }
}
