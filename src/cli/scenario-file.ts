/** Reads a scenario from disk, with what the command line overrides. */
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { KNOWN_STRATEGIES } from '../experiments/catalogue.ts';
import { UnusablePath } from '../experiments/store/unusable-path.ts';
import { decodeScenario } from '../sim/scenario/decode-scenario.ts';
import { readScenario } from '../sim/scenario/read-scenario.ts';
import type { ReadOptions, ReadResult } from '../sim/scenario/read-scenario.ts';

/** A scenario is written by people: beyond 1 MB it is a wrong file. */
const SCENARIO_BYTES_MAX = 1_000_000;
/** Tables that a scenario names: outages of some years. */
const TABLE_BYTES_MAX = 64_000_000;

/** What the command line may set. */
export type ScenarioFlags = Pick<ReadOptions, 'overrides' | 'seed' | 'runs'>;

/**
 * The scenario in `file`, relative to `cwd`; tables that it names are relative to it. Throws a ScenarioError
 * for its content and an UnusablePath for the file. `strategyFile` says which strategy files may run.
 */
export function readScenarioFile(
  file: string,
  cwd: string,
  flags: ScenarioFlags = {},
  strategyFile?: ReadOptions['strategyFile'],
): ReadResult {
  const path = resolve(cwd, file);
  const text = decodeScenario(readBytes(path, file, SCENARIO_BYTES_MAX, 'a scenario'), file);
  const readFile = (table: string): string => {
    const bytes = readBytes(resolve(dirname(path), table), table, TABLE_BYTES_MAX, 'a table');
    return decodeScenario(bytes, table);
  };
  const check = strategyFile === undefined ? {} : { strategyFile };
  return readScenario({ text, file }, { ...KNOWN_STRATEGIES, ...flags, readFile, ...check });
}

/** The bytes of a file or pipe; `shown` and `what` are for messages. */
function readBytes(path: string, shown: string, bytesMax: number, what: string): Uint8Array {
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined) throw new UnusablePath(`${shown}: no such file`);
  if (status.isDirectory()) throw new UnusablePath(`${shown} is a folder; give the file of ${what}`);
  const bytes = status.isFile() && status.size <= bytesMax ? readFileSync(path) : readBounded(path, bytesMax);
  if (bytes !== undefined) return bytes;
  throw new UnusablePath(`${shown} is too large; ${what} has at most ${bytesMax / 1_000_000} MB`);
}

/** Reads what has no size beforehand, such as a pipe; undefined when there is more than `bytesMax`. */
function readBounded(path: string, bytesMax: number): Uint8Array | undefined {
  const buffer = new Uint8Array(bytesMax + 1);
  const file = openSync(path, 'r');
  try {
    let length = 0;
    for (;;) {
      const count = readSync(file, buffer, length, buffer.length - length, null);
      length += count;
      if (length > bytesMax) return undefined;
      if (count === 0) return buffer.slice(0, length);
    }
  } finally {
    closeSync(file);
  }
}
