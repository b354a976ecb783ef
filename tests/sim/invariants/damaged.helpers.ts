/** Real worlds for damage: a few chains on small nodes, in the middle of their second month. */
import { DAY, ranUntil } from '../world.helpers.ts';
import type { World } from '../../../src/sim/network/world.ts';

/** A world in which every invariant holds; chains 0 … 9 of four members live. */
export const soundWorld = (): World =>
  ranUntil(
    4 * DAY + 1000,
    'network: { nodes: 12, validators: 3 }\nchains: { initial: { small: 6, medium: 4 } }\nseed: damaged\n' +
      'availability: { mtbf: 3 days, mttr: 12 h }',
  ).world;
