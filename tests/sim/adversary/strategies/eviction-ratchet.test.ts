import { describe, expect, test } from 'vitest';
import { evictionRatchet } from '../../../../src/sim/adversary/strategies/eviction-ratchet.ts';
import type { DisruptionOccasion } from '../../../../src/sim/protocol/decisions.ts';
import type { Duration } from '../../../../src/base/units.ts';
import { HOUR } from '../../world.helpers.ts';
import { failuresOf, keyAttackParams, keyFacts, named } from '../../../statistical/key-attacks.helpers.ts';
import { rulesOf, viewOf } from './rules.helpers.ts';

const MINUTE = 60_000;
/** Eight seats, two of them the coalition's; the threshold is five. */
const occasion: DisruptionOccasion = {
  node: 0,
  committee: 3,
  attempt: 0,
  members: [10, 0, 11, 1, 12, 13, 14, 15],
  phaseLimit: (30 * MINUTE) as Duration,
  left: Number.MAX_SAFE_INTEGER,
};
const view = viewOf(0, 1, 2, 3, 4);
const chosen = (
  options: Readonly<Record<string, number | string>> = {},
  changes: Partial<DisruptionOccasion> = {},
) => rulesOf(evictionRatchet, options).disruption!({ ...occasion, ...changes }, view);

describe('eviction-ratchet', () => {
  test('keeps the first honest member off for a little over the limit', () => {
    expect(chosen()).toEqual([{ node: 10, length: 31 * MINUTE }]);
    expect(31 * MINUTE).toBeGreaterThan(occasion.phaseLimit);
  });

  test('takes several targets where it is told to, in order of seats, never its own', () => {
    expect(chosen({ targets: 3.9, length: 40 }).map(({ node }) => node)).toEqual([10, 11, 12]);
    expect(chosen({ targets: 256 }).map(({ node }) => node)).toEqual([10, 11, 12, 13, 14, 15]);
  });

  test.each([
    [0, [0, 1, 2, 3, 9, 10, 11, 12], 1],
    [0, [0, 1, 2, 3, 4, 10, 11, 12], 0],
    [2, occasion.members, 0],
    [3, occasion.members, 1],
  ])('goal %d with members %j: %d targets', (goal, members, count) => {
    expect(chosen({ goal }, { members })).toHaveLength(count);
  });

  test('spends no more than is left, and nothing that would not be enough', () => {
    expect(chosen({ targets: 3 }, { left: 62 * MINUTE })).toHaveLength(2);
    expect(chosen({}, { left: 31 * MINUTE - 1 })).toEqual([]);
  });

  test('leaves the beacon’s groups alone unless told otherwise', () => {
    expect(chosen({}, { committee: -1 })).toEqual([]);
    expect(chosen({ committees: 'all' }, { committee: -1 })).toHaveLength(1);
  });

  const factsFor = (options: string, more = '') =>
    keyFacts(
      keyAttackParams({
        nodes: 40,
        members: '{ share: 0.5 }',
        strategy: `{ use: eviction-ratchet, with: { ${options} } }`,
        size: 8,
        more,
      }),
      1,
      2,
    );

  test('ends with the threshold of seats, honest nodes paying one by one', () => {
    const facts = factsFor('length: 31');
    const coalition = new Set(named(facts, 'node-corrupted').map(({ a }) => a));
    const seats = new Set(named(facts, 'member-joined').map(({ b }) => b));
    for (const { b, c } of named(facts, 'member-replaced')) {
      expect(coalition.has(b)).toBe(false);
      seats.delete(b);
      seats.add(c);
    }
    expect([...seats].filter((node) => coalition.has(node))).toHaveLength(5);
    const slashes = named(facts, 'node-slashed').length;
    expect(slashes).toBeGreaterThan(0);
    expect(failuresOf(facts)).toBe(slashes);
    expect(named(facts, 'key-generated')[0].at).toBeGreaterThan((slashes * HOUR) / 2);
  });

  test('an attack shorter than the limit delays and evicts nobody', () => {
    const facts = factsFor('length: 29');
    expect(named(facts, 'node-slashed')).toEqual([]);
    expect(named(facts, 'key-generated')[0].at).toBeGreaterThan(29 * MINUTE);
  });

  test('stops when the budget is spent', () => {
    const params = keyAttackParams({
      nodes: 40,
      members: '{ share: 0.5 }, budget: { disruption: 62 min }',
      strategy: '{ use: eviction-ratchet }',
      size: 16,
    });
    const facts = keyFacts(params, 0, 2);
    expect(named(facts, 'node-slashed')).toHaveLength(2);
    expect(named(facts, 'key-generated')).toHaveLength(1);
  });
});
