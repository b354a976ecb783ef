/**
 * `npm run mutants`: plants each defect of `mutants/mutants.json` in a copy of the checkout and demands that
 * the tests named for it go red. A defect that no test notices, or a patch that no longer applies, is a
 * failure.
 * `--only NAME` narrows it to one.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from './checkout.mjs';
import { setupOrExit } from './setup.mjs';
import { runVitest } from './vitest-run.mjs';

/** What may stand among `tests` beside test files. */
const CHECKS = {
  lint: ['node_modules/oxlint/bin/oxlint', '--deny-warnings', '.'],
  typecheck: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'],
};

setupOrExit({ dist: false });
const mutants = chosenMutants();
const workshop = mkdtempSync(join(tmpdir(), 'elastinet-mutants-'));
try {
  const original = join(workshop, 'original');
  copyCheckout(original);
  const quietTests = redTests(original, [...new Set(mutants.flatMap((mutant) => mutant.tests))]);
  if (quietTests.some((test) => test.red)) {
    console.log('red before any defect was planted:');
    for (const test of quietTests.filter(({ red }) => red)) console.log(`  ${test.name}: ${test.why}`);
    process.exitCode = 1;
  } else {
    process.exitCode = plantAll(original, mutants);
  }
} finally {
  rmSync(workshop, { recursive: true, force: true });
}

function chosenMutants() {
  const all = JSON.parse(readFileSync(join(root, 'mutants/mutants.json'), 'utf8'));
  const position = process.argv.indexOf('--only');
  if (position < 0) return all;
  const name = process.argv[position + 1];
  const chosen = all.filter((mutant) => mutant.name === name);
  if (chosen.length === 1) return chosen;
  console.error(`no mutant '${name}'; there are: ${all.map((mutant) => mutant.name).join(', ')}`);
  process.exit(2);
}

/** Copies what git would track, new files included; the packages are shared. */
function copyCheckout(target) {
  const list = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (list.status !== 0) throw new Error(`git ls-files failed: ${list.stderr}`);
  for (const path of new Set(list.stdout.split('\0').filter(Boolean))) {
    cpSync(join(root, path), join(target, path), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(target, 'node_modules'));
}

/** Plants the mutants one after another and prints a line for each; 1 if any survives, else 0. */
function plantAll(original, planted) {
  let survivors = 0;
  const width = Math.max(...planted.map((mutant) => mutant.name.length)) + 2;
  for (const mutant of planted) {
    const survived = survivalOf(original, mutant);
    if (survived !== null) survivors += 1;
    console.log(
      `${survived === null ? 'killed  ' : 'SURVIVED'}  ${mutant.name.padEnd(width)}${mutant.about}`,
    );
    if (survived !== null) console.log(`          ${survived}`);
  }
  console.log(`${planted.length - survivors} killed, ${survivors} survived`);
  return survivors === 0 ? 0 : 1;
}

/** Null if every named test goes red, else why the mutant lives on. */
function survivalOf(original, mutant) {
  const copy = join(workshop, mutant.name);
  cpSync(original, copy, { recursive: true, verbatimSymlinks: true });
  const patch = spawnSync('git', ['apply', join(root, 'mutants', mutant.patch)], {
    cwd: copy,
    encoding: 'utf8',
    // Else a repository around the temporary folder would make git skip the patch without a word.
    env: { ...process.env, GIT_CEILING_DIRECTORIES: dirname(copy) },
  });
  if (patch.status !== 0) return `its patch no longer applies: ${patch.stderr.trim()}`;
  const green = redTests(copy, mutant.tests).filter((test) => !test.red);
  rmSync(copy, { recursive: true, force: true });
  return green.length === 0 ? null : green.map((test) => `${test.name}: ${test.why}`).join('; ');
}

/**
 * Whether each of the named tests is red. A test file is red only by a failed test: a file that could not
 * even be loaded proves nothing about the defect, so it counts as green for a mutant and red for the
 * original.
 */
function redTests(folder, names) {
  const files = names.filter((name) => !(name in CHECKS));
  const result = files.length > 0 ? runVitest({ folder, args: files, quiet: true }) : null;
  const isOriginal = folder.endsWith('original');
  return names.map((name) => {
    if (name in CHECKS) return checkIsRed(folder, name);
    const tests = result.tests.filter((test) => test.file === name);
    const failed = tests.filter((test) => test.status === 'failed');
    if (failed.length > 0) return { name, red: true, why: failed[0].name };
    if (tests.length === 0 || result.brokenFiles.includes(name)) {
      return { name, red: isOriginal, why: `the file did not run\n${result.output}` };
    }
    return { name, red: false, why: `all ${tests.length} tests passed` };
  });
}

function checkIsRed(folder, name) {
  const { status } = spawnSync(process.execPath, CHECKS[name], { cwd: folder, stdio: 'ignore' });
  return { name, red: status !== 0, why: `exit code ${status}` };
}
