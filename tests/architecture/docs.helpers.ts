/** What a Markdown text links to and which of our commands it shows. */
import { posix } from 'node:path';
import type { SourceTree } from './source-tree.helpers.ts';

const FENCE = /^```[^\n]*\n([\s\S]*?)^```/gm;
const CODE_SPAN = /`[^`\n]*`/g;
const LINK = /\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)|^\[[^\]]+\]:\s*(\S+)/gm;
const COMMAND = /(?:^|[|;&]\s*|\$ )(?:npx\s+)?elastinet[ \t]+([a-z][a-z-]*)/gm;
const OUTSIDE = /^(?:[a-z][a-z+.-]*:|\/\/|#)/i;

/** Relative links that lead to no path of `paths`, neither a file nor a folder, as `path: target`. */
export function deadLinks(documents: SourceTree, paths: ReadonlySet<string>): readonly string[] {
  return [...documents].flatMap(([path, text]) => {
    const prose = text.replace(FENCE, '').replace(CODE_SPAN, '');
    return [...prose.matchAll(LINK)]
      .map((match) => match[1] ?? match[2] ?? '')
      .filter((target) => !OUTSIDE.test(target))
      .filter((target) => !leadsSomewhere(path, target, paths))
      .map((target) => `${path}: ${target}`);
  });
}

/** Commands in code blocks that `known` does not name, as `path: command`. */
export function unknownCommands(documents: SourceTree, known: ReadonlySet<string>): readonly string[] {
  return [...documents].flatMap(([path, text]) =>
    commandsIn(text)
      .filter((command) => !known.has(command))
      .map((command) => `${path}: elastinet ${command}`),
  );
}

/** Names of the commands that a text's code blocks show, in order. */
export function commandsIn(text: string): readonly string[] {
  return [...text.matchAll(FENCE)].flatMap((block) =>
    [...(block[1] ?? '').matchAll(COMMAND)].map((match) => match[1] ?? ''),
  );
}

function leadsSomewhere(from: string, target: string, paths: ReadonlySet<string>): boolean {
  const file = decodeURI(target.replace(/[#?].*$/, ''));
  const path = posix.join(posix.dirname(from), file).replace(/\/$/, '');
  return path === '.' || paths.has(path) || [...paths].some((known) => known.startsWith(`${path}/`));
}
