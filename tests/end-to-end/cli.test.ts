/** The executable itself: streams, exit codes, signals, pipes. What needs no process is tested in tests/cli. */
import { spawn } from 'node:child_process';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { newFolder } from '../cli/terminal.helpers.ts';

const BIN = fileURLToPath(new URL('../../bin/elastinet.js', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly note: string;
}

/** Runs the executable in a folder; `watch` is called several times while it runs. */
function elastinet(cwd: string, argv: readonly string[], watch?: (kill: () => void) => void): Promise<Ended> {
  const child = spawn(process.execPath, [BIN, ...argv], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const watching = setInterval(() => watch?.(() => child.kill('SIGINT')), 10);
  let out = '';
  let note = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (note += text));
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      clearInterval(watching);
      // A second signal that meets a process already past its last word ends it: to a shell that is 128 + 2 as well.
      resolve({ code: signal === 'SIGINT' ? 130 : code, out, note });
    });
  });
}

function folderWith(runs: number): string {
  const folder = newFolder();
  writeFileSync(join(folder, 'scenario.yaml'), `version: 1\nname: small\nprofile: minimal\nruns: ${runs}\n`);
  return folder;
}

const hasContent = (file: string): boolean => (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;

describe('the executable', () => {
  // Builds what the sources have outgrown: that speaks on stderr, once.
  beforeAll(async () => {
    await elastinet(newFolder(), ['--version']);
  });

  it('runs a scenario: JSON on stdout, nothing on stderr, 0', async () => {
    const folder = folderWith(2);
    const { code, out, note } = await elastinet(folder, ['run', 'scenario.yaml', '--json']);
    expect({ code, note }).toEqual({ code: 0, note: '' });
    expect(JSON.parse(out)).toMatchObject({ runs: 2, metrics: { 'chains.placed': { mean: 160 } } });
    expect(readdirSync(join(folder, 'results'))).toHaveLength(1);
  });

  it('tells a usage error with 2, on stderr alone', async () => {
    const { code, out, note } = await elastinet(newFolder(), ['run', 'none.yaml', '--sede', '1']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(note).toBe('elastinet: unknown option --sede; did you mean --seed?\nsee elastinet run -h\n');
  });

  it('is interrupted by Ctrl-C with 130, also when it comes twice, and keeps what is finished', async () => {
    const folder = folderWith(3000);
    const argv = ['run', 'scenario.yaml', '--out', 'out'];
    const kept = join(folder, 'out.partial', 'runs.jsonl');
    let signals = 0;
    const stopped = await elastinet(folder, argv, (kill) => {
      // Twice, as `npx` passes on what the terminal has already sent.
      if (signals < 2 && hasContent(kept)) kill();
      signals += hasContent(kept) ? 1 : 0;
    });
    expect(stopped.code).toBe(130);
    expect(stopped.out).toBe('');
    expect(stopped.note).toMatch(/interrupted after \d+ of 3000 runs/);
    expect(readdirSync(folder).toSorted((one, other) => (one < other ? -1 : 1))).toEqual([
      'out.partial',
      'scenario.yaml',
    ]);
  });

  it('ends in silence when its reader goes away', async () => {
    const child = spawn(process.execPath, [BIN, 'schema'], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let note = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (note += text));
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect({ code, note }).toEqual({ code: 0, note: '' });
  });
});
