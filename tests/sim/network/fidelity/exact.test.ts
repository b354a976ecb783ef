import { expect, test } from 'vitest';
import { probed, type Probes } from './probed.helpers.ts';

test('probes are as many events as were due', () => {
  const spec: Probes = { days: 3, nodes: 4, more: 'availability: { mtbf: never }' };
  const [exact, interval] = (['exact', 'interval'] as const).map(
    (name) => probed(name, spec).stage.engine.handled,
  );
  expect(exact - interval).toBe(3 * 288 * 4 * 3);
});
