/**
 * `npm test`: set-up, then format, lint, types and tests, a line and a time for each. All of them run,
 * whatever fails. Arguments narrow it to some tests: `npm test -- tests/sla` runs only vitest, on these. The
 * last line is
 * `N passed, N failed`; a check counts as a test.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './checkout.mjs';
import { modelHash } from './model-hash.mjs';
import { setupOrExit } from './setup.mjs';
import { runVitest } from './vitest-run.mjs';

const CHECKS = [
  { name: 'format', args: ['node_modules/prettier/bin/prettier.cjs', '--check', '.'] },
  { name: 'lint', args: ['node_modules/oxlint/bin/oxlint', '--deny-warnings', '.'] },
  { name: 'types', args: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'] },
];

const begin = Date.now();
const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;
const line = (name, result, since) => console.log(`${name.padEnd(8)}${result.padEnd(8)}${seconds(since)}`);

setupOrExit({ browser: true, peers: true });
line('set-up', 'ok', begin);

const filters = process.argv.slice(2);
const failedChecks = filters.length > 0 ? [] : CHECKS.filter((check) => !passes(check));
const checksRun = filters.length > 0 ? 0 : CHECKS.length;
const tests = runTests(filters);
console.log(`total   ${seconds(begin)}`);
console.log(`long tests: ${stateOfLongTests()}`);
const failed = failedChecks.length + tests.failed;
console.log(`${checksRun - failedChecks.length + tests.passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function passes({ name, args }) {
  const since = Date.now();
  const options = { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, options);
  line(name, status === 0 ? 'ok' : 'FAILED', since);
  if (status !== 0) process.stdout.write(stdout + stderr);
  return status === 0;
}

/**
 * Runs the tests. What cannot be counted as a test (a broken file, an unhandled error) counts as a failure.
 */
function runTests(args) {
  const since = Date.now();
  const result = runVitest({ folder: root, args });
  const count = (status) => result.tests.filter((test) => test.status === status).length;
  const skipped = reportSkipped(result.tests.filter((test) => test.status === 'skipped'));
  const counted = count('failed') + result.brokenFiles.length + skipped;
  const failures = result.exitCode !== 0 && counted === 0 ? 1 : counted;
  line('tests', failures === 0 ? 'ok' : 'FAILED', since);
  return { passed: count('passed'), failed: failures };
}

/** Names the skipped tests. Under CI=true nothing may be skipped: returns how many count as failed. */
function reportSkipped(skipped) {
  for (const test of skipped) console.log(`skipped: ${test.file}: ${test.name}`);
  return process.env.CI === 'true' ? skipped.length : 0;
}

function stateOfLongTests() {
  const path = join(root, 'reports/long-tests.json');
  if (!existsSync(path)) return 'never run: run npm run test:long';
  const record = JSON.parse(readFileSync(path, 'utf8'));
  if (record.modelHash !== modelHash()) return 'older than the model: run npm run test:long';
  return record.failed === 0 ? 'current' : `current, ${record.failed} failed`;
}
