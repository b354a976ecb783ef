/**
 * A dealing: a dealer's commitments and the shares it seals to the recipients; how a recipient opens and
 * checks its share, and how a dealer that is accused shows what it sealed. §M6.1, §M6.2
 */
import { assert } from '../base/assert.ts';
import { demandedConstant, shareContext, type DkgRules } from './dkg-rules.ts';
import { proveEquality, verifyEquality, type EqualityProof } from './equality-proof.ts';
import type { Group } from './group.ts';
import { commitmentAt, commitmentsOf, drawPolynomial, valueAt, type Polynomial } from './polynomial.ts';
import { drawSecret, scalarBytes, type ByteSource } from './scalar.ts';
import { sealScalars, unsealScalars, type SealedChannel } from './share-cipher.ts';

/** What a dealer broadcasts. */
export interface Dealing<P> {
  readonly kind: 'dkg-dealing';
  readonly dealer: number;
  /** To the coefficients, the constant first; under `pedersen` with blinding. */
  readonly commitments: readonly P[];
  readonly oneTimeKey: P;
  /** By recipient. */
  readonly sealed: readonly Uint8Array[];
}

/** What a dealer keeps. */
export interface DealerSecret {
  readonly dealer: number;
  readonly coefficients: Polynomial;
  /** Empty under `joint-feldman`. */
  readonly blinds: Polynomial;
  readonly oneTimeSecret: bigint;
}

/** A share as the dealer sealed it; the blinding is 0 under `joint-feldman`. */
export interface OpenedShare {
  readonly share: bigint;
  readonly blind: bigint;
}

/**
 * An accused dealer's answer: the point that the share was sealed under, with proof that it is that point.
 */
export interface DkgResponse<P> {
  readonly kind: 'dkg-response';
  readonly dealer: number;
  readonly complainer: number;
  readonly shared: P;
  readonly proof: EqualityProof;
}

/**
 * A dealer's dealing and secret, from `source`. `constant` is what the dealer shares: by default a fresh
 * secret; 0 in a refresh; its old share in a resharing.
 */
export function deal<P>(
  rules: DkgRules<P>,
  dealer: number,
  source: ByteSource,
  constant?: bigint,
): { readonly dealing: Dealing<P>; readonly secret: DealerSecret } {
  const { order } = rules.group;
  assert(
    rules.purpose.kind !== 'reshare' || constant !== undefined,
    'a resharing dealer deals its old share',
  );
  const shared = constant ?? (rules.purpose.kind === 'refresh' ? 0n : undefined);
  const secret: DealerSecret = {
    dealer,
    coefficients: drawPolynomial(order, rules.threshold, source, shared),
    blinds: rules.variant === 'pedersen' ? drawPolynomial(order, rules.threshold, source) : [],
    oneTimeSecret: drawSecret(order, source),
  };
  return { dealing: dealingOf(rules, secret), secret };
}

/** The honest dealing of a secret. */
export function dealingOf<P>(rules: DkgRules<P>, secret: DealerSecret): Dealing<P> {
  const { group } = rules;
  // Every recipient multiplies it by its own secret key.
  const oneTimeKey = group.prepared(group.multiplyGenerator(secret.oneTimeSecret));
  const shared = group.multiplyEach(
    rules.recipientKeys,
    rules.recipientKeys.map(() => secret.oneTimeSecret),
  );
  const sealed = shared.map((point, index) => {
    const channel = channelOf(rules, secret.dealer, index + 1, oneTimeKey, point);
    const share = valueAt(secret.coefficients, index + 1, group.order);
    const blind = valueAt(secret.blinds, index + 1, group.order);
    return sealScalars(group, channel, rules.variant === 'pedersen' ? [share, blind] : [share]);
  });
  return {
    kind: 'dkg-dealing',
    dealer: secret.dealer,
    commitments: hidingCommitments(rules, secret),
    oneTimeKey,
    sealed,
  };
}

/**
 * Whether a dealing has the form that the rules demand; what only its recipients can see is not checked.
 */
export function isWellFormed<P>(rules: DkgRules<P>, dealing: Dealing<P>): boolean {
  const { group, threshold, recipientKeys } = rules;
  const demanded = demandedConstant(rules, dealing.dealer);
  return (
    dealing.commitments.length === threshold &&
    dealing.sealed.length === recipientKeys.length &&
    dealing.sealed.every((sealed) => sealed.length === scalarsSealed(rules) * scalarBytes(group.order)) &&
    !group.isIdentity(dealing.oneTimeKey) &&
    (demanded === undefined || group.equals(demanded, dealing.commitments[0]))
  );
}

/** A recipient's share of each dealing, undefined where what was sealed is no share at all. */
export function openShares<P>(
  rules: DkgRules<P>,
  dealings: readonly Dealing<P>[],
  recipient: number,
  secretKey: bigint,
): readonly (OpenedShare | undefined)[] {
  const shared = rules.group.multiplyEach(
    dealings.map(({ oneTimeKey }) => oneTimeKey),
    dealings.map(() => secretKey),
  );
  return dealings.map((dealing, index) => openUnder(rules, dealing, recipient, shared[index]));
}

