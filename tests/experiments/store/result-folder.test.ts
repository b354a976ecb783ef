import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KNOWN_STRATEGIES } from '../../../src/experiments/catalogue.ts';
import { simulate } from '../../../src/experiments/simulation.ts';
import { runsCsv } from '../../../src/experiments/store/csv-tables.ts';
import { manifestOf } from '../../../src/experiments/store/manifest.ts';
import {
  checkResultFolder,
  defaultFolderName,
  readResultFolder,
  writeResultFolder,
} from '../../../src/experiments/store/result-folder.ts';
import type { ResultFolder } from '../../../src/experiments/store/result-folder.ts';
import { UnusablePath } from '../../../src/experiments/store/unusable-path.ts';
import { readScenario } from '../../../src/sim/scenario/read-scenario.ts';
import { newFolder } from '../../cli/terminal.helpers.ts';

const TEXT = 'version: 1\nprofile: minimal\nseed: "=1+1"\nrecord: { facts: failures }\n';

function resultFolder(factsFiles: readonly string[] = []): ResultFolder {
  const { params, resolved } = readScenario({ text: TEXT, file: 'a.yaml' }, KNOWN_STRATEGIES);
  const { summary, runs: results } = simulate(TEXT);
  const manifest = manifestOf({ params, resolved, scenarioFile: 'a.yaml', results, replay: 'replay' });
  return { params, results, summary, manifest, page: '<!doctype html>', factsFiles };
}

describe('a result folder', () => {
  it('is read back as it was written, with nothing left beside it', () => {
    const folder = newFolder();
    const written = resultFolder();
    writeResultFolder(join(folder, 'out'), written);
    expect(readdirSync(folder)).toEqual(['out']);
    const { summary, manifest } = readResultFolder(join(folder, 'out'));
    expect(summary).toEqual(JSON.parse(JSON.stringify(written.summary)));
    expect(manifest).toEqual(JSON.parse(JSON.stringify(written.manifest)));
  });

  it('that cannot be written whole is not written at all, and the old one stays', () => {
    const folder = newFolder();
    const out = join(folder, 'out');
    writeResultFolder(out, resultFolder());
    const before = readFileSync(join(out, 'manifest.json'), 'utf8');
    expect(() => writeResultFolder(out, resultFolder([join(folder, 'gone.jsonl')]))).toThrow(/ENOENT/);
    expect(readdirSync(folder)).toEqual(['out']);
    expect(readFileSync(join(out, 'manifest.json'), 'utf8')).toBe(before);
  });

  it('joins the facts of runs in order', () => {
    const folder = newFolder();
    const files = ['one\n', 'two\nthree\n', ''].map((text, run) => {
      writeFileSync(join(folder, `facts-${run}`), text);
      return join(folder, `facts-${run}`);
    });
    writeResultFolder(join(folder, 'out'), resultFolder(files));
    expect(readFileSync(join(folder, 'out', 'facts.jsonl'), 'utf8')).toBe('one\ntwo\nthree\n');
  });

  it('may replace an empty folder, and nothing else that is not a result', () => {
    const folder = newFolder();
    checkResultFolder(join(folder, 'free'));
    checkResultFolder(folder);
    mkdirSync(join(folder, 'mine'));
    writeFileSync(join(folder, 'mine', 'manifest.json'), '{"name":"a package"}');
    writeFileSync(join(folder, 'file'), '');
    for (const name of ['mine', 'file']) {
      expect(() => checkResultFolder(join(folder, name))).toThrow(UnusablePath);
    }
  });

  it('that is damaged is said to be', () => {
    const out = join(newFolder(), 'out');
    writeResultFolder(out, resultFolder());
    writeFileSync(join(out, 'summary.json'), '{');
    expect(() => readResultFolder(out)).toThrow(/out is damaged/);
  });
});

describe('names and cells', () => {
  it('cannot leave the folder of results', () => {
    const hash = '0123456789abcdef';
    expect(defaultFolderName('talk-year', hash, '2026')).toBe('talk-year-01234567-2026');
    expect(defaultFolderName('../../etc', hash, '/usr/x y')).toBe('etc-01234567-usr-x-y');
    expect(defaultFolderName('…', hash, 'ß'.repeat(99))).toBe('unnamed-01234567-unnamed');
  });

  it('that a spreadsheet would run as a formula are escaped', () => {
    const { params, results } = resultFolder();
    expect(runsCsv(params, results).split('\n')[1]).toMatch(/^0,0,'=1\+1,/);
  });
});
