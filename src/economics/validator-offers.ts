/** What holders can see of validators, and how they look for a better one. §M11.3 */
import { assert } from '../base/assert.ts';
import type { ValidatorIndex } from '../base/ids.ts';
import type { Tokens } from '../base/units.ts';
import type { Chance } from '../base/variates.ts';

/** A validator in the public table of a month. */
export interface ValidatorOffer {
  /** Yield of a year after the fee, in millionths of the stake; 0 while none is known. */
  readonly netYieldPpm: number;
  /** Whether it takes new delegations. */
  readonly acceptsNew: boolean;
  /** 0 … 1000; decides between equal yields. */
  readonly feePerMille: number;
  readonly slashedLastMonth: boolean;
  /** Least base units of a delegation that it takes. §M11.1 */
  readonly minimumDelegation: Tokens;
}

/** The table of a month, made once for all holders. */
export interface OfferBoard {
  readonly offers: readonly ValidatorOffer[];
  /** Validators that accept new delegations, ascending. */
  readonly open: Int32Array;
}

/** The board of all validators' offers. One pass over them. */
export function offerBoard(offers: readonly ValidatorOffer[]): OfferBoard {
  const open = offers.flatMap(({ acceptsNew }, validator) => (acceptsNew ? [validator] : []));
  return { offers, open: Int32Array.from(open) };
}

/** An open validator, each equally likely; undefined where none is open. One draw. */
export function drawnOffer({ open }: OfferBoard, draws: Chance): ValidatorIndex | undefined {
  return open.length === 0 ? undefined : open[draws.below(open.length)];
}

/**
 * The best of `count` (1 or more) open validators drawn with replacement, and of those in `known` that are
 * open; undefined where none is. So the cost does not grow with the number of validators, and not everybody
 * runs to the same one: with n open, the best of k looks is among the best m with probability
 * 1 − (1 − m/n)^k.
 */
export function bestOfLooks(
  board: OfferBoard,
  known: readonly ValidatorIndex[],
  count: number,
  draws: Chance,
): ValidatorIndex | undefined {
  assert(count >= 1, 'who looks around looks at somebody');
  let best = bestKnown(board, known);
  for (let look = 0; look < count; look += 1) {
    const seen = drawnOffer(board, draws);
    if (seen !== undefined) best = better(board.offers, best, seen);
  }
  return best;
}

/** The best open validator among those given; undefined where none of them is open. */
export function bestKnown(board: OfferBoard, known: readonly ValidatorIndex[]): ValidatorIndex | undefined {
  let best: ValidatorIndex | undefined;
  for (const validator of known) {
    if (board.offers[validator].acceptsNew) best = better(board.offers, best, validator);
  }
  return best;
}

/** Higher net yield first, then the lower fee, then the earlier validator: a total order. */
function better(
  offers: readonly ValidatorOffer[],
  best: ValidatorIndex | undefined,
  other: ValidatorIndex,
): ValidatorIndex {
  if (best === undefined) return other;
  const gain = offers[other].netYieldPpm - offers[best].netYieldPpm;
  if (gain !== 0) return gain > 0 ? other : best;
  const saving = offers[best].feePerMille - offers[other].feePerMille;
  if (saving !== 0) return saving > 0 ? other : best;
  return Math.min(best, other);
}
