/** What an offence takes from the stake of one validator, and from which of its delegations. §M12 */
import { assert } from '../base/assert.ts';
import { PPM } from '../base/units.ts';
import type { Ppm, Tokens } from '../base/units.ts';
import { proportion } from './proportion.ts';

/** The penalty of an offence: a part of the validator's stake and a fixed amount, added. §M12.1 */
export interface Penalty {
  /** Part of what is delegated to the validator, 0 … 1,000,000. */
  readonly sharePpm: Ppm;
  /** Base units besides, not negative. */
  readonly tokens: Tokens;
}

/**
 * Base units of a penalty on `delegated` base units: floor(delegated · share) + tokens. The fraction of a
 * unit that rounding leaves stays with the holders. May exceed `delegated`: {@link slashed} takes no more
 * than there is.
 *
 * @example penaltyOf({ sharePpm: 250_000, tokens: 3n }, 10n) // 5n
 */
export function penaltyOf({ sharePpm, tokens }: Penalty, delegated: Tokens): Tokens {
  assert(sharePpm >= 0, 'the share of a penalty is not negative');
  assert(sharePpm <= PPM, 'the share of a penalty is a part of the stake');
  assert(tokens >= 0n, 'the fixed part of a penalty is not negative');
  assert(delegated >= 0n, 'what is delegated is not negative');
  return (delegated * BigInt(sharePpm)) / BigInt(PPM) + tokens;
}

/** What becomes of a validator's stake: the sum of `kept` + `penalty` + `rounding` = `delegated`. */
export interface SlashedStake {
  /** Base units that each row is left with, never more than it had. */
  readonly kept: readonly Tokens[];
  /** The penalty proper: what was asked for, or all that is delegated where that is less. */
  readonly penalty: Tokens;
  /** What rounding has taken from the rows beyond penalties by now, earlier slashes included. */
  readonly rounding: Tokens;
}

/**
 * Cuts the rows of one validator by (D − p) / D, with D what is `delegated` to it and p = min(penalty, D):
 * each keeps floor(amount · (D − p) / D), so that each loss is rounded up. The validator's stake is D − p
 * from then on, and its rows fall short of that by what rounding took. A slash adds to this fewer base units
 * than there are rows, or gives some back; with the last of the stake all is given back. Of no stake nothing
 * is taken. §M12.2
 *
 * @example slashed({ amounts: [20n, 30n, 50n], delegated: 100n, penalty: 5n })
 * // { kept: [19n, 28n, 47n], penalty: 5n, rounding: 1n }
 */
export function slashed(offence: {
  amounts: readonly Tokens[];
  /** The sum of the rows, and what rounding took from them at earlier slashes. */
  delegated: Tokens;
  penalty: Tokens;
}): SlashedStake {
  const { amounts, delegated } = offence;
  assert(offence.penalty >= 0n, 'a penalty is not negative');
  assert(
    amounts.every((amount) => amount >= 0n),
    'a delegation is not negative',
  );
  const shortfall = delegated - sum(amounts);
  assert(shortfall >= 0n, 'rows hold no more than is delegated');
  if (delegated === 0n) return { kept: amounts, penalty: 0n, rounding: 0n };

  const penalty = offence.penalty < delegated ? offence.penalty : delegated;
  const kept = amounts.map(proportion(delegated - penalty, delegated));
  const rounding = delegated - penalty - sum(kept);
  assert(rounding >= 0n, 'rounding leaves no row more than its part');
  assert(rounding <= shortfall + BigInt(amounts.length), 'rounding takes less than a unit of each row');
  return { kept, penalty, rounding };
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);
