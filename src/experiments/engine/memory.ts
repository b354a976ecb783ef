/**
 * Memory that a scenario needs and that the machine has. A system that promises more than it has ends a
 * process without a word when it is taken at its word: so what is known beforehand is said beforehand.
 */
import { totalmem } from 'node:os';
import type { Params } from '../../sim/protocol/params.ts';
import { OutOfMemory } from './out-of-memory.ts';

/**
 * Bytes for each pair of monitor and target: 8 in the draw of who watches whom; 16 of counts; what the
 * fidelity keeps of a pair, and at most one event of 28 bytes that waits, which is certain under `exact`
 * alone.
 */
const PAIR_BYTES = { interval: 8, causal: 8 + 16 + 32, exact: 8 + 16 + 28 } as const;
/** An event takes 36 bytes, and its arrays stand twice while they grow. */
const EVENT_BYTES = 72;
const GIGABYTE = 1e9;

/** Bytes that are surely needed by one run; the whole is more. */
export function memoryNeeded({ network, monitoring }: Params): number {
  const pairs = network.nodesMax * Math.min(monitoring.monitors, network.nodesMax - 1);
  return pairs * PAIR_BYTES[monitoring.fidelity];
}

/** Bytes that this process may take, a container's limit included. */
export function machineMemory(): number {
  // Node gives 0, nothing, or more than there is where nothing limits the process.
  const limit = process.constrainedMemory() || Infinity;
  return Math.min(totalmem(), limit);
}

/** Events that may wait in so much memory. */
export function pendingMaxIn(bytes: number): number {
  return Math.floor(bytes / EVENT_BYTES);
}

/** Throws {@link OutOfMemory} when a scenario surely needs more than `bytes`. */
export function checkMemory(params: Params, bytes: number): void {
  const needed = memoryNeeded(params);
  if (needed <= bytes) return;
  const { nodesMax: nodes } = params.network;
  const watched = `${nodes} nodes with ${Math.min(params.monitoring.monitors, nodes - 1)} monitors each`;
  const [wanted, given] = [needed, bytes].map((amount) => (amount / GIGABYTE).toPrecision(2));
  throw new OutOfMemory(`${watched} need at least ${wanted} GB, there are ${given} GB`);
}

/** Whether an error says that an array found no memory. V8 has no other word for it than its text. */
export function isAllocationFailure(error: unknown): boolean {
  return error instanceof RangeError && error.message === 'Array buffer allocation failed';
}

/** Whether a worker thread was ended because its heap was full. */
export function isHeapExhaustion(error: Error): boolean {
  return (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
}
