/**
 * What a distributed key generation is about: who deals, who receives, with which threshold, and to which
 * end: a fresh key, the same key with new shares (proactive refresh), or the same key for another committee
 * (resharing). §M6.1, §M6.4
 */
import { concatBytes } from '@noble/hashes/utils.js';
import type { Group } from './group.ts';
import { requireInput } from './input-error.ts';
import { commitmentAt, requireThreshold } from './polynomial.ts';
import { bytesOf } from './scalar.ts';

/**
 * `joint-feldman`: dealers commit to their polynomials in the open, so that one who deals late, or lets
 * itself be thrown out, can choose among keys. `pedersen`: dealers first commit with blinding; the
 * commitments in the open come when it is settled whose polynomials count (Gennaro, Jarecki, Krawczyk,
 * Rabin 1999).
 */
export type DkgVariant = 'joint-feldman' | 'pedersen';

/**
 * The end of a run. Points are those of the group of keys; vectors hold the constant's commitment first.
 */
export type DkgPurpose<P> =
  | { readonly kind: 'fresh' }
  | { readonly kind: 'refresh'; readonly vector: readonly P[] }
  | { readonly kind: 'reshare'; readonly oldThreshold: number; readonly oldSeatKeys: readonly P[] };

/** The rules of one run, the same for everybody. Dealers and recipients have seats 1 … their number. */
export interface DkgRules<P> {
  readonly group: Group<P>;
  readonly variant: DkgVariant;
  readonly purpose: DkgPurpose<P>;
  /** The run's own name: seals and proofs of one run mean nothing in another. */
  readonly ceremony: Uint8Array;
  readonly dealers: number;
  /**
   * Keys that shares are sealed to, by recipient. Each must have come with a proof of possession: the holder
   * of a key made of another's learns the other's share, by a false complaint and the dealer's answer to it.
   */
  readonly recipientKeys: readonly P[];
  /** Of the new sharing. */
  readonly threshold: number;
  /** The second base of Pedersen's commitments; identity under `joint-feldman`, which has none. */
  readonly blindingBase: P;
}

const BLINDING_TAG = 'ELASTINET-V1-PEDERSEN-BASE';

/** A new key for the holders of `recipientKeys`, all of whom deal. */
export function freshKeyRules<P>(
  group: Group<P>,
  variant: DkgVariant,
  ceremony: Uint8Array,
  recipientKeys: readonly P[],
  threshold: number,
): DkgRules<P> {
  const dealers = recipientKeys.length;
  return rulesOf({ group, variant, ceremony, recipientKeys, threshold, dealers, purpose: { kind: 'fresh' } });
}

/** New shares of the key committed to by `vector`, for the same members in the same seats. */
export function refreshRules<P>(
  group: Group<P>,
  ceremony: Uint8Array,
  recipientKeys: readonly P[],
  vector: readonly P[],
): DkgRules<P> {
  return rulesOf({
    group,
    variant: 'joint-feldman',
    ceremony,
    recipientKeys,
    threshold: vector.length,
    dealers: recipientKeys.length,
    purpose: { kind: 'refresh', vector },
  });
}

/**
 * The key of an old committee, committed to by its `vector`, for a new one with a threshold of its own. Old
 * members deal, each its own share.
 */
export function reshareRules<P>(
  group: Group<P>,
  ceremony: Uint8Array,
  recipientKeys: readonly P[],
  threshold: number,
  old: { readonly vector: readonly P[]; readonly members: number },
): DkgRules<P> {
  requireThreshold(old.vector.length, old.members);
  const oldSeatKeys = Array.from({ length: old.members }, (_, index) =>
    commitmentAt(group, old.vector, index + 1),
  );
  return rulesOf({
    group,
    variant: 'joint-feldman',
    ceremony,
    recipientKeys,
    threshold,
    dealers: old.members,
    purpose: { kind: 'reshare', oldThreshold: old.vector.length, oldSeatKeys },
  });
}

/** The point that a dealer's first commitment must be, if the purpose demands one. */
export function demandedConstant<P>({ group, purpose }: DkgRules<P>, dealer: number): P | undefined {
  switch (purpose.kind) {
    case 'fresh':
      return undefined;
    case 'refresh':
      return group.identity;
    case 'reshare':
      return purpose.oldSeatKeys[dealer - 1];
  }
}

/**
 * Dealers without fault that a run needs. A coalition below the threshold cannot be all of t dealers, so
 * that one polynomial at least is unknown to it; a resharing needs enough shares to make the old key of.
 */
export function dealersNeeded<P>({ purpose, threshold }: DkgRules<P>): number {
  return purpose.kind === 'reshare' ? purpose.oldThreshold : threshold;
}

/** What binds a seal or a proof to its run, dealer and recipient. */
export function shareContext<P>({ ceremony }: DkgRules<P>, dealer: number, recipient: number): Uint8Array {
  return concatBytes(
    bytesOf(BigInt(dealer), 2),
    bytesOf(BigInt(recipient), 2),
    bytesOf(BigInt(ceremony.length), 4),
    ceremony,
  );
}

function rulesOf<P>(rules: Omit<DkgRules<P>, 'blindingBase'>): DkgRules<P> {
  const { group, recipientKeys, threshold } = rules;
  requireThreshold(threshold, recipientKeys.length);
  const isKey = recipientKeys.every((key) => !group.isIdentity(key));
  requireInput(isKey, 'recipientKeys', 'infinity', 'points other than infinity');
  return {
    ...rules,
    recipientKeys: recipientKeys.map((key) => group.prepared(key)),
    blindingBase:
      rules.variant === 'pedersen'
        ? group.prepared(group.hash(new Uint8Array(), BLINDING_TAG))
        : group.identity,
  };
}
