import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { command, newFolder } from './terminal.helpers.ts';

const QUICK = ['--pending', '100', '--events', '1000', '--repeats', '3'];

describe('bench', () => {
  test('prints the figures of the queue as one JSON object', async () => {
    const { code, out, note } = await command(newFolder(), ['bench', 'phold', '--json', ...QUICK]);
    expect([code, note]).toEqual([0, '']);
    expect(Object.keys(JSON.parse(out) as object)).toEqual(['eventsPerSecond', 'bytesPerPending']);
  });

  test('names every law of draws', async () => {
    const { out } = await command(newFolder(), ['bench', 'rng', '--repeats', '1']);
    for (const law of ['u32', 'below', 'double', 'exponential', 'normal', 'gamma']) {
      expect(out).toMatch(new RegExp(`^${law}Nanos +[0-9.]+$`, 'm'));
    }
  });

  test('compares with a baseline: 1 when a figure is slower, 0 when none is', async () => {
    const folder = newFolder();
    const laws = ['u32', 'below', 'double', 'exponential', 'normal', 'gamma'];
    const write = (ratio: number): void => {
      const ratios = Object.fromEntries(laws.map((law) => [`rng.${law}`, ratio]));
      writeFileSync(join(folder, 'base.json'), JSON.stringify({ ratios }));
    };
    const compare = ['bench', 'rng', '--compare', 'base.json', '--repeats', '1'];
    write(1e9);
    expect((await command(folder, compare)).code).toBe(0);
    write(1e-9);
    const { code, out } = await command(folder, compare);
    expect(code).toBe(1);
    expect(out).toContain('SLOWER');
  });

  test.each([
    [['bench', 'teapot'], 'Choices: "phold"'],
    [['bench', 'phold', '--pending', '0'], '--pending is 0; accepted: a whole number from 1'],
    [['bench', 'phold', '--pending', '1e3'], '--pending is 1e3'],
    [['bench', '--compare', 'none.json'], 'none.json: no such file or folder'],
    [['bench', 'peers', '--compare', 'x.json'], '--compare does not go with peers'],
  ])('%j is refused with 2', async (argv, complaint) => {
    const { code, note } = await command(newFolder(), argv);
    expect(code).toBe(2);
    expect(note).toContain(complaint);
  });
});
