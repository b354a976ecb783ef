/**
 * The ideal functionality of a key generation: what comes of it is read off the members' declared deeds, and
 * the group's secret is the sum of what they share, or in a resharing what it was before. No point of a curve
 * before the key is asked for. It answers as real cryptography does, to the byte. §M4.4, §M6.2
 */
import { assert } from '../base/assert.ts';
import { publicKeyOf, sign } from './bls-signature.ts';
import { secretOf } from './ceremony-randomness.ts';
import { culpritList } from './culprit-list.ts';
import type { Culprit } from './dkg-judgement.ts';
import {
  dealersOf,
  type CeremonyDealer,
  type CeremonyRunner,
  type CeremonyTask,
  type GroupKey,
  type GroupSignature,
  type HandedShare,
  type HeldKey,
  type KeyCeremony,
  type ResponseDeed,
  type VerdictDeed,
} from './key-ceremony.ts';
import { pairingSuite } from './pairing-suite.ts';
import { isSeat, requireSeats, requireThreshold } from './polynomial.ts';
import { requireResharing } from './resharing-task.ts';

type Seats = readonly number[];
type Dealers = readonly (CeremonyDealer | undefined)[];

/** What honest members get for an answer. A network asks thousands of times; nothing is made for it. */
const NOBODY: readonly Culprit[] = Object.freeze([]);
const NONE: Seats = Object.freeze([]);

/** Ceremonies without cryptography. */
export function idealCeremonies(): CeremonyRunner {
  // By number of members: the answer of recipients who all accuse nobody.
  const allContent: (readonly Seats[])[] = [];
  return {
    begin: (task) => {
      const { members, threshold } = task;
      requireThreshold(threshold, members.length);
      requireResharing(task);
      allContent[members.length] ??= Object.freeze(members.map(() => NONE));
      return new IdealCeremony(task, allContent[members.length]);
    },
  };
}

/** Has a key only after a judgement that found nobody at fault. */
class IdealCeremony implements KeyCeremony {
  private readonly task: CeremonyTask;
  private readonly allContent: readonly Seats[];
  private readonly isHonest: boolean;
  private hasKey = false;

  constructor(task: CeremonyTask, allContent: readonly Seats[]) {
    this.task = task;
    this.allContent = allContent;
    this.isHonest = areHonest(dealersOf(task));
  }

  accusations(): readonly Seats[] {
    return this.isHonest ? this.allContent : accusationsOf(dealersOf(this.task), this.task.members.length);
  }

  judged(verdicts: readonly VerdictDeed[], responses: readonly ResponseDeed[]): readonly Culprit[] {
    const { task } = this;
    assert(verdicts.length === task.members.length, 'each recipient has a verdict or is silent');
    const culprits =
      this.isHonest && areContent(verdicts) ? NOBODY : culpritsOf(dealersOf(task), verdicts, responses);
    this.hasKey = culprits.length === 0;
    return culprits;
  }

  key(): GroupKey {
    assert(this.hasKey, 'only a ceremony in which nobody is at fault has a key');
    return idealKey(this.task);
  }

  held(): HeldKey {
    assert(this.hasKey, 'only a ceremony in which nobody is at fault has a key');
    const { curve, keysIn, members, threshold } = this.task;
    const secret = secretOf(this.task, pairingSuite(curve, keysIn).order);
    return { kind: 'secret', secret, members: members.length, threshold };
  }

  dropped(): void {
    this.hasKey = false;
  }
}

// Loops by index: for … of makes an iterator for every ceremony until the engine has compiled it, and these
// are asked for every ceremony of a network.
function areHonest(dealers: Dealers): boolean {
  for (let index = 0; index < dealers.length; index++) {
    const deed = dealers[index]?.deed;
    if (deed === 'withhold' || (deed !== undefined && deed.falseTo.length > 0)) return false;
  }
  return true;
}

function areContent(verdicts: readonly VerdictDeed[]): boolean {
  for (let index = 0; index < verdicts.length; index++) {
    const verdict = verdicts[index];
    if (verdict === 'silent' || verdict.accused.length > 0) return false;
  }
  return true;
}

