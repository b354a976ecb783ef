/** Processor time of cryptography: unlike the clock it does not count other programs. */
import { readFileSync } from 'node:fs';
import { median } from './bench.ts';

/** What `work` gives, and the seconds of processor time that it took, the engine's own threads included. */
export function processorTime<R>(work: () => R): { readonly result: R; readonly seconds: number } {
  const begin = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(begin);
  return { result, seconds: (user + system) / 1e6 };
}

/** What Linux knows of a thread: nanoseconds on a processor, waiting for one, and how often. */
const THREAD_TIMES = '/proc/thread-self/schedstat';

/**
 * Seconds that this thread has been on a processor so far, without the engine's threads that compile and
 * collect beside it; undefined where the system does not tell.
 */
export function threadSeconds(): number | undefined {
  try {
    return Number(readFileSync(THREAD_TIMES, 'utf8').split(' ')[0]) / 1e9;
  } catch {
    return undefined;
  }
}

/** Rounds of which the median counts, after one that lets the engine compile. */
const ROUNDS = 3;

/**
 * Microseconds of one call: the median of three rounds of `count` calls, after a round that does not count.
 * `work` gets 0 … count − 1.
 */
export function microsOfCall(count: number, work: (index: number) => unknown): number {
  const round = (): number => {
    const { seconds } = processorTime(() => {
      for (let index = 0; index < count; index++) work(index);
    });
    return (seconds * 1e6) / count;
  };
  round();
  return median(Array.from({ length: ROUNDS }, round));
}
