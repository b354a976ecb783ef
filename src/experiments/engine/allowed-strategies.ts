/** Which strategy files of a scenario may run: those that the command line allows by path. */
import { realpathSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Params } from '../../sim/protocol/params.ts';
import { sha256Of } from '../store/provenance.ts';
import { UnusablePath } from '../store/unusable-path.ts';
import type { StrategyFile } from './thread-messages.ts';

/** A scenario that names a strategy file which nobody has allowed. Exit code 2. */
export class StrategyNotAllowed extends Error {
  override readonly name = 'StrategyNotAllowed';
  /** What to add to the command line. */
  readonly flag: string;

  constructor(use: string, flag: string) {
    super(`the scenario runs code of its own, ${use}: add ${flag} if you trust it (it is not a sandbox)`);
    this.flag = flag;
  }
}

/** A strategy file that may run. */
export interface AllowedStrategy extends StrategyFile {
  /** SHA-256 of its content, in hexadecimal. */
  readonly hash: string;
}

/** Where paths are relative to. */
export interface StrategyPaths {
  readonly scenarioFile: string;
  readonly cwd: string;
  /** Paths of `--allow-strategy`, relative to `cwd`. */
  readonly allowed: readonly string[];
}

/**
 * The strategy files of a scenario, each once, in order of appearance. A path in the scenario is relative to
 * its file. Both sides are resolved to the real file, links followed, before they are compared.
 */
export function allowedStrategies(params: Params, paths: StrategyPaths): readonly AllowedStrategy[] {
  const allowed = new Set(paths.allowed.map((path) => realFile(path, resolve(paths.cwd, path))));
  const uses = params.adversaries
    .flatMap(({ strategies }) => strategies)
    .filter(({ isFile }) => isFile)
    .map(({ use }) => use);
  return [...new Set(uses)].map((use) => {
    const file = realFile(use, resolve(paths.cwd, dirname(paths.scenarioFile), use));
    if (!allowed.has(file)) throw new StrategyNotAllowed(use, `--allow-strategy ${flagPath(use, paths)}`);
    return { use, file, hash: sha256Of(readFileSync(file)) };
  });
}

/** How the file is named from where the command runs. */
function flagPath(use: string, { scenarioFile, cwd }: StrategyPaths): string {
  const folder = resolve(cwd, dirname(scenarioFile));
  const file = resolve(folder, use);
  return file.startsWith(`${cwd}/`) ? `./${file.slice(cwd.length + 1)}` : file;
}

function realFile(named: string, path: string): string {
  let file: string;
  try {
    file = realpathSync(path);
  } catch {
    throw new UnusablePath(`strategy file ${named} cannot be found (looked at ${path})`);
  }
  if (!statSync(file).isFile()) throw new UnusablePath(`strategy ${named} is no file (${path})`);
  return file;
}
