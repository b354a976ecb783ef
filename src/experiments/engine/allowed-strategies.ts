/** Which strategy files of a scenario may run: those that the command line allows by path. */
import { realpathSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Params } from '../../sim/protocol/params.ts';
import type { StrategyFileCheck } from '../../sim/scenario/adversary-coherence.ts';
import { sha256Of } from '../store/provenance.ts';
import { UnusablePath } from '../store/unusable-path.ts';
import type { StrategyFile } from './thread-messages.ts';

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
 * Why a strategy's file may not run, for the reader of the scenario. A path in the scenario is relative to
 * its file. Both sides are resolved to the real file, links followed, before they are compared.
 */
export function strategyFileCheck(paths: StrategyPaths): StrategyFileCheck {
  const allowed = new Set(paths.allowed.map((path) => realFile(path, resolve(paths.cwd, path))));
  return (use) => {
    const file = existingFile(pathOf(use, paths));
    if (file === undefined) {
      return { complaint: 'no such strategy file', accepted: 'a file, by its path relative to the scenario' };
    }
    if (allowed.has(file)) return undefined;
    const accepted = `--allow-strategy ${flagPath(use, paths)} if you trust it (it is not a sandbox)`;
    return { complaint: 'code of its own that is not allowed to run', accepted };
  };
}

/** The strategy files of a scenario that was read with this check: each once, in order of appearance. */
export function allowedStrategies(params: Params, paths: StrategyPaths): readonly AllowedStrategy[] {
  const uses = params.adversaries
    .flatMap(({ strategies }) => strategies)
    .filter(({ isFile }) => isFile)
    .map(({ use }) => use);
  return [...new Set(uses)].map((use) => {
    const file = realFile(use, pathOf(use, paths));
    return { use, file, hash: sha256Of(readFileSync(file)) };
  });
}

function pathOf(use: string, { cwd, scenarioFile }: StrategyPaths): string {
  return resolve(cwd, dirname(scenarioFile), use);
}

/** How the file is named from where the command runs. */
function flagPath(use: string, { scenarioFile, cwd }: StrategyPaths): string {
  const folder = resolve(cwd, dirname(scenarioFile));
  const file = resolve(folder, use);
  return file.startsWith(`${cwd}/`) ? `./${file.slice(cwd.length + 1)}` : file;
}

function realFile(named: string, path: string): string {
  const file = existingFile(path);
  if (file === undefined)
    throw new UnusablePath(`strategy file ${named} cannot be found (looked at ${path})`);
  return file;
}

/** The file that a path leads to; undefined when there is none, or a folder. */
function existingFile(path: string): string | undefined {
  try {
    const file = realpathSync(path);
    return statSync(file).isFile() ? file : undefined;
  } catch {
    return undefined;
  }
}
