/** The hash that dates the long tests: over the sources of the model, the long and the statistical tests. */
import { filesUnder, hashFiles, isStarted } from './checkout.mjs';

const MODEL_FOLDERS = ['base', 'crypto', 'economics', 'sla', 'statistics', 'sim'];

/** SHA-256 in hexadecimal of the model's sources and of the tests that leave figures. */
export function modelHash() {
  const sources = MODEL_FOLDERS.flatMap((folder) => filesUnder(`src/${folder}`));
  const longTests = filesUnder('tests').filter(
    (path) => path.endsWith('.long.test.ts') || path.startsWith('tests/statistical/'),
  );
  return hashFiles([...sources, ...longTests]);
}

if (isStarted(import.meta.url)) console.log(modelHash());
