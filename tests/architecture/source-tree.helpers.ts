/** The checkout as a map from path to text, so that every rule can also be tried on planted texts. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Texts by path relative to the checkout, with `/`. */
export type SourceTree = ReadonlyMap<string, string>;

/** What git ignores, and git itself. */
const NOT_OURS = new Set(['.git', 'node_modules', 'dist', '.dist-building', 'results', '.cache', 'coverage']);

/** Absolute path of the checkout, ending in a slash. */
export const checkout = fileURLToPath(new URL('../../', import.meta.url));

/**
 * All files of the checkout below `folder` ('' for all) whose name ends in one of `endings` (none: any); none
 * if absent.
 */
export function readTree(folder: string, ...endings: readonly string[]): SourceTree {
  const tree = new Map<string, string>();
  if (!existsSync(checkout + folder)) return tree;
  for (const path of pathsBelow(folder)) {
    const isWanted = endings.length === 0 || endings.some((ending) => path.endsWith(ending));
    if (isWanted) tree.set(path, readFileSync(checkout + path, 'utf8'));
  }
  return tree;
}

/** Several trees as one. */
export function joinTrees(...trees: readonly SourceTree[]): SourceTree {
  return new Map(trees.flatMap((tree) => [...tree]));
}

function pathsBelow(folder: string): readonly string[] {
  return readdirSync(checkout + folder, { withFileTypes: true })
    .filter((entry) => !NOT_OURS.has(entry.name))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return pathsBelow(path);
      return entry.isFile() ? [path] : [];
    });
}
