/**
 * What a user's strategy can do wrong, on this thread: the end-to-end test shows the same through the worker.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ACTS, guardStrategy } from '../../../src/experiments/engine/guarded-strategy.ts';
import { Heartbeat } from '../../../src/experiments/engine/heartbeat.ts';
import { loadStrategy } from '../../../src/experiments/engine/strategy-module.ts';
import { simulate } from '../../../src/experiments/simulation.ts';
import type { Rules } from '../../../src/sim/protocol/decisions.ts';
import { StrategyFault } from '../../../src/sim/protocol/strategy-fault.ts';
import type { Strategy } from '../../../src/sim/protocol/strategy.ts';
import { newFolder } from '../../cli/terminal.helpers.ts';

const DOOR = new URL('../../../src/index.ts', import.meta.url).href;
const SHIFT = { kind: 'number', unit: 'share', default: 0, min: 0, max: 1, about: 'How much.' } as const;

const strategyOf = (
  create: () => unknown,
  parameters: Strategy['parameters'] = { shift: SHIFT },
): Strategy => ({
  about: 'A test.',
  harms: [],
  parameters,
  create: create as () => Rules,
});

/** The fault of a run in which half of the nodes play `strategy`. */
function faultOf(strategy: Strategy): StrategyFault {
  const use = './mine.ts';
  const adversary = { name: 'cartel', members: { share: 0.5 }, strategies: [{ use, with: { shift: 1 } }] };
  const scenario = {
    version: 1,
    profile: 'minimal',
    chains: { initial: { small: 1 } },
    adversaries: [adversary],
  };
  try {
    simulate(scenario, { strategies: { [use]: guardStrategy(strategy, 0, new Heartbeat()) } });
  } catch (error) {
    if (error instanceof StrategyFault) return error;
    throw error;
  }
  throw new Error('the strategy did no wrong');
}

describe('a guarded strategy', () => {
  it.each([
    [
      'throws what cannot be shown',
      () => ({
        verdict: () => {
          throw Object.create(null);
        },
      }),
      'verdict',
      /cannot be shown/,
    ],
    [
      'throws an error whose text throws',
      () => ({
        verdict: () => {
          throw Object.defineProperty(new Error(), 'message', {
            get: () => {
              throw new Error('again');
            },
          });
        },
      }),
      'verdict',
      /threw/,
    ],
    [
      'throws in create',
      () => {
        throw new TypeError('no');
      },
      'create',
      /^threw TypeError: no$/,
    ],
    ['returns no rules', () => 7, 'create', /returned no rules/],
    ['returns an unknown rule', () => ({ verdikt: () => 0 }), 'create', /verdikt/],
    [
      'answers out of range',
      () => ({ verdict: () => ({ downtimePpm: 2e6, latencyMicros: 0 }) }),
      'verdict',
      /2000000; accepted: downtimePpm/,
    ],
    ['answers with an object for a word', () => ({ probeReply: () => ({}) }), 'probeReply', /an object/],
    // A choice is copied as data, and a promise is none.
    ['answers with a promise', () => ({ probeReply: async () => 'answer' }), 'probeReply', /an object/],
    [
      'answers with a getter that throws',
      () => ({
        verdict: () => ({
          get downtimePpm(): number {
            throw new Error('got');
          },
          latencyMicros: 0,
        }),
      }),
      'verdict',
      /threw Error: got/,
    ],
    ['contributes a negative number', () => ({ beaconShare: () => -1n }), 'beaconShare', /-1n/],
  ])('%s: the fault names the decision', (_what, create, decision, reason) => {
    const fault = faultOf(strategyOf(create));
    expect(fault).toMatchObject({ strategy: './mine.ts', decision });
    expect(fault.reason).toMatch(reason);
    // All but verdicts are asked for at the start of the run, or of its first window.
    expect(fault.instant === 0).toBe(decision !== 'verdict');
  });

  it('is told when it has no such parameter', () => {
    expect(faultOf(strategyOf(() => ({}), {})).reason).toMatch(/no parameter shift/);
  });

  it('is inside exactly while its own code runs', () => {
    const heartbeat = new Heartbeat();
    const seen: boolean[] = [];
    const guarded = guardStrategy(
      strategyOf(() => {
        seen.push(heartbeat.read().isInside);
        return {};
      }),
      3,
      heartbeat,
    );
    guarded.create({ shift: 0 }, { coalition: 'a', draws: undefined as never });
    expect(seen).toEqual([true]);
    expect(heartbeat.read()).toMatchObject({
      isInside: false,
      strategy: 3,
      act: ACTS.indexOf('create'),
      calls: 1,
    });
  });
});

/** Loads a strategy's text from a file. */
async function load(text: string, name = 'mine.ts'): Promise<Strategy> {
  const file = join(newFolder(), name);
  writeFileSync(file, text);
  return loadStrategy('./mine.ts', file, DOOR);
}

describe('a strategy’s file', () => {
  const whole = `{ about: 'A test.', harms: [], parameters: {}, create: () => ({}) }`;

  it('may be TypeScript or JavaScript, and import our values', async () => {
    const typed = `import { DECISION_NAMES, type Strategy } from 'elastinet';
      const about: string = DECISION_NAMES.join();
      export const strategy: Strategy = { ...${whole}, about };`;
    expect((await load(typed)).about).toBe(
      'verdict,probeReply,beaconShare,probeFailed,beaconReveal,beaconSignature,keyRegistration,' +
        'dkgDeal,dkgVerdict,dkgResponse,disruption,chainRequests,enclaves,claim,nodeLife,fees,trade,gasBid,' +
        'lendingOffer,report',
    );
    expect((await load(`export const strategy = ${whole};`, 'mine.mjs')).about).toBe('A test.');
  });

  it.each([
    ['is no program', 'export const strategy = {', /^threw/],
    ['exports nothing of that name', `export const other = ${whole};`, /exports no strategy/],
    ['has only a default export', `export default ${whole};`, /exports no strategy/],
    [
      'says nothing about itself',
      `export const strategy = { ...${whole}, about: 7 };`,
      /about is not a text/,
    ],
    ['has no create', `export const strategy = { ...${whole}, create: {} };`, /create is not a function/],
    ['has no parameters', `export const strategy = { ...${whole}, parameters: null };`, /parameters is not/],
    [
      'has a parameter of no kind',
      `export const strategy = { ...${whole}, parameters: { a: 1 } };`,
      /parameter a/,
    ],
    ['imports what is not there', `import { a } from './gone.ts'; export const b = a;`, /gone/],
  ])('that %s is refused when it is loaded', async (_what, text, reason) => {
    const fault = await load(text).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(fault).toBeInstanceOf(StrategyFault);
    expect(fault).toMatchObject({ strategy: './mine.ts', decision: 'load', instant: 0 });
    expect((fault as StrategyFault).reason).toMatch(reason);
  });
});
