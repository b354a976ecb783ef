import { describe, expect, it } from 'vitest';
import { KNOWN_STRATEGIES } from '../../src/experiments/catalogue.ts';
import { closedForms } from '../../src/experiments/closed-forms.ts';
import { simulate } from '../../src/experiments/simulation.ts';
import { readScenario } from '../../src/sim/scenario/read-scenario.ts';

const CALM = { availability: { mtbf: 'never' }, keyGeneration: { mode: 'instant' } };

/** A scenario of the profile `minimal` in which a quarter of the nodes plays these strategies. */
function scenario(strategies: readonly object[], fields: object = CALM) {
  const adversary = { name: 'c', members: { share: 0.25 }, strategies };
  return {
    version: 1 as const,
    profile: 'minimal' as const,
    chains: { initial: {} },
    adversaries: [adversary],
    ...fields,
  };
}

function formsOf(given: object): Map<string, number | bigint | undefined> {
  const { params } = readScenario({ text: JSON.stringify(given), file: 'test' }, KNOWN_STRATEGIES);
  const result = { metrics: { 'beacon.stalled': 0 } } as never;
  return new Map(
    closedForms(params)
      .filter(({ metric }) => /^(beacon|requests)/.test(metric))
      .map(({ metric, expected }) => [metric, expected(result)]),
  );
}

const REVEALER = { use: 'last-revealer' };
const GRINDER = { use: 'block-hash-grinding', with: { tries: 2 } };
const ROGUE = { use: 'rogue-key' };
const HIDDEN = { ...CALM, randomness: { source: 'commit-reveal' } };
const BLOCKS = {
  ...CALM,
  randomness: { source: 'block-hash' },
  placement: { policy: 'uniform' },
};
const OPEN = { ...CALM, randomness: { possession: 'none' } };

describe('closed forms of public randomness', () => {
  it('seat a coalition in groups by its share where no strategy moves seats', () => {
    expect(formsOf(scenario([{ use: 'static-capture' }]))).toEqual(new Map([['beacon.coalitionSeats', 1]]));
    // Who is down is replaced in a group that makes a key, whoever it is: members by share stay a fair draw.
    expect(formsOf(scenario([{ use: 'honest' }], {})).get('beacon.coalitionSeats')).toBe(1);
    const named = { name: 'c', members: { nodes: [0, 1] }, strategies: [{ use: 'honest' }] };
    expect(formsOf({ ...scenario([]), availability: {}, keyGeneration: {}, adversaries: [named] }).size).toBe(
      0,
    );
    expect(formsOf({ ...scenario([]), adversaries: [named] }).get('beacon.coalitionSeats')).toBe(0.2);
    expect(formsOf(scenario([{ use: 'honest' }], { network: { exitsPerMonth: 1 } })).size).toBe(0);
  });

  it('do not hold of seats and packing where a strategy moves seats', () => {
    const text = JSON.stringify({ ...scenario([REVEALER], HIDDEN), chains: { initial: { small: 9 } } });
    const { params } = readScenario({ text, file: 'test' }, KNOWN_STRATEGIES);
    const metrics = closedForms(params).map(({ metric }) => metric);
    expect(metrics).toContain('beacon.coalitionSeats');
    expect(metrics.filter((id) => /^(capture|halt|fork|chains|placement)/.test(id))).toEqual([]);
  });

  it('follow the last revealer only where it is alone and everybody is up', () => {
    const expected = Number(formsOf(scenario([REVEALER], HIDDEN)).get('beacon.coalitionSeats'));
    // Months 0, 1, 2: a plain draw of mean 1, then better ones.
    expect(expected).toBeGreaterThan(1.05);
    expect(expected).toBeLessThan(1.5);
    expect(formsOf(scenario([REVEALER, { use: 'honest' }], HIDDEN)).size).toBe(0);
    expect(formsOf(scenario([REVEALER], { ...HIDDEN, availability: {} })).size).toBe(0);
    const noPlaces = [{ use: 'last-revealer', with: { places: 0 } }];
    expect(formsOf(scenario(noPlaces, HIDDEN)).get('beacon.coalitionSeats')).toBeCloseTo(1, 12);
    const oneTry = [{ use: 'last-revealer', with: { tries: 1 } }];
    expect(formsOf(scenario(oneTry)).get('beacon.coalitionSeats')).toBeCloseTo(1, 12);
  });

  it('of grinding hold for one chain a month, uniform committees and space everywhere', () => {
    // 10 of 40 nodes hold three or four of four seats: (C(10,3)·30 + C(10,4))/C(40,4).
    const p = 3810 / 91_390;
    const form = formsOf(scenario([GRINDER], BLOCKS)).get('requests.captured.rate');
    expect(form).toBeCloseTo(1 - (1 - p) ** 2, 12);
    const two = [{ use: 'block-hash-grinding', with: { tries: 2, chains: 2 } }];
    expect(formsOf(scenario(two, BLOCKS)).size).toBe(0);
    expect(formsOf(scenario([GRINDER], { ...BLOCKS, placement: { policy: 'least-loaded' } })).size).toBe(0);
    // Three months ask for three slots of each node at most; 13 chains more leave just as many of 16.
    const initial = (small: number) => ({ ...scenario([GRINDER], BLOCKS), chains: { initial: { small } } });
    expect(formsOf(initial(13)).size).toBe(1);
    expect(formsOf(initial(14)).size).toBe(0);
    expect(formsOf(scenario([GRINDER], { ...BLOCKS, randomness: {} })).size).toBe(0);
  });

  it('of rogue keys turn on the proof of possession', () => {
    // P(no seat): C(30,4)/C(40,4).
    const none = formsOf(scenario([ROGUE], OPEN));
    expect(none.get('beacon.forged')).toBeCloseTo(3 * (1 - 27_405 / 91_390), 12);
    expect(none.get('beacon.keysRefused')).toBe(0);
    const required = formsOf(scenario([ROGUE]));
    expect([required.get('beacon.forged'), required.get('beacon.keysRefused')]).toEqual([0, 4]);
    expect(formsOf(scenario([ROGUE], { ...OPEN, availability: {} })).has('beacon.forged')).toBe(false);
    expect(formsOf(scenario([ROGUE], HIDDEN)).has('beacon.forged')).toBe(false);
  });

  it.each([
    { name: 'last-revealer', given: scenario([REVEALER], HIDDEN), metrics: ['beacon.coalitionSeats'] },
    { name: 'grinding', given: scenario([GRINDER], BLOCKS), metrics: ['requests.captured.rate'] },
    { name: 'rogue keys', given: scenario([ROGUE], OPEN), metrics: ['beacon.forged', 'beacon.keysRefused'] },
    { name: 'refused keys', given: scenario([ROGUE]), metrics: ['beacon.forged', 'beacon.keysRefused'] },
  ])('agree with 60 runs: $name', ({ given, metrics }) => {
    const { summary } = simulate({ ...given, seed: 'beacon forms', runs: 60, metrics });
    for (const id of metrics) {
      expect(summary.verdict.find((line) => line.id === id)?.status).toBe('agrees');
      expect(summary.metrics[id].analytic).toBeDefined();
    }
  });
});
