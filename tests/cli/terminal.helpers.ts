/** A terminal that keeps what is printed, and a folder of its own for each test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { main } from '../../src/cli/main.ts';
import type { RunLimits } from '../../src/experiments/engine/thread-ensemble.ts';
import type { Terminal } from '../../src/cli/terminal.ts';

/** What a command left behind. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly note: string;
}

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A new folder, removed after the test. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'elastinet-test-'));
  folders.push(folder);
  return folder;
}

/** Runs a command line in `cwd`. `limit` replaces the ten seconds of a strategy, `limits` them all, `signal` Ctrl-C. */
export async function command(
  cwd: string,
  argv: readonly string[],
  options: {
    readonly limit?: number;
    readonly limits?: RunLimits;
    readonly signal?: AbortSignal;
    readonly isDebugging?: boolean;
  } = {},
): Promise<Outcome> {
  let out = '';
  let note = '';
  const terminal: Terminal = {
    out: (text) => (out += text),
    note: (text) => (note += text),
    screen: undefined,
    hasColour: { out: false, note: false },
    cwd,
    isDebugging: options.isDebugging ?? false,
    interruption: () => options.signal ?? new AbortController().signal,
    limits: { ...(options.limit === undefined ? {} : { strategyMillis: options.limit }), ...options.limits },
  };
  const code = await main(argv, terminal);
  return { code, out, note };
}
