import { describe, expect, test } from 'vitest';
import { createOperators, type DecideSources } from '../../../src/sim/adversary/decide.ts';
import { Streams } from '../../../src/sim/kernel/streams.ts';
import { DECISION_NAMES } from '../../../src/sim/protocol/decisions.ts';
import type { BeaconShareOccasion, Operators, VerdictOccasion } from '../../../src/sim/protocol/decisions.ts';
import { StrategyFault } from '../../../src/sim/protocol/strategy-fault.ts';
import type { Strategy, StrategyContext, StrategyOptions } from '../../../src/sim/protocol/strategy.ts';
import type { AdversaryView } from '../../../src/sim/protocol/view.ts';
import { paramsOf } from '../world.helpers.ts';

const VIEW = { now: 0 } as unknown as AdversaryView;
const occasion: BeaconShareOccasion = {
  node: 2,
  month: 1,
  contribution: 77n,
  place: 0,
  places: 4,
  sum: 0n,
  beaconOf: () => undefined,
};

function operatorsWith(
  uses: string,
  strategies: Record<string, Strategy>,
  more: Partial<DecideSources> = {},
): Operators {
  const params = paramsOf(
    `network: { nodes: 5, validators: 1 }\nadversaries: [{ name: x, members: { nodes: [2, 4] }, strategies: [${uses}] }]`,
  );
  return createOperators(params, {
    streams: new Streams(Uint32Array.of(1, 2, 3, 4)),
    strategies,
    viewOf: () => VIEW,
    now: () => 42,
    ...more,
  });
}

const strategyOf = (create: (options: StrategyOptions, context: StrategyContext) => unknown): Strategy => ({
  about: 'A test’s own.',
  harms: [],
  parameters: {
    size: { kind: 'number', unit: 'nodes', default: 3, min: 1, max: 9, about: 'A number.' },
    mood: { kind: 'choice', choices: ['calm', 'wild'], default: 'calm', about: 'A choice.' },
  },
  create: create as Strategy['create'],
});

