/**
 * Key generations by real cryptography, at once and on this thread: every member deals, seals, opens, checks
 * and answers as its deeds say; who is at fault is what the public record shows. §M4.4, §M6
 */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { assert } from '../base/assert.ts';
import { polynomialBytes } from './ceremony-randomness.ts';
import { culpritList } from './culprit-list.ts';
import { nextPhase, openBoard, receive, type DkgBoard, type DkgMessage } from './dkg-board.ts';
import { deal, openCommitments, responseTo, type Dealing, type DealerSecret } from './dkg-dealing.ts';
import { judge, type Culprit } from './dkg-judgement.ts';
import {
  disputesOf,
  keyShareOf,
  reconstructionsOf,
  verdictOn,
  type OpenedShares,
  type RecipientVerdict,
} from './dkg-recipient.ts';
import { resolve, type DkgOutcome } from './dkg-resolution.ts';
import { freshKeyRules, reshareRules, type DkgRules } from './dkg-rules.ts';
import {
  dealersOf,
  type CeremonyDealer,
  type CeremonyRunner,
  type CeremonyTask,
  type GroupKey,
  type HeldKey,
  type KeyCeremony,
  type ResponseDeed,
  type VerdictDeed,
} from './key-ceremony.ts';
import { pairingSuite, type KeyPoint, type PairingSuite } from './pairing-suite.ts';
import { requireThreshold, valueAt } from './polynomial.ts';
import { realGroupKey } from './real-group-key.ts';
import { requireResharing } from './resharing-task.ts';
import { scalarBytes, type ByteSource } from './scalar.ts';
import { SealingKeys, type SealingKey } from './sealing-keys.ts';

/** What is kept of a curve from ceremony to ceremony. */
interface CurveMemory {
  readonly suite: PairingSuite;
  readonly sealingKeys: SealingKeys;
}

/** A dealer that dealt, and the rest of its randomness. */
interface Dealer {
  readonly secret: DealerSecret;
  readonly source: ByteSource;
}

type Board = DkgBoard<KeyPoint>;

/** Ceremonies by real cryptography. */
export function realCeremonies(): CeremonyRunner {
  const memories = new Map<string, CurveMemory>();
  return {
    begin: (task) => {
      requireThreshold(task.threshold, task.members.length);
      requireResharing(task);
      const name = `${task.curve} ${task.keysIn}`;
      const memory = memories.get(name) ?? memoryOf(task);
      memories.set(name, memory);
      return new RealCeremony(memory, task);
    },
  };
}

/** Its record moves on by one question after the other, and is given up when nobody will ask any more. */
class RealCeremony implements KeyCeremony {
  private readonly suite: PairingSuite;
  private readonly sealingKeys: readonly SealingKey[];
  /** By seat of dealers: whether a dealing is due. */
  private readonly isDue: readonly boolean[];
  /** By seat of dealers; undefined is one who withheld, or owes no dealing. */
  private readonly dealers: readonly (Dealer | undefined)[];
  private board: Board | undefined;
  private found: readonly RecipientVerdict[] | undefined;
  private outcome: DkgOutcome<KeyPoint> | undefined;

  constructor(memory: CurveMemory, task: CeremonyTask) {
    this.suite = memory.suite;
    this.sealingKeys = task.members.map(({ sealingSeed }) => memory.sealingKeys.of(sealingSeed));
    const rules = rulesOf(memory.suite, task, this.sealingKeys);
    const dealers = dealersOf(task);
    this.isDue = dealers.map((dealer) => dealer !== undefined);
    const dealt = dealers.map((dealer, index) =>
      dealer === undefined ? undefined : dealtBy(rules, index + 1, dealer, oldShareOf(task, index)),
    );
    this.dealers = dealt.map((each) => each?.dealer);
    this.board = nextPhase(
      posted(
        openBoard(rules),
        dealt.flatMap((each) => each?.dealing ?? []),
      ),
    );
  }

  accusations(): readonly (readonly number[])[] {
    return this.verdicts().map(({ message }) => (message.kind === 'dkg-complaint' ? message.accused : []));
  }