/** A recipient's share of one dealing, as {@link openShares}. */
export function openShare<P>(
  rules: DkgRules<P>,
  dealing: Dealing<P>,
  recipient: number,
  secretKey: bigint,
): OpenedShare | undefined {
  return openShares(rules, [dealing], recipient, secretKey)[0];
}

/** Whether each opened share agrees with its dealing's commitments; one that is no share does not. */
export function areSharesRight<P>(
  rules: DkgRules<P>,
  dealings: readonly Dealing<P>[],
  recipient: number,
  opened: readonly (OpenedShare | undefined)[],
): readonly boolean[] {
  const { group, variant, blindingBase } = rules;
  const plain = group.multiplyEach(
    opened.map(() => group.generator),
    opened.map((shares) => shares?.share ?? 0n),
  );
  return opened.map((shares, index) => {
    if (shares === undefined) return false;
    const blinded = variant === 'pedersen' ? group.multiply(blindingBase, shares.blind) : group.identity;
    const committed = commitmentAt(group, dealings[index].commitments, recipient);
    return group.equals(group.add(plain[index], blinded), committed);
  });
}

/** Whether an opened share agrees with the dealing's commitments. */
export function isShareRight<P>(
  rules: DkgRules<P>,
  dealing: Dealing<P>,
  recipient: number,
  opened: OpenedShare,
): boolean {
  return areSharesRight(rules, [dealing], recipient, [opened])[0];
}

/** The dealer's answer to a complaint. */
export function responseTo<P>(
  rules: DkgRules<P>,
  secret: DealerSecret,
  complainer: number,
  source: ByteSource,
): DkgResponse<P> {
  const { group } = rules;
  const base = rules.recipientKeys[complainer - 1];
  const product = group.multiply(base, secret.oneTimeSecret);
  const image = group.multiplyGenerator(secret.oneTimeSecret);
  const context = shareContext(rules, secret.dealer, complainer);
  const proof = proveEquality(group, { image, base, product, context }, secret.oneTimeSecret, source);
  return { kind: 'dkg-response', dealer: secret.dealer, complainer, shared: product, proof };
}

/**
 * What an answer shows: that the sealed share is right, so that the complaint was false; that it is not; or
 * nothing, when the point is not proven to be the one that the share was sealed under.
 */
export function judgeResponse<P>(
  rules: DkgRules<P>,
  dealing: Dealing<P>,
  response: DkgResponse<P>,
): 'share-right' | 'share-false' | 'nothing-shown' {
  const { complainer, shared, proof } = response;
  const claim = {
    image: dealing.oneTimeKey,
    base: rules.recipientKeys[complainer - 1],
    product: shared,
    context: shareContext(rules, dealing.dealer, complainer),
  };
  if (!verifyEquality(rules.group, claim, proof)) return 'nothing-shown';
  const opened = openUnder(rules, dealing, complainer, shared);
  const isRight = opened !== undefined && isShareRight(rules, dealing, complainer, opened);
  return isRight ? 'share-right' : 'share-false';
}

/** Commitments without blinding to a dealer's polynomial. */
export function openCommitments<P>(group: Group<P>, secret: DealerSecret): readonly P[] {
  return commitmentsOf(group, secret.coefficients);
}

function hidingCommitments<P>(
  { group, variant, blindingBase }: DkgRules<P>,
  secret: DealerSecret,
): readonly P[] {
  const open = openCommitments(group, secret);
  if (variant === 'joint-feldman') return open;
  const blinding = group.multiplyEach(
    open.map(() => blindingBase),
    secret.blinds,
  );
  return open.map((commitment, index) => group.add(commitment, blinding[index]));
}

function openUnder<P>(
  rules: DkgRules<P>,
  dealing: Dealing<P>,
  recipient: number,
  shared: P,
): OpenedShare | undefined {
  const channel = channelOf(rules, dealing.dealer, recipient, dealing.oneTimeKey, shared);
  const sealed = dealing.sealed[recipient - 1];
  const scalars = unsealScalars(rules.group, channel, sealed, scalarsSealed(rules));
  return scalars === undefined ? undefined : { share: scalars[0], blind: scalars[1] ?? 0n };
}

function channelOf<P>(
  rules: DkgRules<P>,
  dealer: number,
  recipient: number,
  oneTimeKey: P,
  shared: P,
): SealedChannel<P> {
  return {
    oneTimeKey,
    recipientKey: rules.recipientKeys[recipient - 1],
    shared,
    context: shareContext(rules, dealer, recipient),
  };
}

function scalarsSealed<P>({ variant }: DkgRules<P>): number {
  return variant === 'pedersen' ? 2 : 1;
}
