/**
 * `node scripts/price-spiral.mjs`: sweeps the volatility of the price in `scenarios/price-spiral.yaml` in four cases
 * and writes `docs/price-spiral.md` and its chart. Every number comes from the scenario's seed, so a second call
 * writes the same bytes, on however many threads.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { format, resolveConfig } from 'prettier';
import { root } from './checkout.mjs';
import { spiralChart } from './price-spiral-chart.mjs';
import { spiralPage } from './price-spiral-page.mjs';
import { setupOrExit } from './setup.mjs';

const VOLATILITIES = [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2];
const RUNS = 45;
const LEVEL = 0.95;
/** What the scenario starts with. */
const NODES = 120;
const SEAT_USD = 100_000;
const BACKING_USD = (150_000_000 * 0.1) / NODES;
/** A spiral is both in one run. */
const isThin = ({ nodesMin }) => nodesMin * 2 < NODES;
const isCheap = ({ seatUsdMin }) => seatUsdMin * 10 < SEAT_USD;
const CASES = [
  { id: 'fixed', name: 'minimum stake in tokens', overrides: {} },
  {
    id: 'pegged',
    name: 'minimum stake worth 100,000 USD',
    overrides: { 'network.minimumStake': '{ usd: 100000 }' },
  },
  {
    id: 'unmoved',
    name: 'in tokens; orders do not move the price',
    overrides: { 'market.loops.price': 'false' },
  },
  {
    id: 'sellers',
    name: 'in tokens; holders sell half of their rewards',
    overrides: { 'behaviour.sell': '0.5' },
  },
];

setupOrExit({ quiet: true });
const { clopperPearson } = await import(pathToFileURL(join(root, 'dist/statistics/intervals.js')).href);

const cells = CASES.flatMap((which) =>
  VOLATILITIES.map((volatility) => ({ case: which, volatility, outcomes: Array(RUNS) })),
);
await runAll(cells);
assertStart(cells.find((cell) => cell.case.id === 'unmoved').outcomes);
const study = {
  runs: RUNS,
  level: LEVEL,
  nodes: NODES,
  seatUsd: SEAT_USD,
  backingUsd: BACKING_USD,
  volatilities: VOLATILITIES,
  cases: CASES.map((which) => ({
    ...which,
    points: cells.filter((cell) => cell.case === which).map((cell) => figuresOf(cell)),
  })),
  version: JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version,
};
mkdirSync(join(root, 'docs/images'), { recursive: true });
writeFileSync(join(root, 'docs/images/price-spiral.svg'), spiralChart(study));
const target = join(root, 'docs/price-spiral.md');
const style = { ...(await resolveConfig(target)), filepath: target };
writeFileSync(target, await format(spiralPage(study), style));

/** Without volatility and orders nothing moves the price, so a seat costs at the least what it cost at first. */
function assertStart(outcomes) {
  if (outcomes.every(({ seatUsdMin }) => seatUsdMin === SEAT_USD)) return;
  throw new Error(
    `scenarios/price-spiral.yaml starts with ${outcomes[0].seatUsdMin} USD a seat, not ${SEAT_USD}`,
  );
}

/** Spreads all runs of all cells over as many threads as there are cores. */
function runAll(all) {
  const jobs = all.flatMap((cell, place) =>
    Array.from({ length: RUNS }, (_, run) => ({ place, run, overrides: overridesOf(cell) })),
  );
  const threads = Math.min(availableParallelism(), jobs.length);
  return Promise.all(Array.from({ length: threads }, () => worked(jobs, all)));
}

function worked(jobs, all) {
  return new Promise((done, failed) => {
    const worker = new Worker(new URL('price-spiral-runs.mjs', import.meta.url));
    const next = () => {
      const job = jobs.pop();
      if (job !== undefined) return worker.postMessage(job, []);
      worker.terminate().then(done, failed);
    };
    worker.on('error', failed);
    worker.on('message', ({ place, run, outcome }) => {
      all[place].outcomes[run] = outcome;
      next();
    });
    next();
  });
}

function overridesOf(cell) {
  const given = { ...cell.case.overrides, 'market.price.volatility': String(cell.volatility) };
  return Object.entries(given).map(([path, value]) => ({ path, value }));
}

/** Shares of runs with their intervals, and medians. */
function figuresOf({ volatility, outcomes }) {
  return {
    volatility,
    spiral: shareOf(outcomes, (each) => isThin(each) && isCheap(each)),
    thin: shareOf(outcomes, isThin),
    cheap: shareOf(outcomes, isCheap),
    unbacked: shareOf(outcomes, ({ backingUsdMin }) => backingUsdMin * 10 < BACKING_USD),
    spiralling: outcomes.map((each) => isThin(each) && isCheap(each)),
    nodesMin: median(outcomes.map(({ nodesMin }) => nodesMin)),
    seatUsdMin: median(outcomes.map(({ seatUsdMin }) => seatUsdMin)),
    backingUsdMin: median(outcomes.map(({ backingUsdMin }) => backingUsdMin)),
    priceEnd: median(outcomes.map(({ priceEnd }) => priceEnd)),
  };
}

function shareOf(outcomes, holds) {
  const count = outcomes.filter((each) => holds(each)).length;
  const [low, high] = clopperPearson(count, outcomes.length, LEVEL);
  return { count, share: count / outcomes.length, low, high };
}

/** The lower one of an even number. */
function median(values) {
  return values.toSorted((one, other) => one - other)[Math.floor((values.length - 1) / 2)];
}
