/**
 * The part of the house style that a machine can check. Every check returns its objections as `path:line:
 * why`.
 */
import { posix } from 'node:path';
import { lineAt, maskSource } from './source-text.helpers.ts';
import type { SourceTree } from './source-tree.helpers.ts';

const LINES_MAX = 400;
/** Cryptography is audited file by file, so that a file stands alone. */
const LINES_MAX_IN_CRYPTO = 600;
const COLUMNS_MAX = 110;
const FUNCTION_LINES_MAX = 50;
/** Holds the one switch over all kinds of event. */
const MAY_HOLD_A_LONG_FUNCTION = 'src/sim/network/model.ts';

const EMPTY_NAMES = /^(?:utils?|helpers?|common|manager|types?|misc|shared|lib)\.ts$/;
const KEBAB_CASE = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z]+)*\.ts$/;
const UNFINISHED = new RegExp(`\\b(?:TO${'DO'}|FIX${'ME'}|XX${'X'})\\b`, 'g');
const DECLARATION =
  /^export\s+(?:declare\s+|abstract\s+|async\s+)*(?:const|let|function\*?|class|interface|type|enum)\s+([\w$]+)/gm;
const EXPORT_LIST = /^export\s+(?:type\s+)?\{\s*[\w$]/gm;
const NARROWED_TEST = /\b(?:it|test|describe|suite)(?:\.\w+)*\.(?:only|skip|todo|fails)\b/g;
/**
 * Folders of one machine, addresses in lock files, a registry in npm's settings. In pieces, lest they find
 * themselves.
 */
const OF_ONE_MACHINE = new RegExp(
  `/(?:wo${'rk'}|ro${'ot'})/|"reso${'lved'}": "http|^\\s*regis${'try'}=`,
  'gm',
);

/** Files that have grown too long. */
export function longFiles(tree: SourceTree): readonly string[] {
  return [...tree].flatMap(([path, text]) => {
    const limit = path.startsWith('src/crypto/') ? LINES_MAX_IN_CRYPTO : LINES_MAX;
    const lines = text.trimEnd().split('\n').length;
    return lines > limit ? [`${path}:${limit}: has ${lines} lines; the limit is ${limit}`] : [];
  });
}

/** Lines of more than 110 characters. */
export function longLines(tree: SourceTree): readonly string[] {
  return [...tree].flatMap(([path, text]) =>
    text.split('\n').flatMap((line, index) => {
      const columns = [...line].length;
      return columns > COLUMNS_MAX ? [`${path}:${index + 1}: is ${columns} columns wide`] : [];
    }),
  );
}

/** Functions that do not fit on a screen; seen are those that begin at the margin. */
export function longFunctions(tree: SourceTree): readonly string[] {
  return [...tree].flatMap(([path, text]) => {
    if (path === MAY_HOLD_A_LONG_FUNCTION) return [];
    const found = maskSource(text).matchAll(
      /^(?:export\s+)?(?:async\s+)?function\*?\s+([\w$]+)[\s\S]*?^\}/gm,
    );
    return [...found].flatMap((match) => {
      const lines = match[0].split('\n').length;
      return lines > FUNCTION_LINES_MAX
        ? [`${path}:${lineAt(text, match.index)}: ${match[1]} has ${lines} lines; the limit is 50`]
        : [];
    });
  });
}

/** Names of files that say nothing, or are not in kebab-case. */
export function badFileNames(tree: SourceTree): readonly string[] {
  return [...tree.keys()].flatMap((path) => {
    const name = posix.basename(path);
    if (EMPTY_NAMES.test(name)) return [`${path}:1: is named for nothing; name the noun or the procedure`];
    return KEBAB_CASE.test(name) ? [] : [`${path}:1: is not in kebab-case`];
  });
}

/** Default exports. */
export function defaultExports(tree: SourceTree): readonly string[] {
  return matches(tree, /\bexport\s+default\b|\bas\s+default\b/g, 'has a default export');
}

/** Notes of unfinished work, in comments as in code. */
export function unfinishedWork(tree: SourceTree): readonly string[] {
  return [...tree].flatMap(([path, text]) =>
    [...text.matchAll(UNFINISHED)].map(({ index }) => `${path}:${lineAt(text, index)}: is unfinished`),
  );
}

/** Exported declarations without a docstring directly above, and lists of exports, which hide them. */
export function undocumentedExports(tree: SourceTree): readonly string[] {
  return [...tree].flatMap(([path, text]) => {
    const masked = maskSource(text);
    const documented = new Set<string>();
    const objections: string[] = [];
    for (const match of masked.matchAll(DECLARATION)) {
      const name = match[1] ?? '';
      if (endsInDocstring(text.slice(0, match.index))) documented.add(name);
      // The second signature of an overloaded function shares the first one's docstring.
      if (!documented.has(name))
        objections.push(`${path}:${lineAt(text, match.index)}: ${name} has no docstring`);
    }
    return objections.concat(
      [...masked.matchAll(EXPORT_LIST)].map(
        ({ index }) => `${path}:${lineAt(text, index)}: export where it is declared`,
      ),
    );
  });
}

/**
 * Tests left out, or leaving others out, on every machine. What one machine skips, `npm test` itself counts.
 */
export function narrowedTests(tree: SourceTree): readonly string[] {
  return matches(tree, NARROWED_TEST, 'leaves a test out');
}

/** Paths and addresses that mean something on one machine only. */
export function tracesOfOneMachine(tree: SourceTree): readonly string[] {
  return [...tree].flatMap(([path, text]) =>
    [...text.matchAll(OF_ONE_MACHINE)].map(
      (match) => `${path}:${lineAt(text, match.index)}: contains ${match[0]}`,
    ),
  );
}

/** Packages of a lock file that name an address, or that nothing vouches for. */
export function looseLocks(lockText: string): readonly string[] {
  const lock = JSON.parse(lockText) as {
    packages: Record<string, { resolved?: string; integrity?: string }>;
  };
  return Object.entries(lock.packages).flatMap(([path, entry]) => {
    if (path === '') return [];
    const address = entry.resolved === undefined ? [] : [`${path}: names an address`];
    return entry.integrity === undefined ? [...address, `${path}: has no integrity`] : address;
  });
}

/** Whether the text before a declaration ends in a comment that begins with two stars and is not empty. */
function endsInDocstring(before: string): boolean {
  const text = before.trimEnd();
  if (!text.endsWith('*/') || before.slice(text.length) !== '\n') return false;
  return /^\/\*\*[\s*]*[^\s*]/.test(text.slice(text.lastIndexOf('/*'), -2));
}

/** A line for every match in code. */
function matches(tree: SourceTree, pattern: RegExp, why: string): readonly string[] {
  return [...tree].flatMap(([path, text]) =>
    [...maskSource(text).matchAll(pattern)].map(({ index }) => `${path}:${lineAt(text, index)}: ${why}`),
  );
}
