/**
 * One key generation of a committee, as the network drives it: what its members did, what everybody finds,
 * who is at fault, and the key. Real cryptography and the ideal functionality answer the same questions, and
 * give the same answers. §M4.4, §M6
 */
import type { Culprit } from './dkg-judgement.ts';
import type { DkgVariant } from './dkg-rules.ts';
import type { CurveName, KeyGroup } from './pairing-suite.ts';

/**
 * What a dealer does. `polynomial` counts the polynomials that its randomness gives: an honest dealer deals
 * number 0. Seats in `falseTo` (none: an honest dealing) get a share that is not the polynomial's value.
 */
export type DealingDeed = 'withhold' | { readonly polynomial: number; readonly falseTo: readonly number[] };

/** The first polynomial, and the right share of it for everybody. */
export const HONEST_DEALING: DealingDeed = { polynomial: 0, falseTo: [] };

/** What a recipient says: the dealers that it accuses, none if all was right; or nothing at all. */
export type VerdictDeed = 'silent' | { readonly accused: readonly number[] };

/** A dealer's answer to one complaint, given. */
export interface ResponseDeed {
  readonly dealer: number;
  readonly complainer: number;
}

/** A dealer's randomness, as a seed of 16 bytes or more, and what it does with it. */
export interface CeremonyDealer {
  /** Of its polynomials in this ceremony. */
  readonly dealingSeed: Uint8Array;
  readonly deed: DealingDeed;
}

/** A member. Its randomness is its own and comes as seeds, 16 bytes or more. */
export interface CeremonyMember extends CeremonyDealer {
  /** Of the key that shares are sealed to: one for each node, whatever it takes part in. */
  readonly sealingSeed: Uint8Array;
}

/**
 * A key as its holders have it, in plain data: the compressed commitments to the group's polynomial and each
 * seat's share; or, where no point was ever worked out, the group's secret alone.
 */
export type HeldKey =
  | { readonly kind: 'shares'; readonly vector: readonly Uint8Array[]; readonly shares: readonly bigint[] }
  | {
      readonly kind: 'secret';
      readonly secret: bigint;
      readonly members: number;
      readonly threshold: number;
    };

/** A key that is to live on. §M6.4 */
export interface Resharing {
  readonly old: HeldKey;
  /** By seat of the old sharing; undefined: its share is not dealt. At least the old threshold deal. */
  readonly dealers: readonly (CeremonyDealer | undefined)[];
}

/** All that a ceremony hangs on. Plain data, so that it crosses threads. */
export interface CeremonyTask {
  readonly curve: CurveName;
  readonly keysIn: KeyGroup;
  readonly variant: DkgVariant;
  /** Tells this ceremony from all others. */
  readonly name: string;
  /** Shares that sign, 1 … members. */
  readonly threshold: number;
  /** In order of seats, which count from 1. */
  readonly members: readonly CeremonyMember[];
  /**
   * Undefined: a fresh key, which the members deal. Else holders of the old one deal, the members receive and
   * their own deeds count for nothing. A resharing is `joint-feldman`: there is no key to choose among.
   */
  readonly resharing?: Resharing | undefined;
}

/** Who deals, by seat of dealers; undefined is a seat that nobody deals for. */
export function dealersOf({ members, resharing }: CeremonyTask): readonly (CeremonyDealer | undefined)[] {
  return resharing?.dealers ?? members;
}

/** Number of shares of a key, and of those that make it. */
export function sharingOf(key: HeldKey): { readonly members: number; readonly threshold: number } {
  return key.kind === 'secret' ? key : { members: key.shares.length, threshold: key.vector.length };
}

/** A share that a member hands in for a signature; one that is not right is some other point. */
export interface HandedShare {
  readonly seat: number;
  readonly isRight: boolean;
}

/**
 * The signature of a group, or what was missing. Combination is optimistic, so a false share is found out
 * only if one of the first `threshold` shares is false; then all false ones are.
 */
export type GroupSignature =
  | { readonly kind: 'signed'; readonly signature: Uint8Array; readonly culprits: readonly number[] }
  | { readonly kind: 'too-few'; readonly culprits: readonly number[] };

/** The key of a group. */
export interface GroupKey {
  readonly members: number;
  readonly threshold: number;
  /** Compressed bytes of the public key. */
  publicKey(): Uint8Array;
  /** The unique signature on `message` out of the shares handed in, distinct seats in any order. */
  sign(message: Uint8Array, shares: readonly HandedShare[]): GroupSignature;
}

/** A ceremony that has begun. Questions are asked in this order, each at most once. */
export interface KeyCeremony {
  /** By recipient: the dealers whose share it finds to be wrong, ascending; whoever withheld is not named. */
  accusations(): readonly (readonly number[])[];
  /** Who is at fault, given what was said and answered: dealers by seat, then recipients by seat. */
  judged(verdicts: readonly VerdictDeed[], responses: readonly ResponseDeed[]): readonly Culprit[];
  /** The key; only of a ceremony in which nobody is at fault. */
  key(): GroupKey;
  /** The same key in plain data, to be reshared; only of a ceremony in which nobody is at fault. */
  held(): HeldKey;
  /** Nobody will ask any more. */
  dropped(): void;
}

/** Where ceremonies run: at once, or on other threads. Answers never depend on it. */
export interface CeremonyRunner {
  begin(task: CeremonyTask): KeyCeremony;
}
