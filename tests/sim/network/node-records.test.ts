/** The mutants to be caught: a history that grows without end, a tier that looks at the newest month only. */
import { describe, expect, test } from 'vitest';
import { milliseconds, PPM, type Ppm } from '../../../src/base/units.ts';
import type { PaymentPolicy } from '../../../src/sla/payment-policies.ts';
import { NodeRecords } from '../../../src/sim/network/node-records.ts';
import type { MonthMeasured } from '../../../src/sla/payment.ts';
import { DAY, paramsOf } from '../world.helpers.ts';

const base = paramsOf(
  'sla: { tierMonths: 2, tiers: [{ id: base, floor: 0.9, share: 0.5 }, { id: good, floor: 0.99, share: 0.5 }] }',
).sla;
const month = (downPpm: number, days = 3): MonthMeasured => ({
  measured: milliseconds(days * DAY),
  downtimeSum: days * DAY * downPpm,
  latencyMeasured: milliseconds(days * DAY),
  latencySum: days * DAY * 20_000,
});

describe('a node’s tier', () => {
  test('is the lowest at first, and the highest that it kept in each of its last months', () => {
    const records = new NodeRecords(2, base);
    expect([records.tierOf(0), records.tierOf(1)]).toEqual([0, 0]);
    const tiers = [0, 0, 10_000, 10_001, 0, 0, 100_001, 0, 0].map((downPpm) => {
      records.closed(0, month(downPpm));
      return records.tierOf(0);
    });
    // One month is too short a record; 1 % down is kept at 0.99, a millionth more is not, and counts for two
    // months.
    expect(tiers).toEqual([0, 1, 1, 0, 0, 1, -1, -1, 1]);
    expect(records.tierOf(1)).toBe(0);
  });

  test('is the lowest for ever where there are none', () => {
    const records = new NodeRecords(1, { ...base, tiers: [] });
    records.closed(0, month(PPM));
    expect(records.tierOf(0)).toBe(0);
  });
});

describe('a node’s month as the policies of payment see it', () => {
  const policy: PaymentPolicy = {
    kind: 'sm-1.5',
    schedule: { period: milliseconds(3 * DAY), delta: milliseconds(0), check: milliseconds(300_000) },
    latencyMaxMicros: 150_000,
  };
  const judge = (records: NodeRecords) => {
    const due = { score: 1 as const, lateChecks: 7, isStakeShort: false };
    return records.judged(0, due, policy);
  };

  test('is the last one, its downtime in failed checks rounded down', () => {
    const records = new NodeRecords(1, base);
    records.closed(0, month(500_000));
    records.closed(0, month(123_456));
    const { failedChecks, lateChecks, latencyMicros } = judge(records);
    // 864 checks of five minutes in three days.
    expect([failedChecks, lateChecks, latencyMicros]).toEqual([Math.floor(864 * 0.123456), 7, 20_000]);
  });

  test('is without fault where nothing was measured', () => {
    const records = new NodeRecords(1, base);
    expect(judge(records)).toMatchObject({ failedChecks: 0, latencyMicros: 0 });
    const nothing = {
      measured: milliseconds(0),
      downtimeSum: 0,
      latencyMeasured: milliseconds(0),
      latencySum: 0,
    };
    records.closed(0, nothing);
    expect(judge(records)).toMatchObject({ failedChecks: 0, latencyMicros: 0 });
  });

  test('is down for no more than all of the time, whatever was reported', () => {
    const records = new NodeRecords(1, base);
    records.closed(0, { ...month(0), downtimeSum: 3 * DAY * (PPM as Ppm) + 1 });
    expect(judge(records).failedChecks).toBe(864);
  });
});
