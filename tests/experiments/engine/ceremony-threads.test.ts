/** Ceremonies on threads, real throughout: the threads may change nothing but the time. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import type { Culprit } from '../../../src/crypto/dkg-judgement.ts';
import type {
  CeremonyRunner,
  CeremonyTask,
  DealingDeed,
  GroupSignature,
  KeyCeremony,
  VerdictDeed,
} from '../../../src/crypto/key-ceremony.ts';
import { realCeremonies } from '../../../src/crypto/real-ceremony.ts';
import { CeremonyBell } from '../../../src/experiments/engine/ceremony-bell.ts';
import type { ForemanWork } from '../../../src/experiments/engine/ceremony-messages.ts';
import {
  ceremonyThreads,
  type CeremonyLimits,
  type CeremonyThreads,
} from '../../../src/experiments/engine/ceremony-threads.ts';
import { OutOfMemory } from '../../../src/experiments/engine/out-of-memory.ts';
import { startThread } from '../../../src/experiments/engine/start-thread.ts';

const open: CeremonyThreads[] = [];

afterEach(() => {
  for (const threads of open.splice(0)) threads.close();
});

/** Closed after the test. */
function threadsOf(count: number, limits?: CeremonyLimits): CeremonyThreads {
  const threads = ceremonyThreads(count, limits);
  open.push(threads);
  return threads;
}

const HONEST: DealingDeed = { polynomial: 0, falseTo: [] };
const seed = (kind: number, ceremony: number, seat: number): Uint8Array =>
  Uint8Array.from({ length: 16 }, (_, place) => [kind, ceremony, seat][place] ?? 0);

function taskOf(ceremony: number, deeds: readonly DealingDeed[], threshold = deeds.length - 1): CeremonyTask {
  return {
    curve: 'bn254',
    keysIn: 'g1',
    variant: ceremony % 2 === 0 ? 'joint-feldman' : 'pedersen',
    name: `ceremony ${ceremony}`,
    threshold,
    // Nodes take part in many ceremonies, and seal to one key.
    members: deeds.map((deed, index) => ({
      sealingSeed: seed(1, 0, index),
      dealingSeed: seed(2, ceremony, index),
      deed,
    })),
  };
}

const TASKS: readonly CeremonyTask[] = [
  taskOf(0, [HONEST, HONEST, HONEST]),
  taskOf(1, [HONEST, HONEST, HONEST, HONEST]),
  taskOf(2, [HONEST, { polynomial: 0, falseTo: [1, 4] }, HONEST, 'withhold']),
  taskOf(3, [HONEST, { polynomial: 0, falseTo: [3] }, HONEST]),
  taskOf(4, [HONEST, HONEST, { polynomial: 1, falseTo: [] }, HONEST]),
];

interface Answers {
  readonly accusations: readonly (readonly number[])[];
  readonly culprits: readonly Culprit[];
  readonly key: string;
  readonly signatures: readonly GroupSignature[];
}

/** Everything that ceremonies answer, each question put to all of them in turn, later ones first. */
function answersOf(runner: CeremonyRunner): readonly Answers[] {
  const ceremonies = TASKS.map((task) => runner.begin(task));
  const accusations = backwards(ceremonies, (ceremony) => ceremony.accusations());
  const culprits = backwards(ceremonies, (ceremony, index) => judgedBy(ceremony, accusations[index]));
  const keys = backwards(ceremonies, (ceremony, index) => {
    const key = culprits[index].length === 0 ? ceremony.key() : undefined;
    ceremony.dropped();
    return key;
  });
  return keys.map((key, index) => {
    const message = Uint8Array.of(7, index);
    const shares = [1, 2, 3].map((seat) => ({ seat, isRight: true }));
    const handed = [shares, shares.toReversed(), shares.with(0, { seat: 1, isRight: false }), []];
    return {
      accusations: accusations[index],
      culprits: culprits[index],
      key: key === undefined ? '' : `${key.threshold} of ${key.members}: ${key.publicKey().join()}`,
      signatures: handed.flatMap((each) => (key === undefined ? [] : [key.sign(message, each)])),
    };
  });
}

/** Recipients say what they found; dealers that are accused answer. */
function judgedBy(ceremony: KeyCeremony, accusations: readonly (readonly number[])[]): readonly Culprit[] {
  const verdicts = accusations.map((accused): VerdictDeed => ({ accused }));
  const responses = accusations.flatMap((accused, index) =>
    accused.map((dealer) => ({ dealer, complainer: index + 1 })),
  );
  return ceremony.judged(verdicts, responses);
}

/** A ceremony in which nobody is at fault. */
function madeBy(runner: CeremonyRunner, task: CeremonyTask): KeyCeremony {
  const ceremony = runner.begin(task);
  expect(judgedBy(ceremony, ceremony.accusations())).toEqual([]);
  return ceremony;
}

function backwards<T, U>(items: readonly T[], ask: (item: T, index: number) => U): readonly U[] {
  return items
    .map((item, index) => [item, index] as const)
    .toReversed()
    .map(([item, index]) => ask(item, index))
    .toReversed();
}

