import { expect, test } from 'vitest';
import { instant, milliseconds, seconds, tokens } from '../../src/base/units.ts';
import { commonBounty, SIX_YEARS, STAGE_NONE, stageAt } from '../../src/economics/bounty-2019.ts';

const CAP = tokens(7_000_000_000);
const base = { cap: CAP, elapsed: seconds(3600), period: seconds(3600), nodes: 18 };

test('18 nodes with periods of an hour get 1250.285779606767261088 tokens each', () => {
  // floor(7e27 / 3) / (2 · 51,840 · 18)
  expect(commonBounty(base)).toBe(1_250_285_779_606_767_261_088n);
});

test('it halves in the very instant in which six years of 360 days are over', () => {
  const at = (elapsed: number): bigint => commonBounty({ ...base, elapsed: milliseconds(elapsed) });
  expect(at(SIX_YEARS - 1)).toBe(at(0));
  expect(at(SIX_YEARS)).toBe(CAP / 3n / (4n * 51_840n * 18n));
  expect(at(2 * SIX_YEARS - 1)).toBe(at(SIX_YEARS));
  expect(at(2 * SIX_YEARS)).toBe(CAP / 3n / (8n * 51_840n * 18n));
  expect(at(100 * SIX_YEARS)).toBe(0n);
});

test('nodes that claim everything get half of a third of the cap in six years, less a few units', () => {
  const period = seconds(2_592_000);
  const perNode = commonBounty({ ...base, period, nodes: 1000 });
  const inSixYears = perNode * 72n * 1000n;
  expect(CAP / 6n - inSixYears >= 0n && CAP / 6n - inSixYears < 72n * 1000n + 1n).toBe(true);
});

test('a period that does not divide six years leaves its last part unpaid', () => {
  const period = milliseconds(SIX_YEARS / 2 + 1);
  expect(commonBounty({ ...base, period, nodes: 1 })).toBe(CAP / 3n / 2n);
});

test('a stage keeps its count of nodes for a period, and at its last instant still', () => {
  const period = seconds(3600);
  const first = stageAt(STAGE_NONE, { now: instant(0), period, nodes: 18 });
  expect(first).toEqual({ start: 0, nodes: 18 });
  expect(stageAt(first, { now: instant(3_600_000), period, nodes: 20 })).toBe(first);
  expect(stageAt(first, { now: instant(3_600_001), period, nodes: 20 })).toEqual({
    start: 3_600_001,
    nodes: 20,
  });
});

test('no nodes and periods beyond six years are bugs of the caller', () => {
  expect(() => commonBounty({ ...base, nodes: 0 })).toThrow('at least one node');
  expect(() => commonBounty({ ...base, period: milliseconds(SIX_YEARS + 1) })).toThrow('six years');
  expect(() => stageAt(STAGE_NONE, { now: instant(0), period: seconds(1), nodes: 0 })).toThrow(
    'in the network',
  );
});
