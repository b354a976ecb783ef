import { describe, expect, it } from 'vitest';
import type { StrategyParameters } from '../../../src/sim/scenario/complete.ts';
import { readScenario } from '../../../src/sim/scenario/read-scenario.ts';
import { ScenarioError } from '../../../src/sim/scenario/scenario-error.ts';
import { MALFORMED_CAPACITY } from './malformed-capacity.helpers.ts';
import { MALFORMED_CHOICES } from './malformed-choices.helpers.ts';
import { MALFORMED_FIELDS } from './malformed-fields.helpers.ts';
import { MALFORMED_HYBRID } from './malformed-hybrid.helpers.ts';
import { MALFORMED_MONEY } from './malformed-money.helpers.ts';
import { MALFORMED_OVERRIDES } from './malformed-overrides.helpers.ts';
import { MALFORMED_PEOPLE } from './malformed-people.helpers.ts';
import { MALFORMED_PRICES } from './malformed-prices.helpers.ts';
import { MALFORMED_TEXTS } from './malformed-texts.helpers.ts';
import { MALFORMED_TOGETHER } from './malformed-together.helpers.ts';
import type { Malformed } from './malformed.helpers.ts';

const strategyParameters: StrategyParameters = {
  'static-capture': {},
  'bad-mouthing': {
    shift: { kind: 'number', unit: 'share', default: 1, min: 0, max: 1, about: '' },
    against: { kind: 'choice', choices: ['honest', 'rivals'], default: 'honest', about: '' },
  },
};

function errorOf({ text = '', whole, overrides = [], csv }: Malformed): ScenarioError {
  const source = { text: whole ?? `version: 1\n${text}`, file: 'some.yaml' };
  const files = csv === undefined ? {} : { readFile: () => csv };
  try {
    readScenario(source, { overrides, strategyParameters, ...files });
  } catch (error) {
    if (error instanceof ScenarioError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

const kinds = {
  text: MALFORMED_TEXTS,
  field: MALFORMED_FIELDS,
  choice: MALFORMED_CHOICES,
  combination: MALFORMED_TOGETHER,
  'hybrid chain': MALFORMED_HYBRID,
  'rule of money': MALFORMED_MONEY,
  'stake or behaviour': MALFORMED_PEOPLE,
  price: MALFORMED_PRICES,
  override: MALFORMED_OVERRIDES,
  demand: MALFORMED_CAPACITY,
};

describe.each(Object.entries(kinds))('a malformed %s', (_kind, cases) => {
  it.each(cases.map((malformed) => [malformed.says, malformed] as const))(
    '%s is refused with its place, value and what is accepted',
    (_says, malformed) => {
      const error = errorOf(malformed);
      expect([error.line, error.column]).toEqual(malformed.at);
      expect(error.file).toBe(malformed.file ?? 'some.yaml');
      expect(error.path).toBe(malformed.path);
      expect(error.value).toEqual(malformed.value);
      expect(error.accepted).toContain(malformed.accepted);
      expect(error.problems[0].complaint).toContain(malformed.complaint ?? '');
      const place = `${error.file}:${error.line}:${error.column}: ${error.path}: `;
      expect(error.format().startsWith(place)).toBe(true);
      expect(error.format()).toContain('; accepted: ');
      expect(error.format()).not.toMatch(/\n\s+at |node_modules|\.ts:\d/);
    },
  );
});

describe('a scenario with several mistakes', () => {
  it('tells all mistakes of a stage, in the order of the file', () => {
    const error = errorOf({
      ...MALFORMED_FIELDS[0],
      whole: 'version: 1\nruns: 0\nnetwork: { nodez: 1, loss: 2 }\n',
    });
    expect(error.problems.map((problem) => [problem.path, problem.line, problem.column])).toEqual([
      ['runs', 2, 7],
      ['network.nodez', 3, 12],
      ['network.loss', 3, 28],
    ]);
    expect(error.format().split('\n')).toHaveLength(3);
  });

  it('cuts a long value to a readable length', () => {
    const error = errorOf({ ...MALFORMED_FIELDS[0], whole: `version: 1\nname: ${'x'.repeat(500)}\n` });
    expect(error.format().length).toBeLessThan(200);
    expect(error.value).toBe('x'.repeat(500));
  });
});
