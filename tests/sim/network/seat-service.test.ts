/**
 * The mutants to be caught: a seat counted from the chain's beginning though its node came later, time before
 * the month that is counted again, slots that are not weighed, a chain that is gone and earns on.
 */
import { describe, expect, test } from 'vitest';
import { checkInvariants } from '../../../src/sim/invariants/check-invariants.ts';
import { validatorNodeLeaves } from '../../../src/sim/network/node-exit.ts';
import {
  committeeOf,
  DAY,
  factsOf,
  ranUntil,
  runUntil,
  start,
  worldOf,
  type Stage,
} from '../world.helpers.ts';
import { total } from './delegated-rows.helpers.ts';

const MONTH = 3 * DAY;
const scenario = (chains: string, nodes = 5): string =>
  `network: { nodes: ${nodes}, validators: 1, exitsPerMonth: 0.001, regions: { one: 1 }, latency: [[20]] }\n` +
  'horizon: 6 months\nkeyGeneration: { mode: instant }\navailability: { mtbf: never }\nmonitoring: { monitors: 1 }\n' +
  `delegation: { holders: 5 }\nbounty: { rent: node-seconds }\nrotation: { policy: exit-only, members: 0 }\n${chains}`;
const earned = (stage: Stage, month: number): Map<number, bigint> =>
  new Map(
    factsOf(stage, 'rent-earned')
      .filter(({ b }) => b === month)
      .map(({ a, amount }) => [a, amount]),
  );
const released = (stage: Stage, month: number): bigint =>
  total(
    factsOf(stage, 'rent-released')
      .filter(({ a }) => a === month)
      .map(({ amount }) => amount),
  );

describe('rent by node-seconds', () => {
  test('gives half to a node that sat for half of the month, and half to the one that took its seat', () => {
    const stage = worldOf(scenario('chains: { initial: { small: 1 } }'));
    start(stage);
    runUntil(stage, MONTH / 2);
    const committee = committeeOf(stage.world, 0);
    const [leaver] = committee;
    const newcomer = [0, 1, 2, 3, 4].find((node) => !committee.includes(node))!;
    expect(validatorNodeLeaves(stage.world, leaver, stage.engine)).toBe('asked');
    expect(committeeOf(stage.world, 0)).toContain(newcomer);
    runUntil(stage, 2 * MONTH);
    const pool = released(stage, 0);
    const parts = earned(stage, 0);
    for (const node of committee.slice(1)) expect(parts.get(node)).toBe(pool / 4n);
    expect([parts.get(leaver), parts.get(newcomer)]).toEqual([pool / 8n, pool / 8n]);
    // What rounding left waits; in the second month the newcomer has a whole part.
    const next = (pool - total([...parts.values()]) + released(stage, 1)) / 4n;
    expect([...earned(stage, 1).values()]).toEqual([next, next, next, next]);
    checkInvariants(stage.world);
  });

  // A small chain takes 1 slot of 4 nodes, a medium one 2 slots: a node that serves both has three parts of
  // 12.
  test('weighs a seat by its slots', () => {
    const stage = ranUntil(MONTH, scenario('chains: { initial: { small: 1, medium: 1 } }', 8));
    const pool = released(stage, 0);
    const slots = Array<bigint>(8).fill(0n);
    committeeOf(stage.world, 0).forEach((node) => (slots[node] += 1n));
    committeeOf(stage.world, 1).forEach((node) => (slots[node] += 2n));
    const parts = earned(stage, 0);
    expect(slots.map((_, node) => parts.get(node) ?? 0n)).toEqual(slots.map((each) => (pool * each) / 12n));
  });

  test('is paid whatever the score, and goes to no one but those that serve', () => {
    const trace =
      'availability: { mtbf: never, trace: [{ node: 0, from: 0, to: 3 days }, { node: 1, from: 0, to: 3 days }] }\n';
    const stage = ranUntil(
      MONTH,
      scenario('chains: { initial: { small: 1 } }').replace('availability: { mtbf: never }\n', trace),
    );
    const paid = new Set(factsOf(stage, 'bounty-paid').map(({ a }) => a));
    expect(paid.has(0)).toBe(false);
    const committee = committeeOf(stage.world, 0);
    expect([...earned(stage, 0).keys()].toSorted()).toEqual([...committee].toSorted());
    expect(committee.some((node) => node < 2)).toBe(true);
  });

  test('of a chain that is gone is nobody’s any more', () => {
    const chains = 'chains: { initial: { small: 1 }, demand: { term: { months: 1, renewal: 0 } } }';
    const stage = ranUntil(3 * MONTH, scenario(chains));
    expect([earned(stage, 0).size, earned(stage, 1).size]).toEqual([4, 0]);
    // What rounding left has nobody to go to.
    const { ledger } = stage.world.economy;
    expect(ledger.balance(ledger.system('rent-due'))).toBe(released(stage, 0) % 4n);
    checkInvariants(stage.world);
  });

  test('kept by the contracts reaches nobody', () => {
    const stage = ranUntil(
      2 * MONTH,
      scenario('chains: { initial: { small: 1 } }').replace('node-seconds', 'kept'),
    );
    const { ledger } = stage.world.economy;
    expect(ledger.balance(ledger.system('rent-kept'))).toBe(released(stage, 0) + released(stage, 1));
    expect(factsOf(stage, 'rent-earned')).toEqual([]);
  });
});
