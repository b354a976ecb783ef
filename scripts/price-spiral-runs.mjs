/**
 * Runs of `price-spiral.mjs`, in a thread of their own: answers each `{ place, overrides, run }` with what one run of one cell
 * of the sweep came to. A run hangs on its cell and number alone, so the order of answers says nothing.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort } from 'node:worker_threads';
import { root } from './checkout.mjs';

/** Seats of a small chain that sign together: the metric is the cost of so many. */
const SEATS = 11;

const FILE = join(root, 'scenarios/price-spiral.yaml');
const built = (path) => import(pathToFileURL(join(root, 'dist', path)).href);
const { readScenario } = await built('sim/scenario/read-scenario.js');
const { simulateRun } = await built('sim/simulate.js');
const source = { text: readFileSync(FILE, 'utf8'), file: FILE };

parentPort.on('message', ({ place, overrides, run }) => {
  const { params } = readScenario(source, { overrides });
  parentPort.postMessage({ place, run, outcome: outcomeOf(simulateRun(params, run)) }, []);
});

/** The figures of a run that the study looks at. */
function outcomeOf({ metrics, series }) {
  const by = (metric) => series.filter((point) => point.metric === metric).map(({ value }) => value);
  const prices = by('price.usd');
  const nodes = by('nodes.present');
  const supply = by('supply.end').map((units) => Number(units) / 1e18);
  // What stands behind a node, in dollars, at each month's end.
  const backing = by('stake.share').map(
    (share, month) => (share * supply[month] * prices[month]) / nodes[month],
  );
  return {
    nodesMin: metrics['nodes.min'],
    seatUsdMin: metrics['security.costMinUsd'] / SEATS,
    backingUsdMin: Math.min(...backing),
    priceEnd: metrics['price.end'],
  };
}
