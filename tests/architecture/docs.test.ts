import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { commandsIn, deadLinks, unknownCommands } from './docs.helpers.ts';
import { checkout, readTree } from './source-tree.helpers.ts';

const documents = readTree('', '.md');
const scenarios = readTree('scenarios', '.yaml');
/** One file a command; the command line's own tests show that each answers to its name. */
const commands = new Set(
  readdirSync(`${checkout}src/cli/commands`).map((name) => name.replace(/(?:-command)?\.ts$/, '')),
);

describe('the documents', () => {
  it('link only to what is there', () => {
    expect(deadLinks(documents, new Set(readTree('').keys()))).toEqual([]);
  });

  it('show only commands that there are', () => {
    expect([...documents.values()].flatMap(commandsIn)).not.toEqual([]);
    expect(unknownCommands(documents, commands)).toEqual([]);
  });
});

describe('every scenario', () => {
  it.each([...scenarios.keys()])('%s says what it is about', (path) => {
    const { about } = parse(scenarios.get(path) ?? '') as { about?: string };
    expect(about).toMatch(/\w+ \w+/);
  });
});

describe('the check of the documents', () => {
  const paths = new Set(['README.md', 'docs/model.md', 'docs/decisions/0001-language.md']);
  const dead = (path: string, text: string): readonly string[] => deadLinks(new Map([[path, text]]), paths);

  it('finds a link that leads nowhere', () => {
    expect(dead('docs/model.md', 'see [a](./gone.md) and [b](../README.md)')).toEqual([
      'docs/model.md: ./gone.md',
    ]);
    expect(dead('README.md', '[a]: docs/gone.md')).toEqual(['README.md: docs/gone.md']);
  });

  it('follows anchors, folders and titles, and leaves addresses and code alone', () => {
    const text =
      '[a](docs/model.md#m4) [b](docs/decisions/) [c](https://a.example/b) [d](#here) `[e](gone.md)`';
    expect(dead('README.md', `${text}\n\`\`\`md\n[f](gone.md)\n\`\`\`\n[g](docs/model.md "title")`)).toEqual(
      [],
    );
  });

  it('finds a command that there is not', () => {
    const text =
      'elastinet is fast\n```sh\n$ npx elastinet run a.yaml\nelastinet fly # elastinet jump\n```\n';
    expect(commandsIn(text)).toEqual(['run', 'fly']);
    expect(unknownCommands(new Map([['README.md', text]]), new Set(['run']))).toEqual([
      'README.md: elastinet fly',
    ]);
  });
});
