import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssertionError } from '../../src/base/assert.ts';
import { honestVerdict, isEntitled, quorumFor } from '../../src/sla/verdict.ts';

function report(sent: number, failed: number, latencySum: number) {
  const slot = { downtimePpm: -7, latencyMicros: -7 };
  honestVerdict(sent, failed, latencySum, slot);
  return slot;
}

describe('honestVerdict', () => {
  it('rounds downtime down and latency to the nearest microsecond, as exact arithmetic does', () => {
    const probes = fc
      .integer({ min: 1, max: 1_000_000_000 })
      .chain((sent) => fc.tuple(fc.constant(sent), fc.nat({ max: sent })));
    fc.assert(
      fc.property(probes, fc.nat({ max: 2 ** 31 - 1 }), ([sent, failed], latencySum) => {
        const answered = BigInt(sent - failed);
        const nearest = (2n * BigInt(latencySum) + answered) / (2n * (answered === 0n ? 1n : answered));
        expect(report(sent, failed, latencySum)).toEqual({
          downtimePpm: Number((BigInt(failed) * 1_000_000n) / BigInt(sent)),
          latencyMicros: answered === 0n ? -1 : Number(nearest),
        });
      }),
      { seed: 921, numRuns: 2000 },
    );
  });

  it('reports no latency when no probe was answered', () => {
    expect(report(288, 288, 0)).toEqual({ downtimePpm: 1_000_000, latencyMicros: -1 });
  });

  it('reports a mean halfway between two microseconds as the higher', () => {
    expect(report(2, 0, 201).latencyMicros).toBe(101);
    expect(report(3, 0, 301).latencyMicros).toBe(100);
  });

  it('refuses to report on no probes or on more failures than probes', () => {
    expect(() => report(0, 0, 0)).toThrow(AssertionError);
    expect(() => report(3, 4, 0)).toThrow(AssertionError);
  });
});

describe('isEntitled', () => {
  it('needs half of the probes that were due', () => {
    expect(isEntitled(144, 288)).toBe(true);
    expect(isEntitled(143, 288)).toBe(false);
    expect(isEntitled(4, 7)).toBe(true);
    expect(isEntitled(3, 7)).toBe(false);
  });

  it('gives no verdict on a window in which no probe was due', () => {
    expect(isEntitled(0, 0)).toBe(false);
  });
});

describe('quorumFor', () => {
  it('is the rule’s own where there are enough other nodes', () => {
    expect(quorumFor({ quorum: 13, monitors: 24, others: 24 })).toBe(13);
    expect(quorumFor({ quorum: 13, monitors: 24, others: 999 })).toBe(13);
  });

  it('shrinks in proportion in a small network, and stays reachable', () => {
    expect([0, 1, 2, 6, 12, 23].map((others) => quorumFor({ quorum: 13, monitors: 24, others }))).toEqual([
      1, 1, 2, 4, 7, 13,
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.nat(), fc.nat(), (monitors, quorum, others) => {
        const rule = { quorum: quorum % (monitors + 1), monitors, others: others % 200 };
        expect(quorumFor(rule)).toBeLessThanOrEqual(Math.max(1, Math.min(monitors, rule.others)));
      }),
      { seed: 922 },
    );
  });
});
