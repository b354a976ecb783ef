/** What an honest recipient does with the public record and its secret key. §M6.1 */
import type { DkgAlright, DkgBoard, DkgComplaint, DkgDispute, DkgReconstruction } from './dkg-board.ts';
import { formedDealings } from './dkg-board.ts';
import { areSharesRight, openShares, type OpenedShare } from './dkg-dealing.ts';
import { isOpenShareRight, type DkgJudgement } from './dkg-judgement.ts';
import type { DkgOutcome } from './dkg-resolution.ts';
import { assert } from '../base/assert.ts';
import { reduced } from './scalar.ts';

/** The shares that a recipient found right, by dealer. */
export type OpenedShares = ReadonlyMap<number, OpenedShare>;

/** What a recipient says of all dealings, and the shares that it keeps. */
export interface RecipientVerdict {
  readonly message: DkgAlright | DkgComplaint;
  readonly opened: OpenedShares;
}

/** Opens and checks every dealing of the right form. The board is past its dealing phase. */
export function verdictOn<P>(board: DkgBoard<P>, recipient: number, secretKey: bigint): RecipientVerdict {
  const opened = new Map<number, OpenedShare>();
  const accused: number[] = [];
  const dealings = formedDealings(board);
  const shares = openShares(board.rules, dealings, recipient, secretKey);
  const areRight = areSharesRight(board.rules, dealings, recipient, shares);
  for (const [index, { dealer }] of dealings.entries()) {
    const share = shares[index];
    if (share !== undefined && areRight[index]) opened.set(dealer, share);
    else accused.push(dealer);
  }
  const message: DkgAlright | DkgComplaint =
    accused.length === 0 ? { kind: 'dkg-alright', recipient } : { kind: 'dkg-complaint', recipient, accused };
  return { message, opened };
}

/** Disputes of opened commitments that a recipient's shares disagree with. `pedersen` only. */
export function disputesOf<P>(
  board: DkgBoard<P>,
  { qualified }: DkgJudgement,
  recipient: number,
  opened: OpenedShares,
): readonly DkgDispute[] {
  return qualified.flatMap((dealer) => {
    const extraction = board.extractions.get(dealer);
    const share = opened.get(dealer);
    if (extraction === undefined || share === undefined) return [];
    if (isOpenShareRight(board.rules, extraction, recipient, share)) return [];
    return [{ kind: 'dkg-dispute' as const, recipient, dealer, ...share }];
  });
}

/**
 * The shares that a recipient hands in for dealers that failed to open their commitments. `pedersen` only.
 */
export function reconstructionsOf(
  { toReconstruct }: DkgJudgement,
  recipient: number,
  opened: OpenedShares,
): readonly DkgReconstruction[] {
  return toReconstruct.flatMap((dealer) => {
    const share = opened.get(dealer);
    return share === undefined ? [] : [{ kind: 'dkg-reconstruction' as const, recipient, dealer, ...share }];
  });
}

/**
 * A recipient's share of the key that was agreed on. `previous` is its old share, in a refresh only. An
 * honest recipient holds a right share of every dealer that counts: else that dealer would be out.
 */
export function keyShareOf<P>(
  board: DkgBoard<P>,
  outcome: DkgOutcome<P>,
  opened: OpenedShares,
  previous = 0n,
): bigint {
  assert(outcome.kind === 'agreed', 'only an agreed key has shares');
  const { order } = board.rules.group;
  return outcome.contributions.reduce((sum, { dealer, factor }) => {
    const share = opened.get(dealer);
    assert(share !== undefined, 'an honest recipient holds a share of every dealer that counts');
    return reduced(sum + factor * share.share, order);
  }, previous);
}
