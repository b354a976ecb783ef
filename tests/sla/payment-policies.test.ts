import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { days, hours, instant, milliseconds, minutes, seconds } from '../../src/base/units.ts';
import { checksOf, failedChecks, lateChecks, payment } from '../../src/sla/payment-policies.ts';
import type { ClaimSchedule, MonthJudged, PaymentPolicy } from '../../src/sla/payment-policies.ts';

/** The times of the contracts' own tests, and those in use. */
const TESTS: ClaimSchedule = { period: seconds(3600), delta: seconds(300), check: seconds(120) };
const IN_2019: ClaimSchedule = { period: days(30), delta: hours(1), check: minutes(2) };
const IN_2020: ClaimSchedule = { period: days(30), delta: hours(1), check: minutes(5) };
const LATENCY_MAX = 150_000;

/** A faultless month but for what a test says. */
const monthOf = (month: Partial<MonthJudged> = {}): MonthJudged => ({
  score: 1,
  measured: { measured: days(30), downtimeSum: 0 },
  failedChecks: 0,
  lateChecks: 0,
  latencyMicros: 0,
  isStakeShort: false,
  ...month,
});
const contract = (kind: 'sm-talk-2019' | 'sm-1.5', schedule: ClaimSchedule): PaymentPolicy => ({
  kind,
  schedule,
  latencyMaxMicros: LATENCY_MAX,
});
const paid = (policy: PaymentPolicy, due: bigint, month: Partial<MonthJudged>): bigint =>
  payment(policy, due, monthOf(month)).paid;

describe('sm-talk-2019', () => {
  const policy = contract('sm-talk-2019', TESTS);
  const due = 1_250_285_779_606_767_261_088n;

  test.each([
    // [failed checks, seconds from the last claim to this one, latency in µs, base units paid]
    [0, 3600, 50, 1_250_285_779_606_767_261_088n],
    [1, 3600, 50, 1_250_227_896_005_859_540_382n],
    [1, 4000, 50, 1_250_227_896_005_859_540_382n],
    [1, 4200, 50, 1_250_112_128_804_044_098_969n],
    [0, 3600, 200_000, 937_714_334_705_075_445_816n],
    [0, 4000, 200_000, 937_714_334_705_075_445_816n],
    [0, 4200, 200_000, 937_627_509_303_713_864_756n],
  ])(
    '%i failed checks, a claim after %i s and %i µs leave %i of the 18th part',
    (failed, after, latency, rest) => {
      const late = lateChecks(TESTS, { lastClaim: instant(7), now: instant(7 + after * 1000) });
      const month = { failedChecks: failed, lateChecks: late, latencyMicros: latency };
      expect(paid(policy, due, month)).toBe(rest);
    },
  );

  test('a month has 21,570 checks, of which 719 may fail; one more costs 720 of 21,600', () => {
    const month = contract('sm-talk-2019', IN_2019);
    expect(checksOf(IN_2019)).toBe(21_570);
    expect(paid(month, 21_600n, { failedChecks: 719 })).toBe(21_600n);
    expect(paid(month, 21_600n, { failedChecks: 720 })).toBe(20_880n);
    expect(paid(month, 21_600n, { failedChecks: 700, lateChecks: 20 })).toBe(20_880n);
    // Down for the whole month a node still gets 30 checks' worth; late besides, nothing.
    expect(paid(month, 21_600n, { failedChecks: 21_570 })).toBe(30n);
    expect(paid(month, 21_600n, { failedChecks: 21_570, lateChecks: 30 })).toBe(0n);
    expect(paid(month, 21_600n, { failedChecks: 21_570, lateChecks: 5000 })).toBe(0n);
  });

  test('stake that falls short costs nothing yet', () => {
    expect(paid(policy, 1000n, { isStakeShort: true })).toBe(1000n);
  });
});

describe('sm-1.5', () => {
  const policy = contract('sm-1.5', IN_2020);

  test('a month has 8,628 checks, of which 287 may fail; one more costs 288 of 8,628', () => {
    expect(checksOf(IN_2020)).toBe(8628);
    expect(paid(policy, 8628n, { failedChecks: 287 })).toBe(8628n);
    expect(paid(policy, 8628n, { failedChecks: 288 })).toBe(8340n);
    expect(paid(policy, 8628n, { failedChecks: 287, lateChecks: 1 })).toBe(8340n);
    expect(paid(policy, 8628n, { failedChecks: 8628 })).toBe(0n);
    expect(paid(policy, 8628n, { failedChecks: 8628, lateChecks: 9 })).toBe(0n);
  });

  test('the penalty is rounded down, in favour of the node', () => {
    // 1000 · 288 / 8628 = 33.38
    expect(paid(policy, 1000n, { failedChecks: 288 })).toBe(967n);
    expect(paid(policy, 1n, { failedChecks: 8627 })).toBe(1n);
  });

  test('latency scales what the penalty left, and stake that falls short halves what latency left', () => {
    const slow = { latencyMicros: 150_001 };
    expect(paid(policy, 1001n, { latencyMicros: LATENCY_MAX })).toBe(1001n);
    expect(paid(policy, 1001n, slow)).toBe(1000n);
    expect(paid(policy, 1001n, { ...slow, failedChecks: 288 })).toBe(967n);
    expect(paid(policy, 1001n, { latencyMicros: 450_000, isStakeShort: true })).toBe(166n);
    expect(payment(policy, 1001n, monthOf({ isStakeShort: true }))).toEqual({ paid: 500n, withheld: 501n });
  });
});

