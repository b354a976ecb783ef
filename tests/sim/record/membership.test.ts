import { expect, test } from 'vitest';
import { Membership } from '../../../src/sim/record/membership.ts';

test('a node belongs to the coalition that took it last, others to none', () => {
  const membership = new Membership();
  expect(membership.coalitionOf(0)).toBe(-1);
  membership.corrupted(700, 0);
  membership.corrupted(3, 2);
  membership.corrupted(3, 1);
  expect([0, 3, 700, 701, 5000].map((node) => membership.coalitionOf(node))).toEqual([-1, 1, 0, -1, -1]);
});
