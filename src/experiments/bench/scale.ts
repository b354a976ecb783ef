/** What a node-month costs in networks of three sizes: it should not grow with the network. */
import { median } from './bench.ts';
import { measuredAlone } from './own-process.ts';
import { markdownTable } from './peers.ts';

const NODES = 100_000;
const CHAINS_PER_NODE = 8;
const YEAR = 12;
/** A hundredth, a tenth and the whole of the greatest size, and months of its longer run: minutes in all. */
const SIZES: readonly (readonly [part: number, months: number])[] = [
  [100, YEAR],
  [10, YEAR],
  [1, 2],
];

/** What a run of the talk's network may take on one core: seconds and MB, by nodes and months. */
const BOUNDS: Readonly<Record<string, { readonly seconds: number; readonly peakMB: number }>> = {
  '1000×12': { seconds: 3, peakMB: 250 },
  '10000×12': { seconds: 25, peakMB: 600 },
  '100000×1': { seconds: 30, peakMB: 1800 },
};

/** What is measured. */
export interface ScaleOptions {
  /** The greatest size. */
  readonly nodes?: number | undefined;
  readonly rounds?: number | undefined;
}

/** One size and length, in a process of its own: medians over the rounds. */
export interface ScaleRun {
  readonly nodes: number;
  readonly chains: number;
  readonly months: number;
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly peakMB: number;
  /** What it may take; null: nothing is stated for this size. */
  readonly secondsMax: number | null;
  readonly peakMBMax: number | null;
}

/** Processor microseconds a node-month. */
export interface ScaleCost {
  readonly nodes: number;
  /** A run of one month: set-up, creation of all chains, and compiling, which few nodes have to bear. */
  readonly firstMonth: number;
  /** What the longer run takes more, for each month more: the first month's single costs are not in it. */
  readonly laterMonths: number;
  /** One first month and eleven later ones: extrapolated where the longer run has fewer than twelve. */
  readonly year: number;
}

/** Runs, costs, and each size's costs over those of the least. */
export interface Scale {
  readonly runs: readonly ScaleRun[];
  readonly costs: readonly ScaleCost[];
  readonly ratios: readonly ScaleCost[];
}

/** Two lengths at each of three sizes up to `nodes`, 1600 at least; everything is on. */
export function measureScale(options: ScaleOptions): Scale {
  const { nodes = NODES, rounds = 1 } = options;
  const runs = SIZES.flatMap(([part, months]) => [
    { nodes: Math.floor(nodes / part), months: 1 },
    { nodes: Math.floor(nodes / part), months },
  ]);
  const figures = runs.map((): Figures[] => []);
  for (let round = 0; round < rounds; round++) {
    runs.forEach(({ nodes: size, months }, index) => {
      const chains = CHAINS_PER_NODE * size;
      const options = ['--nodes', size, '--chains', chains, '--months', months, '--repeats', 1].map(String);
      figures[index].push(measuredAlone(['bench', 'model', ...options]) as Figures);
    });
  }
  return scaleOf(
    runs.map(({ nodes: size, months }, index) => {
      const of = (name: keyof Figures): number => median(figures[index].map((figure) => figure[name]));
      const bounds = BOUNDS[`${size}×${months}`] as (typeof BOUNDS)[string] | undefined;
      return {
        nodes: size,
        chains: CHAINS_PER_NODE * size,
        months,
        seconds: of('seconds'),
        processorSeconds: of('processorSeconds'),
        peakMB: of('peakMB'),
        secondsMax: bounds?.seconds ?? null,
        peakMBMax: bounds?.peakMB ?? null,
      };
    }),
  );
}

/** Costs and ratios of runs that come in pairs, a short and a long one of each size, the least size first. */
export function scaleOf(runs: readonly ScaleRun[]): Scale {
  const costs = runs
    .filter((_, index) => index % 2 === 0)
    .map((short, size) => {
      const long = runs[2 * size + 1];
      const perNode = (seconds: number, months: number): number => (seconds * 1e6) / (short.nodes * months);
      const firstMonth = perNode(short.processorSeconds, short.months);
      const laterMonths = perNode(long.processorSeconds - short.processorSeconds, long.months - short.months);
      const year = (firstMonth + (YEAR - 1) * laterMonths) / YEAR;
      return { nodes: short.nodes, firstMonth, laterMonths, year };
    });
  const ratios = costs.map((cost) => ({
    nodes: cost.nodes,
    firstMonth: cost.firstMonth / costs[0].firstMonth,
    laterMonths: cost.laterMonths / costs[0].laterMonths,
    year: cost.year / costs[0].year,
  }));
  return { runs, costs, ratios };
}

/** Two tables, as they stand in the docs: runs against their bounds, and costs with their ratios. */
export function scaleTables({ runs, costs, ratios }: Scale): string {
  const ofRuns = markdownTable(
    ['nodes', 'chains', 'months', 'seconds', 'processor seconds', 'peak MB'],
    runs.map((run) => [
      ...[run.nodes, run.chains, run.months].map(String),
      against(run.seconds, run.secondsMax, 2),
      run.processorSeconds.toFixed(2),
      against(run.peakMB, run.peakMBMax, 0),
    ]),
  );
  const ofCosts = markdownTable(
    ['processor µs a node-month', 'first month', 'later months', 'a year'],
    costs.map((cost, size) => [
      `${cost.nodes} nodes`,
      ...(['firstMonth', 'laterMonths', 'year'] as const).map(
        (part) => `${cost[part].toFixed(0)} (× ${ratios[size][part].toFixed(2)})`,
      ),
    ]),
  );
  return `${ofRuns}\n${ofCosts}`;
}

const against = (figure: number, most: number | null, digits: number): string =>
  most === null ? figure.toFixed(digits) : `${figure.toFixed(digits)} (at most ${most})`;

interface Figures {
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly peakMB: number;
}
