import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokens } from '../../src/base/units.ts';
import { nodeWeights, splitBounty } from '../../src/economics/bounty.ts';
import { monthlyEmission } from '../../src/economics/emission.ts';

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);

test('nodes share the pool by weight and the remainder is carried', () => {
  expect(splitBounty({ pool: 100n, weights: [1n, 0n, 2n, 3n] })).toEqual({
    paid: [16n, 0n, 33n, 50n],
    carried: 1n,
  });
});

test('what a failed node would have got goes to those that passed', () => {
  expect(splitBounty({ pool: 90n, weights: [1n, 1n, 1n] }).paid).toEqual([30n, 30n, 30n]);
  expect(splitBounty({ pool: 90n, weights: [1n, 0n, 1n] }).paid).toEqual([45n, 0n, 45n]);
});

test('the whole pool is carried when nobody passes', () => {
  expect(splitBounty({ pool: 77n, weights: [0n, 0n] })).toEqual({ paid: [0n, 0n], carried: 77n });
  expect(splitBounty({ pool: 77n, weights: [] })).toEqual({ paid: [], carried: 77n });
});

test('a single node that passes gets all', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 1n << 100n), fc.bigInt(1n, 1n << 100n), (pool, weight) => {
      expect(splitBounty({ pool, weights: [0n, weight] })).toEqual({ paid: [0n, pool], carried: 0n });
    }),
    { seed: 1301 },
  );
});

test('paid and carried make the pool, and each part is the exact quotient', () => {
  fc.assert(
    fc.property(
      fc.bigInt(0n, 1n << 90n),
      fc.array(fc.oneof(fc.constant(0n), fc.bigInt(0n, 1n << 90n)), { minLength: 1, maxLength: 60 }),
      (pool, weights) => {
        const { paid, carried } = splitBounty({ pool, weights });
        const whole = sum(weights);
        expect(sum(paid) + carried).toBe(pool);
        if (whole === 0n) return;
        expect(paid).toEqual(weights.map((weight) => (pool * weight) / whole));
        expect(carried < BigInt(weights.filter((weight) => weight > 0n).length)).toBe(true);
      },
    ),
    { seed: 1302, numRuns: 500 },
  );
});

test('a validator’s effective stake is dealt evenly over its nodes, failed ones included', () => {
  const month = {
    validatorOf: [0, 0, 0, 1, 2],
    scores: [1, 0, 1, 1, 0],
    effective: [100n, 7n, 5n],
  };
  expect(nodeWeights({ ...month, policy: 'effective-stake' })).toEqual([33n, 0n, 33n, 7n, 0n]);
  expect(nodeWeights({ ...month, policy: 'equal' })).toEqual([1n, 0n, 1n, 1n, 0n]);
});

test('a node that is not in the network neither weighs nor thins out its validator’s stake', () => {
  const weights = nodeWeights({
    policy: 'effective-stake',
    validatorOf: Int32Array.of(0, 0, 1),
    scores: Int8Array.of(1, -1, -1),
    effective: [100n, 50n],
  });
  expect(weights).toEqual([100n, 0n, 0n]);
});

test('a million tokens once on two nodes and half a million twice on one get half of the epoch each', () => {
  const weights = nodeWeights({
    policy: 'effective-stake',
    validatorOf: [0, 0, 1],
    scores: [1, 1, 1],
    effective: [tokens(1_000_000), tokens(500_000) * 2n],
  });
  const pool = monthlyEmission('skale', 0);
  const { paid, carried } = splitBounty({ pool, weights });
  expect(paid[0] + paid[1]).toBe(16_041_666_666_666_666_666_666_666n);
  expect(paid[2]).toBe(16_041_666_666_666_666_666_666_666n);
  expect(carried).toBe(1n);
});

test('negative money and nodes without an owner are bugs of the caller', () => {
  expect(() => splitBounty({ pool: -1n, weights: [1n] })).toThrow('not negative');
  expect(() => splitBounty({ pool: 1n, weights: [2n, -1n] })).toThrow('not negative');
  const lost = { policy: 'effective-stake', effective: [1n] } as const;
  expect(() => nodeWeights({ ...lost, validatorOf: [1], scores: [1] })).toThrow('is a validator');
  expect(() => nodeWeights({ ...lost, validatorOf: [0], scores: [1, 1] })).toThrow('an owner and a score');
});
