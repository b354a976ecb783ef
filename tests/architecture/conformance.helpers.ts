/** Which tests a page names as its evidence, and which of them there are not. */
import type { SourceTree } from './source-tree.helpers.ts';

/** A test file in backticks and the titles in typographic quotes that follow it. */
export interface Evidence {
  readonly file: string;
  readonly titles: readonly string[];
}

const FILE = /`(tests\/[\w./-]+\.test\.ts)`/g;

/** All test files that a text names, each with the titles up to the next file or the end of its paragraph. */
export function evidenceIn(text: string): readonly Evidence[] {
  const files = [...text.matchAll(FILE)];
  return files.map((match, index) => {
    const rest = text.slice(match.index + match[0].length, files[index + 1]?.index);
    const [paragraph] = rest.split(/\n\s*\n/);
    const titles = [...paragraph.matchAll(/“([^”]+)”/g)].map(([, title]) => title.replaceAll(/\s+/g, ' '));
    return { file: match[1], titles };
  });
}

/** Files of the evidence that `tests` has not, and titles that no test of their file bears, as `file: title`. */
export function missingEvidence(evidence: readonly Evidence[], tests: SourceTree): readonly string[] {
  return evidence.flatMap(({ file, titles }) => {
    const source = tests.get(file);
    if (source === undefined) return [file];
    const text = source.replaceAll(String.raw`\'`, "'");
    const isThere = (title: string): boolean =>
      ["'", '"', '`'].some(
        (quote) =>
          text.includes(`(${quote}${title}${quote}`) || text.includes(`\n    ${quote}${title}${quote}`),
      );
    return titles.filter((title) => !isThere(title)).map((title) => `${file}: ${title}`);
  });
}
