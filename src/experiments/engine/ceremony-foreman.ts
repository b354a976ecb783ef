/**
 * The thread that starts the threads of ceremonies and tells of their end. The caller cannot hear of it: its
 * event loop does not turn while it waits. This one has nothing else to do.
 */
import { workerData } from 'node:worker_threads';
import { CeremonyBell } from './ceremony-bell.ts';
import type { CeremonyWork, ForemanWork, ThreadEnd, ThreadOrder } from './ceremony-messages.ts';
import { isHeapExhaustion } from './memory.ts';
import { startThread } from './start-thread.ts';

/** Between two signs of life; a caller gives up after very many without. */
const BEAT_MILLIS = 500;

function oversee({ port, bell: buffer, heapMegabytes }: ForemanWork): void {
  const bell = new CeremonyBell(buffer);
  const resourceLimits = heapMegabytes === undefined ? {} : { maxOldGenerationSizeMb: heapMegabytes };
  port.on('message', ({ thread, port: own }: ThreadOrder) => {
    const tell = (end: Omit<ThreadEnd, 'thread'>): void => {
      const message: ThreadEnd = { thread, ...end };
      port.postMessage(message, []);
      bell.ring();
    };
    const work: CeremonyWork = { port: own, bell: buffer };
    try {
      let end: Omit<ThreadEnd, 'thread'> | undefined;
      startThread('ceremony-worker', { workerData: work, transferList: [own], resourceLimits })
        .on('error', (error) => (end = endBy(error)))
        .on('exit', (code) => tell(end ?? { reason: `code ${code}`, isHeapFull: false }));
    } catch (error) {
      // A system that allows no more threads.
      tell(endBy(error as Error));
    }
  });
  setInterval(() => bell.beat(), BEAT_MILLIS);
  bell.beat();
}

function endBy(error: Error): Omit<ThreadEnd, 'thread'> {
  return { reason: error.stack ?? error.message, isHeapFull: isHeapExhaustion(error) };
}

oversee(workerData as ForemanWork);
