/**
 * The ideal functionality of a key generation: what comes of it is read off the members' declared deeds, and
 * the group's secret is the sum of what they share. No point of a curve before the key is asked for. It
 * answers as real cryptography does, to the byte. §M4.4, §M6.2
 */
import { assert } from '../base/assert.ts';
import { publicKeyOf, sign } from './bls-signature.ts';
import { secretOf } from './ceremony-randomness.ts';
import { culpritList } from './culprit-list.ts';
import type { Culprit } from './dkg-judgement.ts';
import type {
  CeremonyMember,
  CeremonyRunner,
  CeremonyTask,
  GroupKey,
  GroupSignature,
  HandedShare,
  KeyCeremony,
  ResponseDeed,
  VerdictDeed,
} from './key-ceremony.ts';
import { pairingSuite } from './pairing-suite.ts';
import { isSeat, requireSeats, requireThreshold } from './polynomial.ts';

type Seats = readonly number[];

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
    this.isHonest = areHonest(task.members);
  }

  accusations(): readonly Seats[] {
    return this.isHonest ? this.allContent : accusationsOf(this.task.members);
  }

  judged(verdicts: readonly VerdictDeed[], responses: readonly ResponseDeed[]): readonly Culprit[] {
    const { members } = this.task;
    assert(verdicts.length === members.length, 'each recipient has a verdict or is silent');
    const culprits =
      this.isHonest && areContent(verdicts) ? NOBODY : culpritsOf(members, verdicts, responses);
    this.hasKey = culprits.length === 0;
    return culprits;
  }

  key(): GroupKey {
    assert(this.hasKey, 'only a ceremony in which nobody is at fault has a key');
    return idealKey(this.task);
  }

  dropped(): void {
    this.hasKey = false;
  }
}

// Loops by index: for … of makes an iterator for every ceremony until the engine has compiled it, and these
// are asked for every ceremony of a network.
function areHonest(members: readonly CeremonyMember[]): boolean {
  for (let index = 0; index < members.length; index++) {
    const { deed } = members[index];
    if (deed === 'withhold' || deed.falseTo.length > 0) return false;
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
function accusationsOf(members: readonly CeremonyMember[]): readonly Seats[] {
  return members.map((_, index) =>
    members.flatMap(({ deed }, dealer) => (isFalseTo(deed, index + 1) ? [dealer + 1] : [])),
  );
}

function isFalseTo(deed: CeremonyMember['deed'], recipient: number): boolean {
  return deed !== 'withhold' && deed.falseTo.includes(recipient);
}

function culpritsOf(
  members: readonly CeremonyMember[],
  verdicts: readonly VerdictDeed[],
  responses: readonly ResponseDeed[],
): readonly Culprit[] {
  const dealing = members.flatMap(({ deed }, index): Culprit[] =>
    deed === 'withhold' ? [{ role: 'dealer', seat: index + 1, fault: 'no-dealing' }] : [],
  );
  const verifying = verdicts.flatMap((verdict, index): Culprit[] => {
    const recipient = index + 1;
    const accused = recordedWord(members, verdict);
    if (accused === undefined) return [{ role: 'recipient', seat: recipient, fault: 'no-verdict' }];
    return accused.map((dealer) => complaintFault(members, responses, recipient, dealer));
  });
  return culpritList([...dealing, ...verifying]);
}

/**
 * What a verdict leaves on the record: nothing if it is silent, and nothing if the record refuses it, which
 * it does a complaint of somebody who has not dealt, or of one dealer twice.
 */
function recordedWord(members: readonly CeremonyMember[], verdict: VerdictDeed): Seats | undefined {
  if (verdict === 'silent') return undefined;
  const { accused } = verdict;
  const hasDealt = (seat: number): boolean =>
    isSeat(seat, members.length) && members[seat - 1].deed !== 'withhold';
  return new Set(accused).size === accused.length && accused.every(hasDealt) ? accused : undefined;
}

/** Who of the two is at fault over a complaint: the accused, unless it answers that the share was right. */
function complaintFault(
  members: readonly CeremonyMember[],
  responses: readonly ResponseDeed[],
  recipient: number,
  dealer: number,
): Culprit {
  const isAnswered = responses.some(
    (response) => response.dealer === dealer && response.complainer === recipient,
  );
  if (!isAnswered) return { role: 'dealer', seat: dealer, fault: 'no-response' };
  return isFalseTo(members[dealer - 1].deed, recipient)
    ? { role: 'dealer', seat: dealer, fault: 'false-share' }
    : { role: 'recipient', seat: recipient, fault: 'false-complaint' };
}

/** The key whose secret is known, so that a signature takes one multiplication and is verified by nobody. */
function idealKey({ curve, keysIn, members, threshold }: CeremonyTask): GroupKey {
  const suite = pairingSuite(curve, keysIn);
  const secret = secretOf(members, suite.order);
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
