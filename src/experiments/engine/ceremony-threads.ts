/**
 * Runs key ceremonies on other threads for a caller that knows no waiting but blocking: the model is
 * synchronous. A ceremony's heavy work is done from the moment it begins, whatever the caller does meanwhile;
 * a question blocks until its answer is there. Which thread runs what hangs on the order of beginnings
 * alone, so neither the number of threads nor their speed shows in any answer.
 */
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import type { MessagePort, Worker } from 'node:worker_threads';
import { assert } from '../../base/assert.ts';
import type { CeremonyRunner, CeremonyTask, GroupKey, KeyCeremony } from '../../crypto/key-ceremony.ts';
import { CeremonyBell } from './ceremony-bell.ts';
import type {
  CeremonyAnswers,
  CeremonyQuestion,
  CeremonyReply,
  CeremonyRequest,
  ForemanWork,
  ThreadEnd,
  ThreadOrder,
} from './ceremony-messages.ts';
import { OutOfMemory } from './out-of-memory.ts';
import { startThread } from './start-thread.ts';
import { errorOf } from './thread-messages.ts';

/** Ceremonies on threads, which are there until they are closed or the process ends. */
export interface CeremonyThreads extends CeremonyRunner {
  /** Ends the threads, whatever they do. Nothing is begun or asked afterwards. */
  close(): void;
}

/** What the threads may take. A test is in a hurry, or plays a small machine. */
export interface CeremonyLimits {
  /** The heap of each thread; Node's own choice when missing. */
  readonly heapMegabytes?: number;
  /** Time without a sign of life after which a question is given up; two minutes when missing. */
  readonly silenceMillis?: number;
}

/** Threads at most. */
export const CEREMONY_THREADS_MAX = 64;
const SILENCE_MILLIS = 120_000;
/** A caller looks for signs of life so often. */
const SLICE_MILLIS = 1000;

/**
 * A runner of real ceremonies on `count` threads, 1 … 64, each started when it is first needed. What a
 * ceremony throws, the beginning's faults included, is thrown by the question that finds it.
 */
export function ceremonyThreads(count: number, limits: CeremonyLimits = {}): CeremonyThreads {
  assert(
    Number.isInteger(count) && count >= 1 && count <= CEREMONY_THREADS_MAX,
    `1 … ${CEREMONY_THREADS_MAX} threads`,
  );
  const pool = new ThreadPool(count, limits);
  let begun = 0;
  return {
    begin: (task) => ceremonyIn(pool, ++begun, task),
    close: () => pool.close(),
  };
}

function ceremonyIn(pool: ThreadPool, ceremony: number, task: CeremonyTask): KeyCeremony {
  const accusations = pool.ask(ceremony, { kind: 'begin', task });
  let key: Pending<'key'> | undefined;
  return {
    accusations: () => pool.answer(accusations),
    judged: (verdicts, responses) => {
      const culprits = pool.answer(pool.ask(ceremony, { kind: 'judge', verdicts, responses }));
      // Whoever finds no fault will ask for the key: the thread need not wait for that.
      if (culprits.length === 0) key = pool.ask(ceremony, { kind: 'key' });
      return culprits;
    },
    key: () => keyIn(pool, key ?? pool.ask(ceremony, { kind: 'key' })),
    held: () => pool.answer(pool.ask(ceremony, { kind: 'held' })),
    dropped: () => pool.tell(ceremony, { kind: 'drop' }),
  };
}

/** The key that its thread keeps. */
function keyIn(pool: ThreadPool, pending: Pending<'key'>): GroupKey {
  const { members, threshold, publicKey } = pool.answer(pending);
  return {
    members,
    threshold,
    publicKey: () => publicKey.slice(),
    sign: (message, shares) => pool.answer(pool.ask(pending.ceremony, { kind: 'sign', message, shares })),
  };
}

/** A question that was asked, and the answer when it is there. */
interface Pending<K extends keyof CeremonyAnswers> {
  readonly kind: K;
  readonly ceremony: number;
  reply: CeremonyReply | undefined;
}

/** The threads as the caller sees them. A ceremony is always with the same one. */
class ThreadPool {
  readonly #count: number;
  readonly #limits: CeremonyLimits;
  readonly #bell = new CeremonyBell();
  readonly #ports = new Map<number, MessagePort>();
  readonly #ends = new Map<number, ThreadEnd>();
  readonly #pending = new Map<number, Pending<keyof CeremonyAnswers>>();
  #foreman: { readonly worker: Worker; readonly port: MessagePort } | undefined;
  #ticket = 0;
  #isClosed = false;

