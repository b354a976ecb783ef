/**
 * Finished runs of an ensemble that is not finished: a folder beside the result folder. The same command
 * finds it, skips these runs and goes on; a completed result removes it.
 */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { RunResult } from '../../sim/protocol/metrics.ts';
import { runFromLine, runToLine } from './run-lines.ts';

/** What finished runs depend on; runs made under another key are thrown away. */
export interface PartialKey {
  readonly scenarioHash: string;
  readonly seed: string;
  /** Version and build of the program: other code may give other runs. */
  readonly program: string;
  /** SHA-256 of each strategy file. */
  readonly strategies: readonly string[];
}

/** The kept runs of one ensemble. */
export interface PartialRuns {
  readonly folder: string;
  /** Finished runs by number, those kept since included. */
  readonly finished: ReadonlyMap<number, RunResult>;
  /** Keeps a run; it is on disk when the call returns. */
  readonly keep: (result: RunResult) => void;
  /** Where a run's facts are written. */
  readonly factsFile: (run: number) => string;
  /** Removes the folder, and folders above it that were made for it and hold nothing else. */
  readonly remove: () => void;
}

/** Folder of the unfinished ensemble that is to become the result folder `out`. */
export const partialFolderOf = (out: string): string => `${out}.partial`;

/**
 * Opens the folder, with the runs of the same key, or makes it anew. `withFacts`: a run counts only with its
 * facts.
 */
export function openPartialRuns(out: string, key: PartialKey, withFacts: boolean): PartialRuns {
  const folder = partialFolderOf(out);
  const keyFile = join(folder, 'key.json');
  const runsFile = join(folder, 'runs.jsonl');
  const factsFile = (run: number): string => join(folder, `facts-${run}.jsonl`);
  const keyText = `${JSON.stringify(key)}\n`;
  const isSame = existsSync(keyFile) && readFileSync(keyFile, 'utf8') === keyText;
  const finished = new Map<number, RunResult>();
  if (isSame && existsSync(runsFile)) {
    for (const line of readFileSync(runsFile, 'utf8').split('\n')) {
      const result = line === '' ? undefined : runFromLine(line);
      if (result === undefined) continue;
      if (!withFacts || existsSync(factsFile(result.run))) finished.set(result.run, result);
    }
  } else if (existsSync(keyFile)) {
    rmSync(folder, { recursive: true });
  }
  const firstMade = mkdirSync(folder, { recursive: true });
  writeFileSync(keyFile, keyText);
  // Written anew: a line that was cut off must not become the beginning of the next one.
  writeFileSync(runsFile, [...finished.values()].map((result) => `${runToLine(result)}\n`).join(''));
  return {
    folder,
    finished,
    keep: (result) => {
      appendFileSync(runsFile, `${runToLine(result)}\n`);
      finished.set(result.run, result);
    },
    factsFile,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
      if (firstMade !== undefined) removeEmpty(dirname(folder), firstMade);
    },
  };
}

/** Removes `folder` and those above it up to `last`, as long as they are empty. */
function removeEmpty(folder: string, last: string): void {
  if (folder.length < last.length || readdirSync(folder).length > 0) return;
  rmdirSync(folder);
  removeEmpty(dirname(folder), last);
}
