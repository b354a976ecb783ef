import { expect, test } from 'vitest';
import { STRATEGIES } from '../../../../src/sim/adversary/strategies/registry.ts';
import { DECISION_NAMES } from '../../../../src/sim/protocol/decisions.ts';
import { METRICS } from '../../../../src/sim/protocol/metrics.ts';
import { rulesOf } from './rules.helpers.ts';

test.each(Object.entries(STRATEGIES))(
  '%s says what it harms and does, with parameters that may be',
  (_name, strategy) => {
    expect(strategy.about).toMatch(/\.$/);
    const ids = METRICS.map(({ id }) => id);
    for (const id of strategy.harms) expect(ids).toContain(id);
    for (const parameter of Object.values(strategy.parameters)) {
      expect(parameter.about).not.toBe('');
      if (parameter.kind === 'choice') expect(parameter.choices).toContain(parameter.default);
      else {
        expect(parameter.default).toBeGreaterThanOrEqual(parameter.min);
        expect(parameter.default).toBeLessThanOrEqual(parameter.max);
      }
    }
    const names: readonly string[] = DECISION_NAMES;
    for (const name of Object.keys(rulesOf(strategy))) expect(names).toContain(name);
  },
);
