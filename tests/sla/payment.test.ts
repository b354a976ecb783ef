import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssertionError } from '../../src/base/assert.ts';
import { days, hours, milliseconds } from '../../src/base/units.ts';
import { downtimeAllowed } from '../../src/sla/agreement.ts';
import { binaryScore, meetsInTruth } from '../../src/sla/payment.ts';

const TALK = { floorPpm: 970_000, latencyMaxMicros: 150_000 };
const DAY = days(1);
const agreements = fc.record({
  floorPpm: fc.integer({ min: 0, max: 1_000_000 }),
  latencyMaxMicros: fc.integer({ min: 0, max: 3_000_000 }),
});

interface Window {
  readonly length: number;
  readonly downtimePpm: number;
  /** −1 when nobody was answered. */
  readonly latencyMicros: number;
}

function measuredOver(windows: readonly Window[]) {
  const answered = windows.filter((window) => window.latencyMicros >= 0);
  const sum = (list: readonly Window[], part: (window: Window) => number) =>
    list.reduce((total, window) => total + part(window), 0);
  return {
    measured: milliseconds(sum(windows, (window) => window.length)),
    downtimeSum: sum(windows, (window) => window.downtimePpm * window.length),
    latencyMeasured: milliseconds(sum(answered, (window) => window.length)),
    latencySum: sum(answered, (window) => window.latencyMicros * window.length),
  };
}

function exactScore(windows: readonly Window[], agreement: typeof TALK): 0 | 1 {
  let downtime = 0n;
  let latency = 0n;
  for (const { length, downtimePpm, latencyMicros } of windows) {
    downtime += BigInt(downtimePpm - (1_000_000 - agreement.floorPpm)) * BigInt(length);
    if (latencyMicros >= 0) latency += BigInt(latencyMicros - agreement.latencyMaxMicros) * BigInt(length);
  }
  return downtime <= 0n && latency <= 0n ? 1 : 0;
}

const daysOf = (windows: number, downtimePpm: number, latencyMicros: number): Window[] =>
  Array.from({ length: windows }, () => ({ length: DAY, downtimePpm, latencyMicros }));

describe('binaryScore', () => {
  it('is exact whatever the windows and however large the reported latencies', () => {
    // Figures near the bounds are as likely as wild ones; sums of the wild ones pass 2^53.
    const windows = fc.array(
      fc.record({
        length: fc.oneof(fc.integer({ min: 1, max: DAY }), fc.constant(DAY)),
        downtimePpm: fc.oneof(fc.nat({ max: 1_000_000 }), fc.integer({ min: 29_999, max: 30_001 })),
        latencyMicros: fc.oneof(
          fc.constant(-1),
          fc.integer({ min: 149_999, max: 150_001 }),
          fc.nat({ max: 300_000 }),
          fc.nat({ max: 2 ** 31 - 1 }),
        ),
      }),
      { maxLength: 31 },
    );
    fc.assert(
      fc.property(windows, fc.oneof(fc.constant(TALK), agreements), (given, agreement) => {
        expect(binaryScore(agreement, measuredOver(given))).toBe(exactScore(given, agreement));
      }),
      { seed: 941, numRuns: 3000 },
    );
  });

  it('passes exactly at the floor and fails a millionth below it', () => {
    expect(binaryScore(TALK, measuredOver(daysOf(30, 30_000, 50_000)))).toBe(1);
    expect(binaryScore(TALK, measuredOver([...daysOf(29, 30_000, 0), ...daysOf(1, 30_001, 0)]))).toBe(0);
  });

  it('passes exactly at the greatest latency and fails a microsecond above it', () => {
    expect(binaryScore(TALK, measuredOver(daysOf(30, 0, 150_000)))).toBe(1);
    expect(binaryScore(TALK, measuredOver([...daysOf(29, 0, 150_000), ...daysOf(1, 0, 150_001)]))).toBe(0);
  });

  it('one day lost to liars fails a month of clean days at 97 %', () => {
    for (const clean of [27, 28, 29, 30]) {
      expect(binaryScore(TALK, measuredOver([...daysOf(clean, 0, 0), ...daysOf(1, 1_000_000, -1)]))).toBe(0);
    }
  });

  it('weighs a window by its length', () => {
    const short: Window = { length: hours(21.6), downtimePpm: 1_000_000, latencyMicros: -1 };
    const rest: Window = { length: days(30) - hours(21.6), downtimePpm: 0, latencyMicros: 1 };
    expect(binaryScore(TALK, measuredOver([short, rest]))).toBe(1);
    expect(binaryScore(TALK, measuredOver([{ ...short, length: short.length + 1 }, rest]))).toBe(0);
  });

  it('a month that nobody measured passes: the burden of proof lies with the monitors', () => {
    expect(binaryScore(TALK, measuredOver([]))).toBe(1);
    expect(binaryScore({ floorPpm: 1_000_000, latencyMaxMicros: 0 }, measuredOver([]))).toBe(1);
  });

  it('windows in which nobody was answered say nothing about latency', () => {
    expect(binaryScore({ ...TALK, floorPpm: 0 }, measuredOver(daysOf(30, 1_000_000, -1)))).toBe(1);
  });

  it('refuses a month too long to be judged exactly', () => {
    const month = measuredOver([{ length: days(700), downtimePpm: 0, latencyMicros: 0 }]);
    expect(() => binaryScore(TALK, month)).toThrow(AssertionError);
  });
});

describe('meetsInTruth', () => {
  it('holds up to the allowed downtime and not a millisecond beyond', () => {
    fc.assert(
      fc.property(agreements, fc.integer({ min: 1, max: days(31) }), (agreement, length) => {
        const month = milliseconds(length);
        const down = downtimeAllowed(agreement, month);
        const fast = { month, latencySumMicros: 0, others: 999 };
        expect(meetsInTruth(agreement, { ...fast, down })).toBe(true);
        if (down < month) {
          expect(meetsInTruth(agreement, { ...fast, down: milliseconds(down + 1) })).toBe(false);
        }
      }),
      { seed: 942 },
    );
  });

  it('holds up to the greatest mean latency over all others', () => {
    const up = { month: days(30), down: milliseconds(0), others: 999 };
    expect(meetsInTruth(TALK, { ...up, latencySumMicros: 999 * 150_000 })).toBe(true);
    expect(meetsInTruth(TALK, { ...up, latencySumMicros: 999 * 150_000 + 1 })).toBe(false);
    expect(meetsInTruth(TALK, { ...up, others: 0, latencySumMicros: 0 })).toBe(true);
  });
});
