/**
 * The public record of a key generation: what everybody has seen, as a value. A message is received in its
 * phase, once, from a seat that may send it; when a phase ends is for the caller's clock to say. Who sent a
 * message is for the caller to know: mainnet takes signed transactions. §M6.1
 */
import { assert } from '../base/assert.ts';
import { isWellFormed, type Dealing, type DkgResponse, type OpenedShare } from './dkg-dealing.ts';
import type { DkgRules } from './dkg-rules.ts';
import { isSeat } from './polynomial.ts';

/** Phases in order; the last three but `closed` are those of the `pedersen` variant alone. */
export type DkgPhase =
  'dealing' | 'verifying' | 'responding' | 'extracting' | 'disputing' | 'reconstructing' | 'closed';

/** A recipient's word that all its shares are right. */
export interface DkgAlright {
  readonly kind: 'dkg-alright';
  readonly recipient: number;
}

/** A recipient's word that the shares from the accused are not right. */
export interface DkgComplaint {
  readonly kind: 'dkg-complaint';
  readonly recipient: number;
  readonly accused: readonly number[];
}

/** A dealer's commitments in the open, once it is settled whose polynomials count. */
export interface DkgExtraction<P> {
  readonly kind: 'dkg-extraction';
  readonly dealer: number;
  readonly commitments: readonly P[];
}

/** A share that agrees with the blinded commitments and not with those in the open. */
export interface DkgDispute extends OpenedShare {
  readonly kind: 'dkg-dispute';
  readonly recipient: number;
  readonly dealer: number;
}

/** A share handed in to make public the polynomial of a dealer that failed to open its commitments. */
export interface DkgReconstruction extends OpenedShare {
  readonly kind: 'dkg-reconstruction';
  readonly recipient: number;
  readonly dealer: number;
}

/** Everything that can be sent. */
export type DkgMessage<P> =
  Dealing<P> | DkgAlright | DkgComplaint | DkgResponse<P> | DkgExtraction<P> | DkgDispute | DkgReconstruction;

/** The record. Lists are in the order of receipt. */
export interface DkgBoard<P> {
  readonly rules: DkgRules<P>;
  readonly phase: DkgPhase;
  readonly dealings: ReadonlyMap<number, Dealing<P>>;
  /** By recipient: the dealers it accuses, none if all was right. */
  readonly verdicts: ReadonlyMap<number, readonly number[]>;
  readonly responses: readonly DkgResponse<P>[];
  readonly extractions: ReadonlyMap<number, DkgExtraction<P>>;
  readonly disputes: readonly DkgDispute[];
  readonly reconstructions: readonly DkgReconstruction[];
}

/** Why a message changes nothing. */
export type DkgRefusal = 'wrong-phase' | 'no-such-seat' | 'repeated' | 'nothing-to-answer';

/** The record after a message, and whether the message was taken. */
export interface DkgReceipt<P> {
  readonly board: DkgBoard<P>;
  readonly refused: DkgRefusal | undefined;
}

const PHASE_OF: Readonly<Record<DkgMessage<never>['kind'], DkgPhase>> = {
  'dkg-dealing': 'dealing',
  'dkg-alright': 'verifying',
  'dkg-complaint': 'verifying',
  'dkg-response': 'responding',
  'dkg-extraction': 'extracting',
  'dkg-dispute': 'disputing',
  'dkg-reconstruction': 'reconstructing',
};

const FELDMAN_PHASES: readonly DkgPhase[] = ['dealing', 'verifying', 'responding', 'closed'];
const PEDERSEN_PHASES: readonly DkgPhase[] = [
  'dealing',
  'verifying',
  'responding',
  'extracting',
  'disputing',
  'reconstructing',
  'closed',
];

/** The empty record, in the first phase. */
export function openBoard<P>(rules: DkgRules<P>): DkgBoard<P> {
  return {
    rules,
    phase: 'dealing',
    dealings: new Map(),
    verdicts: new Map(),
    responses: [],
    extractions: new Map(),
    disputes: [],
    reconstructions: [],
  };
}

/** The record in its next phase. A closed one has none. */
export function nextPhase<P>(board: DkgBoard<P>): DkgBoard<P> {
  assert(board.phase !== 'closed', 'a closed run has no next phase');
  const phases = board.rules.variant === 'pedersen' ? PEDERSEN_PHASES : FELDMAN_PHASES;
  return { ...board, phase: phases[phases.indexOf(board.phase) + 1] };
}

