/** From a command line to what is to be run: scenario, strategies, folders. Nothing is written yet. */
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { allowedStrategies, strategyFileCheck } from '../experiments/engine/allowed-strategies.ts';
import type { AllowedStrategy } from '../experiments/engine/allowed-strategies.ts';
import { typeCheck } from '../experiments/engine/type-check.ts';
import { allRuns } from '../experiments/monte-carlo.ts';
import { scenarioHashOf } from '../experiments/store/manifest.ts';
import { checkResultFolder, defaultFolderName } from '../experiments/store/result-folder.ts';
import type { ReadResult } from '../sim/scenario/read-scenario.ts';
import { textOf, textsOf, wholeOf } from './command.ts';
import type { Arguments } from './command.ts';
import { commandLineText } from './command-line-text.ts';
import { readScenarioFile } from './scenario-file.ts';
import type { ScenarioFlags } from './scenario-file.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const RUNS_MAX = 1_000_000;
const THREADS_MAX = 1024;

/** Everything that the runs and their result depend on. */
export interface EnsemblePlan {
  readonly scenarioFile: string;
  readonly scenario: ReadResult;
  /** Numbers of the runs, ascending. */
  readonly runs: readonly number[];
  /** Runs at a time, at most. */
  readonly threads: number;
  readonly strategies: readonly AllowedStrategy[];
  /** The result folder, as the user would name it, and as an absolute path. */
  readonly out: string;
  readonly outPath: string;
  readonly scenarioHash: string;
  /** What the reader of the result should know. */
  readonly notes: readonly string[];
  /** The command that makes this result again; with a number, that run alone. */
  readonly replay: (run?: number) => string;
}

/** Reads the scenario, asks for leave to run its strategies, and type-checks them. */
export async function planEnsemble(args: Arguments, terminal: Terminal): Promise<EnsemblePlan> {
  const scenarioFile = String(args['scenario']);
  const flags = scenarioFlags(args);
  const single = wholeOf(args, 'run', 0, RUNS_MAX - 1);
  const threads = wholeOf(args, 'threads', 1, THREADS_MAX) ?? availableParallelism();
  const allowed = textsOf(args, 'allow-strategy');
  const paths = { scenarioFile, cwd: terminal.cwd, allowed };
  const scenario = readScenarioFile(scenarioFile, terminal.cwd, flags, strategyFileCheck(paths));
  const { params } = scenario;
  const strategies = allowedStrategies(params, paths);
  const scenarioHash = scenarioHashOf(params);
  const suffix = single === undefined ? '' : `-run-${single}`;
  const folder = `${defaultFolderName(params.name, scenarioHash, params.seed)}${suffix}`;
  const out = textOf(args, 'out') ?? `results/${folder}`;
  const outPath = resolve(terminal.cwd, out);
  checkResultFolder(outPath);
  return {
    scenarioFile,
    scenario,
    runs: single === undefined ? allRuns(params) : [single],
    threads,
    strategies,
    out,
    outPath,
    scenarioHash,
    notes: [...scenario.notes, ...(await uncheckedNotes(strategies))],
    replay: (run = single) => replayText(scenarioFile, flags, allowed, run),
  };
}

function scenarioFlags(args: Arguments): ScenarioFlags {
  const overrides = textsOf(args, 'set').map((text) => {
    const position = text.indexOf('=');
    if (position > 0) return { path: text.slice(0, position), value: text.slice(position + 1) };
    throw new UsageError(`--set ${text}: accepted: path=value, such as network.nodes=100`);
  });
  const facts = textOf(args, 'record');
  if (facts !== undefined) {
    overrides.push({ path: 'record.facts', value: facts === 'facts' ? 'all' : facts });
  }
  const seed = textOf(args, 'seed');
  const runs = wholeOf(args, 'runs', 1, RUNS_MAX);
  return { overrides, ...(seed === undefined ? {} : { seed }), ...(runs === undefined ? {} : { runs }) };
}

async function uncheckedNotes(strategies: readonly AllowedStrategy[]): Promise<readonly string[]> {
  const notes: string[] = [];
  for (const { use, file } of strategies) {
    if ((await typeCheck(file)) === 'unchecked') {
      notes.push(`${use} is not type-checked: its folder has no typescript package`);
    }
  }
  return notes;
}

function replayText(
  scenarioFile: string,
  { overrides = [], seed, runs }: ScenarioFlags,
  allowed: readonly string[],
  run: number | undefined,
): string {
  return commandLineText([
    'npx',
    'elastinet',
    'run',
    scenarioFile,
    ...overrides.flatMap(({ path, value }) => ['--set', `${path}=${value}`]),
    ...(seed === undefined ? [] : ['--seed', seed]),
    ...(runs === undefined ? [] : ['--runs', String(runs)]),
    ...(run === undefined ? [] : ['--run', String(run)]),
    ...allowed.flatMap((path) => ['--allow-strategy', path]),
  ]);
}
