import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { STRATEGIES } from '../../src/sim/adversary/strategies/registry.ts';
import { readScenario } from '../../src/sim/scenario/read-scenario.ts';
import { simulateRun } from '../../src/sim/simulate.ts';

const FOLDER = join(import.meta.dirname, '../../scenarios');

// The digest of run 0 of every scenario, its first two months. A change is deliberate: the changelog says what draws or
// facts changed, and `npx vitest run tests/golden -u` writes the new ones.
test.each(readdirSync(FOLDER).toSorted())('%s goes the way it went before', (file) => {
  const text = readFileSync(join(FOLDER, file), 'utf8');
  const parameters = Object.entries(STRATEGIES).map(([name, strategy]) => [name, strategy.parameters]);
  const { params } = readScenario({ text, file }, { strategyParameters: Object.fromEntries(parameters) });
  const months = params.calendar.kind === 'days' ? params.horizon : Math.min(params.horizon, 60 * 86_400_000);
  const { digest, key } = simulateRun({ ...params, horizon: months as typeof params.horizon }, 0);
  expect({ key, digest }).toMatchSnapshot();
});
