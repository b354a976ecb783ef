import { describe, expect, test } from 'vitest';
import { badMouthing } from '../../../../src/sim/adversary/strategies/bad-mouthing.ts';
import { occasionFor, rulesOf, viewOf } from './rules.helpers.ts';

const truth = { downtimePpm: 20_000, latencyMicros: 33_000 };

describe('bad-mouthing', () => {
  test('says that every target outside was dark', () => {
    expect(rulesOf(badMouthing).verdict!(occasionFor(5, truth), viewOf(0, 1))).toEqual({
      downtimePpm: 1_000_000,
      latencyMicros: -1,
    });
  });

  test('tells the truth about its own', () => {
    expect(rulesOf(badMouthing).verdict!(occasionFor(1, truth), viewOf(0, 1))).toBe(truth);
  });

  test.each([
    [0, 20_000, 33_000],
    [0.25, 270_000, 33_000],
    [0.979999, 999_999, 33_000],
    [0.98, 1_000_000, -1],
  ])('adds a shift of %d to the truth, up to all probes', (shift, downtimePpm, latencyMicros) => {
    const { verdict } = rulesOf(badMouthing, { shift });
    expect(verdict!(occasionFor(5, truth), viewOf(0))).toEqual({ downtimePpm, latencyMicros });
  });

  test('decides nothing else', () => {
    expect(Object.keys(rulesOf(badMouthing))).toEqual(['verdict']);
  });
});
