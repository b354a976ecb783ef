import { describe, expect, test } from 'vitest';
import { ballotStuffing } from '../../../../src/sim/adversary/strategies/ballot-stuffing.ts';
import { occasionFor, rulesOf, viewOf } from './rules.helpers.ts';

const dark = { downtimePpm: 1_000_000, latencyMicros: -1 };

describe('ballot-stuffing', () => {
  test('says that its own answered everything in 20 ms', () => {
    expect(rulesOf(ballotStuffing).verdict!(occasionFor(1, dark), viewOf(0, 1))).toEqual({
      downtimePpm: 0,
      latencyMicros: 20_000,
    });
  });

  test('tells the truth about everybody else', () => {
    expect(rulesOf(ballotStuffing).verdict!(occasionFor(5, dark), viewOf(0, 1))).toBe(dark);
  });

  test.each([
    [0, 1_000_000],
    [0.25, 750_000],
    [1, 0],
  ])('takes a shift of %d off the truth', (shift, downtimePpm) => {
    const { verdict } = rulesOf(ballotStuffing, { shift, latency: 0.5 });
    expect(verdict!(occasionFor(1, dark), viewOf(1))).toEqual({ downtimePpm, latencyMicros: 500 });
    const little = { downtimePpm: 10, latencyMicros: 7 };
    expect(verdict!(occasionFor(1, little), viewOf(1))).toEqual({
      downtimePpm: shift === 0 ? 10 : 0,
      latencyMicros: 500,
    });
  });
});