test('all failed checks count once they are too many: from 719 to 720 pay falls by a thirtieth', () => {
  const cliff = (kind: 'sm-talk-2019' | 'sm-1.5', schedule: ClaimSchedule): bigint => {
    const most = Math.floor(checksOf(schedule) / 30);
    const policy = contract(kind, schedule);
    return (
      paid(policy, 10n ** 6n, { failedChecks: most }) - paid(policy, 10n ** 6n, { failedChecks: most + 1 })
    );
  };
  expect(cliff('sm-talk-2019', IN_2019)).toBe(33_333n);
  expect(cliff('sm-1.5', IN_2020)).toBe(33_379n);
});

describe('proportional', () => {
  const policy = { kind: 'proportional', floorPpm: 900_000 } as const;
  const downFor = (downtimeSum: number, measured = days(30)) => ({ measured: { measured, downtimeSum } });

  test('pays the part of the month that the node was up, and nothing below the floor', () => {
    const whole = days(30) * 1e6;
    expect(paid(policy, 1000n, downFor(0))).toBe(1000n);
    expect(paid(policy, 1000n, downFor(whole / 20))).toBe(950n);
    expect(paid(policy, 1000n, downFor(whole / 10))).toBe(900n);
    expect(paid(policy, 1000n, downFor(whole / 10 + 1))).toBe(0n);
    expect(paid(policy, 1000n, downFor(1))).toBe(999n);
    expect(paid({ ...policy, floorPpm: 0 }, 1000n, downFor(whole))).toBe(0n);
  });

  test('pays in full what nobody measured', () => {
    expect(paid({ ...policy, floorPpm: 1_000_000 }, 1000n, downFor(0, milliseconds(0)))).toBe(1000n);
  });

  test('refuses months too long for doubles, and more downtime than time', () => {
    expect(() => paid(policy, 1n, downFor(0, days(110_000)))).toThrow('judged exactly');
    expect(() => paid(policy, 1n, downFor(days(30) * 1e6 + 1))).toThrow('than it is measured');
  });
});

test('binary pays all or nothing, none pays all whatever was measured', () => {
  const bad = { score: 0, failedChecks: 9999, latencyMicros: 10 ** 9, isStakeShort: true } as const;
  expect(payment({ kind: 'binary' }, 7n, monthOf({ ...bad, score: 1 }))).toEqual({ paid: 7n, withheld: 0n });
  expect(payment({ kind: 'binary' }, 7n, monthOf({ ...bad }))).toEqual({ paid: 0n, withheld: 7n });
  expect(payment({ kind: 'none' }, 7n, monthOf({ ...bad }))).toEqual({ paid: 7n, withheld: 0n });
});

test('a claim is late by whole checks after the grace period', () => {
  const late = (millis: number): number => lateChecks(TESTS, { lastClaim: instant(0), now: instant(millis) });
  expect([0, 3_900_000, 4_019_999, 4_020_000, 4_140_000].map(late)).toEqual([0, 0, 0, 1, 2]);
});

test('measured downtime becomes failed checks, a part of one in favour of the node', () => {
  expect([0, 33_333, 33_334, 999_999, 1_000_000].map((ppm) => failedChecks(IN_2019, ppm))).toEqual([
    0, 718, 719, 21_569, 21_570,
  ]);
});

test('under every policy paid + withheld is the amount due, and a worse month is not paid better', () => {
  const policies = fc.constantFrom<PaymentPolicy>(
    { kind: 'binary' },
    { kind: 'none' },
    { kind: 'proportional', floorPpm: 970_000 },
    contract('sm-talk-2019', IN_2019),
    contract('sm-1.5', IN_2020),
    contract('sm-1.5', TESTS),
  );
  const span = days(30);
  const months = fc.record({
    score: fc.constantFrom<0 | 1>(0, 1),
    measured: fc.record({
      measured: fc.constant(span),
      downtimeSum: fc.oneof(fc.nat({ max: span * 1e6 }), fc.nat({ max: span * 5e4 })),
    }),
    failedChecks: fc.oneof(fc.nat({ max: 22_000 }), fc.nat({ max: 1000 })),
    lateChecks: fc.nat({ max: 1000 }),
    latencyMicros: fc.oneof(fc.nat({ max: 2 ** 31 - 1 }), fc.nat({ max: 400_000 })),
    isStakeShort: fc.boolean(),
  });
  fc.assert(
    fc.property(policies, fc.bigInt(0n, 1n << 90n), months, months, (policy, due, one, other) => {
      const result = payment(policy, due, one);
      expect(result.paid + result.withheld).toBe(due);
      expect(result.paid >= 0n && result.withheld >= 0n).toBe(true);
      const worse: MonthJudged = {
        score: one.score === 1 ? other.score : 0,
        measured: {
          measured: span,
          downtimeSum: Math.max(one.measured.downtimeSum, other.measured.downtimeSum),
        },
        failedChecks: Math.max(one.failedChecks, other.failedChecks),
        lateChecks: Math.max(one.lateChecks, other.lateChecks),
        latencyMicros: Math.max(one.latencyMicros, other.latencyMicros),
        isStakeShort: one.isStakeShort || other.isStakeShort,
      };
      expect(payment(policy, due, worse).paid <= result.paid).toBe(true);
    }),
    { seed: 951, numRuns: 1000 },
  );
});

test('negative amounts and schedules without a check are bugs of the caller', () => {
  expect(() => payment({ kind: 'none' }, -1n, monthOf())).toThrow('not negative');
  expect(() => checksOf({ ...TESTS, delta: seconds(3500) })).toThrow('time for a check');
  expect(() => paid(contract('sm-1.5', TESTS), 1n, { failedChecks: -1 })).toThrow('are counted');
});
