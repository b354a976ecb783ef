/**
 * The thread that runs an ensemble, strategies of the user's own included. Started by `thread-ensemble.ts`
 * with its work as data; tells each result as it is finished.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../../base/assert.ts';
import { JournalTap } from '../../sim/record/journal.ts';
import type { RunOptions } from '../../sim/simulate.ts';
import type { Strategy } from '../../sim/protocol/strategy.ts';
import { monteCarlo } from '../monte-carlo.ts';
import { CEREMONY_THREADS_MAX, ceremonyThreads } from './ceremony-threads.ts';
import { FactsFile } from './facts-file.ts';
import { ACTS, guardStrategy } from './guarded-strategy.ts';
import { Heartbeat } from './heartbeat.ts';
import { loadStrategy } from './strategy-module.ts';
import { thrownOf } from './thread-messages.ts';
import type { ThreadMessage, ThreadWork } from './thread-messages.ts';

/** The library's door, from `src` or from `dist`, whichever this file belongs to. */
const door = new URL(`../../index${import.meta.url.slice(-3)}`, import.meta.url).href;

async function work({
  params,
  runs,
  strategies: files,
  factsFiles,
  pendingMax,
  ceremonyThreads: count,
  heartbeat: buffer,
}: ThreadWork): Promise<void> {
  const heartbeat = new Heartbeat(buffer);
  const strategies: Record<string, Strategy> = {};
  for (const [index, { use, file }] of files.entries()) {
    heartbeat.enter(index, ACTS.indexOf('load'), 0);
    strategies[use] = guardStrategy(await loadStrategy(use, file, door), index, heartbeat);
    heartbeat.leave();
  }
  const isShared = params.randomness.crypto === 'real' && count > 1;
  const ceremonies = isShared ? ceremonyThreads(Math.min(count, CEREMONY_THREADS_MAX)) : undefined;
  const journals = new Map<number, FactsFile>();
  const optionsOf = (run: number): RunOptions => {
    heartbeat.progress(run, 0);
    const options = {
      strategies,
      pendingMax,
      ...(ceremonies === undefined ? {} : { ceremonies }),
      onProgress: (instant: number) => heartbeat.progress(run, instant),
    };
    const { facts } = params.record;
    if (facts === 'none') return options;
    const journal = new FactsFile(factsFiles[runs.indexOf(run)]);
    journals.set(run, journal);
    return { ...options, taps: [new JournalTap(facts, journal.add)] };
  };
  try {
    for (const result of monteCarlo(params, { runs, optionsOf })) {
      // On disk before the result counts as finished.
      journals.get(result.run)?.close();
      tell({ kind: 'finished', result });
    }
  } finally {
    ceremonies?.close();
  }
}

function tell(message: ThreadMessage): void {
  assert(parentPort !== null, 'this file runs as a worker');
  parentPort.postMessage(message, []);
}

try {
  await work(workerData as ThreadWork);
  tell({ kind: 'done' });
} catch (error) {
  tell({ kind: 'threw', thrown: thrownOf(error) });
}
