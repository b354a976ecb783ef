/** What a designer's run costs: the baseline of the scenarios, once, everything on. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readScenario } from '../../sim/scenario/read-scenario.ts';
import { simulateRun } from '../../sim/simulate.ts';
import { ROOT } from './own-process.ts';

const FILE = 'scenarios/designer-baseline.yaml';

/** What it took, and how much there was. */
export interface DesignerBenchResult extends Readonly<Record<string, number | string>> {
  /** Wall time of the run, world set-up included, reading the scenario not. */
  readonly seconds: number;
  /** Processor time of the same, the engine's own threads included. */
  readonly processorSeconds: number;
  readonly nanosecondsPerHolderMonth: number;
  /** The most memory that this process ever held, in millions of bytes. */
  readonly peakMB: number;
  readonly digest: string;
}

/** Runs the scenario once; `months` and `holders` may be fewer than it says. */
export function designerBench({
  months,
  holders,
}: {
  readonly months?: number | undefined;
  readonly holders?: number | undefined;
}): DesignerBenchResult {
  const overrides = [
    ...(months === undefined ? [] : [{ path: 'horizon', value: `${months} months` }]),
    ...(holders === undefined ? [] : [{ path: 'delegation.holders', value: String(holders) }]),
  ];
  const text = readFileSync(join(ROOT, FILE), 'utf8');
  const { params } = readScenario({ text, file: FILE }, { overrides });
  const processorBegin = process.cpuUsage();
  const begin = performance.now();
  const { digest, series } = simulateRun(params, 0);
  const seconds = (performance.now() - begin) / 1000;
  const { user, system } = process.cpuUsage(processorBegin);
  const closed = series.filter(({ metric }) => metric === 'supply.end').length;
  return {
    seconds,
    processorSeconds: (user + system) / 1e6,
    nanosecondsPerHolderMonth: (seconds * 1e9) / (params.delegation.holders * Math.max(1, closed)),
    peakMB: process.resourceUsage().maxRSS / 1000,
    digest,
  };
}
