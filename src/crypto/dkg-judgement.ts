/**
 * Who is proven at fault, out of the public record alone, so that everybody comes to the same answer. §M6.2
 */
import type { DkgBoard, DkgExtraction } from './dkg-board.ts';
import { isShareRight, isWellFormed, judgeResponse, type OpenedShare } from './dkg-dealing.ts';
import type { DkgRules } from './dkg-rules.ts';
import { commitmentAt } from './polynomial.ts';

/** What a dealer is found to have done. */
export type DealerFault =
  | 'no-dealing'
  | 'malformed-dealing'
  | 'no-response'
  | 'unproven-response'
  | 'false-share'
  | 'no-extraction'
  | 'false-extraction';

/** What a recipient is found to have done. */
export type RecipientFault =
  'no-verdict' | 'false-complaint' | 'false-dispute' | 'no-reconstruction' | 'false-reconstruction';

/** A fault and whose it is. In a fresh run dealer and recipient of one seat are one member. */
export type Culprit =
  | { readonly role: 'dealer'; readonly seat: number; readonly fault: DealerFault }
  | { readonly role: 'recipient'; readonly seat: number; readonly fault: RecipientFault };

/** What the record shows so far. Seats in order. */
export interface DkgJudgement {
  /** Dealers whose polynomials count; settled when the responses are in. */
  readonly qualified: readonly number[];
  /** Those of them that did not open their commitments rightly; settled when the disputes are in. */
  readonly toReconstruct: readonly number[];
  readonly culprits: readonly Culprit[];
}

/**
 * Judges a record. In the joint-feldman variant, which opens nothing, only dealings and complaints are
 * judged.
 */
export function judge<P>(board: DkgBoard<P>): DkgJudgement {
  const dealing = dealingFaults(board);
  const out = new Set(dealing.filter(({ role }) => role === 'dealer').map(({ seat }) => seat));
  const qualified = seatsUpTo(board.rules.dealers).filter((dealer) => !out.has(dealer));
  if (board.rules.variant !== 'pedersen') return { qualified, toReconstruct: [], culprits: dealing };
  const opening = openingFaults(board, qualified);
  const toReconstruct = opening.filter(({ role }) => role === 'dealer').map(({ seat }) => seat);
  const reconstruction = reconstructionFaults(board, toReconstruct);
  return { qualified, toReconstruct, culprits: [...dealing, ...opening, ...reconstruction] };
}

/** Shares handed in for a dealer that agree with its blinded commitments, in order of recipients. */
export function rightReconstructions<P>(
  board: DkgBoard<P>,
  dealer: number,
): readonly { readonly recipient: number; readonly share: bigint }[] {
  return board.reconstructions
    .filter((given) => given.dealer === dealer && isHiddenShareRight(board, dealer, given.recipient, given))
    .toSorted((a, b) => a.recipient - b.recipient);
}

/** Whether a share agrees with commitments in the open. */
export function isOpenShareRight<P>(
  rules: DkgRules<P>,
  extraction: DkgExtraction<P>,
  recipient: number,
  { share }: OpenedShare,
): boolean {
  if (!hasRightLength(rules, extraction)) return false;
  const { group } = rules;
  return group.equals(group.multiplyGenerator(share), commitmentAt(group, extraction.commitments, recipient));
}

/** Faults up to the responses: dealers that did not deal rightly, recipients silent or lying. */
function dealingFaults<P>(board: DkgBoard<P>): readonly Culprit[] {
  const { rules, dealings, verdicts } = board;
  const culprits: Culprit[] = [];
  for (const dealer of seatsUpTo(rules.dealers)) {
    const dealing = dealings.get(dealer);
    if (dealing === undefined) culprits.push({ role: 'dealer', seat: dealer, fault: 'no-dealing' });
    else if (!isWellFormed(rules, dealing)) {
      culprits.push({ role: 'dealer', seat: dealer, fault: 'malformed-dealing' });
    }
  }
  for (const recipient of seatsUpTo(rules.recipientKeys.length)) {
    const accused = verdicts.get(recipient);
    if (accused === undefined) culprits.push({ role: 'recipient', seat: recipient, fault: 'no-verdict' });
    else culprits.push(...accused.map((dealer) => complaintFault(board, recipient, dealer)));
  }
  return culprits;
}

