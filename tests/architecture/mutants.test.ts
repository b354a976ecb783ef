import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkout } from './source-tree.helpers.ts';

const mutants = JSON.parse(readFileSync(`${checkout}mutants/mutants.json`, 'utf8')) as readonly {
  readonly name: string;
  readonly patch: string;
  readonly tests: readonly string[];
}[];
/** Stand for a whole check instead of a test file. */
const CHECKS = ['lint', 'typecheck'];

// Whether the tests notice the defects is shown by `npm run mutants`, which takes minutes.
describe('the planted defects', () => {
  it('are one for each patch', () => {
    const patches = readdirSync(`${checkout}mutants`).filter((name) => name.endsWith('.patch'));
    expect(mutants.map((mutant) => mutant.patch).toSorted()).toEqual(patches.toSorted());
  });

  it.each(mutants)('$name still fits the sources', ({ patch }) => {
    const { status, stderr } = spawnSync('git', ['apply', '--check', `mutants/${patch}`], {
      cwd: checkout,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it.each(mutants)('$name names tests that there are', ({ tests }) => {
    const missing = tests.filter((test) => !CHECKS.includes(test) && !existsSync(checkout + test));
    expect(tests).not.toEqual([]);
    expect(missing).toEqual([]);
  });
});