/** The record after a message. A message that may not be sent, now or at all, leaves it as it was. */
export function receive<P>(board: DkgBoard<P>, message: DkgMessage<P>): DkgReceipt<P> {
  const refused = refusalOf(board, message);
  return refused === undefined ? { board: posted(board, message), refused } : { board, refused };
}

/** Dealings of the right form, by dealer. */
export function formedDealings<P>({ rules, dealings }: DkgBoard<P>): readonly Dealing<P>[] {
  return [...dealings.values()]
    .filter((dealing) => isWellFormed(rules, dealing))
    .toSorted((a, b) => a.dealer - b.dealer);
}

function posted<P>(board: DkgBoard<P>, message: DkgMessage<P>): DkgBoard<P> {
  switch (message.kind) {
    case 'dkg-dealing':
      return { ...board, dealings: new Map([...board.dealings, [message.dealer, message]]) };
    case 'dkg-alright':
      return { ...board, verdicts: new Map([...board.verdicts, [message.recipient, []]]) };
    case 'dkg-complaint':
      return { ...board, verdicts: new Map([...board.verdicts, [message.recipient, message.accused]]) };
    case 'dkg-response':
      return { ...board, responses: [...board.responses, message] };
    case 'dkg-extraction':
      return { ...board, extractions: new Map([...board.extractions, [message.dealer, message]]) };
    case 'dkg-dispute':
      return { ...board, disputes: [...board.disputes, message] };
    case 'dkg-reconstruction':
      return { ...board, reconstructions: [...board.reconstructions, message] };
  }
}

function refusalOf<P>(board: DkgBoard<P>, message: DkgMessage<P>): DkgRefusal | undefined {
  if (PHASE_OF[message.kind] !== board.phase) return 'wrong-phase';
  if (!areSeats(board.rules, message)) return 'no-such-seat';
  if (isRepeated(board, message)) return 'repeated';
  return hasSubject(board, message) ? undefined : 'nothing-to-answer';
}

function areSeats<P>(rules: DkgRules<P>, message: DkgMessage<P>): boolean {
  const isDealer = (seat: number): boolean => isSeat(seat, rules.dealers);
  const isRecipient = (seat: number): boolean => isSeat(seat, rules.recipientKeys.length);
  switch (message.kind) {
    case 'dkg-dealing':
    case 'dkg-extraction':
      return isDealer(message.dealer);
    case 'dkg-alright':
      return isRecipient(message.recipient);
    case 'dkg-complaint':
      return isRecipient(message.recipient) && message.accused.every(isDealer);
    case 'dkg-response':
      return isDealer(message.dealer) && isRecipient(message.complainer);
    case 'dkg-dispute':
    case 'dkg-reconstruction':
      return isDealer(message.dealer) && isRecipient(message.recipient);
  }
}

/** The first word counts. A complaint that names a dealer twice repeats itself. */
function isRepeated<P>(board: DkgBoard<P>, message: DkgMessage<P>): boolean {
  const isSame = ({ dealer, recipient }: { dealer: number; recipient: number }): boolean =>
    'recipient' in message &&
    'dealer' in message &&
    message.dealer === dealer &&
    message.recipient === recipient;
  switch (message.kind) {
    case 'dkg-dealing':
      return board.dealings.has(message.dealer);
    case 'dkg-alright':
      return board.verdicts.has(message.recipient);
    case 'dkg-complaint':
      return (
        board.verdicts.has(message.recipient) || new Set(message.accused).size !== message.accused.length
      );
    case 'dkg-response':
      return board.responses.some(
        ({ dealer, complainer }) => dealer === message.dealer && complainer === message.complainer,
      );
    case 'dkg-extraction':
      return board.extractions.has(message.dealer);
    case 'dkg-dispute':
      return board.disputes.some(isSame);
    case 'dkg-reconstruction':
      return board.reconstructions.some(isSame);
  }
}

/**
 * Whether there is something that the message is about: a dealing to complain of, a complaint to answer.
 */
function hasSubject<P>(board: DkgBoard<P>, message: DkgMessage<P>): boolean {
  switch (message.kind) {
    case 'dkg-dealing':
    case 'dkg-alright':
      return true;
    case 'dkg-complaint': {
      const formed = new Set(formedDealings(board).map(({ dealer }) => dealer));
      return message.accused.length > 0 && message.accused.every((dealer) => formed.has(dealer));
    }
    case 'dkg-response':
      return board.verdicts.get(message.complainer)?.includes(message.dealer) ?? false;
    case 'dkg-extraction':
    case 'dkg-reconstruction':
      return board.dealings.has(message.dealer);
    case 'dkg-dispute':
      return board.extractions.has(message.dealer);
  }
}
