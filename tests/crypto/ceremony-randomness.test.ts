import { expect, test } from 'vitest';
import {
  constantOf,
  polynomialBytes,
  secretOf,
  withPolynomial,
} from '../../src/crypto/ceremony-randomness.ts';
import { deal } from '../../src/crypto/dkg-dealing.ts';
import { honestTask, taskOf } from './key-ceremony.helpers.ts';
import { group, rulesOfSeven } from './seven-members.helpers.ts';

const seed = Uint8Array.from({ length: 16 }, (_, index) => index);

test('the constant of a polynomial is what its dealer deals, under both variants', () => {
  // Found by this: blinds drawn before coefficients; a constant that is not 0.
  for (const variant of ['joint-feldman', 'pedersen'] as const) {
    for (let polynomial = 0; polynomial < 3; polynomial++) {
      const { secret } = deal(rulesOfSeven(variant), 1, polynomialBytes(seed, polynomial));
      expect(constantOf(group.order, seed, polynomial)).toBe(secret.coefficients[0]);
    }
  }
});

test('a group’s secret is the sum of the constants of those who deal', () => {
  const task = taskOf([{ polynomial: 3, falseTo: [2] }, 'withhold', { polynomial: 1, falseTo: [] }]);
  const [first, , third] = task.members;
  const sum = constantOf(group.order, first.dealingSeed, 3) + constantOf(group.order, third.dealingSeed, 1);
  expect(secretOf(task, group.order)).toBe(sum % group.order);
});

test('another polynomial changes one seat only', () => {
  const task = honestTask(3);
  const changed = withPolynomial(task, 2, 5);
  expect(changed.members[1]).toEqual({ ...task.members[1], deed: { polynomial: 5, falseTo: [] } });
  expect([changed.members[0], changed.members[2]]).toEqual([task.members[0], task.members[2]]);
});

test('seeds have 128 bits or more', () => {
  expect(() => polynomialBytes(new Uint8Array(15), 0)).toThrow('broken promise');
});
