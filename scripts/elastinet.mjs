/** Starts the command line of this checkout from our scripts. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './checkout.mjs';

const COMMAND = join(root, 'bin/elastinet.js');

/** Runs `elastinet` with `args`; its output goes where ours goes. Returns the exit code. */
export function elastinet(...args) {
  return spawnSync(process.execPath, [COMMAND, ...args], { cwd: root, stdio: 'inherit' }).status ?? 1;
}

/** Runs `elastinet … --json` and returns what it prints, parsed; throws with its exit code if it fails. */
export function elastinetJson(...args) {
  const { status, stdout } = spawnSync(process.execPath, [COMMAND, ...args, '--json'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`elastinet ${args.join(' ')} ended with code ${status}`);
  return JSON.parse(stdout);
}
