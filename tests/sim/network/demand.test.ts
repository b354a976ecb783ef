/**
 * Statistical: fixed seeds, four standard errors of a Poisson count, and the mutation that each test
 * catches.
 */
import { describe, expect, test } from 'vitest';
import { ALL_PARTS } from '../../../src/sim/protocol/parts.ts';
import {
  DAY,
  factsOf,
  paramsOf,
  runUntil,
  stageOf,
  start,
  type HeardFact,
  type Stage,
} from '../world.helpers.ts';

const MONTH = 3 * DAY;
/** Nothing is placed: a network that is full refuses whoever asks, and every request is told. */
const scenario = (demand: string, more = ''): string =>
  'network: { nodes: 6, validators: 2 }\nkeyGeneration: { mode: instant }\navailability: { mtbf: never }\n' +
  `horizon: 40 months\ndelegation: { holders: 9 }\nchains: { initial: { small: 0 }, demand: { ${demand} } }\n${more}`;

function asked(text: string, months: number): { stage: Stage; requests: HeardFact[] } {
  const stage = stageOf(paramsOf(text), {}, 0, {
    ...ALL_PARTS,
    outages: false,
    monitoring: false,
    accounts: false,
  });
  start(stage);
  runUntil(stage, months * MONTH);
  return { stage, requests: factsOf(stage, 'chain-created', 'chain-refused') };
}
const within = (requests: readonly HeardFact[], from: number, to: number): number =>
  requests.filter(({ at }) => at >= from * MONTH && at < to * MONTH).length;

describe('growing demand', () => {
  // 200 in 30 days are 20 in 3; fourfold a year, month by month: 20 · Σ 4^(m/12) = 20 · (16 − 1) / (4^(1/12)
  // − 1).
  const GROWTH = Math.pow(4, 1 / 12);
  const expected = (from: number, to: number): number =>
    (20 * (Math.pow(GROWTH, to) - Math.pow(GROWTH, from))) / (GROWTH - 1);
  const { requests } = asked(scenario('arrivalsPerMonth: 200, growth: 3, mix: { large: 1 }'), 24);

  // Catches no growth (480), growth in yearly steps (1,200), growth by the month (beyond all bounds).
  test('asks in two years as often as the integral of its rate says', () => {
    const count = within(requests, 0, 24);
    expect(expected(0, 24)).toBeCloseTo(2450, -1);
    expect(Math.abs(count - expected(0, 24))).toBeLessThan(4 * Math.sqrt(expected(0, 24)));
  });

  // Catches a rate that grows within the first months only, and one that is out by a month.
  test('does so in each half year', () => {
    for (const from of [0, 6, 12, 18]) {
      const mean = expected(from, from + 6);
      expect(Math.abs(within(requests, from, from + 6) - mean)).toBeLessThan(4 * Math.sqrt(mean));
    }
  });

  // Catches gaps that are drawn anew at a month's opening on top of the old one: twice as many.
  test('without growth stays what it is, through the same months', () => {
    const steady = asked(scenario('arrivalsPerMonth: 200, mix: { large: 1 }'), 24).requests;
    expect(Math.abs(steady.length - 480)).toBeLessThan(4 * Math.sqrt(480));
    // So little growth is none, but the rate is asked for month by month.
    const nearly = asked(scenario('arrivalsPerMonth: 200, growth: 0.000001, mix: { large: 1 }'), 24).requests;
    expect(Math.abs(nearly.length - 480)).toBeLessThan(4 * Math.sqrt(480));
  });

  test('that shrinks to less than a request in a thousand months ends', () => {
    const ended = asked(scenario('arrivalsPerMonth: 0.0009, growth: 0.5, mix: { large: 1 }'), 2).requests;
    expect(ended).toEqual([]);
  });
});

describe('demand that answers to the price', () => {
  // The token's price doubles on day 30, and with it, at so many tokens, what a chain costs in dollars.
  const doubled = 'price: { kind: table, table: [{ at: 0, usd: 0.1 }, { at: 30 days, usd: 0.2 }] }';
  const counts = (elasticity: number): [number, number] => {
    const text = scenario(
      `arrivalsPerMonth: 400, mix: { large: 1 } }, price: { kind: contract`,
      `market: { ${doubled}, demandElasticity: ${elasticity} }\n`,
    );
    const { requests } = asked(text, 20);
    return [within(requests, 0, 10), within(requests, 10, 20)];
  };

  // 400 at first, then 400 · 2^-1.5 = 141. Catches no answer (400) and an elasticity of 1 (200).
  test('falls by the power of the price that the elasticity says', () => {
    const [before, after] = counts(1.5);
    expect(Math.abs(before - 400)).toBeLessThan(4 * 20);
    const mean = 400 * Math.pow(2, -1.5);
    expect(Math.abs(after - mean)).toBeLessThan(4 * Math.sqrt(mean));
  });

  // Catches an answer to the price in tokens: a chain of fixed dollars costs the same, and half the tokens.
  test('stays where the price in dollars does', () => {
    const text = scenario(
      'arrivalsPerMonth: 400, mix: { large: 1 } }, price: { kind: fixed-usd, usd: 0.5',
      `market: { ${doubled}, demandElasticity: 1.5 }\n`,
    );
    const { requests } = asked(text, 20);
    expect(Math.abs(within(requests, 10, 20) - 400)).toBeLessThan(4 * 20);
  });

  // Catches a loop that is on though it was switched off.
  test('does not answer where the loop is off', () => {
    const text = scenario(
      'arrivalsPerMonth: 400, mix: { large: 1 }',
      `market: { ${doubled}, demandElasticity: 1.5, loops: { demand: false } }\n`,
    );
    const { requests } = asked(text, 20);
    expect(Math.abs(within(requests, 10, 20) - 400)).toBeLessThan(4 * 20);
  });
});

// 900 draws of 1 : 3: 225 ± 4 · sqrt(900 · 3/16) = 52. Catches even draws (450).
test('sizes are asked for by the mix, in growing demand too', () => {
  const { requests } = asked(
    scenario('arrivalsPerMonth: 400, growth: 0.1, mix: { small: 0.25, large: 0.75 }'),
    22,
  );
  const small = requests.filter(({ b }) => b === 0).length;
  const expected = requests.length / 4;
  expect(Math.abs(small - expected)).toBeLessThan(4 * Math.sqrt((requests.length * 3) / 16));
});
