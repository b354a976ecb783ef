/** Programs that run beside this one, and our own command in a process of its own. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** The folder of the checkout or package. */
export const ROOT = join(import.meta.dirname, '../../..');
const OUTPUT_MAX = 67_108_864;

/** The folder of the peers' sources: in a checkout, not in the published package. */
export const PEER_SOURCES = join(ROOT, 'bench/peers');

/** Runs a program to its end and returns what it printed; throws with its complaint when it fails. */
export function outputOf(command: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    maxBuffer: OUTPUT_MAX,
  });
  if (status !== 0) {
    throw new Error(`${command} ${args.join(' ')} failed: ${stderr ?? ''}${error?.message ?? ''}`);
  }
  return stdout;
}

/** Whether a program can be started and ends with 0. `input` goes to its stdin. */
export function succeeds(command: string, args: readonly string[], input = ''): boolean {
  return spawnSync(command, args, { input, stdio: ['pipe', 'ignore', 'ignore'] }).status === 0;
}

/** What `elastinet …args --json` prints, parsed, in a process that has done nothing else. */
export function measuredAlone(args: readonly string[]): unknown {
  return JSON.parse(outputOf(process.execPath, [join(ROOT, 'bin/elastinet.js'), ...args, '--json']));
}