  constructor(count: number, limits: CeremonyLimits) {
    this.#count = count;
    this.#limits = limits;
  }

  /** Asks, and does not wait. */
  ask<K extends keyof CeremonyAnswers>(
    ceremony: number,
    question: CeremonyQuestion & { readonly kind: K },
  ): Pending<K> {
    assert(!this.#isClosed, 'nothing is asked of threads that are closed');
    const pending: Pending<K> = { kind: question.kind, ceremony, reply: undefined };
    this.tell(ceremony, question);
    this.#pending.set(this.#ticket, pending);
    return pending;
  }

  /** Says what needs no answer; to threads that are closed, nothing. */
  tell(ceremony: number, question: CeremonyQuestion): void {
    if (this.#isClosed) return;
    const request: CeremonyRequest = { ceremony, ticket: ++this.#ticket, question };
    this.#portOf(this.#threadOf(ceremony)).postMessage(request, []);
  }

  /** Waits for the answer. Throws what the thread threw, or why it cannot answer any more. */
  answer<K extends keyof CeremonyAnswers>(pending: Pending<K>): CeremonyAnswers[K] {
    const reply = pending.reply ?? this.#waitFor(pending);
    if (reply.kind === 'threw') throw errorOf(reply.thrown);
    return reply.answer as CeremonyAnswers[K];
  }

  close(): void {
    this.#isClosed = true;
    this.#pending.clear();
    void this.#foreman?.worker.terminate();
  }

  #waitFor(pending: Pending<keyof CeremonyAnswers>): CeremonyReply {
    assert(!this.#isClosed, 'nothing is asked of threads that are closed');
    const silenceMillis = this.#limits.silenceMillis ?? SILENCE_MILLIS;
    const sliceMillis = Math.min(SLICE_MILLIS, silenceMillis);
    const thread = this.#threadOf(pending.ceremony);
    this.#bell.want(pending.ceremony);
    let silentSlices = 0;
    // Slices are counted, and no clock is read: a machine that slept does not blame the threads.
    while (silentSlices * sliceMillis < silenceMillis) {
      const [rings, beats] = [this.#bell.rings(), this.#bell.beats()];
      this.#receive(thread);
      if (pending.reply !== undefined) return pending.reply;
      const end = this.#ends.get(thread);
      if (end !== undefined) throw errorOfEnd(end);
      const isQuiet = !this.#bell.waitBeyond(rings, sliceMillis) && this.#bell.beats() === beats;
      silentSlices = isQuiet ? silentSlices + 1 : 0;
    }
    throw new Error(`the threads of ceremonies gave no sign of life for ${silenceMillis / 1000} s`);
  }

  /** Takes what has arrived. Ends come first: what a thread answered before its end has then arrived too. */
  #receive(thread: number): void {
    for (const end of arrivals<ThreadEnd>(this.#foreman?.port)) this.#ends.set(end.thread, end);
    for (const reply of arrivals<CeremonyReply>(this.#ports.get(thread))) {
      const pending = this.#pending.get(reply.ticket);
      if (pending !== undefined) pending.reply = reply;
      this.#pending.delete(reply.ticket);
    }
  }

  #threadOf(ceremony: number): number {
    return (ceremony - 1) % this.#count;
  }

  #portOf(thread: number): MessagePort {
    const known = this.#ports.get(thread);
    if (known !== undefined) return known;
    const { port1, port2 } = new MessageChannel();
    this.#ports.set(thread, port1);
    this.#foreman ??= startForeman(this.#bell, this.#limits);
    const order: ThreadOrder = { thread, port: port2 };
    this.#foreman.port.postMessage(order, [port2]);
    return port1;
  }
}

/** The thread that starts the others. Like them it does not keep the process. */
function startForeman(
  bell: CeremonyBell,
  { heapMegabytes }: CeremonyLimits,
): { readonly worker: Worker; readonly port: MessagePort } {
  const { port1, port2 } = new MessageChannel();
  const work: ForemanWork = { port: port2, bell: bell.buffer, heapMegabytes };
  const worker = startThread('ceremony-foreman', { workerData: work, transferList: [port2] });
  worker.unref();
  return { worker, port: port1 };
}

function errorOfEnd({ reason, isHeapFull }: ThreadEnd): Error {
  if (isHeapFull) return new OutOfMemory('the heap of a thread that runs ceremonies is full');
  return new Error(`a thread that runs ceremonies ended: ${reason}`);
}

function* arrivals<T>(port: MessagePort | undefined): Generator<T> {
  if (port === undefined) return;
  for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port)) {
    yield next.message as T;
  }
}