describe('ceremonies on threads', () => {
  const inline = answersOf(realCeremonies());

  it('that are compared with come to keys, and to faults', () => {
    expect(inline.map(({ key }) => key !== '')).toEqual([true, true, false, false, true]);
    const kinds = inline[0].signatures.map(({ kind, culprits }) => `${kind} ${culprits.join()}`);
    expect(kinds).toEqual(['signed ', 'signed ', 'signed 1', 'too-few ']);
  });

  it.each([1, 2, 3])('on %d answer as they do at once', (count) => {
    expect(answersOf(threadsOf(count))).toEqual(inline);
  });

  it('hand a key that one thread made on to the next', () => {
    const [inOne, inTwo] = [realCeremonies(), threadsOf(2)].map((runner) => {
      const first = madeBy(runner, TASKS[0]);
      const { members } = TASKS[1];
      const task = { ...TASKS[0], members, resharing: { old: first.held(), dealers: TASKS[0].members } };
      const second = madeBy(runner, { ...task, name: 'ceremony 5' });
      return [first, second].map((each) => [each.key().publicKey().join(), each.held()]);
    });
    expect(inTwo).toEqual(inOne);
    expect(inTwo[1][0]).toBe(inTwo[0][0]);
  });

  it('throw what was thrown, from where it was thrown, and go on with others', () => {
    const threads = threadsOf(1);
    const impossible = threads.begin(taskOf(0, [HONEST, HONEST, HONEST], 4));
    const possible = threads.begin(TASKS[0]);
    const error = errorOf(() => impossible.accusations());
    expect(error.name).toBe('CryptoInputError');
    expect(error.message).toMatch(/threshold: out of range/);
    expect(error.stack).toMatch(/ceremony-worker/);
    expect(possible.accusations()).toEqual(inline[0].accusations);
  });

  it('whose thread dies throw why, and again at the next question', () => {
    const ceremony = threadsOf(1, { heapMegabytes: 4 }).begin(TASKS[0]);
    expect(() => ceremony.accusations()).toThrow(OutOfMemory);
    expect(() => ceremony.accusations()).toThrow(OutOfMemory);
  });

  it('whose threads give no sign of life are given up', () => {
    // No thread is there within two milliseconds.
    const ceremony = threadsOf(1, { silenceMillis: 2 }).begin(TASKS[0]);
    expect(() => ceremony.accusations()).toThrow(/no sign of life/);
  });

  it('are not asked when the threads are closed', () => {
    const threads = ceremonyThreads(2);
    const ceremony = threads.begin(TASKS[0]);
    threads.close();
    expect(() => ceremony.accusations()).toThrow(/closed/);
    expect(() => threads.begin(TASKS[0])).toThrow(/closed/);
    expect(() => ceremony.dropped()).not.toThrow();
  });

  it.each([0, 1.5, 65])('have no %d threads', (count) => {
    expect(() => ceremonyThreads(count)).toThrow(/1 … 64/);
  });
});

describe('the foreman', () => {
  it('tells at once which thread has ended, and of what', () => {
    const bell = new CeremonyBell();
    const [own, orders] = [new MessageChannel(), new MessageChannel()];
    const work: ForemanWork = { port: orders.port2, bell: bell.buffer, heapMegabytes: undefined };
    const foreman = startThread('ceremony-foreman', { workerData: work, transferList: [orders.port2] });
    orders.port1.postMessage({ thread: 7, port: own.port2 }, [own.port2]);
    // No request: what the thread does with it is caught nowhere.
    own.port1.postMessage(null, []);
    expect(bell.waitBeyond(0, 120_000)).toBe(true);
    expect(receiveMessageOnPort(orders.port1)?.message).toEqual({
      thread: 7,
      reason: expect.stringMatching(/^TypeError: /),
      isHeapFull: false,
    });
    void foreman.terminate();
  });
});

describe('a process that uses threads', () => {
  it.each([
    ['when they are closed', 'console.log(begun.accusations().length); threads.close();'],
    ['when they are forgotten', 'console.log(begun.accusations().length);'],
    ['when they are closed at work', 'threads.close(); console.log(3);'],
    ['when they are forgotten at work', 'console.log(3);'],
  ])('ends %s', (_when, rest) => {
    const file = fileURLToPath(
      new URL('../../../src/experiments/engine/ceremony-threads.ts', import.meta.url),
    );
    const members = `Array.from({ length: 3 }, (_, seat) => ({ sealingSeed: new Uint8Array(16).fill(seat),
      dealingSeed: new Uint8Array(16).fill(seat), deed: { polynomial: 0, falseTo: [] } }))`;
    const task = `{ curve: 'bn254', keysIn: 'g1', variant: 'pedersen', name: 'a', threshold: 2, members: ${members} }`;
    const jiti = createRequire(import.meta.url).resolve('jiti');
    const code = `require(${JSON.stringify(jiti)}).createJiti(${JSON.stringify(file)})
      .import(${JSON.stringify(file)}).then(({ ceremonyThreads }) => {
        const threads = ceremonyThreads(2);
        const begun = threads.begin(${task});
        ${rest}
      });`;
    const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', code], {
      encoding: 'utf8',
      timeout: 120_000,
    });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '3\n', stderr: '' });
  });
});

function errorOf(act: () => unknown): Error {
  try {
    act();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('nothing was thrown');
}
