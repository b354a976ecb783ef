/** All benches by name. */
import type { Bench } from './bench.ts';
import { modelBench } from './model-bench.ts';
import { paydayBench } from './payday-bench.ts';
import { phold } from './phold.ts';
import { rng } from './rng.ts';
import { rotationBench } from './rotation-bench.ts';

/** Small chains that fill a node: 128 slots / 16 members. §M3.2 */
const CHAINS_PER_NODE = 8;
const NODES = 1000;
const MONTHS = 12;

/** A new bench is one file and one line here. */
export const BENCHES: Readonly<Record<string, Bench>> = {
  phold,
  rng,
  model: {
    about: 'one run of the talk’s network, everything on',
    measure: ({ nodes = NODES, chains = CHAINS_PER_NODE * nodes, months = MONTHS, only }) => {
      const result = modelBench({ nodes, chains, months, ...(only === undefined ? {} : { only }) });
      const { seconds, nodeMonthsPerSecond, peakMB } = result;
      return { seconds, nodeMonthsPerSecond, peakMB };
    },
    watched: {},
  },
  rotation: {
    about: 'the monthly turn of all committees',
    measure: ({ nodes = NODES, chains = CHAINS_PER_NODE * nodes, months = MONTHS }) => ({
      ...rotationBench({ nodes, chains, months }),
    }),
    watched: {},
  },
  payday: {
    about: 'the close of a month: scores, pool, fees and rewards',
    measure: ({ nodes = NODES, months = MONTHS }) => ({ ...paydayBench({ nodes, months }) }),
    watched: {},
  },
};
