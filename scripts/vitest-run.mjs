/** Runs vitest and reads its JSON report, so that our scripts count from data and not from printed text. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * Runs vitest in `folder`; `args` go to it, `quiet` hides its own output. Returns `exitCode`, `tests` ({
 * name, file, status: 'passed' | 'failed' | 'skipped', seconds }), `brokenFiles` (failed without a failed
 * test: nothing could be collected, or a hook threw) and `output` (when quiet).
 */
export function runVitest({ folder, args, environment = {}, quiet = false }) {
  const reportFile = join(folder, '.cache', `vitest-${process.pid}.json`);
  mkdirSync(join(folder, '.cache'), { recursive: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(folder, 'node_modules/vitest/vitest.mjs'), 'run', ...reporters, ...args],
    {
      cwd: folder,
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      env: { ...process.env, ...environment },
    },
  );
  const files = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')).testResults : [];
  rmSync(reportFile, { force: true });
  return {
    exitCode: status ?? 1,
    tests: files.flatMap((file) => testsOf(folder, file)),
    brokenFiles: files.filter(isBroken).map((file) => relative(folder, file.name)),
    output: quiet ? stdout + stderr : '',
  };
}

function testsOf(folder, file) {
  return file.assertionResults.map((result) => ({
    name: result.fullName,
    file: relative(folder, file.name),
    status: ['passed', 'failed'].includes(result.status) ? result.status : 'skipped',
    seconds: Math.round((result.duration ?? 0) / 100) / 10,
  }));
}

const isBroken = (file) =>
  file.status === 'failed' && !file.assertionResults.some((result) => result.status === 'failed');
