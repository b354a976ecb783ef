/** `run`: an ensemble of runs of one scenario, and its result folder. */
import { runInThreads } from '../../experiments/engine/thread-ensemble.ts';
import { RunFault } from '../../experiments/engine/run-fault.ts';
import { METRIC_DEFINITIONS } from '../../experiments/catalogue.ts';
import { manifestOf } from '../../experiments/store/manifest.ts';
import { openPartialRuns } from '../../experiments/store/partial-runs.ts';
import type { PartialRuns } from '../../experiments/store/partial-runs.ts';
import { provenance } from '../../experiments/store/provenance.ts';
import { writeResultFolder } from '../../experiments/store/result-folder.ts';
import { monthCountOf } from '../../experiments/months.ts';
import { summarise } from '../../experiments/summarise.ts';
import type { Manifest, Summary } from '../../experiments/summary.ts';
import { renderHtml } from '../../report/html.ts';
import { renderText } from '../../report/text.ts';
import { chartScript } from '../chart-script.ts';
import { SWITCH, TEXT, TEXTS } from '../command.ts';
import type { Command } from '../command.ts';
import { planEnsemble } from '../ensemble-plan.ts';
import type { EnsemblePlan } from '../ensemble-plan.ts';
import { EXIT } from '../exit-codes.ts';
import { reportFailure } from '../failure.ts';
import { openPage } from '../open-page.ts';
import { paintFor } from '../paint.ts';
import { showProgress } from '../progress.ts';
import type { Terminal } from '../terminal.ts';

/** Runs a scenario, once or many times. */
export const runCommand: Command = {
  usage: 'run <scenario>',
  about: 'Runs a scenario, writes a result folder, prints a summary',
  examples: [
    ['$0 run scenario.yaml --runs 20', 'twenty runs, and what they say together'],
    ['$0 run scenario.yaml --set adversaries.0.members.share=1/3 --json', 'another field, for machines'],
  ],
  describe: (parser) =>
    parser
      .positional('scenario', { type: 'string', describe: 'file of the scenario, YAML or JSON' })
      .option('set', { ...TEXTS, describe: 'path=value: a field of the scenario, once or more' })
      .option('seed', { ...TEXT, describe: 'text or integer that all draws follow from' })
      .option('runs', { ...TEXT, describe: 'how many runs' })
      .option('run', { ...TEXT, describe: 'only the run of this number, from 0' })
      .option('threads', { ...TEXT, describe: 'runs at a time; default: as many as the machine has cores' })
      .option('out', { ...TEXT, describe: 'result folder; default results/<name>-<hash>-<seed>' })
      .option('record', { ...TEXT, choices: ['facts', 'failures'], describe: 'write facts.jsonl as well' })
      .option('json', { ...SWITCH, describe: 'print one JSON object on stdout' })
      .option('open', { ...SWITCH, describe: 'open the report when it is written' })
      .option('allow-strategy', { ...TEXTS, describe: 'let this strategy file of the scenario run' }),
  run: async (args, terminal) => {
    const plan = await planEnsemble(args, terminal);
    for (const note of plan.notes) terminal.note(`note: ${note}\n`);
    try {
      const result = await resultOf(plan, terminal);
      if (result === undefined) return EXIT.interrupted;
      printResult(plan, result, args['json'] === true, terminal);
    } catch (error) {
      const replay = plan.replay(error instanceof RunFault ? error.run : undefined);
      return reportFailure(error, terminal, replay);
    }
    if (args['open'] === true) openPage(`${plan.outPath}/report.html`, terminal);
    return EXIT.good;
  },
};

interface Result {
  readonly summary: Summary;
  readonly manifest: Manifest;
}

/** Runs what is not finished yet and writes the folder; undefined when the user interrupts. */
async function resultOf(plan: EnsemblePlan, terminal: Terminal): Promise<Result | undefined> {
  const partial = openPartial(plan);
  let isResumable = false;
  try {
    const isFinished = await runRest(plan, partial, terminal);
    isResumable = !isFinished && partial.finished.size > 0;
    if (isFinished) return writeResult(plan, partial);
  } finally {
    if (!isResumable) partial.remove();
  }
  const kept = isResumable ? '; they are kept, and the same command goes on' : '';
  terminal.note(`interrupted after ${partial.finished.size} of ${plan.runs.length} runs${kept}\n`);
  return undefined;
}

