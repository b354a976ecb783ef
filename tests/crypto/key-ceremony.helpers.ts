/** Tasks of key ceremonies, and how real and ideal ones are run side by side. */
import * as fc from 'fast-check';
import type { Culprit } from '../../src/crypto/dkg-judgement.ts';
import {
  HONEST_DEALING,
  type CeremonyMember,
  type CeremonyRunner,
  type CeremonyTask,
  type DealingDeed,
  type HandedShare,
  type KeyCeremony,
  type ResponseDeed,
  type VerdictDeed,
} from '../../src/crypto/key-ceremony.ts';
import { thresholdOf } from '../../src/crypto/threshold.ts';
import { hex } from './vectors.helpers.ts';

/** What is said of a ceremony in which somebody deviates. */
export interface Deeds {
  readonly dealings: readonly DealingDeed[];
  readonly verdicts: readonly VerdictDeed[];
  readonly responses: readonly ResponseDeed[];
}

export const CONTENT: VerdictDeed = { accused: [] };

/** The sealing seed of node `node`, the same in all tasks. */
export function sealingSeed(node: number): Uint8Array {
  return new Uint8Array(16).fill(node);
}

/** A task for members that deal as given; keys in g1 of BN254 under joint-feldman unless said otherwise. */
export function taskOf(dealings: readonly DealingDeed[], others: Partial<CeremonyTask> = {}): CeremonyTask {
  const members = dealings.map((deed, index): CeremonyMember => {
    const dealingSeed = Uint8Array.from({ length: 32 }, (_, at) => 7 * at + index);
    return { sealingSeed: sealingSeed(index), dealingSeed, deed };
  });
  const threshold = thresholdOf(members.length);
  const task = { curve: 'bn254', keysIn: 'g1', variant: 'joint-feldman', name: 'chain 7, month 3' } as const;
  return { ...task, threshold, members, ...others };
}

export function honestTask(members: number, others: Partial<CeremonyTask> = {}): CeremonyTask {
  return taskOf(
    Array.from({ length: members }, () => HONEST_DEALING),
    others,
  );
}

/** A ceremony in which the recipients say what they find, and accused dealers in `answering` answer. */
export function judgedHonestly(
  runner: CeremonyRunner,
  task: CeremonyTask,
  answering: readonly number[] = task.members.map((_, index) => index + 1),
): { readonly ceremony: KeyCeremony; readonly culprits: readonly Culprit[] } {
  const ceremony = runner.begin(task);
  const verdicts = ceremony.accusations().map((accused) => ({ accused }));
  const responses = verdicts.flatMap(({ accused }, index) =>
    accused
      .filter((dealer) => answering.includes(dealer))
      .map((dealer) => ({ dealer, complainer: index + 1 })),
  );
  return { ceremony, culprits: ceremony.judged(verdicts, responses) };
}

/** All that a ceremony answers, as text where it is bytes. No key if somebody is at fault. */
export function answersOf(
  runner: CeremonyRunner,
  task: CeremonyTask,
  { verdicts, responses }: Omit<Deeds, 'dealings'>,
  handed: readonly HandedShare[],
): object {
  const ceremony = runner.begin(task);
  const accusations = ceremony.accusations();
  const culprits = ceremony.judged(verdicts, responses);
  if (culprits.length > 0) return { accusations, culprits };
  const key = ceremony.key();
  const signed = key.sign(Uint8Array.of(5), handed);
  const signature = signed.kind === 'signed' ? hex(signed.signature) : undefined;
  const { members, threshold } = key;
  const publicKey = hex(key.publicKey());
  return { accusations, members, threshold, publicKey, kind: signed.kind, by: signed.culprits, signature };
}

/** Deeds of `members` members, right and wrong, possible and not. */
export function deedsOf(members: number): fc.Arbitrary<Deeds> {
  const seats = fc.subarray(Array.from({ length: members }, (_, index) => index + 1));
  const dealing: fc.Arbitrary<DealingDeed> = fc.oneof(
    { weight: 5, arbitrary: fc.record({ polynomial: fc.nat({ max: 3 }), falseTo: fc.constant([]) }) },
    { weight: 2, arbitrary: fc.record({ polynomial: fc.nat({ max: 3 }), falseTo: seats }) },
    { weight: 1, arbitrary: fc.constant<DealingDeed>('withhold') },
  );
  // With seats that there are not, and the same one twice.
  const anySeat = fc.integer({ min: 0, max: members + 1 });
  const verdict: fc.Arbitrary<VerdictDeed> = fc.oneof(
    { weight: 4, arbitrary: fc.constant<VerdictDeed>(CONTENT) },
    { weight: 4, arbitrary: fc.record({ accused: seats }) },
    { weight: 1, arbitrary: fc.record({ accused: fc.array(anySeat, { maxLength: 2 }) }) },
    { weight: 1, arbitrary: fc.constant<VerdictDeed>('silent') },
  );
  const listOf = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
    fc.array(one, { minLength: members, maxLength: members });
  return fc.record({
    dealings: listOf(dealing),
    verdicts: listOf(verdict),
    responses: fc.array(fc.record({ dealer: anySeat, complainer: anySeat }), {
      maxLength: 2 * members * members,
    }),
  });
}

/** Shares that distinct members of `members` hand in, in any order, about one in four false. */
export function handedBy(members: number): fc.Arbitrary<HandedShare[]> {
  const isRight = fc.integer({ min: 0, max: 3 }).map((drawn) => drawn > 0);
  const share = fc.record({ seat: fc.integer({ min: 1, max: members }), isRight });
  return fc.uniqueArray(share, { selector: ({ seat }) => seat, maxLength: members });
}