  judged(verdicts: readonly VerdictDeed[], responses: readonly ResponseDeed[]): readonly Culprit[] {
    const verifying = this.record('verifying');
    assert(verdicts.length === this.sealingKeys.length, 'each recipient has a verdict or is silent');
    const responding = nextPhase(posted(verifying, verdicts.flatMap(verdictMessage)));
    const answered = nextPhase(posted(responding, answersOf(responding, responses, this.dealers)));
    const opened = this.verdicts().map((verdict) => verdict.opened);
    this.board = answered.phase === 'closed' ? answered : keyInTheOpen(answered, this.dealers, opened);
    this.outcome = resolve(this.board);
    return culpritList(this.outcome.culprits.filter((culprit) => this.isAtFault(culprit)));
  }

  key(): GroupKey {
    const { vector, shares } = this.agreed();
    const held = shares.map((secret, index) => ({ seat: index + 1, secret }));
    return realGroupKey(this.suite, vector, held);
  }

  held(): HeldKey {
    const { vector, shares } = this.agreed();
    return { kind: 'shares', vector: vector.map((point) => this.suite.keys.encode(point)), shares };
  }

  dropped(): void {
    this.board = undefined;
    this.found = undefined;
    this.outcome = undefined;
  }

  /** Commitments to the group's polynomial, and each seat's share. */
  private agreed(): { readonly vector: readonly KeyPoint[]; readonly shares: readonly bigint[] } {
    const { outcome } = this;
    const board = this.record('closed');
    assert(outcome?.kind === 'agreed', 'only a ceremony that came to a key has one');
    const isFaultless = !outcome.culprits.some((culprit) => this.isAtFault(culprit));
    assert(isFaultless, 'only a ceremony in which nobody is at fault has a key');
    const shares = this.verdicts().map(({ opened }, index) =>
      keyShareOf(board, outcome, withAccomplices(opened, this.dealers, index + 1, this.suite.order)),
    );
    return { vector: outcome.vector, shares };
  }

  /** The record blames every old seat that has not dealt, also where nobody owes it. */
  private isAtFault({ role, seat }: Culprit): boolean {
    return role === 'recipient' || this.isDue[seat - 1];
  }

  private record(phase: Board['phase']): Board {
    const { board } = this;
    assert(board?.phase === phase, 'questions are asked in their order, and none of a dropped ceremony');
    return board;
  }

  /** What the recipients find. It stays right in later phases, for dealings come in the first one only. */
  private verdicts(): readonly RecipientVerdict[] {
    this.found ??= this.sealingKeys.map(({ secret }, index) =>
      verdictOn(this.record('verifying'), index + 1, secret),
    );
    return this.found;
  }
}

function memoryOf({ curve, keysIn }: CeremonyTask): CurveMemory {
  const suite = pairingSuite(curve, keysIn);
  return { suite, sealingKeys: new SealingKeys(suite) };
}

function rulesOf(
  suite: PairingSuite,
  { variant, name, threshold, resharing }: CeremonyTask,
  sealingKeys: readonly SealingKey[],
): DkgRules<KeyPoint> {
  const recipientKeys = sealingKeys.map(({ key }) => key);
  const ceremony = utf8ToBytes(name);
  if (resharing === undefined) {
    return freshKeyRules(suite.keys, variant, ceremony, recipientKeys, threshold);
  }
  const { vector: bytes, shares } = inShares(resharing.old);
  const vector = bytes.map((point) => suite.keys.decode(point, 'old.vector'));
  return reshareRules(suite.keys, ceremony, recipientKeys, threshold, { vector, members: shares.length });
}

/** What the dealer of a seat, counted from 0, must deal; undefined where it is free to choose. */
function oldShareOf({ resharing }: CeremonyTask, index: number): bigint | undefined {
  return resharing === undefined ? undefined : inShares(resharing.old).shares[index];
}

function inShares(key: HeldKey): HeldKey & { readonly kind: 'shares' } {
  assert(key.kind === 'shares', 'a key that real cryptography made is held in shares');
  return key;
}

