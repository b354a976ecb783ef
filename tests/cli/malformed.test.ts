import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MALFORMED_CAPACITY } from '../sim/scenario/malformed-capacity.helpers.ts';
import { MALFORMED_CHOICES } from '../sim/scenario/malformed-choices.helpers.ts';
import { MALFORMED_FIELDS } from '../sim/scenario/malformed-fields.helpers.ts';
import { MALFORMED_OVERRIDES } from '../sim/scenario/malformed-overrides.helpers.ts';
import { MALFORMED_TEXTS } from '../sim/scenario/malformed-texts.helpers.ts';
import { MALFORMED_TOGETHER } from '../sim/scenario/malformed-together.helpers.ts';
import { command, newFolder } from './terminal.helpers.ts';

/** Told apart by the table's own strategy, or by the command line before any scenario is read. */
const NOT_HERE = ['a strategy parameter of another kind', 'an override without a path'];

const CASES = [
  ...MALFORMED_TEXTS,
  ...MALFORMED_FIELDS,
  ...MALFORMED_CHOICES,
  ...MALFORMED_TOGETHER,
  ...MALFORMED_OVERRIDES,
  ...MALFORMED_CAPACITY,
].filter(({ says }) => !NOT_HERE.includes(says));

describe('run with a malformed scenario', () => {
  it.each(CASES.map((malformed) => [malformed.says, malformed] as const))(
    '%s: exit 2, the place and what is accepted, nothing written',
    async (_says, { text = '', whole, overrides = [], at, file }) => {
      const folder = newFolder();
      writeFileSync(join(folder, 'some.yaml'), whole ?? `version: 1\n${text}`);
      const sets = overrides.flatMap(({ path, value }) => ['--set', `${path}=${value}`]);
      const { code, out, note } = await command(folder, ['run', 'some.yaml', '--out', 'result', ...sets]);
      expect(code).toBe(2);
      expect(out).toBe('');
      expect(note).toContain(`${file ?? 'some.yaml'}:${at[0]}:${at[1]}: `);
      expect(note).toContain('accepted: ');
      expect(note).not.toMatch(/\n\s+at |node_modules|\.ts:\d/);
      expect(readdirSync(folder)).toEqual(['some.yaml']);
      if (sets.length > 0) return;
      expect(await command(folder, ['validate', 'some.yaml'])).toEqual({ code: 2, out: '', note });
    },
  );

  it.each([
    ['invalid UTF-8', [0x76, 0x3a, 0xff, 0xfe]],
    ['UTF-16', [0xff, 0xfe, 0x76, 0x00]],
    ['a zero byte', [0x76, 0x00]],
  ])('in a wrong encoding, %s: exit 2 with the place', async (_says, bytes) => {
    const folder = newFolder();
    writeFileSync(join(folder, 'some.yaml'), Uint8Array.from(bytes));
    const { code, note } = await command(folder, ['run', 'some.yaml']);
    expect(code).toBe(2);
    expect(note).toMatch(/some\.yaml:\d+:\d+: .*; accepted: /s);
    expect(readdirSync(folder)).toEqual(['some.yaml']);
  });

  it('a folder in place of the scenario: exit 2', async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'some.yaml'));
    const { code, note } = await command(folder, ['run', 'some.yaml']);
    expect(code).toBe(2);
    expect(note).toContain('some.yaml');
    expect(readdirSync(folder)).toEqual(['some.yaml']);
  });
});
