/**
 * `npm run test:long`: the tests that take minutes. Writes `reports/long-tests.json`, dated by the hash of
 * the model, so that `npm test` can say whether they have seen today's model. Arguments narrow the tests;
 * then nothing is written.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { byText, root } from './checkout.mjs';
import { modelHash } from './model-hash.mjs';
import { setupOrExit } from './setup.mjs';
import { runVitest } from './vitest-run.mjs';

const RECORD = join(root, 'reports/long-tests.json');

setupOrExit();
const filters = process.argv.slice(2);
const figuresFile = join(root, '.cache', `long-figures-${process.pid}.jsonl`);
const hashBefore = modelHash();
const result = runVitest({
  folder: root,
  args: ['--config', 'vitest.long.config.ts', ...filters],
  environment: { ELASTINET_FIGURES: figuresFile },
});
const figures = takeFigures();
const passed = result.tests.filter((test) => test.status === 'passed').length;
const counted = result.tests.length - passed + result.brokenFiles.length;
const failed = result.exitCode !== 0 && counted === 0 ? 1 : counted;

if (filters.length > 0) console.log('narrowed: reports/long-tests.json is left as it is');
else if (modelHash() === hashBefore) writeRecord();
else console.log('the model changed meanwhile: reports/long-tests.json is left as it is');
for (const { id, text } of figures) console.log(`${id}: ${text}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** The figures in order of id; tests run side by side, so the order of writing says nothing. */
function takeFigures() {
  if (!existsSync(figuresFile)) return [];
  const lines = readFileSync(figuresFile, 'utf8').trimEnd().split('\n');
  rmSync(figuresFile);
  return lines.toSorted(byText((line) => line)).map((line) => JSON.parse(line));
}

function writeRecord() {
  const tests = result.tests.toSorted(byText((test) => `${test.file}\0${test.name}`));
  const record = { modelHash: hashBefore, node: process.version, passed, failed, tests, figures };
  mkdirSync(join(root, 'reports'), { recursive: true });
  writeFileSync(RECORD, `${JSON.stringify(record, null, 2)}\n`);
}
