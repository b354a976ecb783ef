/**
 * `npm run reports`: makes the sample reports anew. `reports/index.json` keeps each one's digests, by which
 * `tests/architecture/reports.test.ts` sees when a report no longer shows what the model does.
 */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './checkout.mjs';
import { elastinetJson } from './elastinet.mjs';
import { setupOrExit } from './setup.mjs';

const NAMES = ['talk-year', 'capture-third', 'bad-mouthing'];

setupOrExit();
const folder = mkdtempSync(join(tmpdir(), 'elastinet-reports-'));
try {
  mkdirSync(join(root, 'reports'), { recursive: true });
  const reports = NAMES.map(makeReport);
  writeFileSync(join(root, 'reports/index.json'), `${JSON.stringify({ reports }, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Runs a scenario, keeps its page, and returns its entry in the index. */
function makeReport(name) {
  const since = Date.now();
  const scenario = `scenarios/${name}.yaml`;
  const { out } = elastinetJson('run', scenario, '--out', join(folder, name));
  copyFileSync(join(out, 'report.html'), join(root, 'reports', `${name}.html`));
  const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
  console.log(`reports/${name}.html  ${manifest.runs} runs  ${((Date.now() - since) / 1000).toFixed(1)} s`);
  return {
    name,
    scenario,
    report: `${name}.html`,
    elastinet: manifest.elastinet,
    scenarioHash: manifest.scenarioHash,
    seed: manifest.seed,
    runs: manifest.runs,
    digest: manifest.digest,
    digests: manifest.digests,
  };
}
