/**
 * The checkout: its root, its files and their hashes, which tell whether a result still belongs to the
 * sources.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's root folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Paths of all files under `folder`, relative to the root, with `/`, in order of code units; [] if absent.
 */
export function filesUnder(folder) {
  if (!existsSync(join(root, folder))) return [];
  const paths = [];
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) paths.push(...filesUnder(path));
    else paths.push(path);
  }
  return paths.toSorted(byText((path) => path));
}

/** A comparator by the code units of a text that `key` makes of an element. */
export function byText(key) {
  return (a, b) => {
    const [left, right] = [key(a), key(b)];
    return left < right ? -1 : Number(left > right);
  };
}

/** SHA-256 in hexadecimal over path, length and content of each file, in the order given. */
export function hashFiles(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    const content = readFileSync(join(root, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** True if the file with this `import.meta.url` is the script that Node was started with. */
export function isStarted(url) {
  const script = process.argv[1];
  return script !== undefined && realpathSync(script) === fileURLToPath(url);
}