/** Faults in opening the commitments, and in disputing it. */
function openingFaults<P>(board: DkgBoard<P>, qualified: readonly number[]): readonly Culprit[] {
  const refuted = new Set<number>();
  const disputers: Culprit[] = [];
  for (const dispute of board.disputes) {
    if (isDisputeTrue(board, dispute)) refuted.add(dispute.dealer);
    else disputers.push({ role: 'recipient', seat: dispute.recipient, fault: 'false-dispute' });
  }
  const dealers = qualified.flatMap((dealer): Culprit[] => {
    if (!hasRightLength(board.rules, board.extractions.get(dealer))) {
      return [{ role: 'dealer', seat: dealer, fault: 'no-extraction' }];
    }
    return refuted.has(dealer) ? [{ role: 'dealer', seat: dealer, fault: 'false-extraction' }] : [];
  });
  return [...dealers, ...disputers];
}

/** Faults in handing in shares for reconstruction: every recipient owes one for each dealer concerned. */
function reconstructionFaults<P>(board: DkgBoard<P>, dealers: readonly number[]): readonly Culprit[] {
  return dealers.flatMap((dealer) =>
    seatsUpTo(board.rules.recipientKeys.length).flatMap((recipient): Culprit[] => {
      const given = board.reconstructions.find(
        (reconstruction) => reconstruction.dealer === dealer && reconstruction.recipient === recipient,
      );
      if (given === undefined) return [{ role: 'recipient', seat: recipient, fault: 'no-reconstruction' }];
      if (isHiddenShareRight(board, dealer, recipient, given)) return [];
      return [{ role: 'recipient', seat: recipient, fault: 'false-reconstruction' }];
    }),
  );
}

/**
 * Exactly one of the two is at fault over a complaint: the accused unless it shows that the share was
 * right.
 */
function complaintFault<P>(board: DkgBoard<P>, recipient: number, dealer: number): Culprit {
  const response = board.responses.find(
    (candidate) => candidate.dealer === dealer && candidate.complainer === recipient,
  );
  if (response === undefined) return { role: 'dealer', seat: dealer, fault: 'no-response' };
  const dealing = board.dealings.get(dealer);
  const shown = dealing === undefined ? 'nothing-shown' : judgeResponse(board.rules, dealing, response);
  switch (shown) {
    case 'share-right':
      return { role: 'recipient', seat: recipient, fault: 'false-complaint' };
    case 'share-false':
      return { role: 'dealer', seat: dealer, fault: 'false-share' };
    case 'nothing-shown':
      return { role: 'dealer', seat: dealer, fault: 'unproven-response' };
  }
}

function isDisputeTrue<P>(
  board: DkgBoard<P>,
  dispute: OpenedShare & { dealer: number; recipient: number },
): boolean {
  const extraction = board.extractions.get(dispute.dealer);
  return (
    extraction !== undefined &&
    isHiddenShareRight(board, dispute.dealer, dispute.recipient, dispute) &&
    !isOpenShareRight(board.rules, extraction, dispute.recipient, dispute)
  );
}

/** Whether a share agrees with the blinded commitments of its dealer. */
function isHiddenShareRight<P>(
  { rules, dealings }: DkgBoard<P>,
  dealer: number,
  recipient: number,
  { share, blind }: OpenedShare,
): boolean {
  const { order } = rules.group;
  const areScalars = [share, blind].every((scalar) => scalar >= 0n && scalar < order);
  const dealing = dealings.get(dealer);
  return areScalars && dealing !== undefined && isShareRight(rules, dealing, recipient, { share, blind });
}

function hasRightLength<P>(
  rules: DkgRules<P>,
  extraction: DkgExtraction<P> | undefined,
): extraction is DkgExtraction<P> {
  return extraction !== undefined && extraction.commitments.length === rules.threshold;
}

function seatsUpTo(seats: number): readonly number[] {
  return Array.from({ length: seats }, (_, index) => index + 1);
}
