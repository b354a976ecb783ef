/**
 * The mutants to be caught: a part of the pay that is dealt among the failed too, a tier that weighs by its
 * place, a node below all tiers that is paid, stake that is short for one node more than there is.
 */
import { describe, expect, test } from 'vitest';
import { checkInvariants } from '../../../src/sim/invariants/check-invariants.ts';
import { isStakeShortOf } from '../../../src/sim/network/pay-parts.ts';
import { DAY, factsOf, ranUntil, worldOf, type Stage } from '../world.helpers.ts';
import { total } from './delegated-rows.helpers.ts';

const MONTH = 3 * DAY;
/** Nodes 0 and 1 are down for a fifth and for all of every month but an hour. */
const trace = [0, 1, 2].flatMap((month) => [
  `{ node: 0, from: ${72 * month} h, to: ${72 * month + 14.4} h }`.replace(
    /(\d+\.\d+) h/g,
    (_, hours: string) => `${Math.round(Number(hours) * 60)} min`,
  ),
  `{ node: 1, from: ${72 * month} h, to: ${72 * month + 71} h }`,
]);
const scenario = (sla: string): string =>
  'network: { nodes: 8, validators: 2, regions: { one: 1 }, latency: [[20]] }\nkeyGeneration: { mode: instant }\n' +
  `availability: { mtbf: never, trace: [${trace.join(', ')}] }\nmonitoring: { monitors: 5 }\nhorizon: 3 months\n` +
  `delegation: { holders: 9 }\nchains: { initial: { small: 0 } }\nbounty: { weight: equal }\nsla: { ${sla} }\n`;
const payOf = (stage: Stage, month: number): bigint[] => {
  const paid = Array<bigint>(8).fill(0n);
  for (const { a, b, amount } of factsOf(stage, 'bounty-paid')) if (b === month) paid[a] = amount;
  return paid;
};
const poolOf = (stage: Stage, month: number): bigint =>
  total(payOf(stage, month)) + factsOf(stage, 'pool-carried')[month].amount;
const downOf = (stage: Stage, month: number, node: number): number =>
  factsOf(stage, 'node-scored').filter(({ a }) => a === node)[month].c;

describe('pay in parts', () => {
  test('is the part of the month that a node was up, and nothing below the floor', () => {
    const stage = ranUntil(MONTH, scenario('payment: proportional, floor: 0.5'));
    const paid = payOf(stage, 0);
    expect(Math.abs(downOf(stage, 0, 0) - 200_000)).toBeLessThan(3000);
    expect(paid[1]).toBe(0n);
    // Measured downtimes are exact; what is told is rounded to a millionth.
    const part = Number((paid[0] * 1_000_000_000n) / paid[2]) / 1e9;
    const up = (node: number): number => 1 - downOf(stage, 0, node) / 1e6;
    expect(Math.abs(part - up(0) / up(2))).toBeLessThan(3e-6);
    checkInvariants(stage.world);
  });

  test('is all of it where nothing counts, also for a node that was down', () => {
    const paid = payOf(ranUntil(MONTH, scenario('payment: none')), 0);
    expect(new Set(paid).size).toBe(1);
    expect(paid[0] > 0n).toBe(true);
  });

  test('is by the score alone where tiers make no difference', () => {
    const tiers = 'tiers: [{ id: all, floor: 0, latency: 10 s, share: 1 }]';
    const withTiers = ranUntil(2 * MONTH, scenario(tiers));
    const without = ranUntil(2 * MONTH, scenario('payment: binary'));
    for (const month of [0, 1]) expect(payOf(withTiers, month)).toEqual(payOf(without, month));
    expect(payOf(without, 0).map((amount) => amount > 0n)).toEqual([
      false,
      false,
      ...Array<boolean>(6).fill(true),
    ]);
  });
});

describe('tiers', () => {
  // One month of record: node 0 keeps the lower tier, node 1 none, the six others the higher one.
  test('weigh as the scenario says, and a node below them all is not paid', () => {
    const tiers =
      'payment: none, tierMonths: 1, tiers: [{ id: base, floor: 0.5, share: 0.5, weight: 0.4 }, ' +
      '{ id: good, floor: 0.95, share: 0.5, weight: 1.5 }]';
    const stage = ranUntil(2 * MONTH, scenario(tiers));
    expect([0, 1, 2].map((node) => stage.world.records?.tierOf(node))).toEqual([0, -1, 1]);
    for (const month of [0, 1]) {
      const pool = poolOf(stage, month);
      // 0.4 + 6 · 1.5 = 9.4.
      expect(payOf(stage, month)).toEqual([
        (pool * 4n) / 94n,
        0n,
        ...Array<bigint>(6).fill((pool * 15n) / 94n),
      ]);
    }
    checkInvariants(stage.world);
  });
});

test('stake is short below what all nodes of the validator need, and at it not', () => {
  const { world } = worldOf(scenario('payment: none'));
  const isShortAt = (minimumStake: bigint): boolean => {
    world.economy.minimumStake = minimumStake;
    return isStakeShortOf(world, 0);
  };
  const delegated = world.params.delegation.staked / 2n;
  expect([isShortAt(delegated / 4n), isShortAt(delegated / 4n + 1n), isShortAt(0n)]).toEqual([
    false,
    true,
    false,
  ]);
});
