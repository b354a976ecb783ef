import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { STARTER_FILES } from '../../src/cli/starter-files.ts';
import { command, newFolder } from './terminal.helpers.ts';

describe('init', () => {
  it('writes a scenario and a strategy that run together, and a workflow that calls them', async () => {
    const folder = newFolder();
    const { code, out } = await command(folder, ['init', 'study']);
    expect(code).toBe(0);
    expect(out).toBe(STARTER_FILES.map(({ path }) => `study/${path}\n`).join(''));
    const study = join(folder, 'study');
    const flags = ['--allow-strategy', './my-attack.ts', '--runs', '1', '--json'];
    const run = await command(study, ['run', 'scenario.yaml', ...flags]);
    expect(run.code).toBe(0);
    expect(JSON.parse(run.out)).toMatchObject({ metrics: { 'chains.placed': { mean: 400 } } });
    const workflow = parse(readFileSync(join(study, '.github/workflows/elastinet.yml'), 'utf8')) as {
      jobs: { simulate: { steps: { run?: string }[] } };
    };
    const commands = workflow.jobs.simulate.steps.flatMap((step) => step.run ?? []);
    expect(commands).toContain('npx elastinet validate scenario.yaml');
    expect((await command(study, ['validate', 'scenario.yaml'])).code).toBe(0);
  });

  it('overwrites nothing, and then writes nothing', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'my-attack.ts'), 'mine');
    const { code, note } = await command(folder, ['init']);
    expect(code).toBe(2);
    expect(note).toBe('my-attack.ts exists; nothing was written\n');
    expect(readdirSync(folder)).toEqual(['my-attack.ts']);
    expect(readFileSync(join(folder, 'my-attack.ts'), 'utf8')).toBe('mine');
  });
});