function openPartial(plan: EnsemblePlan): PartialRuns {
  const { elastinet, commit, build } = provenance();
  const key = {
    scenarioHash: plan.scenarioHash,
    seed: plan.scenario.params.seed,
    program: [elastinet, commit, build].join(' '),
    strategies: plan.strategies.map(({ hash }) => hash),
  };
  return openPartialRuns(plan.outPath, key, plan.scenario.params.record.facts !== 'none');
}

/** Runs the runs that are not kept from before; false when the user interrupts. */
async function runRest(plan: EnsemblePlan, partial: PartialRuns, terminal: Terminal): Promise<boolean> {
  const { params } = plan.scenario;
  const before = plan.runs.filter((run) => partial.finished.has(run)).length;
  const runs = plan.runs.filter((run) => !partial.finished.has(run));
  if (before > 0) terminal.note(`${before} of ${plan.runs.length} runs were finished before\n`);
  if (runs.length === 0) return true;
  const progress = showProgress(terminal, plan.runs.length, before);
  const { limits } = terminal;
  try {
    const begin = performance.now();
    const isFinished = await runInThreads({
      params,
      threads: plan.threads,
      runs,
      strategies: plan.strategies,
      factsFiles: params.record.facts === 'none' ? [] : runs.map(partial.factsFile),
      onFinished: partial.keep,
      onReached: (instants) => {
        const running = Math.min(runs.length + before - partial.finished.size, instants / params.horizon);
        progress.update(partial.finished.size, running);
      },
      onOutput: terminal.note,
      signal: terminal.interruption(),
      ...(limits === undefined ? {} : { limits }),
    });
    progress.end();
    const seconds = (performance.now() - begin) / 1000;
    if (isFinished && seconds >= SPEED_AFTER_SECONDS) {
      terminal.note(`${speedText(runs.length * monthCountOf(params), seconds)}\n`);
    }
    return isFinished;
  } finally {
    progress.end();
  }
}

/** An ensemble that takes this long says how fast it was. */
const SPEED_AFTER_SECONDS = 10;

/** Simulated months in so many seconds, as years in one. */
const speedText = (months: number, seconds: number): string =>
  `${(months / 12 / seconds).toPrecision(3)} simulated years a second, over ${seconds.toFixed(1)} s`;

function writeResult(plan: EnsemblePlan, partial: PartialRuns): Result {
  const { scenarioFile, outPath } = plan;
  const { params, resolved } = plan.scenario;
  const results = plan.runs.map((run) => partial.finished.get(run)!);
  const summary = summarise(params, results, plan.notes);
  const manifest = manifestOf({ params, resolved, scenarioFile, results, replay: plan.replay() });
  const page = renderHtml({ summary, manifest, metrics: METRIC_DEFINITIONS, chartScript: chartScript() });
  const factsFiles = params.record.facts === 'none' ? [] : plan.runs.map(partial.factsFile);
  writeResultFolder(outPath, { params, results, summary, manifest, page, factsFiles });
  return { summary, manifest };
}

function printResult(
  plan: EnsemblePlan,
  { summary, manifest }: Result,
  isJson: boolean,
  terminal: Terminal,
): void {
  if (!isJson) {
    terminal.out(renderText(summary, manifest, paintFor(terminal.hasColour.out)));
    terminal.out(`result  ${plan.out}\n`);
    terminal.out(`report  ${plan.out}/report.html\n`);
    return;
  }
  const metrics = Object.fromEntries(
    Object.entries(summary.metrics).map(([id, { mean, interval, n }]) => [id, { mean, interval, n }]),
  );
  const { digest, runs } = summary;
  terminal.out(`${JSON.stringify({ digest, runs, metrics, out: plan.out }, null, 2)}\n`);
}