function dealtBy(
  rules: DkgRules<KeyPoint>,
  seat: number,
  { dealingSeed, deed }: CeremonyDealer,
  constant: bigint | undefined,
): { readonly dealer: Dealer; readonly dealing: Dealing<KeyPoint> } | undefined {
  if (deed === 'withhold') return undefined;
  const source = polynomialBytes(dealingSeed, deed.polynomial);
  const { dealing, secret } = deal(rules, seat, source, constant);
  return { dealer: { secret, source }, dealing: falsified(rules, dealing, deed.falseTo) };
}

/**
 * A dealing whose shares for `seats` are not the polynomial's values. A pad is laid over the scalars, so that
 * a bit turned in the sealed bytes is turned in the share.
 */
function falsified(
  { group }: DkgRules<KeyPoint>,
  dealing: Dealing<KeyPoint>,
  seats: readonly number[],
): Dealing<KeyPoint> {
  if (seats.length === 0) return dealing;
  const lowest = scalarBytes(group.order) - 1;
  const sealed = dealing.sealed.map((bytes, index) =>
    seats.includes(index + 1) ? bytes.map((byte, at) => (at === lowest ? byte ^ 1 : byte)) : bytes,
  );
  return { ...dealing, sealed };
}

/** What the record refuses changes nothing. */
function posted(board: Board, messages: readonly DkgMessage<KeyPoint>[]): Board {
  return messages.reduce((before, message) => receive(before, message).board, board);
}

function verdictMessage(verdict: VerdictDeed, index: number): readonly DkgMessage<KeyPoint>[] {
  const recipient = index + 1;
  if (verdict === 'silent') return [];
  const { accused } = verdict;
  return accused.length === 0
    ? [{ kind: 'dkg-alright', recipient }]
    : [{ kind: 'dkg-complaint', recipient, accused }];
}

/** The answers to complaints on record; a dealer is accused on record only if it dealt. */
function answersOf(
  { rules, verdicts }: Board,
  responses: readonly ResponseDeed[],
  dealers: readonly (Dealer | undefined)[],
): readonly DkgMessage<KeyPoint>[] {
  return responses.flatMap(({ dealer: seat, complainer }) => {
    const dealer = dealers[seat - 1];
    const isAccused = verdicts.get(complainer)?.includes(seat) === true;
    if (dealer === undefined || !isAccused) return [];
    return [responseTo(rules, dealer.secret, complainer, dealer.source)];
  });
}

/** The phases in which the blinded commitments of `pedersen` are opened; all follow them honestly. */
function keyInTheOpen(
  extracting: Board,
  dealers: readonly (Dealer | undefined)[],
  opened: readonly OpenedShares[],
): Board {
  const { group } = extracting.rules;
  const extractions = judge(extracting).qualified.flatMap((seat): readonly DkgMessage<KeyPoint>[] => {
    const secret = dealers[seat - 1]?.secret;
    if (secret === undefined) return [];
    return [{ kind: 'dkg-extraction', dealer: seat, commitments: openCommitments(group, secret) }];
  });
  const disputing = nextPhase(posted(extracting, extractions));
  const settled = judge(disputing);
  const disputes = opened.flatMap((shares, index) => disputesOf(disputing, settled, index + 1, shares));
  const reconstructing = nextPhase(posted(disputing, disputes));
  const disputed = judge(reconstructing);
  const handedIn = opened.flatMap((shares, index) => reconstructionsOf(disputed, index + 1, shares));
  return nextPhase(posted(reconstructing, handedIn));
}

/**
 * All shares of a seat. One that kept silent about a false share is its dealer's accomplice, and has the
 * right one of it in private: else the key would not be there for all.
 */
function withAccomplices(
  opened: OpenedShares,
  dealers: readonly (Dealer | undefined)[],
  seat: number,
  order: bigint,
): OpenedShares {
  const shares = new Map(opened);
  for (const dealer of dealers) {
    if (dealer === undefined || shares.has(dealer.secret.dealer)) continue;
    const share = valueAt(dealer.secret.coefficients, seat, order);
    shares.set(dealer.secret.dealer, { share, blind: 0n });
  }
  return shares;
}
