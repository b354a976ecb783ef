import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** What a program prints over the built package. */
function printed(command: string, ...args: readonly string[]): string {
  const script = join(import.meta.dirname, 'exact-bits.mjs');
  const { status, stdout, stderr, error } = spawnSync(command, [...args, script], { encoding: 'utf8' });
  expect({ command, status, stderr, error }).toMatchObject({ status: 0 });
  return stdout;
}

// Catches a function of the engine's own in place of ours: with Math.log for ln the two hashes differ.
test('exact functions and ziggurats have the same bits in V8 and in SpiderMonkey', () => {
  const here = printed(process.execPath);
  expect(here).toMatch(/^exp expm1 ln log1p: [0-9a-f]+\n$/);
  expect(printed('gjs', '-m')).toBe(here);
});
