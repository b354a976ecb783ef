/** What is said to the register of delegations, and what it answers. §M11.1 */
import type { CalendarRule } from '../base/calendar-months.ts';
import type { HolderIndex, MonthIndex, ValidatorIndex } from '../base/ids.ts';
import type { Duration, Tokens } from '../base/units.ts';
import type { DelegationId } from './delegation-rows.ts';

/** Stake that a holder offers to a validator. */
export interface Request {
  readonly holder: HolderIndex;
  readonly validator: ValidatorIndex;
  /** Index into the table of locks. */
  readonly lock: number;
  /** Base units, positive. */
  readonly amount: Tokens;
}

/** What a validator asks of those who delegate to it. */
export interface ValidatorTerms {
  /** Its part of the bounty, whole, 0 … 1000. §M11.2 */
  readonly feePerMille: number;
  /** Base units that a proposal has at least. §M11.1 */
  readonly minimum: Tokens;
  /** Whether one may propose to it. */
  readonly acceptsRequests: boolean;
}

/** Sizes and rules of a register. */
export interface DelegationOptions {
  readonly holders: number;
  readonly validators: number;
  /** Periods, in months, and what a token locked for one counts for, in millionths. */
  readonly locks: readonly { readonly months: number; readonly multiplierPpm: number }[];
  readonly calendar: CalendarRule;
  /** What every validator asks for until it says otherwise. */
  readonly terms: ValidatorTerms;
  /** 20 when missing. */
  readonly validatorsPerHolderMax?: number;
  /** Three days when missing. */
  readonly undelegationNotice?: Duration;
  /** Whether a slash cuts what is accepted for next month too; no when missing. §M12.2 */
  readonly cutsAccepted?: boolean;
  /** The oddity of `requestUndelegation`; no when missing. §M12.2 */
  readonly cutsTwice?: boolean;
}

/**
 * `accepted` counts from next month on; `undelegating` still counts, until its period is over. `ended`: it is
 * over, or was withdrawn, or nobody accepted it in its month.
 */
export type DelegationState = 'proposed' | 'accepted' | 'delegated' | 'undelegating' | 'ended';

type Refusal<Reason extends string> = { readonly kind: 'refused'; readonly reason: Reason };

/** What becomes of an offer. */
export type Proposal =
  | { readonly kind: 'proposed'; readonly id: DelegationId }
  | Refusal<'validator-not-accepting' | 'below-minimum' | 'too-many-validators' | 'not-enough-tokens'>;

/** What becomes of a validator's yes. */
export type Acceptance =
  | { readonly kind: 'accepted'; readonly starts: MonthIndex }
  | Refusal<'not-proposed' | 'too-many-validators'>;

/** What becomes of a holder's cancellation or a validator's no. */
export type Withdrawal = { readonly kind: 'withdrawn' } | Refusal<'not-proposed'>;

/** What becomes of a request to undelegate. */
export type Undelegation =
  /** `ends` is the first month in which it counts no more. */
  { readonly kind: 'requested'; readonly ends: MonthIndex } | Refusal<'not-delegated' | 'too-late'>;

/** For what delegations lost stake since the last settlement, in base units. §M12.2 */
export interface Settlement {
  /** Penalties proper. */
  readonly penalty: Tokens;
  /** What rounding took beyond them; negative when an earlier settlement took more than it takes back now. */
  readonly rounding: Tokens;
  /** What is left of remembered bounties by rounding: it goes to the validator. §M11.2 */
  readonly dust: Tokens;
}

/** What the nodes of a validator earned, and its fee. */
export interface Bounty {
  /** Base units. */
  readonly amount: Tokens;
  /** Whole, 0 … 1000. */
  readonly feePerMille: number;
}

/** The validator's part of a bounty in base units; the rest goes, or will go, to holders. §M11.2 */
export interface SharedBounty {
  /** floor(bounty · fee per mille / 1000). */
  readonly fee: Tokens;
  /** What rounding leaves of the rest; all of the rest when nothing counts. */
  readonly dust: Tokens;
}

/** A bounty that went to holders at once: fee + dust + the rewards = bounty. */
export interface PaidBounty extends SharedBounty {
  /** The sum of the rewards by lock, in base units. */
  readonly byLock: readonly Tokens[];
}
