/** What passes between a caller and the threads of ceremonies. Plain data: it is copied between threads. */
import type { MessagePort } from 'node:worker_threads';
import type { Culprit } from '../../crypto/dkg-judgement.ts';
import type {
  CeremonyTask,
  GroupSignature,
  HandedShare,
  HeldKey,
  ResponseDeed,
  VerdictDeed,
} from '../../crypto/key-ceremony.ts';
import type { Thrown } from './thread-messages.ts';

/** What a thread is asked. `begin` asks for the accusations as well; `drop` has no answer. */
export type CeremonyQuestion =
  | { readonly kind: 'begin'; readonly task: CeremonyTask }
  | {
      readonly kind: 'judge';
      readonly verdicts: readonly VerdictDeed[];
      readonly responses: readonly ResponseDeed[];
    }
  | { readonly kind: 'key' }
  | { readonly kind: 'held' }
  | { readonly kind: 'sign'; readonly message: Uint8Array; readonly shares: readonly HandedShare[] }
  | { readonly kind: 'drop' };

/** A question, of which ceremony (1 …), and the number that its answer bears. */
export interface CeremonyRequest {
  readonly ceremony: number;
  readonly ticket: number;
  readonly question: CeremonyQuestion;
}

/** What of a key leaves its thread. */
export interface KeyInTheOpen {
  readonly members: number;
  readonly threshold: number;
  readonly publicKey: Uint8Array;
}

/** What answers each kind of question. */
export interface CeremonyAnswers {
  readonly begin: readonly (readonly number[])[];
  readonly judge: readonly Culprit[];
  readonly key: KeyInTheOpen;
  readonly held: HeldKey;
  readonly sign: GroupSignature;
}

/** An answer, or what was thrown instead. */
export type CeremonyReply = { readonly ticket: number } & (
  | { readonly kind: 'answered'; readonly answer: CeremonyAnswers[keyof CeremonyAnswers] }
  | { readonly kind: 'threw'; readonly thrown: Thrown }
);

/** Given to a thread that runs ceremonies. */
export interface CeremonyWork {
  /** Of {@link CeremonyRequest}s in and {@link CeremonyReply}s out. */
  readonly port: MessagePort;
  readonly bell: SharedArrayBuffer;
}

/** Given to the foreman. */
export interface ForemanWork {
  /** Of {@link ThreadOrder}s in and {@link ThreadEnd}s out. */
  readonly port: MessagePort;
  readonly bell: SharedArrayBuffer;
  /** The heap of each thread; Node's own choice when undefined. */
  readonly heapMegabytes: number | undefined;
}

/** A thread to be started. */
export interface ThreadOrder {
  readonly thread: number;
  /** The thread's own. */
  readonly port: MessagePort;
}

/** A thread that has ended, though nobody asked it to. */
export interface ThreadEnd {
  readonly thread: number;
  readonly reason: string;
  readonly isHeapFull: boolean;
}
