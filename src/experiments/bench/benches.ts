/** All benches by name. */
import type { Bench, Watched } from './bench.ts';
import { capturesBench } from './captures-bench.ts';
import { cryptoFigures } from './crypto-suites.ts';
import { delegationScale } from './delegation-scale.ts';
import { designerBench } from './designer-bench.ts';
import { medianRun, modelBench, type ModelBenchOptions, type ModelBenchResult } from './model-bench.ts';
import { measuredAlone } from './own-process.ts';
import { paydayBench } from './payday-bench.ts';
import { phold } from './phold.ts';
import { queueBench } from './queue-bench.ts';
import { rng } from './rng.ts';
import { rotationBench } from './rotation-bench.ts';

/** Small chains that fill a node: 128 slots / 16 members. §M3.2 */
const CHAINS_PER_NODE = 8;
const NODES = 1000;
const MONTHS = 12;
/** What the baseline watches of the model is small, so that a comparison takes seconds. */
const WATCHED_NODES = 200;
const TURNS = 6;
const HOLDERS = 100_000;
const DESIGNER_MONTHS = 60;
const WATCHED = { nodes: WATCHED_NODES, chains: CHAINS_PER_NODE * WATCHED_NODES };

/** A whole run each time, after one that lets the engine compile. */
function watchedRun(nanos: () => number): Watched {
  const prepare = (): (() => number) => {
    nanos();
    return nanos;
  };
  return { waitsFor: 'cache', prepare };
}

const nanosPerNodeMonth = (only?: 'monitoring'): number =>
  1e9 / modelBench({ ...WATCHED, months: 1, only }).nodeMonthsPerSecond;

/** Runs of the model of which the median counts, each in a process of its own: a run compiles too. */
const RUNS = 3;

function modelAlone({ nodes, chains, months, only, fidelity }: ModelBenchOptions): ModelBenchResult {
  const size = ['--nodes', nodes, '--chains', chains, '--months', months, '--repeats', 1].map(String);
  const narrowed = [
    ...(only === undefined ? [] : ['--only', only]),
    ...(fidelity === undefined ? [] : ['--fidelity', fidelity]),
  ];
  return measuredAlone(['bench', 'model', ...size, ...narrowed]) as ModelBenchResult;
}

/** A new bench is one file and one line here. */
export const BENCHES: Readonly<Record<string, Bench>> = {
  phold,
  queue: queueBench,
  rng,
  model: {
    about: 'one run of the talk’s network, everything on',
    measure: ({
      nodes = NODES,
      chains = CHAINS_PER_NODE * nodes,
      months = MONTHS,
      only,
      fidelity,
      repeats = RUNS,
    }) =>
      repeats === 1
        ? modelBench({ nodes, chains, months, only, fidelity })
        : medianRun(
            Array.from({ length: repeats }, () => modelAlone({ nodes, chains, months, only, fidelity })),
          ),
    watched: {
      'model.month': watchedRun(() => nanosPerNodeMonth()),
      'model.monitoring': watchedRun(() => nanosPerNodeMonth('monitoring')),
    },
  },
  rotation: {
    about: 'the monthly turn of all committees',
    measure: ({ nodes = NODES, chains = CHAINS_PER_NODE * nodes, months = MONTHS }) => ({
      ...rotationBench({ nodes, chains, months }),
    }),
    watched: {
      'rotation.turn': watchedRun(() => rotationBench({ ...WATCHED, months: TURNS }).nanosecondsPerNewcomer),
    },
  },
  captures: {
    about: 'an ensemble that asks only for captured chains, on one thread',
    measure: ({ nodes = NODES, chains = CHAINS_PER_NODE * nodes, months = MONTHS, repeats: runs = 60 }) => ({
      ...capturesBench({ nodes, chains, months, runs }),
    }),
    watched: {},
  },
  crypto: {
    about: 'real cryptography of sixteen: key generations, signatures, a beacon, and each operation',
    measure: cryptoFigures,
    watched: {},
  },
  delegation: {
    about: 'the life of delegations of 1,000 to 100,000 holders: cost per holder and month, and its exponent',
    measure: ({ holders = HOLDERS, months = DESIGNER_MONTHS }) => delegationScale(holders, months),
    watched: {},
  },
  designer: {
    about: 'one run of scenarios/designer-baseline.yaml',
    measure: ({ holders, months }) => designerBench({ holders, months }),
    watched: {},
  },
  payday: {
    about: 'the close of a month: scores, pool, fees and rewards',
    measure: ({ nodes = NODES, months = MONTHS }) => ({ ...paydayBench({ nodes, months }) }),
    watched: {
      'payday.share': watchedRun(
        () => paydayBench({ nodes: WATCHED_NODES, months: MONTHS }).nanosecondsPerShare,
      ),
    },
  },
};
