/**
 * A thread that runs ceremonies. They stay here, under their numbers, since points cannot be copied. What
 * real ceremonies remember of one another, such as proofs of possession found right, each thread remembers
 * for itself: some work is done once in every thread, and no answer changes.
 */
import { receiveMessageOnPort, workerData } from 'node:worker_threads';
import { assert } from '../../base/assert.ts';
import type { CeremonyRunner, GroupKey, KeyCeremony } from '../../crypto/key-ceremony.ts';
import { realCeremonies } from '../../crypto/real-ceremony.ts';
import { CeremonyBell } from './ceremony-bell.ts';
import type {
  CeremonyAnswers,
  CeremonyQuestion,
  CeremonyReply,
  CeremonyRequest,
  CeremonyWork,
} from './ceremony-messages.ts';
import { thrownOf } from './thread-messages.ts';

/** What the thread keeps: ceremonies until they are dropped, and keys, which outlive them. */
interface Kept {
  readonly runner: CeremonyRunner;
  readonly ceremonies: Map<number, KeyCeremony>;
  readonly keys: Map<number, GroupKey>;
}

function attend({ port, bell: buffer }: CeremonyWork): void {
  const bell = new CeremonyBell(buffer);
  const kept: Kept = { runner: realCeremonies(), ceremonies: new Map(), keys: new Map() };
  port.on('message', (request: CeremonyRequest) => {
    const waiting = [request];
    while (waiting.length > 0) {
      for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port)) {
        waiting.push(next.message as CeremonyRequest);
      }
      const [first] = waiting.splice(mostUrgent(waiting, bell.wanted()), 1);
      const reply = replyTo(first, kept);
      if (reply === undefined) continue;
      port.postMessage(reply, []);
      bell.ring();
    }
  });
}

/**
 * The place of the oldest request of the ceremony that the caller waits for, or else of the oldest: one
 * ceremony's requests keep their order.
 */
function mostUrgent(waiting: readonly CeremonyRequest[], wanted: number): number {
  const place = waiting.findIndex(({ ceremony }) => ceremony === wanted);
  return Math.max(0, place);
}

function replyTo({ ceremony, ticket, question }: CeremonyRequest, kept: Kept): CeremonyReply | undefined {
  if (question.kind === 'drop') {
    kept.ceremonies.get(ceremony)?.dropped();
    kept.ceremonies.delete(ceremony);
    return undefined;
  }
  try {
    return { ticket, kind: 'answered', answer: answerTo(question, ceremony, kept) };
  } catch (error) {
    return { ticket, kind: 'threw', thrown: thrownOf(error) };
  }
}

function answerTo(
  question: Exclude<CeremonyQuestion, { readonly kind: 'drop' }>,
  ceremony: number,
  { runner, ceremonies, keys }: Kept,
): CeremonyAnswers[keyof CeremonyAnswers] {
  switch (question.kind) {
    case 'begin': {
      const begun = runner.begin(question.task);
      ceremonies.set(ceremony, begun);
      return begun.accusations();
    }
    case 'judge':
      return present(ceremonies, ceremony).judged(question.verdicts, question.responses);
    case 'key': {
      const key = present(ceremonies, ceremony).key();
      keys.set(ceremony, key);
      return { members: key.members, threshold: key.threshold, publicKey: key.publicKey() };
    }
    case 'held':
      return present(ceremonies, ceremony).held();
    case 'sign':
      return present(keys, ceremony).sign(question.message, question.shares);
  }
}

function present<T>(map: ReadonlyMap<number, T>, ceremony: number): T {
  const found = map.get(ceremony);
  assert(found !== undefined, 'a ceremony is asked in order, and not after it was dropped');
  return found;
}

attend(workerData as CeremonyWork);
