import { expect, test } from 'vitest';
import { FACT } from '../../../src/sim/protocol/facts.ts';
import { factKinds, ratio, share } from '../../../src/sim/record/recorder.ts';

test('a ratio of huge whole numbers is right to 15 decimals, and none over nothing', () => {
  expect(ratio(1n, 3n)).toBeCloseTo(1 / 3, 15);
  expect(ratio(2n * 10n ** 40n, 10n ** 40n)).toBe(2);
  expect(ratio(0n, 7n)).toBe(0);
  expect(ratio(7n, 0n)).toBeNull();
});

test('a share of nothing is none', () => {
  expect([share(1, 4), share(0, 0)]).toEqual([0.25, null]);
});

test('kinds are the indices of facts', () => {
  expect(factKinds('node-left', 'run-started')).toEqual([FACT['node-left'], 0]);
});
