// One run of the talk's year in a process of its own: seconds on one core, and the most memory it held.
// `node bench/talk-year.mjs [--json]` after `npm run build`; `npm run test:long` holds the figures against their bounds.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const { readScenario } = await import(join(root, 'dist/sim/scenario/read-scenario.js'));
const { simulateRun } = await import(join(root, 'dist/sim/simulate.js'));

const file = join(root, 'scenarios/talk-year.yaml');
const { params } = readScenario({ text: readFileSync(file, 'utf8'), file });
const begin = process.hrtime.bigint();
const { digest, events } = simulateRun(params, 0);
const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
const peakMB = process.resourceUsage().maxRSS / 1000;
const figures = {
  seconds,
  peakMB,
  nodeMonthsPerSecond: (params.network.nodes * 12) / seconds,
  events,
  digest,
};
if (process.argv.includes('--json')) console.log(JSON.stringify(figures));
else {
  console.log(
    `${seconds.toFixed(2)} s, ${peakMB.toFixed(0)} MB, ${figures.nodeMonthsPerSecond.toFixed(0)} node-months/s`,
  );
  console.log(`digest ${digest}`);
}
