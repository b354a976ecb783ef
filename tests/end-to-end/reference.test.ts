/** The generated reference belongs to the sources of today. */
import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { checkout } from '../architecture/source-tree.helpers.ts';

it('docs/reference is current: npm run reference makes it so', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/reference.mjs', '--check'], {
    cwd: checkout,
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
