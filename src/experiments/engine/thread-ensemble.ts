/**
 * Runs an ensemble in worker threads, so that this thread stays free to show progress, to be interrupted,
 * and to end a strategy that does not return. That contains mistakes; it is no sandbox. A run's draws depend
 * on its number alone, so the number of threads changes nothing but the time.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import type { Params } from '../../sim/protocol/params.ts';
import type { RunResult } from '../../sim/protocol/metrics.ts';
import { Heartbeat } from './heartbeat.ts';
import type { Pulse } from './heartbeat.ts';
import { checkMemory, isHeapExhaustion, machineMemory, memoryNeeded, pendingMaxIn } from './memory.ts';
import { OutOfMemory } from './out-of-memory.ts';
import { RunFault } from './run-fault.ts';
import { startThread } from './start-thread.ts';
import { errorOf } from './thread-messages.ts';
import type { StrategyFile, ThreadMessage, ThreadWork } from './thread-messages.ts';
import { STRATEGY_LIMIT_MILLIS, Watchdog, faultOf } from './watchdog.ts';

/** What the runs may take. A test is in a hurry, or plays a small machine. */
export interface RunLimits {
  /** Time that one call of a strategy may take; {@link STRATEGY_LIMIT_MILLIS} when missing. */
  readonly strategyMillis?: number;
  /** The machine's memory, by which runs are refused; what it has when missing. */
  readonly memoryBytes?: number;
  /** The heap of the worker thread; Node's own choice when missing. */
  readonly heapMegabytes?: number;
}

/** What to run, and whom to tell. */
export interface ThreadJob {
  readonly params: Params;
  /** At most so many threads, 1 or more; never more than runs. */
  readonly threads: number;
  readonly runs: readonly number[];
  readonly strategies: readonly StrategyFile[];
  /** For each of `runs` the file of its facts; none when facts are not recorded. */
  readonly factsFiles: readonly string[];
  /** A run is finished; of several threads' runs the first to end comes first. */
  readonly onFinished: (result: RunResult) => void;
  /** Several times a second: the instants that the running ones have reached, summed up. */
  readonly onReached?: (instants: number) => void;
  /** What a strategy prints: never mixed into results. */
  readonly onOutput?: (text: string) => void;
  /** Ends the threads between or within runs. */
  readonly signal?: AbortSignal;
  readonly limits?: RunLimits;
}

const TICK_MILLIS = 100;

/**
 * Resolves to true when all runs are finished, to false when `signal` ended them. Throws a {@link RunFault}
 * whose cause ended a run: the strategy's fault, the scenario's infeasibility, want of memory, or a bug. Runs
 * before that one are finished and those after it ended, so that it is the same whatever the threads.
 */
export async function runInThreads(job: ThreadJob): Promise<boolean> {
  if (job.signal?.aborted === true) return false;
  const memoryBytes = job.limits?.memoryBytes ?? machineMemory();
  const threads = Math.min(job.threads, job.runs.length, threadsIn(memoryBytes, job));
  const pendingMax = pendingMaxIn(memoryBytes / threads);
  const shares = Array.from({ length: threads }, (_, thread) => shareOf(job, thread, threads));
  // What the runs leave of the threads works out the cryptography of each.
  const ceremonyThreads = Math.floor(job.threads / threads);
  let fault: RunFault | undefined;
  const endLaterRuns = (): void => {
    if (fault === undefined) return;
    for (const { runs, finished, ending } of shares) if (runs[finished] > fault.run) ending.abort();
  };
  const outcomes = shares.map(async (share) => {
    const onFinished = (result: RunResult): void => {
      share.finished++;
      job.onFinished(result);
      endLaterRuns();
    };
    const onPulse = (pulse: Pulse): void => {
      share.reached = pulse.reached;
      job.onReached?.(shares.reduce((sum, { reached }) => sum + reached, 0));
    };
    try {
      const { runs, factsFiles, signal } = share;
      const own = { runs, factsFiles, pendingMax, ceremonyThreads, signal, onFinished, onPulse };
      return await runInThread({ ...job, ...own });
    } catch (error) {
      if (!(error instanceof RunFault)) throw error;
      if (fault === undefined || error.run < fault.run) fault = error;
      endLaterRuns();
      return false;
    } finally {
      share.reached = 0;
    }
  });
  const isFinished = await Promise.all(outcomes);
  if (fault !== undefined) throw fault as RunFault;
  return isFinished.every(Boolean);
}

/** One thread's part of the runs, and how far it is. */
interface ThreadShare {
  /** Dealt in turn, so that the first runs are finished first. */
  readonly runs: readonly number[];
  readonly factsFiles: readonly string[];
  readonly ending: AbortController;
  /** Ends the thread: its own ending, or the job's. */
  readonly signal: AbortSignal;
  finished: number;
  /** The instant that the running one has reached. */
  reached: number;
}

