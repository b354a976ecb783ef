/**
 * `node scripts/inflation-table.mjs`: runs each policy of the `sweep:` in `scenarios/inflation-sweep.yaml` and writes
 * the table of docs/designing-a-token.md anew, between its two marks. The scenario's seed makes every number.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { parse, stringify } from 'yaml';
import { root } from './checkout.mjs';
import { elastinetJson } from './elastinet.mjs';
import { setupOrExit } from './setup.mjs';

const SCENARIO = 'scenarios/inflation-sweep.yaml';
const PAGE = join(root, 'docs/designing-a-token.md');
const [BEGIN, END] = ['<!-- inflation table -->', '<!-- end of the inflation table -->'];
const METRICS = ['apr.delegator', 'apr.real', 'profit.losing', 'nodes.end', 'price.end', 'stake.share'];

setupOrExit({ quiet: true });
const { showEstimate } = await import(pathToFileURL(join(root, 'dist/report/format.js')).href);
const { sweep } = parse(readFileSync(join(root, SCENARIO), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'elastinet-inflation-'));
try {
  const rows = sweep.list.map(({ emission }, place) => row(emission, join(folder, String(place))));
  await writeTable([['emission', 'minted, million', ...METRICS.map((id) => `\`${id}\``)], ...rows]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Runs one policy and returns its cells. */
function row(emission, out) {
  const text = stringify(emission, { collectionStyle: 'flow', lineWidth: 0 }).trim();
  elastinetJson('run', SCENARIO, '--out', out, '--set', `emission=${text}`);
  const { metrics } = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8'));
  const minted = Number(metrics['emission.total'].mean) / 1e6;
  return [nameOf(emission), minted.toFixed(1), ...METRICS.map((id) => cell(metrics[id]))];
}

function nameOf({ policy, yearly, target }) {
  const part = yearly ?? target;
  return part === undefined ? `\`${policy}\`` : `\`${policy}\` ${Math.round(part * 100)} %`;
}

function cell(estimate) {
  const { value, interval, unit } = showEstimate(estimate);
  return [value, interval, unit.startsWith('%') ? '%' : undefined].filter(Boolean).join(' ');
}

async function writeTable([head, ...rows]) {
  const rule = head.map((_, place) => (place === 0 ? '---' : '---:'));
  const table = [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  const [before, rest] = readFileSync(PAGE, 'utf8').split(BEGIN);
  const after = rest.split(END)[1];
  const page = `${before}${BEGIN}\n\n${table}\n\n${END}${after}`;
  writeFileSync(PAGE, await format(page, { ...(await resolveConfig(PAGE)), filepath: PAGE }));
}
