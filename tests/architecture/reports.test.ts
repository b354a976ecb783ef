import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { STRATEGIES } from '../../src/sim/adversary/strategies/registry.ts';
import { readScenario } from '../../src/sim/scenario/read-scenario.ts';
import { simulateRun } from '../../src/sim/simulate.ts';
import { checkout } from './source-tree.helpers.ts';

/** An entry of `reports/index.json`, as `npm run reports` writes it. */
interface SampleReport {
  readonly name: string;
  readonly scenario: string;
  readonly report: string;
  readonly digest: string;
  readonly digests: readonly string[];
}

const REMEDY = 'run `npm run reports`';
const index = `${checkout}reports/index.json`;
const reports: readonly SampleReport[] = existsSync(index)
  ? (JSON.parse(readFileSync(index, 'utf8')) as { reports: readonly SampleReport[] }).reports
  : [];

const strategyParameters = Object.fromEntries(
  Object.entries(STRATEGIES).map(([name, strategy]) => [name, strategy.parameters]),
);

/** The digest of the scenario's run 0 with today's sources. */
function digestToday(scenario: string): string {
  const file = checkout + scenario;
  const readFile = (path: string): string => readFileSync(join(dirname(file), path), 'utf8');
  const source = { text: readFileSync(file, 'utf8'), file: scenario };
  return simulateRun(readScenario(source, { readFile, strategyParameters }).params, 0).digest;
}

describe('the sample reports', () => {
  it('are the three that the documents show', () => {
    expect(
      reports.map((report) => report.name),
      REMEDY,
    ).toEqual(['talk-year', 'capture-third', 'bad-mouthing']);
  });

  it.each(reports)('$name shows what the model does today', ({ scenario, report, digest, digests }) => {
    expect(readFileSync(`${checkout}reports/${report}`, 'utf8'), REMEDY).toContain(digest);
    expect(digestToday(scenario), REMEDY).toBe(digests[0]);
  });
});