function faultOf(act: () => unknown): StrategyFault {
  try {
    act();
  } catch (error) {
    if (error instanceof StrategyFault) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('a decision', () => {
  const contributes = (amount: bigint): Strategy => strategyOf(() => ({ beaconShare: () => amount }));

  test('is answered by the first strategy with a rule for it', () => {
    const operators = operatorsWith('{ use: ./a.ts }, { use: ./b.ts }, { use: ./c.ts }', {
      './a.ts': strategyOf(() => ({ probeReply: () => 'ignore' })),
      './b.ts': contributes(1n),
      './c.ts': strategyOf(() => ({ beaconShare: () => 2n, probeReply: () => 'answer' })),
    });
    expect(operators.ask('beaconShare', 2, occasion)).toBe(1n);
    expect(operators.strategyOf('beaconShare', 2)).toBe('./b.ts');
    const window = { node: 4, windowStart: 0 as never, windowEnd: 1 as never };
    expect(operators.ask('probeReply', 4, window)).toBe('ignore');
    expect(operators.strategyOf('probeReply', 4)).toBe('./a.ts');
  });

  test('is answered by the protocol where no strategy has a rule, and for everybody else', () => {
    const operators = operatorsWith('{ use: ./b.ts }', { './b.ts': contributes(1n) });
    expect(operators.ask('beaconShare', 0, occasion)).toBe(77n);
    expect(operators.strategyOf('beaconShare', 0)).toBe('honest');
    const truth = { downtimePpm: 3, latencyMicros: 4 };
    expect(operators.ask('verdict', 2, { truth } as VerdictOccasion)).toBe(truth);
    expect(operators.ask('probeReply', 2, {} as never)).toBe('answer');
    expect(operators.strategyOf('verdict', 2)).toBe('honest');
  });

  test('is marked for the network where an operator has a rule of its own', () => {
    const { hasRule, areAsked, corruptedAtStart, coalitions } = operatorsWith('{ use: ./b.ts }', {
      './b.ts': contributes(1n),
    });
    expect([...hasRule.beaconShare]).toEqual([0, 0, 1, 0, 1]);
    for (const name of DECISION_NAMES) {
      expect(areAsked[name], name).toBe(name === 'beaconShare');
      if (name !== 'beaconShare') expect([...hasRule[name]], name).toEqual([0, 0, 0, 0, 0]);
    }
    expect(coalitions).toEqual([[2, 4]]);
    expect(corruptedAtStart).toEqual([
      { node: 2, coalition: 0 },
      { node: 4, coalition: 0 },
    ]);
  });

  test('is not marked where a strategy answers by the protocol’s own rule', () => {
    const { hasRule, areAsked } = operatorsWith('{ use: honest }', {});
    for (const name of DECISION_NAMES)
      expect([areAsked[name], ...hasRule[name]]).toEqual([false, 0, 0, 0, 0, 0]);
  });

  test('gets the coalition’s view, made once, and is announced before it is asked', () => {
    const views: (readonly number[])[] = [];
    const asked: unknown[] = [];
    const seen: AdversaryView[] = [];
    const operators = operatorsWith(
      '{ use: ./b.ts }',
      {
        './b.ts': strategyOf(() => ({
          beaconShare: (_occasion: unknown, view: AdversaryView) => (seen.push(view), 1n),
        })),
      },
      {
        viewOf: (members) => {
          views.push(members);
          return VIEW;
        },
        onAsk: (...what) => asked.push(what),
      },
    );
    operators.ask('beaconShare', 2, occasion);
    operators.ask('beaconShare', 4, occasion);
    expect(views).toEqual([[2, 4]]);
    expect(seen).toEqual([VIEW, VIEW]);
    expect(asked).toEqual([
      ['./b.ts', 'create', 0],
      ['./b.ts', 'beaconShare', 42],
      ['./b.ts', 'beaconShare', 42],
    ]);
  });
});

describe('a strategy', () => {
  test('gets its options with defaults filled in, its coalition’s name and draws of its own', () => {
    const calls: { options: StrategyOptions; coalition: string; draw: number }[] = [];
    const strategy = strategyOf((options, { coalition, draws }) => {
      calls.push({ options, coalition, draw: draws.below(2 ** 32) });
      return {};
    });
    operatorsWith('{ use: ./a.ts }, { use: ./a.ts, with: { size: 9, mood: wild } }', { './a.ts': strategy });
    expect(calls.map(({ options }) => options)).toEqual([
      { size: 3, mood: 'calm' },
      { size: 9, mood: 'wild' },
    ]);
    expect(calls.map(({ coalition }) => coalition)).toEqual(['x', 'x']);
    expect(calls[0].draw).not.toBe(calls[1].draw);
  });

  test.each([
    [
      'a parameter that it has not',
      '{ use: ./a.ts, with: { sise: 3 } }',
      'no parameter sise; accepted: size, mood',
    ],
    [
      'a number out of range',
      '{ use: ./a.ts, with: { size: 10 } }',
      'size is 10; accepted: a number from 1 to 9 (nodes)',
    ],
    ['a number below the range', '{ use: ./a.ts, with: { size: 0 } }', 'size is 0'],
    ['text for a number', '{ use: ./a.ts, with: { size: "3" } }', 'size is 3'],
    ['an unknown choice', '{ use: ./a.ts, with: { mood: mild } }', 'mood is mild; accepted: calm, wild'],
    ['a number for a choice', '{ use: ./a.ts, with: { mood: 1 } }', 'mood is 1'],
  ])('is not made with %s', (_case, use, reason) => {
    const fault = faultOf(() => operatorsWith(use, { './a.ts': strategyOf(() => ({})) }));
    expect(fault).toMatchObject({ strategy: './a.ts', decision: 'create', instant: 0 });
    expect(fault.reason).toContain(reason);
  });

  test('must be known', () => {
    expect(faultOf(() => operatorsWith('{ use: ./b.ts }', {})).reason).toContain('not known here');
    expect(faultOf(() => operatorsWith('{ use: no-such }', {})).strategy).toBe('no-such');
  });

  test('that throws in create is at fault there', () => {
    const strategy = strategyOf(() => {
      throw new RangeError('too bold');
    });
    const fault = faultOf(() => operatorsWith('{ use: ./a.ts }', { './a.ts': strategy }));
    expect(fault).toMatchObject({ decision: 'create', reason: 'threw RangeError: too bold' });
  });

  test('that throws in a rule is at fault at that decision and instant', () => {
    const strategy = strategyOf(() => ({
      beaconShare: () => {
        throw 'a mere text';
      },
    }));
    const operators = operatorsWith('{ use: ./a.ts }', { './a.ts': strategy });
    const fault = faultOf(() => operators.ask('beaconShare', 2, occasion));
    expect(fault).toMatchObject({ decision: 'beaconShare', instant: 42, reason: 'threw a mere text' });
  });

  test.each([
    ['nothing', undefined, 'returned no rules'],
    ['null', null, 'returned no rules'],
    ['text', 'rules', 'returned no rules'],
    ['a rule of an unknown name', { verdicts: () => 'silent' }, 'a rule verdicts that is not one'],
    ['a rule that is no function', { verdict: 'silent' }, 'a rule verdict that is not one'],
  ])('must not return %s', (_case, rules, reason) => {
    const fault = faultOf(() => operatorsWith('{ use: ./a.ts }', { './a.ts': strategyOf(() => rules) }));
    expect(fault.reason).toContain(reason);
  });
});