/** By recipient: the dealers that dealt it a false share. */
function accusationsOf(dealers: Dealers, recipients: number): readonly Seats[] {
  return Array.from({ length: recipients }, (_, index) =>
    dealers.flatMap((dealer, place) => (isFalseTo(dealer, index + 1) ? [place + 1] : [])),
  );
}

function isFalseTo(dealer: CeremonyDealer | undefined, recipient: number): boolean {
  const deed = dealer?.deed ?? 'withhold';
  return deed !== 'withhold' && deed.falseTo.includes(recipient);
}

function culpritsOf(
  dealers: Dealers,
  verdicts: readonly VerdictDeed[],
  responses: readonly ResponseDeed[],
): readonly Culprit[] {
  const dealing = dealers.flatMap((dealer, index): Culprit[] =>
    dealer?.deed === 'withhold' ? [{ role: 'dealer', seat: index + 1, fault: 'no-dealing' }] : [],
  );
  const verifying = verdicts.flatMap((verdict, index): Culprit[] => {
    const recipient = index + 1;
    const accused = recordedWord(dealers, verdict);
    if (accused === undefined) return [{ role: 'recipient', seat: recipient, fault: 'no-verdict' }];
    return accused.map((dealer) => complaintFault(dealers, responses, recipient, dealer));
  });
  return culpritList([...dealing, ...verifying]);
}

/**
 * What a verdict leaves on the record: nothing if it is silent, and nothing if the record refuses it, which
 * it does a complaint of somebody who has not dealt, or of one dealer twice.
 */
function recordedWord(dealers: Dealers, verdict: VerdictDeed): Seats | undefined {
  if (verdict === 'silent') return undefined;
  const { accused } = verdict;
  const hasDealt = (seat: number): boolean =>
    isSeat(seat, dealers.length) && (dealers[seat - 1]?.deed ?? 'withhold') !== 'withhold';
  return new Set(accused).size === accused.length && accused.every(hasDealt) ? accused : undefined;
}

/** Who of the two is at fault over a complaint: the accused, unless it answers that the share was right. */
function complaintFault(
  dealers: Dealers,
  responses: readonly ResponseDeed[],
  recipient: number,
  dealer: number,
): Culprit {
  const isAnswered = responses.some(
    (response) => response.dealer === dealer && response.complainer === recipient,
  );
  if (!isAnswered) return { role: 'dealer', seat: dealer, fault: 'no-response' };
  return isFalseTo(dealers[dealer - 1], recipient)
    ? { role: 'dealer', seat: dealer, fault: 'false-share' }
    : { role: 'recipient', seat: recipient, fault: 'false-complaint' };
}

/** The key whose secret is known, so that a signature takes one multiplication and is verified by nobody. */
function idealKey(task: CeremonyTask): GroupKey {
  const { curve, keysIn, members, threshold } = task;
  const suite = pairingSuite(curve, keysIn);
  const secret = secretOf(task, suite.order);
  let publicKey: Uint8Array | undefined;
  return {
    members: members.length,
    threshold,
    publicKey: () => {
      publicKey ??= suite.keys.encode(publicKeyOf(suite, secret));
      return publicKey.slice();
    },
    sign: (message, shares): GroupSignature => {
      const { isSigned, culprits } = combination(members.length, threshold, shares);
      if (!isSigned) return { kind: 'too-few', culprits };
      const signature = suite.signatures.encode(sign(suite, secret, message));
      return { kind: 'signed', signature, culprits };
    },
  };
}

/** What the optimistic combination of real shares comes to: {@link combineShares} of bls-threshold.ts. */
function combination(
  members: number,
  threshold: number,
  shares: readonly HandedShare[],
): { readonly isSigned: boolean; readonly culprits: Seats } {
  const seats = shares.map(({ seat }) => seat);
  requireSeats(seats, members, 'shares');
  if (shares.length < threshold) return { isSigned: false, culprits: NONE };
  if (shares.slice(0, threshold).every(({ isRight }) => isRight)) return { isSigned: true, culprits: NONE };
  const culprits = seats.filter((_, index) => !shares[index].isRight).toSorted((a, b) => a - b);
  return { isSigned: shares.length - culprits.length >= threshold, culprits };
}
