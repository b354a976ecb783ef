import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { importsOf } from './imports.helpers.ts';
import { barrelViolations, cyclesIn, layerViolations } from './layers.helpers.ts';
import { checkout, readTree, type SourceTree } from './source-tree.helpers.ts';

const manifest = JSON.parse(readFileSync(`${checkout}package.json`, 'utf8')) as {
  dependencies: Record<string, string>;
};
const dependencies = Object.keys(manifest.dependencies);
const sources = readTree('src', '.ts');

/** A tree in which the file at `path` imports `specifier`, and the named files exist. */
function planted(path: string, specifier: string, ...others: readonly string[]): SourceTree {
  const empty = others.map((other) => [other, 'export {};'] as const);
  return new Map([...empty, [path, `import type { A } from '${specifier}';`]]);
}

describe('the layers', () => {
  it('are all looked at', () => {
    const folders = new Set([...sources.keys()].map((path) => path.split('/')[1]));
    expect([...folders]).toEqual(
      expect.arrayContaining([
        'base',
        'crypto',
        'economics',
        'sla',
        'sim',
        'statistics',
        'experiments',
        'report',
        'cli',
      ]),
    );
  });

  it('import one way only', () => {
    expect(layerViolations(sources, dependencies)).toEqual([]);
  });

  it('have no circle of files at run time', () => {
    expect(cyclesIn(sources)).toEqual([]);
  });

  it('have no barrel but the library’s door', () => {
    expect(barrelViolations(sources)).toEqual([]);
  });
});

describe('the check of the layers', () => {
  it.each([
    ['src/base/units.ts', '../crypto/beacon.ts', 'src/crypto/beacon.ts'],
    ['src/economics/rent.ts', '../sla/payment.ts', 'src/sla/payment.ts'],
    ['src/sim/kernel/engine.ts', '../protocol/facts.ts', 'src/sim/protocol/facts.ts'],
    ['src/sim/network/payday.ts', '../adversary/decide.ts', 'src/sim/adversary/decide.ts'],
    [
      'src/sim/network/payday.ts',
      '../adversary/strategies/honest.ts',
      'src/sim/adversary/strategies/honest.ts',
    ],
    ['src/sim/adversary/decide.ts', '../network/world.ts', 'src/sim/network/world.ts'],
    ['src/sim/adversary/strategies/honest.ts', '../coalition.ts', 'src/sim/adversary/coalition.ts'],
    ['src/sim/adversary/strategies/honest.ts', '../../kernel/streams.ts', 'src/sim/kernel/streams.ts'],
    ['src/sim/record/digest.ts', '../simulate.ts', 'src/sim/simulate.ts'],
    ['src/sim/scenario/read.ts', '../simulate.ts', 'src/sim/simulate.ts'],
    ['src/statistics/tails.ts', '../sim/simulate.ts', 'src/sim/simulate.ts'],
    ['src/experiments/monte-carlo.ts', '../sim/network/world.ts', 'src/sim/network/world.ts'],
    ['src/experiments/monte-carlo.ts', '../report/text.ts', 'src/report/text.ts'],
    ['src/report/text.ts', '../cli/run.ts', 'src/cli/run.ts'],
    ['src/cli/run.ts', '../sim/network/world.ts', 'src/sim/network/world.ts'],
  ])('objects when %s imports %s', (path, specifier, target) => {
    expect(layerViolations(planted(path, specifier, target), dependencies)).toEqual([
      `${path}:1: may not import ${target}`,
    ]);
  });

  it('objects to Node’s modules in the model and not in the command line', () => {
    expect(layerViolations(planted('src/sla/verdict.ts', 'node:fs'), dependencies)).toHaveLength(1);
    expect(layerViolations(planted('src/cli/run.ts', 'node:fs'), dependencies)).toEqual([]);
  });

  it('objects to packages by layer, and to those that only development has', () => {
    expect(layerViolations(planted('src/sla/verdict.ts', 'yaml'), dependencies)).toHaveLength(1);
    expect(layerViolations(planted('src/sim/scenario/read.ts', 'yaml'), dependencies)).toEqual([]);
    expect(layerViolations(planted('src/crypto/beacon.ts', '@noble/hashes/sha2.js'), dependencies)).toEqual(
      [],
    );
    expect(layerViolations(planted('src/cli/run.ts', 'vitest'), dependencies)).toHaveLength(1);
  });

  it('objects to a missing file, a missing ending and a folder that is in no layer', () => {
    const target = 'src/base/assert.ts';
    expect(layerViolations(planted('src/base/units.ts', './assert', target), dependencies)).toHaveLength(1);
    expect(layerViolations(planted('src/base/units.ts', './gone.ts', target), dependencies)).toHaveLength(1);
    expect(layerViolations(planted('src/misc/units.ts', '../base/assert.ts', target), dependencies)).toEqual([
      'src/misc/units.ts:1: lies in no layer',
    ]);
  });

  it('sees every way to import', () => {
    const source = [
      "import a from 'a';",
      "import {\n  b,\n} from 'b';",
      "export { c } from 'c';",
      "export * from 'd';",
      "import 'e';",
      "const f = await import('f');",
      "type G = import('g').G;",
      'const h = import(name);',
      "// import i from 'i';",
      'const text = "import j from \'j\'";',
    ].join('\n');
    const specifiers = importsOf(source).map((entry) => entry.specifier);
    expect(new Set(specifiers)).toEqual(new Set(['a', 'b', 'c', 'd', 'e', 'f', 'g', null]));
    expect(specifiers).toHaveLength(8);
  });

  it('finds a circle', () => {
    const circle = new Map([
      ['src/base/a.ts', "import { b } from './b.ts';"],
      ['src/base/b.ts', "import { c } from './c.ts';"],
      ['src/base/c.ts', "import { a } from './a.ts';"],
    ]);
    expect(cyclesIn(circle)).toEqual(['src/base/a.ts → src/base/b.ts → src/base/c.ts → src/base/a.ts']);
  });

  it('lets types refer to each other', () => {
    const pair = new Map([
      ['src/base/a.ts', "import type { B } from './b.ts';"],
      ['src/base/b.ts', "import { a } from './a.ts';"],
    ]);
    expect(cyclesIn(pair)).toEqual([]);
  });

  it('finds a barrel', () => {
    const barrels = new Map([
      ['src/sla/index.ts', 'export {};'],
      ['src/sla/all.ts', "\nexport * from './payment.ts';"],
      ['src/index.ts', "export { simulate } from './sim/simulate.ts';"],
    ]);
    expect(barrelViolations(barrels)).toEqual([
      'src/sla/index.ts:1: is a barrel file',
      'src/sla/all.ts:2: re-exports; import from the source',
    ]);
  });
});
