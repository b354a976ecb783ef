/** All benches by name. */
import type { Bench } from './bench.ts';
import { phold } from './phold.ts';
import { rng } from './rng.ts';

/** A new bench is one file and one line here. */
export const BENCHES: Readonly<Record<string, Bench>> = {
  phold,
  rng,
};
