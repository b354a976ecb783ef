import { describe, expect, test } from 'vitest';
import { evidenceIn, missingEvidence } from './conformance.helpers.ts';
import { readTree } from './source-tree.helpers.ts';

const page = readTree('docs', '.md').get('docs/conformance.md') ?? '';
const tests = readTree('tests', '.test.ts');

describe('the page of conformance', () => {
  test('names a test for every rule of its overview', () => {
    const rules = [...page.matchAll(/^\| \[[^\]]+\]\(#([a-z-]+)\)/gm)].map(([, anchor]) => anchor);
    const sections = page.split(/^## /m).slice(1);
    const shown = sections
      .filter((section) => evidenceIn(section).length > 0)
      .map((section) => section.split('\n')[0].toLowerCase().replaceAll(' ', '-'));
    expect(rules.length).toBeGreaterThan(15);
    expect(rules.filter((anchor) => !shown.includes(anchor))).toEqual([]);
  });

  test('names only tests that there are, by file and title', () => {
    const evidence = evidenceIn(page);
    expect(evidence.flatMap(({ titles }) => titles).length).toBeGreaterThan(50);
    expect(missingEvidence(evidence, tests)).toEqual([]);
  });

  test('names only files of the sources that there are', () => {
    const sources = readTree('src', '.ts');
    const named = [...page.matchAll(/`(src\/[\w./-]+\.ts)`/g)].map(([, path]) => path);
    expect(named.filter((path) => !sources.has(path))).toEqual([]);
  });
});

describe('the check of evidence', () => {
  const known = new Map([['tests/a.test.ts', "test('money\\'s sum is kept', () => {});"]]);
  const missing = (text: string): readonly string[] => missingEvidence(evidenceIn(text), known);

  test('reads titles up to the next file, across lines', () => {
    expect(evidenceIn('`tests/a.test.ts` “one two”,\n  “three\n  four”; `tests/b.test.ts` alone')).toEqual([
      { file: 'tests/a.test.ts', titles: ['one two', 'three four'] },
      { file: 'tests/b.test.ts', titles: [] },
    ]);
  });

  test('finds a file and a title that are not there, and a title that is only part of another', () => {
    expect(missing('`tests/b.test.ts` “x”')).toEqual(['tests/b.test.ts']);
    expect(missing('`tests/a.test.ts` “money is kept”')).toEqual(['tests/a.test.ts: money is kept']);
    expect(missing('`tests/a.test.ts` “sum is kept”')).toEqual(['tests/a.test.ts: sum is kept']);
    expect(missing("`tests/a.test.ts` “money's sum is kept”")).toEqual([]);
  });
});
