import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { combineDigests } from '../../src/sim/record/digest.ts';
import { readScenario } from '../../src/sim/scenario/read-scenario.ts';
import { simulateRun } from '../../src/sim/simulate.ts';

const ROOT = join(import.meta.dirname, '../..');
const SCENARIO = join(ROOT, 'scenarios/minimal.yaml');
const scratch = mkdtempSync(join(tmpdir(), 'elastinet-determinism-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Runs the scenario in a process of its own; returns the digest that it prints and the files that it writes. */
function inOwnProcess(name: string, flags: readonly string[] = []): { digest: string; files: string[] } {
  const out = join(scratch, name);
  const args = [join(ROOT, 'bin/elastinet.js'), 'run', SCENARIO, '--json', '--out', out, ...flags];
  const { digest } = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as {
    digest: string;
  };
  const files = ['summary.json', 'runs.csv', 'series.csv'];
  return { digest, files: files.map((file) => readFileSync(join(out, file), 'utf8')) };
}

test('two processes and this one give the same digest, and the same bytes of results', () => {
  const { params } = readScenario({ text: readFileSync(SCENARIO, 'utf8'), file: 'minimal.yaml' });
  const here = Array.from({ length: params.runs }, (_, run) => simulateRun(params, run).digest);
  const first = inOwnProcess('first');
  const second = inOwnProcess('second');
  expect(first.digest).toBe(combineDigests(here));
  expect(second).toEqual(first);
});

test('recording all facts changes nothing of what happens', () => {
  const plain = inOwnProcess('plain');
  const recorded = inOwnProcess('recorded', ['--record', 'facts']);
  expect(recorded.digest).toBe(plain.digest);
  expect(recorded.files.slice(1)).toEqual(plain.files.slice(1));
});
