/** What a source file imports. */
import { posix } from 'node:path';
import { lineAt, maskSource } from './source-text.helpers.ts';
import type { SourceTree } from './source-tree.helpers.ts';

/** One import, re-export, import type or dynamic import. */
export interface Import {
  /** As written; null for a dynamic import of something computed. */
  readonly specifier: string | null;
  /** What stands before the specifier, such as `import { a } from`; without comments. */
  readonly clause: string;
  /** `export … from`. */
  readonly isReExport: boolean;
  readonly line: number;
}

const WITH_FROM = /\b(import|export)\b[^;'"`]*?\bfrom\s*(?=['"])/g;
const BARE = /\bimport\s*(?=['"])/g;
const DYNAMIC = /(?<![.\w$])(?:import|require)\s*\(\s*/g;

/** All imports of a text, in no particular order. */
export function importsOf(text: string): readonly Import[] {
  const masked = maskSource(text);
  const found: Import[] = [];
  for (const pattern of [WITH_FROM, BARE, DYNAMIC]) {
    for (const match of masked.matchAll(pattern)) {
      const start = match.index + match[0].length;
      found.push({
        specifier: quotedAt(text, start),
        clause: match[0],
        isReExport: match[1] === 'export',
        line: lineAt(text, match.index),
      });
    }
  }
  return found;
}

/** Whether a specifier names a file of ours. */
export const isRelative = (specifier: string): boolean => specifier.startsWith('.');

/** The path that a relative specifier in the file at `path` names. */
export const resolveFrom = (path: string, specifier: string): string =>
  posix.join(posix.dirname(path), specifier);

/** The files of the tree that the file at `path` imports when it runs; types vanish when compiled. */
export function importedAtRunTime(tree: SourceTree, path: string): readonly string[] {
  return importsOf(tree.get(path) ?? '')
    .filter(({ clause }) => !/^(?:import|export)\s+type\b/.test(clause))
    .flatMap(({ specifier }) =>
      specifier !== null && isRelative(specifier) ? [resolveFrom(path, specifier)] : [],
    )
    .filter((target) => tree.has(target));
}

function quotedAt(text: string, start: number): string | null {
  const quote = text.charAt(start);
  if (quote !== "'" && quote !== '"') return null;
  return text.slice(start + 1, text.indexOf(quote, start + 1));
}
