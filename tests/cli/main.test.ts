import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { METRICS } from '../../src/sim/protocol/metrics.ts';
import { FACT_KINDS } from '../../src/sim/protocol/facts.ts';
import { command, newFolder } from './terminal.helpers.ts';

const COMMANDS = readdirSync(new URL('../../src/cli/commands', import.meta.url)).map((file) =>
  file.replace(/\.ts$/, ''),
);

describe('every command', () => {
  it.each(COMMANDS)('%s shows two examples of itself on -h, on stdout', async (name) => {
    for (const flag of ['-h', '--help']) {
      const { code, out, note } = await command(newFolder(), [name, flag]);
      expect(code).toBe(0);
      expect(note).toBe('');
      const examples = out.slice(out.indexOf('Examples:'));
      expect(examples.match(new RegExp(`elastinet ${name}\\b`, 'g'))).toHaveLength(2);
    }
  });

  it.each(COMMANDS)('%s stands in the help of the program', async (name) => {
    const { code, out } = await command(newFolder(), ['--help']);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^  elastinet ${name}\\b`, 'm'));
  });
});

describe('a malformed command line', () => {
  it.each([
    [[], 'a command is missing'],
    [['rnu', 'a.yaml'], 'unknown command rnu; did you mean run?'],
    [['frobnicate'], 'unknown command frobnicate; commands: init, run'],
    [['run'], 'Not enough non-option arguments'],
    [['run', 'a.yaml', '--sede', '1'], 'unknown option --sede; did you mean --seed?'],
    [['run', 'a.yaml', '--sede=1'], 'did you mean --seed?'],
    [['run', 'a.yaml', '--qqqqqqqqqqqq'], 'unknown option --qqqqqqqqqqqq\n'],
    [['run', 'a.yaml', 'b.yaml'], 'unexpected argument b.yaml'],
    [['run', 'a.yaml', '--seed'], 'Not enough arguments following: seed'],
    [['run', 'a.yaml', '--seed', '1', '--seed', '2'], '--seed is given 2 times'],
    [['run', 'a.yaml', '--runs', '0'], '--runs is 0; accepted: a whole number from 1'],
    [['run', 'a.yaml', '--runs', '1e3'], '--runs is 1e3'],
    [['run', 'a.yaml', '--runs', '-1'], '--runs is -1'],
    [['run', 'a.yaml', '--threads', 'many'], '--threads is many'],
    [['run', 'a.yaml', '--set', 'seed'], '--set seed: accepted: path=value'],
    [['run', 'a.yaml', '--record', 'everything'], 'Choices: "facts", "failures"'],
    [['list', 'cats'], 'Choices: "strategies", "profiles", "metrics", "facts"'],
    [['claims', 'C99'], 'no claim C99'],
    [['claims', 'C2', '--write'], '--write is for all claims'],
    [['validate'], 'Not enough non-option arguments'],
  ])('%j is refused with 2 on stderr alone', async (argv, complaint) => {
    const folder = newFolder();
    const { code, out, note } = await command(folder, argv);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(note).toContain(complaint);
    expect(note).not.toMatch(/^\s+at /m);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('the small commands', () => {
  it('--version prints the version of the package', async () => {
    const { code, out } = await command(newFolder(), ['--version']);
    expect(code).toBe(0);
    expect(out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('schema prints a JSON Schema that knows the scenario’s keys', async () => {
    const { code, out } = await command(newFolder(), ['schema']);
    expect(code).toBe(0);
    const schema = JSON.parse(out) as { properties: Record<string, unknown> };
    expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(['version', 'network', 'bounds']));
  });

  it('list prints every metric and fact with its meaning', async () => {
    const metrics = await command(newFolder(), ['list', 'metrics']);
    const listed = metrics.out.split('\n').map((line) => line.split(' ')[0]);
    expect(listed.slice(0, -1)).toEqual(METRICS.map(({ id }) => id));
    expect(metrics.out).toContain(METRICS[0].definition);
    const facts = await command(newFolder(), ['list', 'facts', '--json']);
    const names = (JSON.parse(facts.out) as { name: string }[]).map(({ name }) => name);
    expect(names).toEqual(FACT_KINDS.map(({ name }) => name));
  });

  it('list strategies shows each parameter with its default', async () => {
    const { out } = await command(newFolder(), ['list', 'strategies']);
    expect(out).toMatch(/^bad-mouthing /m);
    expect(out).toMatch(/^ +shift: .* Default 1\.$/m);
  });

  it('validate tells good from bad scenarios, each to its own stream', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'good.yaml'), 'version: 1\nprofile: minimal\n');
    writeFileSync(join(folder, 'bad.yaml'), 'version: 1\nnetwrok: {}\n');
    const good = await command(folder, ['validate', 'good.yaml']);
    expect(good).toMatchObject({ code: 0, out: 'good.yaml: valid\n' });
    const both = await command(folder, ['validate', 'good.yaml', 'bad.yaml']);
    expect(both.code).toBe(2);
    expect(both.out).toBe('good.yaml: valid\n');
    expect(both.note).toMatch(/^bad\.yaml:2:1: .*network/m);
    const json = await command(folder, ['validate', 'good.yaml', 'bad.yaml', '--json']);
    expect(json.code).toBe(2);
    const rows = JSON.parse(json.out) as { file: string; valid: boolean }[];
    expect(rows.map(({ file, valid }) => [file, valid])).toEqual([
      ['good.yaml', true],
      ['bad.yaml', false],
    ]);
  });
});
