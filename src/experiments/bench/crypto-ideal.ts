/** How long key generations without cryptography take, when nobody is at fault. §M4.4 */
import { idealCeremonies } from '../../crypto/ideal-ceremony.ts';
import { HONEST_DEALING, type CeremonyTask } from '../../crypto/key-ceremony.ts';
import { thresholdOf } from '../../crypto/threshold.ts';
import { median } from './bench.ts';

/** Key generations in a round. */
const CEREMONIES = 1000;
/** Rounds of which the median counts. */
const ROUNDS = 21;

/**
 * Milliseconds of a thousand key generations of `members` each, by the clock: begun, what each recipient
 * finds, and who is at fault. Tasks are made before, keys are not asked for.
 */
export function idealKeyGenerations(members: number): number {
  const tasks = Array.from({ length: CEREMONIES }, (_, index) => taskOf(`chain ${index}`, members));
  return median(Array.from({ length: ROUNDS }, () => round(tasks)));
}

function round(tasks: readonly CeremonyTask[]): number {
  const runner = idealCeremonies();
  let culprits = 0;
  const begin = performance.now();
  for (const task of tasks) {
    const ceremony = runner.begin(task);
    const verdicts = ceremony.accusations().map((accused) => ({ accused }));
    culprits += ceremony.judged(verdicts, []).length;
    ceremony.dropped();
  }
  const milliseconds = performance.now() - begin;
  if (culprits > 0) throw new Error('nobody honest is at fault');
  return milliseconds;
}

function taskOf(name: string, members: number): CeremonyTask {
  const seed = new Uint8Array(16);
  const member = { sealingSeed: seed, dealingSeed: seed, deed: HONEST_DEALING };
  return {
    curve: 'bn254',
    keysIn: 'g1',
    variant: 'joint-feldman',
    name,
    threshold: thresholdOf(members),
    members: Array.from({ length: members }, () => member),
  };
}
