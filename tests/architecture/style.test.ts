import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkout, joinTrees, readTree } from './source-tree.helpers.ts';
import {
  badFileNames,
  defaultExports,
  longFiles,
  longFunctions,
  longLines,
  looseLocks,
  narrowedTests,
  tracesOfOneMachine,
  undocumentedExports,
  unfinishedWork,
} from './style.helpers.ts';

const sources = readTree('src', '.ts');
const tests = readTree('tests', '.ts');
const scripts = joinTrees(
  readTree('scripts', '.mjs'),
  readTree('bin', '.js'),
  readTree('bench', '.ts', '.mjs'),
);
const lines = (count: number): string => 'a;\n'.repeat(count);
const functionOf = (count: number): string => `export function act() {\n${lines(count - 2)}}\n`;
const lock = (entry: object): string => JSON.stringify({ packages: { '': {}, 'node_modules/a': entry } });
const one = (text: string, path = 'src/sla/planted.ts') => new Map([[path, text]]);

describe('the sources and tests', () => {
  it('have no file beyond its limit of lines', () => {
    expect(longFiles(joinTrees(sources, tests, scripts))).toEqual([]);
  });

  it('have no source line beyond 110 columns', () => {
    expect(longLines(sources)).toEqual([]);
  });

  it('have no function that does not fit on a screen', () => {
    expect(longFunctions(sources)).toEqual([]);
  });

  it('have files named for a noun or a procedure, in kebab-case', () => {
    expect(badFileNames(joinTrees(sources, tests))).toEqual([]);
  });

  it('have no default export', () => {
    expect(defaultExports(joinTrees(sources, tests, scripts))).toEqual([]);
  });

  it('have no note of unfinished work', () => {
    expect(unfinishedWork(joinTrees(sources, tests, scripts))).toEqual([]);
  });

  it('have a docstring above every exported declaration of a source', () => {
    expect(undocumentedExports(sources)).toEqual([]);
  });

  it('leave no test out', () => {
    expect(narrowedTests(tests)).toEqual([]);
  });
});

describe('the checkout', () => {
  it('has no trace of one machine', () => {
    expect(tracesOfOneMachine(readTree(''))).toEqual([]);
  });

  it('locks every package by its content and none by an address', () => {
    expect(looseLocks(readFileSync(`${checkout}package-lock.json`, 'utf8'))).toEqual([]);
  });
});

describe('the check of the style', () => {
  it('finds a file of 401 lines, in crypto one of 601', () => {
    expect(longFiles(one(lines(400)))).toEqual([]);
    expect(longFiles(one(lines(401)))).toHaveLength(1);
    expect(longFiles(one(lines(600), 'src/crypto/dkg.ts'))).toEqual([]);
    expect(longFiles(one(lines(601), 'src/crypto/dkg.ts'))).toHaveLength(1);
  });

  it('finds a line of 111 columns', () => {
    expect(longLines(one('é'.repeat(110)))).toEqual([]);
    expect(longLines(one(`a\n${'é'.repeat(111)}`))).toEqual(['src/sla/planted.ts:2: is 111 columns wide']);
  });

  it('finds a function of 51 lines', () => {
    expect(longFunctions(one(functionOf(50)))).toEqual([]);
    expect(longFunctions(one(functionOf(51)))).toEqual([
      'src/sla/planted.ts:1: act has 51 lines; the limit is 50',
    ]);
    expect(longFunctions(one(functionOf(51), 'src/sim/network/model.ts'))).toEqual([]);
  });

  it.each(['utils.ts', 'helpers.ts', 'common.ts', 'manager.ts', 'types.ts', 'Payment.ts', 'payment_rule.ts'])(
    'finds the name %s',
    (name) => {
      expect(badFileNames(one('', `src/sla/${name}`))).toHaveLength(1);
    },
  );

  it('lets a named helper of a test pass', () => {
    expect(badFileNames(one('', 'tests/sla/median.helpers.ts'))).toEqual([]);
  });

  it('finds a default export', () => {
    expect(defaultExports(one('export default 1;'))).toHaveLength(1);
    expect(defaultExports(one('export { a as default };'))).toHaveLength(1);
    expect(defaultExports(one("const a = 'export default';"))).toEqual([]);
  });

  it('finds a note of unfinished work in a comment', () => {
    expect(unfinishedWork(one(`// TO${'DO'}: later`))).toHaveLength(1);
    expect(unfinishedWork(one('// nothing to do'))).toEqual([]);
  });

  it.each([
    ['export const a = 1;', 1],
    ['/* a */\nexport const a = 1;', 1],
    ['/** */\nexport const a = 1;', 1],
    ['/** A. */\n\nexport const a = 1;', 1],
    ['/** A. */\nconst b = 1;\nexport const a = 1;', 1],
    ['const a = 1;\nexport { a };', 1],
    ['/** A. */\nexport const a = 1;\nexport type B = 1;', 1],
    ['/** A. */\nexport const a = 1;', 0],
    ['/**\n * A.\n */\nexport interface A {}', 0],
    ['/** A. */\nexport function a(b: 1): 1;\nexport function a(b: 2): 2;', 0],
    ['const a = `\nexport const b = 1;\n`;', 0],
  ])('counts what lacks a docstring in %j', (text, count) => {
    expect(undocumentedExports(one(text))).toHaveLength(count);
  });

  it('finds a test left out', () => {
    for (const word of ['only', 'skip', 'todo', 'fails']) {
      expect(narrowedTests(one(`it.${word}('a', act);`, 'tests/a.test.ts'))).toHaveLength(1);
      expect(narrowedTests(one(`describe.concurrent.${word}('a', act);`, 'tests/a.test.ts'))).toHaveLength(1);
    }
    expect(narrowedTests(one("it.skipIf(browser === null)('a', act);", 'tests/a.test.ts'))).toEqual([]);
  });

  it('finds a path of one machine', () => {
    expect(tracesOfOneMachine(one(`see /wo${'rk'}/main`, 'docs/model.md'))).toHaveLength(1);
    expect(tracesOfOneMachine(one(`a=b\nregis${'try'}=http://a.example`, '.npmrc'))).toHaveLength(1);
    expect(tracesOfOneMachine(one('see docs/model.md', 'README.md'))).toEqual([]);
  });

  it('finds a package with an address or without integrity', () => {
    expect(looseLocks(lock({ integrity: 'sha512-a' }))).toEqual([]);
    expect(looseLocks(lock({}))).toEqual(['node_modules/a: has no integrity']);
    expect(looseLocks(lock({ integrity: 'sha512-a', resolved: 'b' }))).toEqual([
      'node_modules/a: names an address',
    ]);
  });
});
