/**
 * A scenario's text to the model's parameters: the one way in. Pure; files it names are read by the
 * caller's function.
 */
import { parseUtcDay } from '../../base/calendar-months.ts';
import { days } from '../../base/units.ts';
import type { Params } from '../protocol/params.ts';
import { PROFILES } from '../protocol/profiles.ts';
import { adversaryComplaints } from './adversary-coherence.ts';
import type { StrategyFileCheck } from './adversary-coherence.ts';
import { capacityComplaints } from './capacity.ts';
import { coherenceComplaints } from './coherence.ts';
import { complete } from './complete.ts';
import type { InlinedScenario, StrategyParameters } from './complete.ts';
import { economyComplaints } from './economy-coherence.ts';
import { inlineEconomy, type FileReader } from './inline-economy.ts';
import { readLatencyMatrix } from './latency-matrix.ts';
import { scenarioNotes } from './notes.ts';
import { readOutageTrace } from './outage-trace.ts';
import { applyOverride } from './overrides.ts';
import { throwProblems } from './scenario-error.ts';
import { SCENARIO } from './schema.ts';
import type { Scenario } from './schema.ts';
import { schemaComplaints } from './schema-complaints.ts';
import { plainOf, problemAt } from './source-tree.ts';
import type { Complaint, SourceNode } from './source-tree.ts';
import { horizonOf, toParams } from './to-params.ts';
import { parseSource } from './yaml-source.ts';

/** What the caller adds to the text. */
export interface ReadOptions {
  /** Fields from the command line, applied in order before anything is checked. */
  readonly overrides?: readonly { readonly path: string; readonly value: string }[];
  /** Seed and number of runs of the command line; they win over the scenario's and over `overrides`. */
  readonly seed?: string;
  readonly runs?: number;
  /** Text of a CSV file that the scenario names, relative to the scenario; throws when it cannot be read. */
  readonly readFile?: (path: string) => string;
  /** Registered strategies, and the parameters of each; when both are absent, names are not checked. */
  readonly strategyNames?: readonly string[];
  readonly strategyParameters?: StrategyParameters;
  /** Which strategy files may run; when absent, none is checked. */
  readonly strategyFile?: StrategyFileCheck;
}

/** What a scenario says. */
export interface ReadResult {
  readonly params: Params;
  /** Plain JSON after defaults and files; reading it as a scenario gives equal params. */
  readonly resolved: unknown;
  /** What has no effect, was capped, or is cut short, a sentence each. */
  readonly notes: string[];
}

/**
 * Reads a scenario. Throws a `ScenarioError` with every problem that the failing stage found: text, then
 * fields, then what holds between fields.
 *
 * @example readScenario({ text: 'version: 1', file: 'talk.yaml' }).params.network.nodes // 1000
 */
export function readScenario(source: { text: string; file: string }, options: ReadOptions = {}): ReadResult {
  const root = parseSource(source.text, source.file);
  if (root.kind !== 'mapping') {
    const complaint = root.kind === 'scalar' && root.value === null ? 'empty' : 'not a mapping';
    throwAt(root, [{ path: [], complaint, accepted: 'a mapping with at least version: 1' }]);
  }
  for (const override of options.overrides ?? []) applyOverride(root, override);
  applyFlags(root, options);
  const data = plainOf(root);
  const checked = SCENARIO.safeParse(data);
  if (!checked.success) throwAt(root, schemaComplaints(checked.error.issues, data));
  const given = checked.data as Scenario;
  throwAt(root, timeComplaints(given));
  const parameters = options.strategyParameters ?? {};
  const names = options.strategyNames ?? (options.strategyParameters && Object.keys(parameters));
  const resolved = complete(inlineFiles(given, root, options.readFile), parameters);
  throwAt(root, [
    ...coherenceComplaints(resolved),
    ...economyComplaints(resolved),
    ...capacityComplaints(resolved),
    ...adversaryComplaints(resolved, { names, parameters, refusalOf: options.strategyFile }),
  ]);
  return { params: toParams(resolved), resolved, notes: scenarioNotes(resolved) };
}

/** `--seed` and `--runs` are overrides under their own names. JSON text keeps a seed of digits a text. */
function applyFlags(root: SourceNode, { seed, runs }: ReadOptions): void {
  if (seed !== undefined) {
    applyOverride(root, { path: 'seed', value: JSON.stringify(seed), label: `--seed ${seed}` });
  }
  if (runs !== undefined) applyOverride(root, { path: 'runs', value: String(runs), label: `--runs ${runs}` });
}

/** Throws the complaints with their places, in the order in which they stand in the file. */
function throwAt(root: SourceNode, complaints: readonly Complaint[]): void {
  const problems = complaints.map((complaint, index) => ({ ...problemAt(root, complaint), index }));
  problems.sort(
    (one, other) => one.line - other.line || one.column - other.column || one.index - other.index,
  );
  throwProblems(problems.map(({ index: _index, ...problem }) => problem));
}

const START = 'a day from 1970-01-01 to 9799-12-31, such as 2020-01-01';
const HORIZON_MAX = days(36_600);

/** Start and horizon, before anything is computed from them. */
function timeComplaints(given: Scenario): Complaint[] {
  const profile = PROFILES[given.profile ?? 'talk'];
  const start = given.start ?? profile.start;
  const year = Number(start.slice(0, 4));
  if (parseUtcDay(start) === undefined || year < 1970 || year > 9799) {
    return [{ path: ['start'], complaint: 'no such day', accepted: START }];
  }
  const { calendar = profile.calendar, horizon = profile.horizon } = given;
  if (horizonOf({ start, calendar, horizon }) <= HORIZON_MAX) return [];
  return [{ path: ['horizon'], complaint: 'too long', accepted: 'at most 100 years, 36600 days' }];
}

/** The scenario with the tables of its CSV files in place of their names. */
function inlineFiles(given: Scenario, root: SourceNode, readFile: ReadOptions['readFile']): InlinedScenario {
  const read: FileReader = (file, path) => {
    try {
      if (readFile !== undefined) return readFile(file);
    } catch {
      // The reason is the system's own words; what the user can act on is the name.
    }
    throwAt(root, [{ path, complaint: 'cannot be read', accepted: 'the name of a readable CSV file' }]);
    return '';
  };
  const { latency, ...network } = given.network ?? {};
  const { trace, ...availability } = given.availability ?? {};
  const regions = Object.keys(network.regions ?? PROFILES[given.profile ?? 'talk'].network.regions);
  const matrix =
    typeof latency === 'string'
      ? readLatencyMatrix(read(latency, ['network', 'latency']), latency, regions)
      : latency;
  const outages =
    typeof trace === 'string' ? readOutageTrace(read(trace, ['availability', 'trace']), trace) : trace;
  return {
    ...given,
    ...inlineEconomy(given, read),
    network: { ...network, ...(matrix === undefined ? {} : { latency: matrix }) },
    availability: { ...availability, ...(outages === undefined ? {} : { trace: outages }) },
  };
}