function shareOf(job: ThreadJob, thread: number, threads: number): ThreadShare {
  const isOwn = (_item: unknown, index: number): boolean => index % threads === thread;
  const ending = new AbortController();
  return {
    runs: job.runs.filter(isOwn),
    factsFiles: job.factsFiles.filter(isOwn),
    ending,
    signal: job.signal === undefined ? ending.signal : AbortSignal.any([ending.signal, job.signal]),
    finished: 0,
    reached: 0,
  };
}

/** What one thread is given. */
interface ThreadOrders extends Omit<ThreadJob, 'threads' | 'onReached'> {
  /** Events of one run that may wait at once. */
  readonly pendingMax: number;
  /** Threads for key ceremonies, where they are real; with one they are run by the run's own. */
  readonly ceremonyThreads: number;
  readonly onPulse: (pulse: Pulse) => void;
}

/** As many threads as surely find room, at least one; a {@link RunFault} where one alone does not. */
function threadsIn(memoryBytes: number, { params, runs }: ThreadJob): number {
  try {
    checkMemory(params, memoryBytes);
  } catch (error) {
    throw new RunFault(runs[0], error as Error);
  }
  return Math.floor(memoryBytes / Math.max(1, memoryNeeded(params)));
}

async function runInThread(job: ThreadOrders): Promise<boolean> {
  if (job.signal?.aborted === true) return false;
  const heartbeat = new Heartbeat();
  const { params, runs, strategies, factsFiles, pendingMax, ceremonyThreads } = job;
  heartbeat.progress(runs[0], 0);
  const data = { params, runs, strategies, factsFiles, pendingMax, ceremonyThreads };
  const work = { ...data, heartbeat: heartbeat.buffer };
  const worker = startWorker(work, job.limits?.heapMegabytes);
  worker.stdout.setEncoding('utf8').on('data', job.onOutput ?? ignore);
  worker.stderr.setEncoding('utf8').on('data', job.onOutput ?? ignore);
  const outcome = outcomeOf(worker, job, heartbeat);
  const watching = new AbortController();
  try {
    return await Promise.race([outcome, interruption(job.signal), watch(job, heartbeat, watching.signal)]);
  } finally {
    watching.abort();
    await worker.terminate();
  }
}

function startWorker(work: ThreadWork, heapMegabytes: number | undefined): Worker {
  const resourceLimits = heapMegabytes === undefined ? {} : { maxOldGenerationSizeMb: heapMegabytes };
  return startThread('strategy-worker', { workerData: work, stdout: true, stderr: true, resourceLimits });
}

/** True when the worker has done all its work; rejects with what ended it before. */
function outcomeOf(worker: Worker, job: ThreadOrders, heartbeat: Heartbeat): Promise<boolean> {
  return new Promise((resolve, reject) => {
    worker.on('message', (message: ThreadMessage) => {
      if (message.kind === 'finished') job.onFinished(message.result);
      else if (message.kind === 'threw') reject(new RunFault(heartbeat.read().run, errorOf(message.thrown)));
      else resolve(true);
    });
    worker.on('error', (error) => reject(endedBy(job, heartbeat, error)));
    worker.on('exit', (code) => {
      reject(endedBy(job, heartbeat, new Error(`the worker thread ended with code ${code}`)));
    });
  });
}

/** Who ended the thread: the strategy whose code was running, want of memory, or else a bug. */
function endedBy(job: ThreadOrders, heartbeat: Heartbeat, error: Error): RunFault {
  const pulse = heartbeat.read();
  if (pulse.isInside) {
    return new RunFault(pulse.run, faultOf(pulse, usesOf(job), `ended its thread: ${error.message}`));
  }
  return new RunFault(pulse.run, isHeapExhaustion(error) ? new OutOfMemory('the heap is full') : error);
}

async function interruption(signal: AbortSignal | undefined): Promise<boolean> {
  return new Promise((resolve) => signal?.addEventListener('abort', () => resolve(false), { once: true }));
}

async function watch(job: ThreadOrders, heartbeat: Heartbeat, signal: AbortSignal): Promise<never> {
  const limitMillis = job.limits?.strategyMillis ?? STRATEGY_LIMIT_MILLIS;
  const watchdog = new Watchdog(heartbeat, limitMillis, TICK_MILLIS);
  for (;;) {
    await sleep(TICK_MILLIS, undefined, { signal });
    job.onPulse(heartbeat.read());
    const hanging = watchdog.tick();
    if (hanging !== undefined) {
      const reason = `made no progress for ${limitMillis / 1000} s; it was ended`;
      throw new RunFault(hanging.run, faultOf(hanging, usesOf(job), reason));
    }
  }
}

function usesOf(job: ThreadOrders): readonly string[] {
  return job.strategies.map(({ use }) => use);
}

function ignore(): void {
  // Nobody listens to what strategies print.
}
