// Where the time of one run goes, by part of the model: `node bench/profile.mjs [SCENARIO] [--json]` after `npm run build`.
// Samples the stack of one run (default: the talk's year) twice a millisecond; a sample belongs to the innermost part on it.
import { readFileSync } from 'node:fs';
import inspector from 'node:inspector/promises';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const { readScenario } = await import(join(root, 'dist/sim/scenario/read-scenario.js'));
const { simulateRun } = await import(join(root, 'dist/sim/simulate.js'));

const SAMPLE_MICROS = 500;
/** Parts by files, the first that matches; what matches none, such as streams and hashes, belongs to its caller. */
const PARTS = [
  ['monitoring', /\/sim\/network\/(fidelity\/|monitor|probing|verdict-sheet|month-figures|outage-windows)/],
  ['scores', /\/sim\/network\/scoring/],
  ['rotation', /\/sim\/network\/rotation/],
  ['creation', /\/sim\/network\/(chain-creation|rent\.)/],
  ['outages', /\/sim\/network\/(availability|consensus|node-exit)/],
  ['payday', /\/sim\/network\/(payday|rents|month-opening)/],
  ['strategies', /\/sim\/adversary\//],
  ['recorders and digest', /\/sim\/record\//],
  ['invariants', /\/sim\/invariants\//],
  ['world set-up', /\/sim\/network\/(world|nodes|economy)\./],
  ['calendar and engine', /\/sim\/kernel\/(engine|ladder-calendar|entry-chains|event-records)/],
];

const file =
  process.argv.slice(2).find((argument) => !argument.startsWith('--')) ??
  join(root, 'scenarios/talk-year.yaml');
const { params } = readScenario({ text: readFileSync(file, 'utf8'), file });
const session = new inspector.Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_MICROS });
await session.post('Profiler.start');
const begin = process.cpuUsage();
const { digest } = simulateRun(params, 0);
const { user, system } = process.cpuUsage(begin);
const { profile } = await session.post('Profiler.stop');
session.disconnect();

const shares = sharesOf(profile);
const seconds = (user + system) / 1e6;
if (process.argv.includes('--json')) console.log(JSON.stringify({ seconds, digest, shares }));
else {
  console.log(
    `${seconds.toFixed(2)} s of processor time, compiler and collector threads included; digest ${digest}`,
  );
  for (const [part, share] of Object.entries(shares)) {
    console.log(
      `${part.padEnd(22)} ${(100 * share).toFixed(1).padStart(5)} %  ${(seconds * share).toFixed(2)} s`,
    );
  }
}

/** Part → share of all samples, the largest first. */
function sharesOf({ nodes, samples }) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parentOf = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const partOf = new Map();
  const partAt = (id) => {
    if (id === undefined) return 'rest';
    if (partOf.has(id)) return partOf.get(id);
    const { functionName, url } = byId.get(id).callFrame;
    const own =
      functionName === '(garbage collector)'
        ? 'garbage collection'
        : PARTS.find(([, files]) => files.test(url))?.[0];
    const part = own ?? partAt(parentOf.get(id));
    partOf.set(id, part);
    return part;
  };
  const counts = {};
  for (const sample of samples) counts[partAt(sample)] = (counts[partAt(sample)] ?? 0) + 1;
  const sorted = Object.entries(counts).toSorted(([, one], [, other]) => other - one);
  return Object.fromEntries(sorted.map(([part, count]) => [part, count / samples.length]));
}
