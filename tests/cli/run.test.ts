import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Manifest, Summary } from '../../src/experiments/summary.ts';
import { command, newFolder } from './terminal.helpers.ts';

const SCENARIO = `version: 1
name: small
about: A small network under a third.
profile: minimal
seed: 7
adversaries: [ { name: cartel, members: { share: "1/3" }, strategies: [ { use: static-capture } ] } ]
runs: 2
`;

const MINTED = '96249999.999999999999999999';

function folderWith(text = SCENARIO): string {
  const folder = newFolder();
  writeFileSync(join(folder, 'scenario.yaml'), text);
  return folder;
}

const read = (folder: string, name: string): string => readFileSync(join(folder, name), 'utf8');
const readJson = <Value>(folder: string, name: string): Value => JSON.parse(read(folder, name)) as Value;

describe('run', () => {
  it('writes a whole result folder, and prints the summary on stdout alone', async () => {
    const folder = folderWith();
    const { code, out, note } = await command(folder, ['run', 'scenario.yaml']);
    expect([code, note]).toEqual([0, '']);
    const [name] = readdirSync(join(folder, 'results'));
    expect(name).toMatch(/^small-[0-9a-f]{8}-7$/);
    expect(out).toContain(`result  results/${name}\n`);
    const result = join(folder, 'results', name);
    const files = ['manifest.json', 'report.html', 'runs.csv', 'series.csv', 'summary.json'];
    expect(readdirSync(result).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(files);
    const manifest = readJson<Manifest>(result, 'manifest.json');
    const summary = readJson<Summary>(result, 'summary.json');
    expect(manifest.digest).toBe(summary.digest);
    expect(manifest.digests).toHaveLength(2);
    expect(manifest.replay).toBe('npx elastinet run scenario.yaml');
    expect(out).toContain(summary.digest);
    const rows = read(result, 'runs.csv').trimEnd().split('\n');
    expect(rows[0]).toMatch(/^cell,run,seed,digest,chains\.placed,/);
    expect(rows.slice(1).map((row) => row.split(',').slice(0, 4))).toEqual(
      manifest.digests.map((digest, run) => ['0', String(run), '7', digest]),
    );
    expect(read(result, 'series.csv')).toMatch(/^cell,run,instant,metric,value\n0,0,0,/);
    expect(read(result, 'report.html')).toContain(summary.digest);
  });

  it('--json prints one object of the promised shape', async () => {
    const folder = folderWith();
    const { code, out } = await command(folder, ['run', 'scenario.yaml', '--json', '--out', 'here']);
    expect(code).toBe(0);
    const printed = JSON.parse(out) as Record<string, unknown>;
    expect(Object.keys(printed)).toEqual(['digest', 'runs', 'metrics', 'out']);
    expect(printed).toMatchObject({ runs: 2, out: 'here' });
    expect(printed['metrics']).toMatchObject({
      'chains.placed': { mean: 160, interval: [160, 160], n: 2 },
      // Three months of the first year, each the twelfth of 385,000,000 rounded down to a base unit.
      'emission.total': { mean: MINTED, interval: [MINTED, MINTED], n: 2 },
    });
  });

  it('gives the same bytes again, whatever stood there before of the same kind', async () => {
    const folder = folderWith();
    const argv = ['run', 'scenario.yaml', '--out', 'out'];
    await command(folder, argv);
    const first = readdirSync(join(folder, 'out')).map((name) => read(folder, `out/${name}`));
    expect((await command(folder, argv)).code).toBe(0);
    const second = readdirSync(join(folder, 'out')).map((name) => read(folder, `out/${name}`));
    expect(second).toEqual(first);
    expect(readdirSync(folder).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(['out', 'scenario.yaml']);
  });

  it('takes seed, runs and fields from the command line, and replays them', async () => {
    const folder = folderWith();
    const flags = ['--seed', 'a b', '--runs', '1', '--set', 'network.nodes=50', '--set', 'name=it is'];
    const { code } = await command(folder, ['run', 'scenario.yaml', '--out', 'out', ...flags]);
    expect(code).toBe(0);
    const manifest = readJson<Manifest>(folder, 'out/manifest.json');
    expect(manifest).toMatchObject({ seed: 'a b', runs: 1 });
    expect(manifest.scenario).toMatchObject({ name: 'it is', network: { nodes: 50 } });
    expect(manifest.replay).toBe(
      "npx elastinet run scenario.yaml --set network.nodes=50 --set 'name=it is' --seed 'a b' --runs 1",
    );
  });

  it('--run makes one run of the ensemble again, with its digest', async () => {
    const folder = folderWith();
    await command(folder, ['run', 'scenario.yaml', '--out', 'all']);
    await command(folder, ['run', 'scenario.yaml', '--out', 'one', '--run', '1']);
    const all = readJson<Manifest>(folder, 'all/manifest.json');
    expect(readJson<Manifest>(folder, 'one/manifest.json').digests).toEqual([all.digests[1]]);
  });

  it('--record facts writes the facts of all runs, and changes no digest', async () => {
    const folder = folderWith();
    await command(folder, ['run', 'scenario.yaml', '--out', 'plain']);
    await command(folder, ['run', 'scenario.yaml', '--out', 'facts', '--record', 'facts']);
    const lines = read(folder, 'facts/facts.jsonl').trimEnd().split('\n');
    const facts = lines.map((line) => JSON.parse(line) as { fact: string });
    expect(facts.filter(({ fact }) => fact === 'run-started')).toHaveLength(2);
    expect(facts.filter(({ fact }) => fact === 'run-ended')).toHaveLength(2);
    const digest = (name: string): string => readJson<Manifest>(folder, `${name}/manifest.json`).digest;
    expect(digest('facts')).toBe(digest('plain'));
  });

  it('yields the same bytes from one thread, from three, and from more threads than runs', async () => {
    const folder = folderWith();
    const common = ['run', 'scenario.yaml', '--runs', '5', '--record', 'facts'];
    for (const threads of ['1', '3', '9']) {
      const { code } = await command(folder, [...common, '--threads', threads, '--out', threads]);
      expect(code).toBe(0);
    }
    for (const file of ['summary.json', 'runs.csv', 'series.csv', 'facts.jsonl']) {
      expect(read(folder, `3/${file}`)).toBe(read(folder, `1/${file}`));
      expect(read(folder, `9/${file}`)).toBe(read(folder, `1/${file}`));
    }
  });

  it('stops when interrupted, keeps finished runs, and the same command goes on', async () => {
    const folder = folderWith();
    const argv = ['run', 'scenario.yaml', '--out', 'out', '--runs', '40'];
    const whole = await command(folder, ['run', 'scenario.yaml', '--out', 'whole', '--runs', '40', '--json']);
    const interruption = new AbortController();
    const partial = join(folder, 'out.partial', 'runs.jsonl');
    const watching = setInterval(() => {
      if (existsSync(partial) && readFileSync(partial, 'utf8').includes('\n')) interruption.abort();
    }, 5);
    const stopped = await command(folder, argv, { signal: interruption.signal });
    clearInterval(watching);
    expect(stopped.code).toBe(130);
    expect(stopped.out).toBe('');
    expect(stopped.note).toMatch(/interrupted after \d+ of 40 runs; they are kept/);
    expect(existsSync(join(folder, 'out'))).toBe(false);
    const resumed = await command(folder, [...argv, '--json']);
    expect(resumed.note).toMatch(/^\d+ of 40 runs were finished before\n$/);
    expect({ ...JSON.parse(resumed.out), out: '' }).toEqual({ ...JSON.parse(whole.out), out: '' });
    expect(existsSync(join(folder, 'out.partial'))).toBe(false);
  });

  it('report writes the page again', async () => {
    const folder = folderWith();
    await command(folder, ['run', 'scenario.yaml', '--out', 'out']);
    const { code, out } = await command(folder, ['report', 'out', '--out', 'page.html']);
    expect([code, out]).toEqual([0, 'page.html\n']);
    expect(read(folder, 'page.html')).toBe(read(folder, 'out/report.html'));
  });
});

describe('run refuses with 2, and writes nothing', () => {
  it.each([
    ['an unknown key', 'version: 1\nnetwrok: {}\n', /^scenario\.yaml:2:1: netwrok: .*did you mean network/],
    ['broken YAML', 'version: [1\n', /^scenario\.yaml:\d+:\d+: /],
    ['an empty file', '', /empty/],
    ['binary content', 'version: 1\0', /binary/],
    [
      'a strategy that nobody knows',
      SCENARIO.replace('static-capture', 'statc-capture'),
      /did you mean static-capture/,
    ],
    ['more than 1 MB', `version: 1\n${'#'.repeat(1_000_001)}`, /too large.*at most 1 MB/],
  ])('%s', async (_what, text, complaint) => {
    const folder = folderWith(text);
    const { code, out, note } = await command(folder, ['run', 'scenario.yaml']);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(note).toMatch(complaint);
    expect(readdirSync(folder)).toEqual(['scenario.yaml']);
  });

  it('a missing file, a folder, a dangling link', async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'inner'));
    symlinkSync(join(folder, 'gone'), join(folder, 'link'));
    expect(await command(folder, ['run', 'none.yaml'])).toMatchObject({
      code: 2,
      note: 'none.yaml: no such file\n',
    });
    expect((await command(folder, ['run', 'inner'])).note).toContain('inner is a folder');
    expect((await command(folder, ['run', 'link'])).code).toBe(2);
    expect(readdirSync(folder)).toEqual(['inner', 'link']);
  });

  it('a folder that holds something else than a result', async () => {
    const folder = folderWith();
    mkdirSync(join(folder, 'mine'));
    writeFileSync(join(folder, 'mine', 'thesis.txt'), 'years of work');
    const { code, note } = await command(folder, ['run', 'scenario.yaml', '--out', 'mine']);
    expect(code).toBe(2);
    expect(note).toContain('holds something else than a result');
    expect(readdirSync(join(folder, 'mine'))).toEqual(['thesis.txt']);
    expect(readdirSync(folder)).toEqual(['mine', 'scenario.yaml']);
  });

  it('a result that is none', async () => {
    const folder = newFolder();
    expect((await command(folder, ['report', '.'])).note).toContain('no result folder');
    expect((await command(folder, ['report', 'gone'])).note).toContain('does not exist');
  });
});
