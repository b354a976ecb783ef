/** Every token of the model in exactly one account. Money moves only here. §M10.5 */
import { assert } from '../base/assert.ts';
import type { HolderIndex, ValidatorIndex } from '../base/ids.ts';
import type { Tokens } from '../base/units.ts';

/**
 * Accounts that nobody in the model owns.
 * - `market`: all of genesis that is with no holder of the model. Chains buy from it what they pay as rent.
 * - `rent-escrow`: prepaid rents that are not yet released. §M10.2
 * - `pool`: emission, released rents and what was carried, until payday. §M10.2
 * - `rent-kept`: released rents that nobody is paid, as the contracts keep them. §M10.3
 * - `rent-due`: released rents until the payday at which nodes get them for their service. §M10.2
 * - `slashed`: penalties taken from stake. They are locked: nothing leaves it. §M12.2
 * - `slash-rounding`: what rounding took beyond the penalties, locked too. §M12.2
 */
export const SYSTEM_ACCOUNTS = [
  'market',
  'rent-escrow',
  'pool',
  'slashed',
  'slash-rounding',
  'rent-kept',
  'rent-due',
] as const;

/** Name of a system account. */
export type SystemAccount = (typeof SYSTEM_ACCOUNTS)[number];

/** Their places among the balances. */
const PLACES = Object.fromEntries(SYSTEM_ACCOUNTS.map((name, place) => [name, place])) as Readonly<
  Record<SystemAccount, number>
>;

declare const accountBrand: unique symbol;

/** An account of one ledger: its place in the ledger's column of balances. Made only by the ledger. */
export type Account = number & { readonly [accountBrand]: true };

/**
 * Balances of the system accounts, the holders and the validators. Two promises: no balance is ever
 * negative, and genesis + minted − burned = the sum of all balances. A holder's staked tokens stay in its
 * account: the book of delegations says what of the balance is bound.
 */
export class Ledger {
  /** Base units with which the ledger was opened. */
  readonly genesis: Tokens;
  readonly #holders: number;
  readonly #validators: number;
  /** System accounts, then holders, then validators. */
  readonly #balances: Tokens[];
  #minted = 0n;
  #burned = 0n;

  /**
   * Opens the ledger with all of genesis in `market`; whoever holds tokens at the start gets them from
   * there.
   */
  constructor(opening: { readonly genesis: Tokens; readonly holders: number; readonly validators: number }) {
    assert(opening.genesis >= 0n, 'genesis is not negative');
    this.genesis = opening.genesis;
    this.#holders = opening.holders;
    this.#validators = opening.validators;
    const count = SYSTEM_ACCOUNTS.length + opening.holders + opening.validators;
    this.#balances = Array<Tokens>(count).fill(0n);
    this.#balances[this.system('market')] = opening.genesis;
  }

  /** The account of that name. */
  system(name: SystemAccount): Account {
    return PLACES[name] as Account;
  }

  /** A holder's account: its stake, what it earned, what it holds besides. */
  holder(index: HolderIndex): Account {
    assert(index >= 0, 'holders are counted from 0');
    assert(index < this.#holders, 'the holder has an account');
    return (SYSTEM_ACCOUNTS.length + index) as Account;
  }

  /** A validator's account: its fees and dust. */
  validator(index: ValidatorIndex): Account {
    assert(index >= 0, 'validators are counted from 0');
    assert(index < this.#validators, 'the validator has an account');
    return (SYSTEM_ACCOUNTS.length + this.#holders + index) as Account;
  }

  /** Base units in the account, never negative. */
  balance(account: Account): Tokens {
    return this.#balances[account];
  }

  /** Base units minted since genesis. */
  get minted(): Tokens {
    return this.#minted;
  }

  /** Base units burned since genesis. */
  get burned(): Tokens {
    return this.#burned;
  }

  /** Base units that exist: genesis + minted − burned. Equals {@link audit} unless there is a bug. */
  get supply(): Tokens {
    return this.genesis + this.#minted - this.#burned;
  }

  /** Makes `amount` new base units, 0 allowed. */
  mint(to: Account, amount: Tokens): void {
    this.#put(to, amount);
    this.#minted += amount;
  }

  /** Destroys `amount` base units, 0 allowed. */
  burn(from: Account, amount: Tokens): void {
    this.#take(from, amount);
    this.#burned += amount;
  }

  /** Moves `amount` base units, 0 allowed; to the same account nothing changes. */
  transfer(from: Account, to: Account, amount: Tokens): void {
    this.#take(from, amount);
    this.#put(to, amount);
  }

  /** The sum of all balances, counted afresh. */
  audit(): Tokens {
    return this.#balances.reduce((total, balance) => total + balance, 0n);
  }

  #take(from: Account, amount: Tokens): void {
    assert(amount >= 0n, 'an amount that moves is not negative');
    const balance = this.#balances[from] - amount;
    assert(balance >= 0n, 'an account gives no more than it holds');
    this.#balances[from] = balance;
  }

  #put(to: Account, amount: Tokens): void {
    assert(amount >= 0n, 'an amount that moves is not negative');
    this.#balances[to] += amount;
  }
}
